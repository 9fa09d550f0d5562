pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.qml.components

// One project's reverse schedule: when it will be ready, and its steps on a calendar.
Scene {
    id: scene

    required property var figures
    required property var chart
    required property string message
    required property real messageSize
    required property string explanation
    required property real explanationSize

    // What stands on a lane is drawn on whole pixels, so that lines of all rows meet.
    component Upright: Rectangle {
        objectName: "upright"

        required property real middle
        property real thickness: 2

        x: Math.round(middle * Theme.unit - width / 2)
        width: Math.max(1, Math.round(thickness * Theme.unit))
        height: parent?.height ?? 0
    }

    // The time that a step takes: an outline, full as far as it is behind us. It grows once.
    component Span: Rectangle {
        id: span

        objectName: "bar"

        required property real filled
        required property bool landed
        required property color fill

        radius: 4 * Theme.unit
        color: "transparent"
        border.color: fill
        border.width: Math.max(1, Math.round(4 * Theme.unit))

        Rectangle {
            width: span.filled * Theme.unit * grown
            height: parent.height
            radius: parent.radius
            color: span.fill
            visible: span.filled > 0

            property real grown: span.landed || !Theme.motion ? 1 : 0

            Behavior on grown {
                enabled: Theme.motion
                NumberAnimation {
                    duration: Theme.grow
                    easing.type: Easing.OutCubic
                }
            }
        }
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap * scene.u

        Label {
            text: scene.message
            size: scene.messageSize
            strong: true
            color: scene.colors.text
            visible: text !== ""
        }
        Label {
            text: scene.explanation
            size: scene.explanationSize
            color: scene.colors.quiet
            visible: text !== ""
        }
    }

    Repeater {
        model: scene.figures

        Item {
            id: figure

            required property string lead
            required property real leadSize
            required property string hero
            required property real heroSize
            required property string trail
            required property real trailSize
            required property bool honour
            required property real drop
            required property real heroHeight
            required property string caption
            required property real captionSize
            required property string detail
            required property real detailSize
            required property real figureX
            required property real figureY

            x: figureX * scene.u
            y: figureY * scene.u

            Row {
                y: figure.drop * scene.u
                spacing: 28 * scene.u

                Label {
                    y: heroLabel.baselineOffset - baselineOffset
                    text: figure.lead
                    size: figure.leadSize
                    color: scene.colors.text
                    visible: text !== ""
                }
                Label {
                    id: heroLabel

                    text: figure.hero
                    size: figure.heroSize
                    leading: 0.96
                    strong: true
                    color: figure.honour ? scene.colors.accent : scene.colors.bar
                }
                Label {
                    y: heroLabel.baselineOffset - baselineOffset
                    text: figure.trail
                    size: figure.trailSize
                    color: scene.colors.text
                    visible: text !== ""
                }
            }
            Column {
                y: figure.heroHeight * scene.u

                Label {
                    text: figure.caption
                    size: figure.captionSize
                    strong: true
                    color: scene.colors.text
                }
                Label {
                    text: figure.detail
                    size: figure.detailSize
                    color: scene.colors.quiet
                    visible: text !== ""
                }
            }
        }
    }

    Repeater {
        model: scene.chart

        Item {
            id: chart

            required property real chartY
            required property string caption
            required property real captionY
            required property var periods
            required property real headY
            required property real rowsY
            required property real laneX
            required property real laneWidth
            required property bool laneBelow
            required property real laneHeight
            required property string todayWord
            required property real todayX
            required property real todayWordX
            required property string targetWord
            required property real targetX
            required property real targetWordX
            required property var rows

            y: chartY * scene.u
            width: scene.content.width

            Label {
                y: chart.captionY * scene.u
                text: chart.caption
                strong: true
                color: scene.colors.text
            }

            Item {
                x: chart.laneX * scene.u
                y: chart.headY * scene.u
                height: 52 * scene.u

                Repeater {
                    model: chart.periods

                    Item {
                        id: period

                        required property real tickX
                        required property string word

                        height: 52 * scene.u

                        Upright {
                            middle: period.tickX
                            color: scene.colors.line
                        }
                        Label {
                            x: (period.tickX + 10) * scene.u
                            text: period.word
                            color: scene.colors.quiet
                            visible: text !== ""
                        }
                    }
                }
                Label {
                    x: chart.todayWordX * scene.u
                    y: 52 * scene.u
                    text: chart.todayWord
                    strong: true
                    color: scene.colors.text
                    visible: text !== ""
                }
                Label {
                    x: chart.targetWordX * scene.u
                    y: 52 * scene.u
                    text: chart.targetWord
                    strong: true
                    color: scene.colors.bar
                }
            }

            Column {
                y: chart.rowsY * scene.u
                width: parent.width

                Repeater {
                    model: chart.rows

                    Reveal {
                        id: row

                        required property int index
                        required property string name
                        required property real nameSize
                        required property string words
                        required property bool done
                        required property bool running
                        required property bool critical
                        required property real barX
                        required property real barWidth
                        required property real filled
                        required property real floatWidth
                        required property real diamondX
                        required property real rowHeight

                        readonly property color ink: done ? scene.colors.quiet : scene.colors.text

                        entered: scene.entered
                        turn: index
                        width: parent.width
                        height: rowHeight * scene.u

                        Hairline {
                            width: parent.width
                            color: scene.colors.line
                        }
                        Item {
                            id: line

                            y: chart.laneBelow ? (row.height - height - lane.height) / 2 : 0
                            width: parent.width
                            height: chart.laneBelow ? name.height : row.height

                            Label {
                                id: name

                                anchors.verticalCenter: parent.verticalCenter
                                text: row.name
                                size: row.nameSize
                                strong: row.running
                                color: row.ink
                            }
                            Label {
                                anchors.right: parent.right
                                anchors.verticalCenter: parent.verticalCenter
                                text: row.words
                                strong: row.critical && !row.done
                                color: row.ink
                            }
                        }
                        Item {
                            id: lane

                            x: chart.laneX * scene.u
                            y: chart.laneBelow ? line.y + line.height : 0
                            width: chart.laneWidth * scene.u
                            height: chart.laneBelow ? chart.laneHeight * scene.u : row.height

                            Repeater {
                                model: chart.periods

                                Upright {
                                    required property real tickX

                                    middle: tickX
                                    color: scene.colors.line
                                }
                            }
                            Hairline {
                                x: (row.barX + row.barWidth) * scene.u
                                anchors.verticalCenter: parent.verticalCenter
                                width: row.floatWidth * scene.u
                                height: Math.max(1, Math.round(4 * scene.u))
                                color: scene.colors.bar
                                visible: row.floatWidth > 0
                            }
                            Span {
                                x: row.barX * scene.u
                                anchors.verticalCenter: parent.verticalCenter
                                width: row.barWidth * scene.u
                                height: Math.round((row.critical ? 34 : 18) * scene.u)
                                filled: row.filled
                                landed: row.landed
                                fill: scene.colors.bar
                                visible: row.barWidth > 0
                            }
                            Rectangle {
                                objectName: "diamond"
                                x: row.diamondX * scene.u - width / 2
                                anchors.verticalCenter: parent.verticalCenter
                                width: Math.round(36 * scene.u)
                                height: width
                                rotation: 45
                                antialiasing: true
                                color: row.done ? scene.colors.bar : scene.colors.top
                                border.color: row.done ? scene.colors.top : scene.colors.bar
                                border.width: Math.max(1, Math.round(4 * scene.u))
                                visible: row.diamondX >= 0
                            }
                            Upright {
                                middle: chart.targetX - 14
                                thickness: 4
                                color: scene.colors.bar
                            }
                            Upright {
                                middle: chart.targetX - 2
                                thickness: 4
                                color: scene.colors.bar
                            }
                            Upright {
                                middle: chart.todayX
                                thickness: 6
                                color: scene.colors.tick
                                visible: chart.todayX >= 0
                            }
                        }
                    }
                }
            }
        }
    }
}
