import QtQuick

// The colors of one mood.
QtObject {
    // The ground, from its upper edge to its lower.
    property color top
    property color base
    property color text
    property color accent
    property color quiet
    property color warn
    property color bar
    property color track
    property color tick
    property color line
}
