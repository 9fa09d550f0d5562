pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.view

// Progress, quality and results as bars on one scale: one under another or in one line, each with
// its name and its figure where they are asked for.
Grid {
    id: dimensions

    required property var model
    required property ToneColors colors
    required property real tick
    required property bool entered
    required property bool recedes
    property bool inline: false
    property bool labelled: true
    property bool figured: true
    property real thickness: 20

    columns: inline ? 3 : 1
    columnSpacing: 32 * Theme.unit

    Repeater {
        model: dimensions.model

        Item {
            id: one

            required property string label
            required property real labelWidth
            required property string value
            required property real share

            width: dimensions.inline ? (dimensions.width - 2 * dimensions.columnSpacing) / 3 : dimensions.width
            height: 52 * Theme.unit

            Label {
                id: name

                anchors.verticalCenter: parent.verticalCenter
                width: dimensions.labelled ? one.labelWidth * Theme.unit : 0
                text: one.label
                visible: dimensions.labelled
                color: dimensions.colors.quiet
            }
            Bar {
                anchors {
                    left: name.right
                    right: dimensions.figured ? figure.left : parent.right
                    leftMargin: dimensions.labelled ? 16 * Theme.unit : 0
                    verticalCenter: parent.verticalCenter
                }
                thickness: dimensions.thickness
                share: one.share
                tick: dimensions.tick
                entered: dimensions.entered
                color: dimensions.colors.bar
                track: dimensions.colors.track
                tickColor: dimensions.colors.tick
            }
            Label {
                id: figure

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                width: 128 * Theme.unit
                horizontalAlignment: Text.AlignRight
                text: one.value
                strong: !dimensions.recedes
                color: dimensions.colors.text
                visible: dimensions.figured
            }
        }
    }
}
