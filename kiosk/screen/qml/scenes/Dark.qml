import QtQuick
import kiosk.screen.view

// A wall outside its hours. The fade into it is the last that is drawn.
Rectangle {
    required property Stage stage
    required property int station

    property bool entered: false

    color: "black"
}
