pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.view

// How good the figures are, what an operator should know, where we are in the rotation, and the
// time of day.
Item {
    id: footer

    required property Stage stage
    required property int station
    required property color strongColor
    required property color quietColor

    // In the middle, and so much higher as the orbit would lead long letters out of the safe area.
    function rowY(height: real): real {
        return (footer.height - height) / 2 - Theme.unit;
    }

    Row {
        id: figures

        y: footer.rowY(height)
        spacing: Theme.gap * Theme.unit

        Label {
            text: footer.stage.demoMark
            size: Theme.small
            strong: true
            color: footer.strongColor
            visible: text !== ""
        }
        Label {
            text: footer.stage.freshness
            size: Theme.small
            color: footer.quietColor
            visible: text !== ""
        }
        Label {
            text: footer.stage.mark
            size: Theme.small
            strong: true
            color: footer.quietColor
            visible: text !== ""
        }
    }
    Row {
        anchors.right: parent.right
        y: footer.rowY(height)
        spacing: 28 * Theme.unit

        // Where we are in the rotation gives way to what the figures are.
        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: 16 * Theme.unit
            visible: figures.width + width + clock.width + 2 * 28 * Theme.unit <= footer.width

            Repeater {
                model: footer.stage.stations

                Rectangle {
                    required property int index

                    // Small enough for the orbit to leave no pixel under it for good.
                    width: 10 * Theme.unit
                    height: width
                    radius: width / 2
                    color: footer.quietColor
                    opacity: index === footer.station ? 1 : 0.3
                }
            }
        }
        Label {
            id: clock

            text: footer.stage.clock
            size: Theme.small
            color: footer.quietColor
        }
    }
}
