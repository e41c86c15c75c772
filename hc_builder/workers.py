"""Work for several processes. The results are the same, and in the same order, with any number of them."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

JOBS = "HC_JOBS"


def count_jobs() -> int:
    """As many as the variable `HC_JOBS` says, else one for each core that this process may use."""
    wanted = os.environ.get(JOBS, "")
    if wanted.isascii() and wanted.isdecimal() and int(wanted) > 0:
        return int(wanted)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_in_processes(function: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """`map`, in processes that are started anew, so that none holds a copy of this one's memory or threads. Where they
    can't be started, or are ended from outside, this process does what is left."""
    done = 0
    if jobs > 1 and len(items) > 1:
        try:
            with ProcessPoolExecutor(min(jobs, len(items)), get_context("spawn")) as pool:
                for result in pool.map(function, items):
                    done += 1
                    yield result
        except (OSError, BrokenProcessPool):
            pass  # slower, and no worse
    yield from map(function, islice(items, done, None))
