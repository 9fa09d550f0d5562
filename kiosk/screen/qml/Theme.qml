pragma Singleton

import QtQuick

// Every color, and the one unit of length. Sizes in units stand in kiosk/screen/geometry.py,
// which says what angle each fills for the viewer.
QtObject {
    id: theme

    readonly property string family: "Noto Sans SC"
    readonly property real leading: 1.25

    // Sizes of text, in units: the foot, what is read, the rows people look for, names and
    // figures in them, headings; and the spacing unit.
    readonly property real small: 30
    readonly property real body: 40
    readonly property real row: 58
    readonly property real name: 64
    readonly property real heading: 88
    readonly property real gap: 24

    property real unit: 1
    property bool motion: true

    readonly property int fade: 700
    readonly property int enter: 420
    readonly property int grow: 700
    readonly property int stagger: 160

    readonly property Colors red: Colors {
        top: "#840D11"
        base: "#5A0709"
        text: "#FFFFFF"
        accent: "#F4D58D"
        quiet: "#FFE9B8"
        warn: "#FFE9B8"
        bar: "#F4D58D"
        track: "#3F0406"
        tick: "#FFFFFF"
        line: "#59F4D58D"
    }
    readonly property Colors black: Colors {
        top: "#1F2023"
        base: "#0D0F12"
        text: "#FFFFFF"
        accent: "#D5DBE3"
        quiet: "#B4BCC8"
        warn: "#FFB547"
        bar: "#D5DBE3"
        track: "#33373D"
        tick: "#FFFFFF"
        line: "#40D5DBE3"
    }
    readonly property Colors paper: Colors {
        top: "#F7F3E9"
        base: "#F1ECDE"
        text: "#20242A"
        accent: "#8A0F13"
        quiet: "#474C54"
        warn: "#20242A"
        bar: "#1E3F66"
        track: "#DDD5C1"
        tick: "#20242A"
        line: "#40474C54"
    }

    function colors(tone: string): Colors {
        return tone === "red" ? theme.red : tone === "black" ? theme.black : theme.paper;
    }
}
