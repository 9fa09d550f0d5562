pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.qml.components

// The red board: who follows enters from the last place up, and the leader lands last.
Scene {
    id: scene

    required property string pointsWord
    required property real planTick
    required property var leader
    required property real leaderWidth
    required property bool beside
    required property var rows
    required property real rowsX
    required property real rowsY
    required property real nameX
    required property bool stacked
    required property var heads
    required property bool figured
    required property bool recedes
    required property string message
    required property real messageSize
    required property string explanation
    required property real explanationSize

    Column {
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap * scene.u
        visible: scene.message !== ""

        Label {
            text: scene.message
            size: scene.messageSize
            strong: true
            color: scene.colors.text
        }
        Label {
            text: scene.explanation
            size: scene.explanationSize
            color: scene.colors.quiet
        }
    }

    Hairline {
        x: (scene.rowsX - 48) * scene.u
        height: parent.height
        color: scene.colors.line
        visible: scene.beside
    }

    Repeater {
        model: scene.leader

        Reveal {
            id: leader

            required property string title
            required property string movement
            required property string name
            required property real nameSize
            required property string score
            required property real scoreSize
            required property var dimensions
            required property real barsX
            required property real barsWidth
            required property string axisWord
            required property real axisX
            required property string why

            readonly property bool apart: barsX > 0

            entered: scene.entered
            turn: scene.rows.count + 1
            width: scene.leaderWidth * scene.u
            height: scene.rowsY > 0 ? scene.rowsY * scene.u : scene.content.height

            Column {
                id: who

                anchors.verticalCenter: scene.rowsY > 0 ? undefined : parent.verticalCenter
                anchors.verticalCenterOffset: leader.apart ? 0 : -why.height / 2

                Row {
                    spacing: Theme.gap * scene.u

                    Label {
                        text: leader.title
                        size: Theme.row
                        strong: true
                        color: scene.colors.accent
                    }
                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        text: leader.movement
                        color: scene.colors.quiet
                    }
                }
                Label {
                    text: leader.name
                    size: leader.nameSize
                    strong: true
                    color: scene.colors.text
                }
                Row {
                    spacing: 16 * scene.u
                    visible: leader.score !== ""

                    Label {
                        id: hero

                        text: leader.score
                        size: leader.scoreSize
                        leading: 1
                        strong: !scene.recedes
                        color: scene.recedes ? scene.colors.quiet : scene.colors.accent
                    }
                    Label {
                        y: hero.baselineOffset - baselineOffset
                        text: scene.pointsWord
                        size: Theme.row
                        color: scene.colors.accent
                    }
                }
            }
            Column {
                id: why

                x: leader.barsX * scene.u
                y: leader.apart ? (leader.height - height) / 2 : who.y + who.height

                Item {
                    width: 1
                    height: 42 * scene.u
                    visible: leader.axisWord !== ""

                    Label {
                        x: leader.axisX * scene.u - width / 2
                        text: leader.axisWord
                        color: scene.colors.quiet
                    }
                }
                Dimensions {
                    width: leader.barsWidth * scene.u
                    bottomPadding: 0.5 * Theme.gap * scene.u
                    model: leader.dimensions
                    colors: scene.colors
                    tick: scene.planTick
                    recedes: scene.recedes
                    entered: leader.landed
                    visible: leader.dimensions.count > 0
                }
                Label {
                    text: leader.why
                    color: scene.colors.quiet
                    visible: text !== ""
                }
            }
        }
    }

    Column {
        x: scene.rowsX * scene.u
        y: scene.beside ? (parent.height - height) / 2 : scene.rowsY * scene.u
        width: parent.width - x

        Item {
            width: parent.width
            height: 52 * scene.u
            visible: scene.heads.count > 0

            Repeater {
                model: scene.heads

                Label {
                    required property string word
                    required property real headX

                    x: headX * scene.u
                    text: word
                    color: scene.colors.quiet
                }
            }
        }
        Repeater {
            model: scene.rows

            Reveal {
                id: row

                required property int index
                required property string rank
                required property string movement
                required property string name
                required property real nameSize
                required property string score
                required property var dimensions
                required property string why
                required property real rowHeight

                entered: scene.entered
                turn: scene.rows.count - 1 - index
                width: parent.width
                height: rowHeight * scene.u

                Hairline {
                    width: parent.width
                    color: scene.colors.line
                    visible: row.index > 0 || !scene.beside || scene.heads.count > 0
                }
                Item {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    height: lines.height

                    Label {
                        id: rank

                        text: row.rank
                        size: Theme.name
                        strong: true
                        color: scene.colors.accent
                    }
                    Label {
                        x: 84 * scene.u
                        y: rank.baselineOffset - baselineOffset
                        text: row.movement
                        color: scene.colors.quiet
                    }
                    Label {
                        anchors.right: parent.right
                        text: row.score
                        size: Theme.name
                        strong: !scene.recedes
                        color: scene.recedes ? scene.colors.quiet : scene.colors.text
                    }
                    Column {
                        id: lines

                        x: scene.nameX * scene.u
                        width: parent.width - x

                        Label {
                            text: row.name
                            size: row.nameSize
                            strong: true
                            color: scene.colors.text
                        }
                        Dimensions {
                            width: parent.width
                            inline: !scene.stacked
                            labelled: scene.heads.count === 0
                            figured: scene.stacked || scene.figured
                            thickness: 16
                            model: row.dimensions
                            colors: scene.colors
                            tick: scene.planTick
                            recedes: scene.recedes
                            entered: row.landed
                            visible: row.dimensions.count > 0
                        }
                        Label {
                            text: row.why
                            color: scene.colors.quiet
                            visible: text !== ""
                        }
                    }
                }
            }
        }
    }
}
