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
    """Prints survivors, and of each room the share that was noticed, of those that are not listed; the exit code."""
    reasons = read_reasons()
    unlisted = [mutant for mutant in survivors if _identify(mutant) not in reasons]
    for mutant in survivors:
        print(_render_survivor(mutant, reasons.get(_identify(mutant), "NOT LISTED")))
    rows = {room: [each for each in mutants if each.room == room] for room in dict.fromkeys(m.room for m in mutants)}
    print(f"{'':12}{'mutants':>9}{'listed':>9}{'noticed':>9}{'share':>8}")
    for room, planted in {**rows, "all": mutants}.items():
        lived = [mutant for mutant in survivors if mutant in planted]
        listed, noticed = sum(mutant not in unlisted for mutant in lived), len(planted) - len(lived)
        share = noticed / max(1, len(planted) - listed)
        print(f"{room:12}{len(planted):>9}{listed:>9}{noticed:>9}{share:>8.0%}")
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
