"""What all tests share: where the public corpora and question sets lie, and what a run without them leaves out."""

import os
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["databases"]

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("HC_SHARED", ROOT.parent / "shared"))


os.environ["LC_ALL"] = "C.UTF-8"  # messages are told in the language of the locale


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests of browsers and servers wait a third of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "shared: reads the corpora or question sets in ../shared")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without ../shared the tests that read it are left out, and said to be; in CI their absence is a failure."""
    if SHARED.is_dir():
        return
    left_out = [item for item in items if item.get_closest_marker("shared")]
    if left_out and os.environ.get("CI") == "true":
        raise pytest.UsageError(f"{SHARED} is missing: {len(left_out)} tests need the corpora in it")
    config.stash[_LEFT_OUT] = [item.nodeid for item in left_out]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


_LEFT_OUT = pytest.StashKey[list[str]]()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process of pytest-xdist tells the one that prints."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(_LEFT_OUT, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Every process of pytest-xdist has collected the same tests."""
    node.config.stash[_LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for nodeid in config.stash.get(_LEFT_OUT, []):
        terminalreporter.write_line(f"left out (no ../shared): {nodeid}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public corpora and question sets."""
    return SHARED
