import QtQuick
import kiosk.screen.qml
import kiosk.screen.qml.components
import kiosk.screen.view

// One work photo, full bleed. The picture arrives at the size of the screen; the slow zoom grows
// from a corner, so that no edge is ever exposed.
Item {
    id: scene

    required property Stage stage
    required property int station
    required property url picture
    required property bool pan
    required property int toward
    required property string caption
    required property real captionSize
    required property string byline
    required property real bylineSize
    required property real scrim
    required property string demoMark
    required property real marginX
    required property real marginY
    required property real seconds

    property bool entered: false
    readonly property real u: Theme.unit

    Rectangle {
        anchors.fill: parent
        color: "black"
    }
    Image {
        width: scene.width
        height: scene.height
        source: scene.picture
        cache: false
        smooth: true
        transformOrigin: [Item.TopLeft, Item.TopRight, Item.BottomLeft, Item.BottomRight][scene.toward]

        NumberAnimation on scale {
            running: scene.pan && Theme.motion
            from: 1
            to: 1.06
            duration: scene.seconds * 1000 + 2 * Theme.fade
        }
    }
    Rectangle {
        width: parent.width
        height: scene.scrim * 1.5 * scene.u
        anchors.bottom: parent.bottom
        visible: scene.scrim > 0
        gradient: Gradient {
            GradientStop {
                position: 0
                color: "#00000000"
            }
            GradientStop {
                position: 0.34
                color: "#B8000000"
            }
            GradientStop {
                position: 1
                color: "#D9000000"
            }
        }
    }
    Column {
        anchors {
            left: parent.left
            bottom: parent.bottom
            leftMargin: scene.marginX * scene.u
            bottomMargin: scene.marginY * scene.u
        }

        Label {
            text: scene.caption
            size: scene.captionSize
            strong: true
            color: "#FFFFFF"
            visible: text !== ""
        }
        Label {
            text: scene.byline
            size: scene.bylineSize
            color: "#F1ECDE"
            visible: text !== ""
        }
    }
    Rectangle {
        anchors {
            right: parent.right
            top: parent.top
            rightMargin: scene.marginX * scene.u
            topMargin: scene.marginY * scene.u
        }
        width: demo.width + 36 * scene.u
        height: demo.height
        radius: 6 * scene.u
        color: "#C8000000"
        visible: demo.text !== ""

        Label {
            id: demo

            anchors.centerIn: parent
            text: scene.demoMark
            color: "#FFFFFF"
        }
    }
}
