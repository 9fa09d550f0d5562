pragma ComponentBehavior: Bound

import QtQuick
import kiosk.screen.view

// The wall: two places for a scene, one fading in over the other.
Window {
    id: root

    required property Stage stage

    property Loader front: second
    property Loader back: first

    color: "black"

    function present(source: url, properties: var): void {
        const coming = root.back;
        root.back = root.front;
        root.front = coming;
        coming.z = 1;
        root.back.z = 0;
        coming.opacity = 0;
        coming.setSource(source, properties);
        if (coming.status !== Loader.Ready) {
            root.stage.failed(source);
            return;
        }
        if (Theme.motion && root.back.item)
            fade.restart();
        else
            root.settle();
    }

    function settle(): void {
        root.front.opacity = 1;
        root.back.source = "";
        root.front.item.entered = true;
        root.stage.settled();
    }

    Connections {
        target: root.stage

        function onPresent(source: url, properties: var): void {
            root.present(source, properties);
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

    Item {
        id: wall

        readonly property bool sideways: root.stage.turn % 180 !== 0

        anchors.centerIn: parent
        width: sideways ? parent.height : parent.width
        height: sideways ? parent.width : parent.height
        rotation: root.stage.turn

        Place {
            id: first
        }
        Place {
            id: second
        }
    }

    NumberAnimation {
        id: fade

        target: root.front
        property: "opacity"
        to: 1
        duration: Theme.fade
        easing.type: Easing.InOutQuad
        onFinished: root.settle()
    }

    component Place: Loader {
        width: wall.width
        height: wall.height
        // A scene that stands still is drawn once into a layer while it fades: blending one
        // picture a frame is what keeps a processor without a GPU at sixty frames a second.
        layer.enabled: fade.running && item !== null && item.still
    }
}
