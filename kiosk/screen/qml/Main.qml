pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.view

// The wall: one scene, and over it for a moment a still picture of the one before, fading out.
// That is one picture to blend a frame and nothing else in motion, which a processor without a
// GPU can do sixty times a second.
Window {
    id: root

    required property Stage stage

    color: "black"

    // No key closes a wall; a window on a desk may be closed.
    onClosing: close => close.accepted = root.visibility !== Window.FullScreen

    function present(source: url, properties: var, before: url): void {
        frozen.source = before;
        frozen.opacity = 1;
        scene.setSource(source, properties);
        if (scene.status !== Loader.Ready) {
            frozen.source = "";
            root.stage.failed(source);
        } else if (frozen.status === Image.Ready) {
            fade.restart();
        } else {
            root.settle();
        }
    }

    function settle(): void {
        frozen.source = "";
        scene.item.entered = true;
        root.stage.settled();
    }

    Connections {
        target: root.stage

        function onPresent(source: url, properties: var, before: url): void {
            root.present(source, properties, before);
        }
    }

    Binding {
        target: Theme
        property: "unit"
        value: root.stage.unit
    }
    Binding {
        target: Theme
        property: "motion"
        value: root.stage.motion
    }

    Loader {
        id: scene

        readonly property bool sideways: root.stage.turn % 180 !== 0

        anchors.centerIn: parent
        width: sideways ? parent.height : parent.width
        height: sideways ? parent.width : parent.height
        rotation: root.stage.turn
    }

    Image {
        id: frozen

        anchors.fill: parent
        cache: false
        visible: status === Image.Ready
    }

    NumberAnimation {
        id: fade

        target: frozen
        property: "opacity"
        to: 0
        duration: Theme.fade
        easing.type: Easing.InOutQuad
        onFinished: root.settle()
    }
}
