import QtQuick
import kiosk.screen.qml

// A share of a track, with a tick where the plan or full marks stand. It grows once.
Item {
    id: bar

    required property real share
    property real tick: -1
    property bool entered: true
    property real thickness: 20
    property color color
    property color track
    property color tickColor

    implicitHeight: thickness * Theme.unit

    Rectangle {
        id: trough

        anchors.fill: parent
        radius: height / 2
        color: bar.track
    }
    Rectangle {
        width: Math.max(height, trough.width * bar.share * grown)
        height: parent.height
        radius: height / 2
        color: bar.color
        visible: bar.share > 0

        property real grown: bar.entered || !Theme.motion ? 1 : 0

        Behavior on grown {
            enabled: Theme.motion
            NumberAnimation {
                duration: Theme.grow
                easing.type: Easing.OutCubic
            }
        }
    }
    // The bar is parted where the tick stands, which is else too like it to be seen.
    Rectangle {
        x: tick.x - Math.round(tick.width / 2)
        width: tick.width + 2 * Math.round(tick.width / 2)
        height: parent.height
        color: bar.track
        visible: tick.visible && bar.tick < 1
    }
    Rectangle {
        id: tick

        x: Math.round(trough.width * Math.min(bar.tick, 1) - width / 2)
        y: -Math.round(bar.height * 0.35)
        width: Math.max(2, Math.round(5 * Theme.unit))
        height: Math.round(bar.height * 1.7)
        radius: width / 2
        color: bar.tickColor
        visible: bar.tick >= 0
    }
}
