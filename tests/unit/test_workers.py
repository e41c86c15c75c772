"""The same results, in the same order, with any number of processes, and where there are none."""

import os
from pathlib import Path

import pytest

from hc_builder import workers
from hc_builder.workers import count_jobs, map_in_processes


def double(number: int) -> int:
    return 2 * number


def tell_process(number: int) -> int:
    return os.getpid()


def end_once(file: Path) -> int:
    """Ends its process by a signal the first time, as a system without memory does."""
    if file.suffix and not file.exists():
        file.touch()
        os.kill(os.getpid(), 9)
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(map_in_processes(double, list(range(9)), jobs)) == list(range(0, 18, 2))


def test_one_job_or_one_item_needs_no_other_process() -> None:
    assert set(map_in_processes(tell_process, [1, 2, 3], 1)) == {os.getpid()}
    assert list(map_in_processes(tell_process, [1], 4)) == [os.getpid()]
    assert os.getpid() not in map_in_processes(tell_process, [1, 2], 2)


def test_where_no_process_can_be_started_this_one_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(method: str) -> None:
        raise OSError("no semaphores here")

    monkeypatch.setattr(workers, "get_context", refuse)
    assert list(map_in_processes(tell_process, [1, 2], 2)) == [os.getpid()] * 2


def test_what_an_ended_process_left_is_done_by_this_one(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a", "b", "ended.once", "c")]
    found = list(map_in_processes(end_once, files, 2))
    assert len(found) == 4
    assert found[-1] == os.getpid()


@pytest.mark.parametrize(("text", "jobs"), [("3", 3), ("0", None), ("", None), ("many", None), ("-1", None)])
def test_the_environment_says_how_many_processes(text: str, jobs: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HC_JOBS", text)
    assert count_jobs() == (jobs or len(os.sched_getaffinity(0)))


def test_a_fault_of_the_work_is_that_of_the_work() -> None:
    with pytest.raises(TypeError):
        list(map_in_processes(double, [None, None, "a"], 2))  # type: ignore[list-item]
