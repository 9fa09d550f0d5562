pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.qml.components
import kiosk.screen.view

// One work photo over the whole screen, or two that share it. A picture arrives at the size of its
// place; the slow zoom of a single one grows from a corner, so that no edge is ever exposed.
Item {
    id: scene

    required property Stage stage
    required property int station
    required property var panels
    required property bool pan
    required property int toward
    required property string demoMark
    required property real marginX
    required property real marginY
    required property real seconds

    property bool entered: false
    readonly property real u: Theme.unit
    readonly property real orbitX: Math.round(scene.stage.orbitX * u)
    readonly property real orbitY: Math.round(scene.stage.orbitY * u)

    Rectangle {
        anchors.fill: parent
        color: "black"
    }
    Repeater {
        model: scene.panels

        Item {
            id: panel

            required property url picture
            required property real shareX
            required property real shareY
            required property real shareWidth
            required property real shareHeight
            required property string caption
            required property real captionSize
            required property string byline
            required property real bylineSize
            required property real insetX
            required property real insetY
            required property real scrim

            x: Math.round(shareX * scene.width)
            y: Math.round(shareY * scene.height)
            width: Math.round(shareWidth * scene.width)
            height: Math.round(shareHeight * scene.height)

            Image {
                anchors.fill: parent
                source: panel.picture
                cache: false
                smooth: true
                // For the moment after a resize in which the picture is still the former size.
                fillMode: Image.PreserveAspectCrop
                transformOrigin: [Item.TopLeft, Item.TopRight, Item.BottomLeft, Item.BottomRight][scene.toward]

                NumberAnimation on scale {
                    running: scene.pan && Theme.motion
                    from: 1
                    to: 1.06
                    duration: scene.seconds * 1000 + 2 * Theme.fade
                }
            }
            Rectangle {
                anchors.bottom: ground.top
                width: parent.width
                height: Math.min(Math.round(ground.height / 2), panel.height - ground.height)
                visible: ground.visible
                gradient: Gradient {
                    GradientStop {
                        position: 0
                        color: "#00000000"
                    }
                    GradientStop {
                        position: 1
                        color: "#B8000000"
                    }
                }
            }
            Rectangle {
                id: ground

                anchors.bottom: parent.bottom
                width: parent.width
                height: Math.round(panel.scrim * scene.u)
                visible: height > 0
                gradient: Gradient {
                    GradientStop {
                        position: 0
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
                    leftMargin: panel.insetX * scene.u + scene.orbitX
                    bottomMargin: panel.insetY * scene.u - scene.orbitY
                }

                Label {
                    text: panel.caption
                    size: panel.captionSize
                    strong: true
                    color: "#FFFFFF"
                    visible: text !== ""
                }
                Label {
                    text: panel.byline
                    size: panel.bylineSize
                    color: "#F1ECDE"
                    visible: text !== ""
                }
            }
        }
    }
    Rectangle {
        anchors {
            right: parent.right
            top: parent.top
            rightMargin: scene.marginX * scene.u - scene.orbitX
            topMargin: scene.marginY * scene.u + scene.orbitY
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
