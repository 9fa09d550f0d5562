import QtQuick
import kiosk.screen.qml

Rectangle {
    implicitWidth: Math.max(1, Math.round(2 * Theme.unit))
    implicitHeight: Math.max(1, Math.round(2 * Theme.unit))
}
