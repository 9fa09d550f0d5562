"""The parts of a running kiosk that know both the screen and the rooms below it."""
