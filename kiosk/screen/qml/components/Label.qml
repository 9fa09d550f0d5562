import QtQuick
import kiosk.screen.qml

// Text as it came, never as markup, at a size in units; its lines are broken before they get here.
// Its box is cut to the line pitch and stands centered on the Chinese characters, whatever room
// the font asks for above and below them.
Item {
    id: label

    property alias text: glyphs.text
    property alias color: glyphs.color
    property alias horizontalAlignment: glyphs.horizontalAlignment
    property real size: Theme.body
    property bool strong: false
    property real leading: Theme.leading

    // Of the shipped typeface, in ems: its ascent, and the middle of a character above the baseline.
    readonly property real ascent: 1.16
    readonly property real middle: 0.38

    implicitWidth: glyphs.implicitWidth
    implicitHeight: glyphs.lineCount * size * leading * Theme.unit
    baselineOffset: (leading / 2 + middle) * size * Theme.unit

    Text {
        id: glyphs

        y: (label.leading / 2 + label.middle - label.ascent) * label.size * Theme.unit
        width: parent.width
        textFormat: Text.PlainText
        font.family: Theme.family
        font.pixelSize: Math.max(1, Math.round(label.size * Theme.unit))
        font.weight: label.strong ? Font.Bold : Font.Normal
        font.hintingPreference: Font.PreferNoHinting
        lineHeightMode: Text.FixedHeight
        lineHeight: label.size * label.leading * Theme.unit
    }
}
