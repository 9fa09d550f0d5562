pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml.components

// The areas as a grid: a figure with its lamp, and under it the bar with the tick of the plan.
// They stand from the beginning, and only the bars grow: figures so large and so many, moving at
// once, would take more than a frame's time to draw without a GPU.
Scene {
    id: scene

    required property real figureSize
    required property real wordsSize
    required property real barThickness
    required property real barLine
    required property var cells

    Repeater {
        model: scene.cells

        Item {
            id: cell

            required property string name
            required property real nameSize
            required property real actual
            required property real planned
            required property string actualText
            required property string lamp
            required property string lampWord
            required property bool reached
            required property string done
            required property string lacking
            required property bool whole
            required property real cellWidth
            required property real cellX
            required property real cellY
            required property real figureY

            x: cellX * scene.u
            y: cellY * scene.u
            width: cellWidth * scene.u
            height: done.y + Math.max(done.height, lacking.height)

            Hairline {
                y: -6 * scene.u
                width: parent.width
                color: scene.colors.line
                visible: cell.whole
            }
            Label {
                y: cell.figureY * scene.u - height
                text: cell.name
                size: cell.nameSize
                strong: true
                color: scene.colors.text
            }
            Label {
                id: figure

                y: cell.figureY * scene.u
                text: cell.actualText
                size: scene.figureSize
                leading: 1
                strong: true
                color: cell.reached ? scene.colors.bar : scene.colors.text
            }
            Lamp {
                anchors.right: word.left
                y: word.y
                width: 1.35 * scene.wordsSize * scene.u
                lamp: cell.lamp
                size: scene.wordsSize
                color: word.color
            }
            Label {
                id: word

                anchors.right: parent.right
                y: figure.y + figure.baselineOffset - baselineOffset
                text: cell.lampWord
                size: scene.wordsSize
                strong: !cell.reached
                color: cell.reached ? scene.colors.quiet : scene.colors.text
            }
            Bar {
                id: bar

                y: figure.y + figure.height + (scene.barLine - scene.barThickness) / 2 * scene.u
                width: parent.width
                thickness: scene.barThickness
                share: Math.max(cell.actual, 0)
                tick: cell.planned
                entered: scene.entered
                color: cell.reached ? scene.colors.bar : scene.colors.quiet
                track: scene.colors.track
                tickColor: scene.colors.tick
            }
            Label {
                id: done

                y: figure.y + figure.height + scene.barLine * scene.u
                text: cell.done
                size: scene.wordsSize
                strong: true
                color: scene.colors.text
            }
            Label {
                id: lacking

                anchors.right: parent.right
                y: done.y
                horizontalAlignment: Text.AlignRight
                text: cell.lacking
                size: scene.wordsSize
                color: scene.colors.text
                visible: text !== ""
            }
        }
    }
}
