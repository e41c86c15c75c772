"""What a command takes: processor time, time on the clock, and memory of all its processes together."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

LOOK = 0.1


@dataclass(frozen=True)
class Cost:
    """Seconds of user time, of system time and on the clock; megabytes at the peak, shared pages counted by their share
    (PSS) where the system tells it."""

    user: float
    system: float
    wall: float
    memory: float


class CommandFailed(Exception):
    """What the command said."""


def measure(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Raises `CommandFailed`."""
    log, started = folder / "bench.log", time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            stdout=out,
            stderr=out,
            start_new_session=True,
            env={**os.environ, **(environment or {})},
        )
        with _Watch(process.pid) as watch:
            _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailed(f"{command[0]}: {log.read_text('utf-8', 'replace')[-2_000:]}")
    log.unlink()
    return Cost(usage.ru_utime, usage.ru_stime, wall, watch.peak / 1024)


class _Watch:
    """Looks at the memory of a session's processes ten times a second."""

    def __init__(self, session: int) -> None:
        self.peak = 0.0
        self._session, self._end = session, Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(LOOK):
            self.peak = max(self.peak, sum(map(_read_memory, _list_processes(self._session))))


def _list_processes(session: int) -> list[Path]:
    return [folder for folder in Path("/proc").glob("[0-9]*") if _read_session(folder) == session]


def _read_session(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[3])
    except (OSError, IndexError, ValueError):  # it has just ended
        return 0


def _read_memory(process: Path) -> float:
    """Kilobytes."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((float(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
