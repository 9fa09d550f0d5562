pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml
import kiosk.screen.qml.components

// The black board: lag told as a fact, and the way out beside it.
Scene {
    id: scene

    required property bool sideBySide
    required property real nameX
    required property real factsX
    required property real figureSize
    required property var rows
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

    Column {
        width: parent.width

        Repeater {
            id: list

            model: scene.rows

            Reveal {
                id: row

                required property int index
                required property string rank
                required property string name
                required property real nameSize
                required property string lag
                required property real lagSize
                required property string overdue
                required property real overdueSize
                required property string veto
                required property real vetoSize
                required property string wayOut
                required property real wayOutSize
                required property string score
                required property real rowHeight

                entered: scene.entered
                turn: index
                width: parent.width
                height: rowHeight * scene.u

                Hairline {
                    width: parent.width
                    color: scene.colors.line
                }
                Item {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    height: scene.sideBySide ? Math.max(who.height, facts.height) : who.height + facts.height

                    Label {
                        y: name.baselineOffset - baselineOffset
                        text: row.rank
                        size: scene.figureSize
                        strong: true
                        color: scene.colors.accent
                    }
                    Column {
                        id: who

                        x: scene.nameX * scene.u

                        Label {
                            id: name

                            text: row.name
                            size: row.nameSize
                            strong: true
                            color: scene.colors.text
                        }
                        Label {
                            text: row.wayOut
                            size: row.wayOutSize
                            color: scene.colors.quiet
                            visible: scene.sideBySide && text !== ""
                        }
                    }
                    Column {
                        id: facts

                        x: scene.factsX * scene.u
                        y: scene.sideBySide ? 0 : who.height

                        Label {
                            text: row.lag
                            size: row.lagSize
                            color: scene.colors.text
                            visible: text !== ""
                        }
                        Label {
                            text: row.veto
                            size: row.vetoSize
                            color: scene.colors.warn
                            visible: text !== ""
                        }
                        Label {
                            text: row.overdue
                            size: row.overdueSize
                            color: scene.colors.warn
                            visible: text !== ""
                        }
                        Label {
                            text: row.wayOut
                            size: row.wayOutSize
                            color: scene.colors.quiet
                            visible: !scene.sideBySide && text !== ""
                        }
                    }
                    Label {
                        anchors.right: parent.right
                        y: name.baselineOffset - baselineOffset
                        text: row.score
                        size: scene.figureSize
                        color: scene.colors.accent
                    }
                }
            }
        }
    }
}
