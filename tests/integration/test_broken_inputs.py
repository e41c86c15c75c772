"""Whatever lies in a content folder: no traceback, no hang, and what is wrong is told with the file's name."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).parents[1] / "broken_inputs.py"


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    """What the program said of each input, and of its memory."""
    run = subprocess.run([sys.executable, PROGRAM], capture_output=True, text=True, timeout=600, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.fixture(scope="module")
def outcomes(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if "kind" in line]


def test_there_are_more_than_six_hundred_inputs_of_twenty_kinds(outcomes: list[dict[str, Any]]) -> None:
    assert len(outcomes) > 600
    assert len({outcome["kind"] for outcome in outcomes}) >= 20


def test_none_ends_in_a_traceback_or_takes_seconds_of_processor_time(outcomes: list[dict[str, Any]]) -> None:
    assert [(found["kind"], found["name"], found["crash"]) for found in outcomes if found["crash"]] == []


def test_what_is_wrong_is_told_with_the_name_of_its_file(outcomes: list[dict[str, Any]]) -> None:
    untold = [found for found in outcomes if found["place"] not in found["told"]]
    assert [(found["kind"], found["name"], found["told"]) for found in untold] == []


def test_what_is_meant_so_is_not_told(outcomes: list[dict[str, Any]]) -> None:
    told = [found for found in outcomes if found["kind"].endswith(" as meant") and found["has_errors"]]
    assert [(found["kind"], found["name"], found["told"]) for found in told] == []


def test_all_of_them_stay_under_a_gigabyte(lines: list[dict[str, Any]]) -> None:
    assert lines[-1]["peak"] < 1_000_000_000
