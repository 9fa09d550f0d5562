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
    required property real pointsSize
    required property real wordsSize
    required property real lineHeight
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
                required property string before
                required property string points
                required property string after
                required property string reason
                required property real reasonSize
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

                        Item {
                            width: lag.width
                            height: scene.lineHeight * scene.u
                            visible: row.points !== ""

                            Row {
                                id: lag

                                // Beside the name all stand on its line.
                                readonly property real line: scene.sideBySide ? name.baselineOffset : 0.5 * parent.height + points.baselineOffset - 0.5 * points.height

                                spacing: 0.25 * scene.wordsSize * scene.u

                                Label {
                                    y: lag.line - baselineOffset
                                    text: row.before
                                    size: scene.wordsSize
                                    color: scene.colors.text
                                    visible: text !== ""
                                }
                                Label {
                                    id: points

                                    y: lag.line - baselineOffset
                                    text: row.points
                                    size: scene.pointsSize
                                    strong: true
                                    color: scene.colors.text
                                }
                                Label {
                                    y: lag.line - baselineOffset
                                    text: row.after
                                    size: scene.wordsSize
                                    color: scene.colors.text
                                    visible: text !== ""
                                }
                            }
                        }
                        Label {
                            text: row.reason
                            size: row.reasonSize
                            color: scene.colors.text
                            visible: text !== ""
                        }
                        Label {
                            text: row.veto
                            size: row.vetoSize
                            color: scene.colors.text
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
