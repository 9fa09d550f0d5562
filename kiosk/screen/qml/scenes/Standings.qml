pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.qml.components

// Every unit in rank order: what is done against what the plan asks, and the score. The rows
// enter from the last place up; or, when other figures have come, slide from their old places.
Scene {
    id: scene

    required property real rankWidth
    required property real movementX
    required property real nameX
    required property real nameWidth
    required property real barX
    required property bool barBelow
    required property real barWidth
    required property real barLine
    required property real barThickness
    required property real percentX
    required property real sideX
    required property real figureSize
    required property real detailSize
    required property string unitWord
    required property string barWord
    required property string scoreWord
    required property bool recedes
    required property real rowsRoom
    required property var rows
    required property bool slides
    required property var leaving

    readonly property int slideTime: 900

    // How far the rows have come from their old places, from 0 to 1.
    property real moved: slides && Theme.motion ? 0 : 1

    NumberAnimation {
        target: scene
        property: "moved"
        to: 1
        duration: scene.slideTime
        easing.type: Easing.InOutCubic
        running: scene.entered && scene.slides && Theme.motion
        onFinished: scene.stage.settled()
    }

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
        }
        Label {
            anchors.right: parent.right
            text: scene.scoreWord
            color: scene.colors.quiet
        }
    }

    Item {
        anchors.top: heading.bottom
        width: parent.width
        height: scene.rowsRoom * scene.u
        // Who comes from another page, or goes to one, does so behind the edges of the list.
        clip: scene.moved < 1

        Repeater {
            model: scene.leaving

            PlaceRow {
                visible: scene.moved < 1
            }
        }
        Repeater {
            model: scene.rows

            PlaceRow {}
        }
    }

    component PlaceRow: Reveal {
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
        required property real lineHeight
        required property real rowHeight
        required property real placeY
        required property real fromY
        required property real fromActual
        required property real fromPlanned

        readonly property color ink: side === "red" ? scene.colors.accent : scene.colors.text

        function between(from: real, to: real): real {
            return from + (to - from) * scene.moved;
        }

        entered: scene.entered && !scene.slides
        shown: Theme.motion && !scene.slides ? 0 : 1
        turn: scene.rows.count - 1 - index
        y: between(fromY, placeY) * scene.u
        // Who climbs passes over those who are overtaken, the higher the further.
        z: Math.max(fromY - placeY, 0)
        width: parent?.width ?? 0
        height: rowHeight * scene.u

        Rectangle {
            width: parent.width
            height: parent.height
            color: scene.colors.top
            opacity: Math.min(4 * (1 - scene.moved), 1)
            visible: row.z > 0 && scene.moved < 1
        }
        Hairline {
            width: parent.width
            color: scene.colors.line
        }
        Item {
            id: lines

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            height: (row.lineHeight + (scene.barBelow ? scene.barLine : 0)) * scene.u

            Item {
                width: parent.width
                height: row.lineHeight * scene.u

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    width: scene.rankWidth * scene.u
                    horizontalAlignment: Text.AlignRight
                    text: row.rank
                    size: scene.figureSize
                    strong: true
                    color: row.ink
                }
                Label {
                    x: scene.movementX * scene.u
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.movement
                    size: scene.detailSize
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
                    size: scene.figureSize
                    strong: !scene.recedes
                    color: scene.recedes ? scene.colors.quiet : row.ink
                }
            }
            Item {
                anchors.bottom: parent.bottom
                anchors.bottomMargin: scene.barBelow ? 10 * scene.u : 0
                width: parent.width
                height: scene.barBelow ? scene.barLine * scene.u : parent.height

                Bar {
                    x: scene.barX * scene.u
                    anchors.verticalCenter: parent.verticalCenter
                    width: scene.barWidth * scene.u
                    thickness: scene.barThickness
                    share: row.between(row.fromActual, row.actual)
                    tick: row.between(row.fromPlanned, row.planned)
                    entered: row.landed
                    color: scene.recedes ? scene.colors.quiet : scene.colors.bar
                    track: scene.colors.track
                    tickColor: scene.colors.tick
                    visible: row.actual >= 0
                }
                Label {
                    x: scene.percentX * scene.u
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.actualText
                    size: scene.detailSize
                    color: scene.colors.quiet
                }
                Label {
                    x: scene.sideX * scene.u
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.sideWord
                    size: scene.detailSize
                    strong: row.side === "red"
                    color: row.ink
                }
            }
        }
    }
}
