pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.qml.components

// The season in one glance.
Scene {
    id: scene

    required property real seasonY
    required property string day
    required property real daySize
    required property string dayBefore
    required property string dayAfter
    required property string span
    required property real spanSize
    required property real besideX
    required property real besideY
    required property real besideWidth
    required property var slogan
    required property string leadersWord
    required property real leadersWordSize
    required property real leadersY
    required property var leaders
    required property real progressY
    required property real actual
    required property real planned
    required property string actualText
    required property real actualX
    required property string plannedText
    required property real plannedX
    required property real sharesSize
    required property string totalText
    required property real totalX
    required property bool recedes
    required property real talliesY
    required property var tallies
    required property int tallyColumns
    required property real tallyWidth
    required property real tallyHeight
    required property bool tallyInLine

    Column {
        y: scene.seasonY * scene.u

        Row {
            spacing: 28 * scene.u

            Label {
                y: hero.baselineOffset - baselineOffset
                text: scene.dayBefore
                size: Theme.name
                color: scene.colors.text
                visible: text !== ""
            }
            Label {
                id: hero

                text: scene.day
                size: scene.daySize
                leading: 0.96
                strong: true
                color: scene.colors.bar
            }
            Label {
                y: hero.baselineOffset - baselineOffset
                text: scene.dayAfter
                size: Theme.name
                color: scene.colors.text
                visible: text !== ""
            }
        }
        Label {
            text: scene.span
            size: scene.spanSize
            color: scene.colors.text
        }
    }

    Column {
        x: scene.besideX * scene.u
        y: scene.besideY * scene.u
        spacing: Theme.gap / 2 * scene.u

        Repeater {
            model: scene.slogan

            Label {
                required property string words
                required property real wordsSize

                text: words
                size: wordsSize
                strong: true
                color: scene.colors.text
            }
        }
    }

    Item {
        x: scene.besideX * scene.u
        y: scene.besideY * scene.u
        width: scene.besideWidth * scene.u
        visible: scene.leadersWord !== ""

        Label {
            text: scene.leadersWord
            size: scene.leadersWordSize
            color: scene.colors.quiet
        }
        Column {
            y: scene.leadersY * scene.u
            width: parent.width

            Repeater {
                model: scene.leaders

                Reveal {
                    id: place

                    required property int index
                    required property string rank
                    required property string name
                    required property real nameSize
                    required property string score
                    required property real rowHeight

                    entered: scene.entered
                    turn: scene.leaders.count - 1 - index
                    width: parent.width
                    height: rowHeight * scene.u

                    Hairline {
                        width: parent.width
                        color: scene.colors.line
                    }
                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        text: place.rank
                        size: Theme.name
                        strong: true
                        color: scene.colors.accent
                    }
                    Label {
                        x: 88 * scene.u
                        anchors.verticalCenter: parent.verticalCenter
                        text: place.name
                        size: place.nameSize
                        strong: true
                        color: scene.colors.text
                    }
                    Label {
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        text: place.score
                        size: Theme.row
                        strong: !scene.recedes
                        color: scene.recedes ? scene.colors.quiet : scene.colors.text
                    }
                }
            }
        }
    }

    Item {
        y: scene.progressY * scene.u
        width: parent.width
        visible: scene.actual >= 0

        Bar {
            id: bar

            y: 22 * scene.u
            width: parent.width
            thickness: 56
            share: scene.actual
            tick: scene.planned
            entered: scene.entered
            color: scene.recedes ? scene.colors.quiet : scene.colors.bar
            track: scene.colors.track
            tickColor: scene.colors.tick
        }
        Label {
            x: scene.totalX * scene.u
            y: actual.y + actual.baselineOffset - baselineOffset
            text: scene.totalText
            color: scene.colors.quiet
        }
        Label {
            x: scene.plannedX * scene.u
            y: bar.y + bar.height + 16 * scene.u
            text: scene.plannedText
            size: scene.sharesSize
            color: scene.colors.quiet
        }
        Label {
            id: actual

            x: scene.actualX * scene.u
            y: bar.y + bar.height + 16 * scene.u
            text: scene.actualText
            size: scene.sharesSize
            strong: !scene.recedes
            color: scene.recedes ? scene.colors.quiet : scene.colors.bar
        }
    }

    Grid {
        y: scene.talliesY * scene.u
        columns: scene.tallyColumns
        columnSpacing: 2 * Theme.gap * scene.u

        Repeater {
            model: scene.tallies

            Item {
                id: tally

                required property string count
                required property string word
                required property string lamp

                // The shape before the word, or before the figure where both stand in one line.
                readonly property real shapeWidth: lamp === "" ? 0 : 54 * scene.u

                width: scene.tallyWidth * scene.u
                height: scene.tallyHeight * scene.u

                Hairline {
                    width: parent.width
                    color: scene.colors.line
                }
                Label {
                    id: figure

                    x: scene.tallyInLine ? tally.shapeWidth : 0
                    y: 14 * scene.u
                    text: tally.count
                    size: scene.tallyInLine ? Theme.row : Theme.figure
                    leading: scene.tallyInLine ? 1.25 : 1.05
                    strong: !scene.recedes
                    color: scene.recedes ? scene.colors.quiet : scene.colors.text
                }
                Lamp {
                    id: shape

                    y: scene.tallyInLine ? figure.y + figure.baselineOffset - baselineOffset : figure.y + figure.height
                    lamp: tally.lamp
                    color: scene.colors.text
                }
                Label {
                    x: scene.tallyInLine ? figure.x + figure.width + 24 * scene.u : tally.shapeWidth
                    y: shape.y
                    text: tally.word
                    color: scene.colors.quiet
                }
            }
        }
    }
}
