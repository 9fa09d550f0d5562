"""Starting at boot: unit files for the ways a machine has a screen, and where they go."""
