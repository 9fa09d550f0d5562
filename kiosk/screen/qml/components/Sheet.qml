pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.view

// What an operator asked for, laid over the lower part of whatever hangs there.
Rectangle {
    id: sheet

    required property Stage stage
    readonly property real u: Theme.unit
    readonly property ToneColors colors: Theme.black

    height: Math.round(stage.overlayHeight * u)
    color: colors.base

    Rectangle {
        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
        }
        height: Math.round(4 * sheet.u)
        color: sheet.colors.quiet
    }
    Repeater {
        model: sheet.stage.overlayRows

        Item {
            id: fact

            required property string label
            required property real labelSize
            required property string value
            required property real valueSize
            required property real atY

            x: sheet.stage.overlayMargin * sheet.u
            y: atY * sheet.u

            Label {
                text: fact.label
                size: fact.labelSize
                color: sheet.colors.quiet
                visible: text !== ""
            }
            Label {
                x: sheet.stage.overlayValues * sheet.u
                text: fact.value
                size: fact.valueSize
                color: sheet.colors.text
            }
        }
    }
}
