"""Finds a Chromium for the browser tests, or installs one; run by `make test` with whatever Python is there.

Exits 0 when there is one, 1 with the reason and the cure where none can be had. The tests are never skipped for it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

VENV_PYTHON = Path(__file__).parents[2] / ".venv" / "bin" / "python"
FIND_OWN = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)
PROGRAMS = ("chromium-headless-shell", "chromium")
"""Debian's, the lighter one first: without a window's own parts, a page takes less than half of the processor."""
PACKAGES = tuple((program, "fonts-noto-cjk") for program in PROGRAMS)
CURE = """No Chromium could be found or installed, and the browser tests need one.
  hint: on Debian or Ubuntu: sudo apt-get install chromium fonts-noto-cjk
        elsewhere: .venv/bin/python -m playwright install chromium
"""


def find_chromium() -> str | None:
    """Debian's package, or the browser that Playwright installed for itself."""
    return find_program() or _find_playwrights_own()


def find_program() -> str | None:
    """Debian's, where there is one."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def _find_playwrights_own() -> str | None:
    found = _run([str(VENV_PYTHON), "-c", FIND_OWN])
    path = found.stdout.strip() if found else ""
    return path if path and Path(path).exists() else None


def install_chromium() -> None:
    """By the system's packages where that is allowed, else by Playwright; each step tells what it does."""
    for command in [*_list_package_commands(), [str(VENV_PYTHON), "-m", "playwright", "install", "chromium"]]:
        print("+", " ".join(command), flush=True)
        done = _run(command)
        if done and done.returncode:
            print("\n".join((done.stderr or done.stdout).strip().splitlines()[-5:]), file=sys.stderr)
        if find_chromium():
            return


def _list_package_commands() -> list[list[str]]:
    if not shutil.which("apt-get"):
        return []
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    installs = ([*prefix, "apt-get", "install", "-y", "-q", *names] for names in PACKAGES)
    return [[*prefix, "apt-get", "update", "-q"], *installs]


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str] | None":
    """None where there is no such program."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=900)
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return None


def main() -> int:
    if not find_chromium():
        install_chromium()
    found = find_chromium()
    print(f"Chromium: {found}" if found else CURE, file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
