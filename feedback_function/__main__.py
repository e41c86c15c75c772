"""`python -m feedback_function` serves the endpoint; its settings are environment variables `HC_…`."""

import sys


def run() -> int:
    """Exit code. A missing library of the extra is told: the base installation has this package too."""
    try:
        from feedback_function.cli import main

        return main()
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("feedback_function"):
            raise
        print(f"error: this needs the extra 'feedback' ({missing.name} is not installed)", file=sys.stderr)
        print("  hint: pip install 'hc-builder[feedback]'", file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(run())
