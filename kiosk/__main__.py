"""The kiosk's command: `kiosk` or `python -m kiosk`."""

import sys


def main() -> int:
    """Run what the command line asks; the exit code."""
    words = sys.argv[1:]
    first = words[0] if words else "run"
    runs = first == "run" or (first.startswith("-") and first != "--version")
    if runs and "--help" not in words:
        from kiosk.launch import launch  # noqa: PLC0415 - each way imports its own

        return launch(words)
    from kiosk import cli  # noqa: PLC0415 - each way imports its own

    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main())
