pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.qml.components

// Tasks that are overdue or due, area by area: whose, what, and how many days.
Scene {
    id: scene

    required property real bodyX
    required property real daysSize
    required property real wordsSize
    required property var rows
    required property real rowsY
    required property real rowWidth
    required property bool parted
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
            visible: text !== ""
        }
    }

    Hairline {
        x: (parent.width - width) / 2
        height: parent.height
        color: scene.colors.line
        visible: scene.parted
    }

    Item {
        y: scene.rowsY * scene.u

        Repeater {
            model: scene.rows

            Reveal {
                id: row

                required property int index
                required property string area
                required property real areaSize
                required property bool first
                required property string unit
                required property real unitSize
                required property string task
                required property real taskSize
                required property string person
                required property real personSize
                required property string lamp
                required property string before
                required property string days
                required property string after
                required property string due
                required property real bodyY
                required property real rowHeight
                required property real atX
                required property real atY

                readonly property bool overdue: lamp !== ""

                entered: scene.entered
                turn: index
                x: atX * scene.u
                y: atY * scene.u
                width: scene.rowWidth * scene.u
                height: rowHeight * scene.u

                Hairline {
                    x: row.first ? 0 : scene.bodyX * scene.u
                    width: parent.width - x
                    color: scene.colors.line
                }
                Label {
                    y: scene.bodyX > 0 ? body.y + unit.baselineOffset - baselineOffset : body.y - row.bodyY * scene.u
                    text: row.area
                    size: row.areaSize
                    strong: true
                    color: scene.colors.quiet
                    visible: text !== ""
                }
                Item {
                    id: body

                    // At its right end it keeps a little away: y and t reach over their advance.
                    x: scene.bodyX * scene.u
                    y: (parent.height + row.bodyY * scene.u - height) / 2
                    width: parent.width - x - 2 * scene.u
                    height: Math.max(person.y + (row.person === "" ? 0 : person.height), due.y + due.height)

                    Label {
                        id: unit

                        text: row.unit
                        size: row.unitSize
                        strong: true
                        color: scene.colors.text
                    }
                    Label {
                        id: task

                        y: unit.height
                        text: row.task
                        size: row.taskSize
                        color: scene.colors.text
                    }
                    Label {
                        id: person

                        y: task.y + task.height
                        text: row.person
                        size: row.personSize
                        color: scene.colors.quiet
                        visible: text !== ""
                    }
                    Row {
                        id: span

                        anchors.right: parent.right
                        spacing: 0.25 * scene.wordsSize * scene.u

                        Lamp {
                            y: days.baselineOffset - baselineOffset
                            lamp: row.lamp
                            size: scene.wordsSize
                            strong: true
                            color: scene.colors.text
                            visible: row.overdue
                        }
                        Label {
                            y: days.baselineOffset - baselineOffset
                            text: row.before
                            size: scene.wordsSize
                            strong: row.overdue
                            color: days.color
                            visible: text !== ""
                        }
                        Label {
                            id: days

                            text: row.days
                            size: scene.daysSize
                            leading: 1.05
                            strong: true
                            color: row.overdue ? scene.colors.text : scene.colors.bar
                        }
                        Label {
                            y: days.baselineOffset - baselineOffset
                            text: row.after
                            size: scene.wordsSize
                            strong: row.overdue
                            color: days.color
                            visible: text !== ""
                        }
                    }
                    Label {
                        id: due

                        anchors.right: parent.right
                        y: span.height
                        text: row.due
                        size: scene.wordsSize
                        color: scene.colors.quiet
                    }
                }
            }
        }
    }
}
