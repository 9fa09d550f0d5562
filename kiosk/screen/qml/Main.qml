pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.qml.components
import kiosk.screen.view

// The wall: one scene, and over it for a moment a still picture of the one before, fading out.
// That is one picture to blend a frame and nothing else in motion, which a processor without a
// GPU can do sixty times a second.
Window {
    id: root

    required property Stage stage

    property var scene: null
    readonly property var components: ({})

    color: "black"

    // Nobody closes a wall, whatever a compositor makes of it; a window on a desk may be closed.
    onClosing: close => close.accepted = !(root.flags & Qt.FramelessWindowHint)

    function present(source: url, properties: var, before: url): void {
        const next = make(source, properties);
        if (next === null) {
            root.stage.failed(source);
            return;
        }
        root.scene?.destroy();
        root.scene = next;
        frozen.source = before;
        frozen.opacity = 1;
        if (frozen.status === Image.Ready)
            fade.restart();
        else
            root.settle();
    }

    // A Loader would do, but each of its setSource() calls costs some memory for good.
    function make(source: url, properties: var): Item {
        const component = components[source] ?? Qt.createComponent(source, Component.PreferSynchronous, root);
        components[source] = component;
        if (component.status !== Component.Ready) {
            console.warn(component.errorString());
            return null;
        }
        const made = component.createObject(wall, properties) as Item;
        if (made !== null)
            made.anchors.fill = wall;
        return made;
    }

    function settle(): void {
        frozen.source = "";
        root.scene.entered = true;
        // A scene whose rows slide says so itself when they stand.
        if (root.scene.slides !== true || !Theme.motion)
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
    Binding {
        target: Theme
        property: "red"
        value: root.stage.red
    }
    Binding {
        target: Theme
        property: "black"
        value: root.stage.black
    }
    Binding {
        target: Theme
        property: "paper"
        value: root.stage.paper
    }

    Item {
        id: wall

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

    Item {
        anchors.fill: wall
        rotation: wall.rotation
        visible: sheet.height > 0

        Sheet {
            id: sheet

            stage: root.stage
            anchors {
                left: parent.left
                right: parent.right
                bottom: parent.bottom
            }
        }
    }
}
