"""Mutation testing: one small fault is planted at a time, and a unit test must notice it.

    python -m tools.mutants                     `make mutants`: every rule, and a sample of every room
    python -m tools.mutants --room search --each 60 --seed 2 --no-rules
    python -m tools.mutants --room api --tests importers --processes 1

A survivor is a rule without a test, unless `tests/mutants/survivors.toml` says why it may live. Exit 1 where fewer than
90% are noticed or a survivor is not listed, 2 where a test fails with no fault planted or a listed rule is lost.
"""

import argparse
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tools.mutants.planting import ROOT, Mutant, RuleLost, list_rooms, read_rules, sample_mutants
from tools.mutants.running import TestsFail, Trees, find_survivors, measure_tests

SURVIVORS = ROOT / "tests" / "mutants" / "survivors.toml"
WANTED_SHARE = 0.9


def main() -> int:
    options = _read_options()
    rooms = [options.room] if options.room else list(list_rooms())
    started = time.monotonic()
    try:
        mutants = [] if options.no_rules else read_rules(rooms)
        for room in rooms:
            print(f"{room}: choosing {options.each} mutants", file=sys.stderr, flush=True)
            mutants += sample_mutants(room, options.each, options.seed)
        with tempfile.TemporaryDirectory() as folder, Trees(Path(folder), options.processes) as trees:
            survivors = find_survivors(mutants, measure_tests(trees, options.tests), trees)
    except (RuleLost, TestsFail) as fault:
        print(fault, file=sys.stderr)
        return 2
    return report(mutants, survivors, time.monotonic() - started)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Do the unit tests notice small faults?")
    parser.add_argument("--room", choices=list_rooms())
    parser.add_argument("--each", type=int, default=30, help="sampled mutants of each room (default 30)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tests", nargs="+", default=[""], help="only test files whose path holds one of these")
    parser.add_argument("--processes", type=int, default=2, help="how many run tests at once (default 2)")
    parser.add_argument("--no-rules", action="store_true", help="the sample alone")
    return parser.parse_args()


def report(mutants: Sequence[Mutant], survivors: Sequence[Mutant], seconds: float) -> int:
    """Prints survivors and shares; the exit code."""
    reasons = read_reasons()
    unlisted = [mutant for mutant in survivors if _identify(mutant) not in reasons]
    for mutant in survivors:
        print(_render_survivor(mutant, reasons.get(_identify(mutant), "NOT LISTED")))
    planted, lived = Counter(mutant.room for mutant in mutants), Counter(mutant.room for mutant in survivors)
    print(f"{'':10}{'mutants':>9}{'noticed':>9}{'share':>8}")
    for room, number in [*planted.items(), ("all", len(mutants))]:
        noticed = number - (len(survivors) if room == "all" else lived[room])
        print(f"{room:10}{number:>9}{noticed:>9}{noticed / number:>8.0%}")
    print(f"{len(survivors)} survivors, {len(unlisted)} of them not in {SURVIVORS.relative_to(ROOT)}; {seconds:.0f} s")
    return int(bool(unlisted) or len(survivors) > (1 - WANTED_SHARE) * len(mutants))


def read_reasons() -> dict[tuple[str, str, str], str]:
    """(Module, line, what it becomes) → why this fault may live."""
    listed = tomllib.loads(SURVIVORS.read_text("utf-8")).get("survivor", [])
    return {(each["module"], each["was"].strip(), each["becomes"].strip()): each["reason"] for each in listed}


def _identify(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.module, mutant.was, mutant.becomes


def _render_survivor(mutant: Mutant, reason: str) -> str:
    lines = [
        f"  {mark} {line}" for mark, text in (("-", mutant.was), ("+", mutant.becomes)) for line in text.split("\n")
    ]
    return "\n".join([f"{mutant.module}:{mutant.line}: {reason}", *lines])


if __name__ == "__main__":
    sys.exit(main())
