pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml.components

// The season in one glance.
Scene {
    id: scene

    required property bool sideBySide
    required property string day
    required property string dayBefore
    required property string dayAfter
    required property string span
    required property var slogan
    required property string leadersWord
    required property var leaders
    required property real leadersWidth
    required property real actual
    required property real planned
    required property string actualText
    required property string plannedText
    required property var tallies

    readonly property real tallyHeight: 180 * u
    readonly property real progressHeight: 150 * u

    // What is left between the parts where they stand one under another.
    readonly property real spare: (content.height - season.height - podium.height - progressHeight - tallyHeight) / 3

    Column {
        id: season

        y: scene.sideBySide ? (parent.height - scene.tallyHeight - scene.progressHeight - height) / 2 - 16 * scene.u : 0

        Row {
            spacing: 28 * scene.u

            Label {
                y: hero.baselineOffset - baselineOffset
                text: scene.dayBefore
                size: 64
                color: scene.colors.text
                visible: text !== ""
            }
            Label {
                id: hero

                text: scene.day
                size: 264
                leading: 0.96
                strong: true
                color: scene.colors.bar
            }
            Label {
                y: hero.baselineOffset - baselineOffset
                text: scene.dayAfter
                size: 64
                color: scene.colors.text
            }
        }
        Label {
            text: scene.span
            size: 58
            color: scene.colors.text
        }
    }

    Item {
        id: podium

        x: scene.sideBySide ? parent.width - width : 0
        y: scene.sideBySide ? 0 : season.height + scene.spare
        width: scene.leadersWidth * scene.u
        height: 64 * scene.u + places.height
        visible: scene.leaders.count > 0

        Label {
            text: scene.leadersWord
            color: scene.colors.quiet
        }
        Column {
            id: places

            y: 60 * scene.u
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

                    entered: scene.entered
                    turn: scene.leaders.count - 1 - index
                    width: parent.width
                    height: Math.max((scene.sideBySide ? 92 : 120) * scene.u, name.height)

                    Hairline {
                        width: parent.width
                        color: scene.colors.line
                    }
                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        text: place.rank
                        size: 64
                        strong: true
                        color: scene.colors.accent
                    }
                    Label {
                        id: name

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
                        size: 58
                        strong: true
                        color: scene.colors.text
                    }
                }
            }
        }
    }

    Column {
        x: podium.x
        y: (podium.y + season.height - height) / 2
        spacing: 12 * scene.u
        visible: scene.leaders.count === 0

        Repeater {
            model: scene.slogan

            Label {
                required property string modelData

                text: modelData
                size: 72
                strong: true
                color: scene.colors.text
            }
        }
    }

    Item {
        id: progress

        y: parent.height - scene.tallyHeight - height - (scene.sideBySide ? 0 : scene.spare)
        width: parent.width
        height: scene.progressHeight
        visible: scene.actual >= 0

        Bar {
            id: bar

            y: 16 * scene.u
            width: parent.width
            thickness: 56
            share: scene.actual
            tick: scene.planned
            entered: scene.entered
            color: scene.colors.bar
            track: scene.colors.track
            tickColor: scene.colors.tick
        }
        Label {
            id: plannedLabel

            readonly property bool ahead: scene.actual >= scene.planned

            x: ahead ? Math.max(0, parent.width * scene.planned - width - 18 * scene.u) : Math.min(parent.width - width, parent.width * scene.planned + 18 * scene.u)
            y: bar.y + bar.height + 16 * scene.u
            text: scene.plannedText
            color: scene.colors.quiet
        }
        Label {
            x: plannedLabel.ahead ? Math.min(parent.width - width, Math.max(plannedLabel.x + plannedLabel.width + 36 * scene.u, parent.width * scene.actual - width)) : Math.max(0, Math.min(plannedLabel.x - width - 36 * scene.u, parent.width * scene.actual - width / 2))
            y: plannedLabel.y
            text: scene.actualText
            strong: true
            color: scene.colors.bar
        }
    }

    Row {
        id: tallies

        y: parent.height - height
        width: parent.width
        height: scene.tallyHeight
        spacing: 48 * scene.u

        Repeater {
            model: scene.tallies

            Item {
                id: tally

                required property string count
                required property string word
                required property string lamp

                width: (tallies.width - (scene.tallies.count - 1) * tallies.spacing) / scene.tallies.count
                height: tallies.height

                Hairline {
                    width: parent.width
                    color: scene.colors.line
                }
                Label {
                    id: figure

                    y: 14 * scene.u
                    text: tally.count
                    size: 104
                    leading: 1.05
                    strong: true
                    color: scene.colors.text
                }
                Row {
                    anchors.top: figure.bottom
                    spacing: 14 * scene.u

                    Lamp {
                        anchors.verticalCenter: parent.verticalCenter
                        lamp: tally.lamp
                        color: scene.colors.text
                    }
                    Label {
                        text: tally.word
                        color: scene.colors.quiet
                    }
                }
            }
        }
    }
}
