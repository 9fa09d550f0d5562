pragma Singleton

import QtQuick
import kiosk.screen.view

// The display's colors, and the one unit of length. Sizes in units stand in
// kiosk/screen/geometry.py, which says what angle each fills for the viewer.
QtObject {
    id: theme

    readonly property string family: "Noto Sans SC"
    readonly property real leading: 1.25

    // Sizes of text, in units: the foot, what is read, the rows people look for, names and
    // figures in them, headings, figures that stand alone; and the spacing unit.
    readonly property real small: 30
    readonly property real body: 40
    readonly property real row: 58
    readonly property real name: 64
    readonly property real heading: 88
    readonly property real figure: 104
    readonly property real gap: 24

    property real unit: 1
    property bool motion: true

    readonly property int fade: 700
    readonly property int enter: 420
    readonly property int grow: 700
    readonly property int stagger: 160

    // What each color is for stands in kiosk/theme.py.
    property ToneColors red: null
    property ToneColors black: null
    property ToneColors paper: null

    function colors(tone: string): ToneColors {
        return tone === "red" ? theme.red : tone === "black" ? theme.black : theme.paper;
    }
}
