pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml.components

// Every unit in rank order: what is done against what the plan asks, and the score.
Scene {
    id: scene

    required property real nameX
    required property real nameWidth
    required property real barX
    required property bool barBelow
    required property real barWidth
    required property real percentX
    required property real sideX
    required property string unitWord
    required property string barWord
    required property string scoreWord
    required property var rows

    Item {
        id: heading

        width: parent.width
        height: 56 * scene.u

        Label {
            x: scene.nameX * scene.u
            text: scene.unitWord
            color: scene.colors.quiet
        }
        Label {
            x: scene.barX * scene.u
            text: scene.barWord
            color: scene.colors.quiet
            visible: !scene.barBelow
        }
        Label {
            anchors.right: parent.right
            text: scene.scoreWord
            color: scene.colors.quiet
        }
    }

    Column {
        anchors.top: heading.bottom
        width: parent.width

        Repeater {
            model: scene.rows

            Reveal {
                id: row

                required property int index
                required property string rank
                required property string movement
                required property string name
                required property real nameSize
                required property string side
                required property string sideWord
                required property real actual
                required property real planned
                required property string actualText
                required property string score
                required property real rowHeight

                readonly property real barLine: scene.barBelow ? 56 * scene.u : height
                readonly property color ink: side === "red" ? scene.colors.accent : scene.colors.text

                entered: scene.entered
                turn: scene.rows.count - 1 - index
                width: parent.width
                height: rowHeight * scene.u

                Hairline {
                    width: parent.width
                    color: scene.colors.line
                }
                Item {
                    width: parent.width
                    height: scene.barBelow ? parent.height - row.barLine : parent.height

                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        width: 80 * scene.u
                        horizontalAlignment: Text.AlignRight
                        text: row.rank
                        size: 64
                        strong: true
                        color: row.ink
                    }
                    Label {
                        x: 104 * scene.u
                        anchors.verticalCenter: parent.verticalCenter
                        text: row.movement
                        color: scene.colors.quiet
                    }
                    Label {
                        x: scene.nameX * scene.u
                        anchors.verticalCenter: parent.verticalCenter
                        text: row.name
                        size: row.nameSize
                        strong: true
                        color: row.ink
                    }
                    Label {
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        text: row.score
                        size: 64
                        strong: true
                        color: row.ink
                    }
                }
                Item {
                    y: parent.height - row.barLine - (scene.barBelow ? 10 * scene.u : 0)
                    width: parent.width
                    height: row.barLine

                    Bar {
                        x: scene.barX * scene.u
                        anchors.verticalCenter: parent.verticalCenter
                        width: scene.barWidth * scene.u
                        thickness: 22
                        share: row.actual
                        tick: row.planned
                        entered: row.landed
                        color: scene.colors.bar
                        track: scene.colors.track
                        tickColor: scene.colors.tick
                        visible: row.actual >= 0
                    }
                    Label {
                        x: scene.percentX * scene.u
                        anchors.verticalCenter: parent.verticalCenter
                        text: row.actualText
                        color: scene.colors.quiet
                    }
                    Label {
                        x: scene.sideX * scene.u
                        anchors.verticalCenter: parent.verticalCenter
                        text: row.sideWord
                        strong: row.side === "red"
                        color: row.ink
                    }
                }
            }
        }
    }
}
