"""The core: a contest's values and rules, as plain functions with no file, network or clock."""
