"""A real endpoint: its own process, real sockets, a real database."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self):
        return json.loads(self.body)


@dataclass
class Endpoint:
    """The endpoint as a process that can be killed and started again."""

    database_url: str
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None
    log: Path | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, wait: bool = True) -> "Endpoint":
        variables = {"HC_DATABASE_URL": self.database_url, "HC_PORT": str(self.port), **self.settings}
        environment = {k: v for k, v in os.environ.items() if not k.startswith("HC_")} | variables
        log = None if os.environ.get("SHOW_LOG") else self.log.open("ab") if self.log else subprocess.DEVNULL
        self.process = subprocess.Popen(
            [sys.executable, "-m", "feedback_function"], cwd=ROOT, env=environment, stderr=log
        )
        if wait:
            self.wait_until_open()
        return self

    def wait_until_open(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the endpoint ended with {self.process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("the endpoint does not listen")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def ask(self, path: str, body: bytes | None = None, method: str | None = None, **headers: str) -> Answer:
        """One request; header names with _ for -."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            fields.setdefault("Content-Type", "application/json")
        request = urllib.request.Request(self.url + path, data=body, headers=fields, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, dict(answer.headers), answer.read())

    def send(self, body: bytes, **headers: str) -> Answer:
        return self.ask("/v1/events", body, **headers)


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
