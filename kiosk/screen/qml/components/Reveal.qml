import QtQuick
import kiosk.screen.qml

// Lets its content enter in its turn, from a little below, once.
Item {
    id: reveal

    required property bool entered
    property int turn: 0
    readonly property bool landed: shown === 1
    property real shown: Theme.motion ? 0 : 1

    opacity: shown
    transform: Translate {
        y: (1 - reveal.shown) * 28 * Theme.unit
    }

    SequentialAnimation {
        running: reveal.entered && Theme.motion

        PauseAnimation {
            duration: reveal.turn * Theme.stagger
        }
        NumberAnimation {
            target: reveal
            property: "shown"
            to: 1
            duration: Theme.enter
            easing.type: Easing.OutCubic
        }
    }
}
