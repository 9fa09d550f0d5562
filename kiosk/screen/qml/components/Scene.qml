import QtQuick
import kiosk.screen.qml
import kiosk.screen.view

// What every scene has around its content: ground, header, note and footer. All but the ground
// wanders with the stage's orbit.
Item {
    id: scene

    required property Stage stage
    required property int station
    required property string tone
    required property string mark
    required property string title
    required property real titleSize
    required property string subtitle
    required property real subtitleSize
    required property bool subtitleBelow
    required property string pageMark
    required property string asOf
    required property bool asOfBelow
    required property string note
    required property real noteSize
    required property real contentTop
    required property real contentBottom
    required property real marginX
    required property real marginY

    property bool entered: !Theme.motion
    readonly property real u: Theme.unit
    // Whole pixels: what was sharp stays sharp.
    readonly property real orbitX: Math.round(scene.stage.orbitX * u)
    readonly property real orbitY: Math.round(scene.stage.orbitY * u)
    readonly property ToneColors colors: Theme.colors(tone)
    readonly property alias content: content
    default property alias contentData: content.data

    Rectangle {
        anchors.fill: parent
        gradient: Gradient {
            GradientStop {
                position: 0
                color: scene.colors.top
            }
            GradientStop {
                position: 1
                color: scene.colors.base
            }
        }
    }

    Item {
        id: safe

        anchors {
            fill: parent
            leftMargin: scene.marginX * scene.u + scene.orbitX
            rightMargin: scene.marginX * scene.u - scene.orbitX
            topMargin: scene.marginY * scene.u + scene.orbitY
            bottomMargin: scene.marginY * scene.u - scene.orbitY
        }

        Label {
            id: mark

            text: scene.mark
            size: Theme.heading
            color: scene.colors.accent
            visible: text !== ""
        }
        Label {
            id: title

            x: mark.visible ? 1.2 * Theme.heading * scene.u : 0
            text: scene.title
            size: scene.titleSize
            strong: true
            color: scene.tone === "paper" ? scene.colors.text : scene.colors.accent
        }
        Label {
            x: scene.subtitleBelow ? 0 : title.x + title.width + 1.5 * Theme.gap * scene.u
            y: scene.subtitleBelow ? title.height : title.baselineOffset - baselineOffset
            text: scene.subtitle
            size: scene.subtitleSize
            color: scene.colors.quiet
        }
        Row {
            anchors.right: parent.right
            y: scene.asOfBelow ? title.height : title.baselineOffset - asOf.baselineOffset
            spacing: 1.5 * Theme.gap * scene.u

            Label {
                text: scene.pageMark
                strong: true
                color: scene.colors.quiet
                visible: text !== ""
            }
            Label {
                id: asOf

                text: scene.asOf
                color: scene.colors.quiet
            }
        }

        Label {
            anchors {
                left: parent.left
                bottom: footer.top
                bottomMargin: 14 * scene.u
            }
            text: scene.note
            size: scene.noteSize
            color: scene.colors.quiet
            visible: text !== ""
        }
        Footer {
            id: footer

            stage: scene.stage
            station: scene.station
            strongColor: scene.tone === "paper" ? scene.colors.text : scene.colors.accent
            quietColor: scene.colors.quiet
            anchors {
                left: parent.left
                right: parent.right
                bottom: parent.bottom
            }
            height: 44 * scene.u
        }
    }

    Item {
        id: content

        x: scene.marginX * scene.u + scene.orbitX
        y: scene.contentTop * scene.u + scene.orbitY
        width: scene.width - 2 * scene.marginX * scene.u
        height: (scene.contentBottom - scene.contentTop) * scene.u
    }
}
