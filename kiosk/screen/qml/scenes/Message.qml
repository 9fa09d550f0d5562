import QtQuick
import kiosk.screen.qml
import kiosk.screen.qml.components

// One sentence, for when there is nothing else to show.
Scene {
    id: scene

    required property string message
    required property real messageSize
    required property string explanation
    required property real explanationSize

    Column {
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap * scene.u

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
}
