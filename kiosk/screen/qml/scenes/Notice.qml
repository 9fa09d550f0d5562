pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml.components

// A notice: a title and a few lines.
Scene {
    id: scene

    required property string heading
    required property real headingSize
    required property real headingY
    required property real ruleY
    required property var lines

    Label {
        y: scene.headingY * scene.u
        text: scene.heading
        size: scene.headingSize
        strong: true
        color: scene.colors.bar
    }
    Hairline {
        y: scene.ruleY * scene.u
        width: parent.width
        color: scene.colors.line
        visible: scene.ruleY >= 0
    }
    Repeater {
        model: scene.lines

        Reveal {
            id: line

            required property int index
            required property string words
            required property real wordsSize
            required property real atX
            required property real atY

            entered: scene.entered
            turn: index
            x: atX * scene.u
            y: atY * scene.u

            Label {
                text: line.words
                size: line.wordsSize
                color: scene.colors.text
            }
        }
    }
}
