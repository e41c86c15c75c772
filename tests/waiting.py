"""Waits for what other processes and threads do."""

import socket
import subprocess
import time
from collections.abc import Callable


def wait_until(is_true: Callable[[], object], seconds: float = 60) -> None:
    """Until it holds; fails where it never does."""
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.05)


def is_open(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def wait_until_open(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Until the process listens there; fails where it ends, or never does."""

    def listens() -> bool:
        assert process.poll() is None, "the server ended"
        return is_open(port)

    wait_until(listens)
