"""What keeps the kiosk going: its schedule, its log, its way to stop."""
