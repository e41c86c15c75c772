"""What a command costs to its first useful work: processor time, and the libraries that it loads for that."""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

PATIENCE = 60


@dataclass(frozen=True)
class Command:
    """What is run in a project's folder. With an `address` it is a server, whose work begins when that answers; what it
    `leaves` there is removed before."""

    name: str
    words: tuple[str, ...]
    address: str = ""
    leaves: str = ""


@dataclass(frozen=True)
class Run:
    """Seconds of the processor and on the clock, and what was said on stderr."""

    processor: float
    wall: float
    said: str


@dataclass(frozen=True)
class Start:
    """Seconds of the processor, number of modules, and milliseconds of each library's own ones, heaviest first."""

    seconds: float
    modules: int
    libraries: list[tuple[str, float]]


def measure_start(command: Command, folder: Path, runs: int) -> Start:
    """The median of `runs`, after one by which files and bytecode are at hand."""
    python = replace(command, words=(sys.executable, "-m", *command.words))
    run(python, folder)
    seconds = statistics.median(run(python, folder).processor for _ in range(runs))
    said = run(replace(command, words=(sys.executable, "-X", "importtime", "-m", *command.words)), folder).said
    return Start(seconds, said.count("import time:") - 1, weigh_imports(said))


def weigh_imports(said: str) -> list[tuple[str, float]]:
    """By what `-X importtime` said."""
    weights: Counter[str] = Counter()
    for line in said.splitlines():
        own, _, name = line.removeprefix("import time:").rpartition("|")
        micros = own.partition("|")[0].strip()
        if line.startswith("import time:") and micros.isdecimal():
            library = name.strip().partition(".")[0]
            weights["Python's own" if library in sys.stdlib_module_names else library] += int(micros)
    return [(name, micros / 1000) for name, micros in weights.most_common()]


def run(command: Command, folder: Path) -> Run:
    """To its end, which must be a good one, or to a server's first answer."""
    _remove(folder / command.leaves if command.leaves else None)
    log, started = folder / ".cache" / "start.log", time.perf_counter()
    log.parent.mkdir(exist_ok=True)
    bytecode = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / ".cache" / "bytecode")}
    with log.open("wb") as out:
        process = subprocess.Popen(
            command.words, cwd=folder, stdout=subprocess.DEVNULL, stderr=out, env=os.environ | bytecode
        )
        seconds = _wait_for_answer(command.address, process) if command.address else _wait_for_end(process)
    wall, said = time.perf_counter() - started, log.read_text("utf-8", "replace")
    if not command.address and process.returncode:
        raise SystemExit(f"{' '.join(command.words)} ended with {process.returncode}\n{said[-2_000:]}")
    return Run(seconds, wall, said)


def _remove(place: Path | None) -> None:
    if place and place.is_dir():
        shutil.rmtree(place)
    elif place:
        place.unlink(missing_ok=True)


def _wait_for_end(process: "subprocess.Popen[bytes]") -> float:
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def _wait_for_answer(address: str, process: "subprocess.Popen[bytes]") -> float:
    """The server's own processor time until then; it is ended after."""
    deadline = time.monotonic() + PATIENCE
    while not _answers(address):
        if time.monotonic() > deadline or process.poll() is not None:
            raise SystemExit(f"nothing answered at {address}")
        time.sleep(0.02)
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    process.terminate()
    process.wait(PATIENCE)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
