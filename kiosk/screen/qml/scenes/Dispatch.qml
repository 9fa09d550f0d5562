pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.qml.components

// The days until progress is looked at again, and what has been reported since the last time.
Scene {
    id: scene

    required property var meetings
    required property bool beside
    required property real listX
    required property real listY
    required property string heading
    required property real headingSize
    required property string since
    required property real sinceSize
    required property bool sinceBelow
    required property real rowsY
    required property real rowWidth
    required property bool parted
    required property var problems

    Hairline {
        x: (scene.listX - 48) * scene.u
        height: parent.height
        color: scene.colors.line
        visible: scene.beside
    }
    Hairline {
        y: (scene.listY - 24) * scene.u
        width: parent.width
        color: scene.colors.line
        visible: !scene.beside && scene.meetings.count > 0 && scene.heading !== ""
    }

    Repeater {
        model: scene.meetings

        Reveal {
            id: meeting

            required property int index
            required property string title
            required property real titleSize
            required property string dayBefore
            required property string day
            required property string dayAfter
            required property real daySize
            required property real dayLeading
            required property string date
            required property real dateSize
            required property string topic
            required property real topicSize
            required property real atX
            required property real atY

            entered: scene.entered
            turn: index
            x: atX * scene.u
            y: atY * scene.u
            width: lines.width
            height: lines.height

            Hairline {
                y: -24 * scene.u
                width: (scene.listX - 96) * scene.u
                color: scene.colors.line
                visible: scene.beside && meeting.atX === 0 && meeting.index > 0
            }
            Column {
                id: lines

                Label {
                    text: meeting.title
                    size: meeting.titleSize
                    strong: true
                    color: scene.colors.text
                }
                Row {
                    spacing: Theme.gap * scene.u

                    Label {
                        y: hero.baselineOffset - baselineOffset
                        text: meeting.dayBefore
                        size: Theme.name
                        color: scene.colors.text
                        visible: text !== ""
                    }
                    Label {
                        id: hero

                        text: meeting.day
                        size: meeting.daySize
                        leading: meeting.dayLeading
                        strong: true
                        color: scene.colors.bar
                    }
                    Label {
                        y: hero.baselineOffset - baselineOffset
                        text: meeting.dayAfter
                        size: Theme.name
                        color: scene.colors.text
                        visible: text !== ""
                    }
                }
                Label {
                    text: meeting.date
                    size: meeting.dateSize
                    color: scene.colors.text
                }
                Label {
                    text: meeting.topic
                    size: meeting.topicSize
                    color: scene.colors.quiet
                    visible: text !== ""
                }
            }
        }
    }

    Label {
        id: heading

        x: scene.listX * scene.u
        y: scene.listY * scene.u
        text: scene.heading
        size: scene.headingSize
        strong: true
        color: scene.colors.text
    }
    Label {
        x: scene.sinceBelow ? heading.x : parent.width - width
        y: heading.y + (scene.sinceBelow ? heading.height : heading.baselineOffset - baselineOffset)
        text: scene.since
        size: scene.sinceSize
        color: scene.colors.quiet
    }

    Hairline {
        x: (parent.width - width) / 2
        height: parent.height
        color: scene.colors.line
        visible: scene.parted
    }

    Item {
        x: scene.listX * scene.u
        y: scene.rowsY * scene.u

        Repeater {
            model: scene.problems

            Reveal {
                id: problem

                required property int index
                required property string line
                required property real lineSize
                required property string unit
                required property real unitSize
                required property string text
                required property real textSize
                required property real textX
                required property real rowHeight
                required property real atX
                required property real atY

                readonly property bool beside: textX > 0

                entered: scene.entered
                turn: scene.meetings.count + index
                x: atX * scene.u
                y: atY * scene.u
                width: scene.rowWidth * scene.u
                height: rowHeight * scene.u

                Hairline {
                    width: parent.width
                    color: scene.colors.line
                }
                Item {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    height: line.height + (problem.beside ? Math.max(unit.height, text.y - line.height + text.height) : unit.height + text.height)

                    Label {
                        id: line

                        height: text === "" ? 0 : implicitHeight
                        text: problem.line
                        size: problem.lineSize
                        strong: true
                        color: scene.colors.bar
                    }
                    Label {
                        id: unit

                        y: line.height
                        height: text === "" ? 0 : implicitHeight
                        text: problem.unit
                        size: problem.unitSize
                        strong: true
                        color: scene.colors.text
                    }
                    Label {
                        id: text

                        x: problem.textX * scene.u
                        y: line.height + (problem.beside ? unit.y - line.height + Math.max(0, unit.baselineOffset - baselineOffset) : unit.height)
                        text: problem.text
                        size: problem.textSize
                        color: scene.colors.text
                    }
                }
            }
        }
    }
}
