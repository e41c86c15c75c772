"""Idle connections, by the hundred, keep nobody out."""

import json
import resource
import socket
import subprocess
import sys
from contextlib import ExitStack

from endpoint_process import ROOT, Endpoint, find_port

FEW = 512
"""Descriptors that the system gives; half of them are left for other things."""


def test_idle_connections_keep_no_customer_out_and_fill_no_log(tmp_path):
    log = tmp_path / "log"
    endpoint = Endpoint(f"sqlite:///{tmp_path}/events.db", find_port(), {}, log=log)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    command = f"import resource, runpy; resource.setrlimit(resource.RLIMIT_NOFILE, ({FEW}, {FEW}))"
    assert hard == resource.RLIM_INFINITY or hard > FEW
    environment = {"HC_DATABASE_URL": endpoint.database_url, "HC_PORT": str(endpoint.port), "PATH": "/usr/bin:/bin"}
    with log.open("wb") as stderr:
        endpoint.process = subprocess.Popen(
            [sys.executable, "-c", f"{command}; runpy.run_module('feedback_function', run_name='__main__')"],
            cwd=ROOT,
            env=environment,
            stderr=stderr,
        )
        try:
            endpoint.wait_until_open()
            with ExitStack() as held:
                for _ in range(700):
                    held.enter_context(socket.create_connection(("127.0.0.1", endpoint.port), 10))
                for _ in range(3):
                    assert endpoint.ask("/v1/health").status == 200
        finally:
            endpoint.kill()
    assert all(json.loads(line)["level"] == "info" for line in log.read_text().splitlines())
