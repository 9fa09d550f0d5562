pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.qml.components

// The county's figures; its place among its peers is the filled one of a row of marks.
Scene {
    id: scene

    required property real columnWidth
    required property real valueSize
    required property real signSize
    required property real measureSize
    required property real growthSize
    required property real wordSize
    required property real disc
    required property real dot
    required property real rankSize
    required property real placeX
    required property bool placeBeside
    required property var figures

    Repeater {
        model: scene.figures

        Reveal {
            id: figure

            required property int index
            required property string name
            required property real nameSize
            required property real nameY
            required property string sign
            required property string value
            required property string measure
            required property real valueX
            required property real valueBaseline
            required property string growthWord
            required property string growthSign
            required property string growth
            required property real growthX
            required property real growthBaseline
            required property string rank
            required property int own
            required property int peers
            required property real pitch
            required property string place
            required property real placeSize
            required property real placeY
            required property real contentHeight
            required property real rowHeight
            required property real atX
            required property real atY

            entered: scene.entered
            turn: index
            x: atX * scene.u
            y: atY * scene.u
            width: scene.columnWidth * scene.u
            height: rowHeight * scene.u

            Hairline {
                width: parent.width
                color: scene.colors.line
            }
            Item {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                height: figure.contentHeight * scene.u

                Label {
                    y: figure.nameY * scene.u
                    text: figure.name
                    size: figure.nameSize
                    strong: true
                    color: scene.colors.text
                }
                Row {
                    x: figure.valueX * scene.u
                    y: figure.valueBaseline * scene.u - value.baselineOffset
                    spacing: 16 * scene.u

                    Label {
                        y: value.baselineOffset - baselineOffset
                        text: figure.sign
                        size: scene.signSize
                        color: scene.colors.bar
                        visible: text !== ""
                    }
                    Label {
                        id: value

                        text: figure.value
                        size: scene.valueSize
                        leading: 1
                        strong: true
                        color: scene.colors.bar
                    }
                    Label {
                        y: value.baselineOffset - baselineOffset
                        text: figure.measure
                        size: scene.measureSize
                        color: scene.colors.text
                        visible: text !== ""
                    }
                }
                Row {
                    x: figure.growthX * scene.u
                    y: figure.growthBaseline * scene.u - growth.baselineOffset
                    spacing: 16 * scene.u
                    visible: figure.growth !== ""

                    Label {
                        y: growth.baselineOffset - baselineOffset
                        text: figure.growthWord
                        size: scene.wordSize
                        color: scene.colors.quiet
                    }
                    Label {
                        y: growth.baselineOffset - baselineOffset
                        text: figure.growthSign
                        size: scene.wordSize
                        color: scene.colors.text
                        visible: text !== ""
                    }
                    Label {
                        id: growth

                        text: figure.growth
                        size: scene.growthSize
                        strong: true
                        color: scene.colors.text
                    }
                }
                Grid {
                    x: scene.placeX * scene.u
                    y: figure.placeY * scene.u
                    columns: scene.placeBeside ? 2 : 1
                    columnSpacing: Theme.gap * scene.u
                    rowSpacing: 10 * scene.u
                    verticalItemAlignment: Grid.AlignVCenter
                    visible: figure.place !== ""

                    Row {
                        height: scene.disc * scene.u
                        spacing: (figure.pitch - scene.dot) * scene.u
                        visible: figure.peers > 0

                        Repeater {
                            model: figure.peers

                            Rectangle {
                                id: mark

                                required property int index
                                readonly property bool own: index === figure.own

                                anchors.verticalCenter: parent?.verticalCenter
                                width: (own ? scene.disc : scene.dot) * scene.u
                                height: width
                                radius: width / 2
                                color: own ? scene.colors.bar : scene.colors.quiet

                                Label {
                                    anchors.centerIn: parent
                                    text: figure.rank
                                    size: scene.rankSize
                                    strong: true
                                    color: scene.colors.top
                                    visible: mark.own
                                }
                            }
                        }
                    }
                    Label {
                        text: figure.place
                        size: figure.placeSize
                        color: scene.colors.text
                    }
                }
            }
        }
    }
}
