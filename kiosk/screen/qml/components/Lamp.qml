import QtQuick

// A task's state as a shape, so that it reads without color.
Label {
    required property string lamp

    text: ({
            "done": "✓",
            "on-plan": "●",
            "slightly-behind": "▽",
            "behind": "▼",
            "overdue": "!",
            "not-reported": "○"
        })[lamp] ?? ""
}
