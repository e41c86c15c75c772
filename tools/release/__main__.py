"""A release: archives built, checked and installed where nothing else is.

    python -m tools.release                     `make release`: into dist/, tried on each Python that this machine has

Everything is looked at before it ends, so that one run tells all that is left to do. Exit 1 where something is.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hc_builder import __version__
from tools.release.archives import ROOT, build_archives, find_archive_faults
from tools.release.readiness import find_tree_faults
from tools.release.trials import try_everywhere
from tools.release.weight import render_weight, weigh_libraries


def main() -> int:
    archives = build_archives(_read_folder())
    faults = [*find_tree_faults(ROOT, __version__), *find_archive_faults(archives), *_report_trials(archives.wheel)]
    for path in (archives.sdist, archives.wheel):
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
    for fault in faults:
        print(f"error: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _read_folder() -> Path:
    parser = argparse.ArgumentParser(prog="python -m tools.release")
    parser.add_argument("--outdir", type=Path, default=ROOT / "dist", help="where the archives are put")
    folder: Path = parser.parse_args().outdir
    return folder


def _report_trials(wheel: Path) -> Iterator[str]:
    """Prints what came of each Python as soon as it is known, and at the end what was installed; gives what failed."""
    weights: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for trial in try_everywhere(wheel, Path(folder)):
            print(f"Python {trial.version}: {'failed' if trial.failed else trial.told}", flush=True)
            if trial.failed:
                yield f"Python {trial.version}: {trial.told}"
            if trial.libraries:
                weights = weigh_libraries(trial.libraries)
    if weights:
        print(render_weight(weights))


if __name__ == "__main__":
    sys.exit(main())
