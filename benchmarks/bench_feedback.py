"""Durable events per second against the same server that answers a bare 202.

    python benchmarks/bench_feedback.py [--seconds 5] [--million]

What does not swing with the machine's other work is the processor time of a request, and least its ratio to that of the
bare server on h11 in the same run: the same route on uvicorn's parser and loop in plain Python.

One run, one machine, one worker each. The bare server is the same uvicorn and the same Starlette with one route that
reads the body and answers 202: what the endpoint adds is admission, limits, parsing, masking and a commit to disk. The
load comes from another process over kept-alive connections. `--million` also stores a million events of as many
sessions, from 200,000 addresses that a proxy names, and reads the memory after each 100,000.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from ipaddress import ip_network
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from feedback_function.server import GuardedProtocol, serve
from feedback_function.settings import EndpointSettings

CONNECTIONS = 64
MEMORY_LIMIT_MB = 120
ADDRESSES = 200_000
Make = Callable[[int], bytes]
processes = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Server:
    """One that is measured."""

    port: int
    pid: int


@dataclass(frozen=True)
class Load:
    """What one run of requests came to."""

    requests: int
    seconds: float
    latencies: list[float]
    refused: int
    cpu_seconds: float = 0.0
    """Of the server."""

    @property
    def cpu_us(self) -> float:
        """Of the server for one request, in microseconds."""
        return self.cpu_seconds / self.requests * 1e6

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    @property
    def p99_ms(self) -> float:
        """The time that 99 of 100 requests took at most, in milliseconds."""
        return statistics.quantiles(self.latencies, n=100)[98] * 1000


def serve_h11(port: int) -> None:
    """The bare server without compiled parts."""
    uvicorn.Server(_configure_bare(port, http="h11", loop="asyncio")).run()


def serve_bare(port: int) -> None:
    """The limit: the same server and framework, nothing kept."""
    uvicorn.Server(_configure_bare(port, http=GuardedProtocol)).run()


def _configure_bare(port: int, **parts: Any) -> uvicorn.Config:

    async def accept(request: Request) -> Response:
        await request.body()
        return Response(b'{"accepted":1,"rejected":[]}', 202, media_type="application/json")

    app = Starlette(routes=[Route("/v1/events", accept, methods=["POST"])])
    return uvicorn.Config(app, port=port, ws="none", access_log=False, log_config=None, **parts)


def serve_endpoint(port: int, database_url: str) -> None:
    """The endpoint with its real settings, but for limits that one client with all the load would meet."""
    free = {"client_events": "100000000/minute", "trusted_proxies": (ip_network("127.0.0.1"),)}
    serve(EndpointSettings(database_url=database_url, port=port, **free))


def make_id() -> str:
    """A UUID of version 7, such as the browser makes."""
    random = int.from_bytes(os.urandom(10))
    moment = time.time_ns() // 1_000_000
    return str(uuid.UUID(int=moment << 80 | 7 << 76 | random >> 4 & 0xFFF << 64 | 2 << 62 | random & (1 << 62) - 1))


def make_request(events: int, head: str = "") -> bytes:
    """One HTTP request of `events` events with fresh ids, and lines more in its `head`."""
    batch = [
        {
            "v": 1, "id": make_id(), "type": "search", "at": "2026-01-31T09:00:00.000Z", "lang": "ko",
            "session": f"session-{os.urandom(6).hex()}", "page": "/refund/how/", "query": "환불하고 싶어요",
            "results": 3, "top": ["refund/how", "refund/when"],
        }
        for _ in range(events)
    ]  # fmt: skip
    body = json.dumps(batch, ensure_ascii=False).encode()
    lines = f"Host: bench\r\n{head}Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    return f"POST /v1/events HTTP/1.1\r\n{lines}".encode() + body


def make_forwarded(events: int) -> bytes:
    """As `make_request`, from one of `ADDRESSES`."""
    number = int.from_bytes(os.urandom(4)) % ADDRESSES
    return make_request(events, f"X-Forwarded-For: 10.{number >> 16}.{number >> 8 & 255}.{number & 255}\r\n")


async def send_load(port: int, requests: list[bytes], rate: float | None) -> Load:
    """Sends all `requests` over `CONNECTIONS`; at `rate` a second, or as fast as they are answered."""
    latencies: list[float] = []
    refused = 0
    waiting = iter(enumerate(requests))
    started = time.perf_counter()

    async def work() -> None:
        nonlocal refused
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number, request in waiting:
            if rate is not None:
                await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))
            sent = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
            latencies.append(time.perf_counter() - sent)
            refused += not head.startswith(b"HTTP/1.1 202")
        writer.close()

    await asyncio.gather(*(work() for _ in range(CONNECTIONS)))
    return Load(len(requests), time.perf_counter() - started, latencies, refused)


def run_load(server: Server, count: int, events: int, rate: float | None = None, make: Make = make_request) -> Load:
    """`send_load` in a process of its own."""
    before = read_cpu_seconds(server.pid)
    with processes.Pool(1) as pool:
        load = pool.apply(_run_load, (server.port, count, events, rate, make))
    return replace(load, cpu_seconds=read_cpu_seconds(server.pid) - before)


def _run_load(port: int, count: int, events: int, rate: float | None, make: Make) -> Load:
    return asyncio.run(send_load(port, [make(events) for _ in range(count)], rate))


def read_cpu_seconds(pid: int) -> float:
    """What a process has used of processors, all its threads together."""
    with open(f"/proc/{pid}/stat") as stat:
        user, system = stat.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def read_memory_mb(pid: int) -> float:
    """The resident memory of a process."""
    with open(f"/proc/{pid}/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Prints the figures and whether each goal is reached."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5, help="about how long each run lasts")
    parser.add_argument("--million", action="store_true", help="also store a million events and read the memory")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=".") as folder:
        started = [
            processes.Process(target=serve_h11, args=(18100,), daemon=True),
            processes.Process(target=serve_bare, args=(18101,), daemon=True),
            processes.Process(target=serve_endpoint, args=(18102, f"sqlite:///{folder}/events.db"), daemon=True),
        ]
        for port, process in enumerate(started, 18100):
            process.start()
            wait_until_open(port)
        compare(options.seconds, options.million, *(Server(18100 + n, p.pid or 0) for n, p in enumerate(started)))
        for process in started:
            process.kill()
            process.join()


def compare(seconds: float, million: bool, h11: Server, bare: Server, endpoint: Server) -> None:
    """Runs all in turn, so that a machine's mood meets each."""
    count = int(run_load(bare, 2000, 1).rate * seconds / 3)
    single, batch = (endpoint, count, 1), (endpoint, count // 4, 20)
    kinds = {"h11": (h11, count, 1), "bare": (bare, count, 1), "one": single, "batch": batch}
    runs = {name: [] for name in kinds}
    for _ in range(3):
        for name, kind in kinds.items():
            runs[name].append(run_load(*kind))
    rates = {name: statistics.median(load.rate for load in loads) for name, loads in runs.items()}
    cpu = {name: statistics.median(load.cpu_us for load in loads) for name, loads in runs.items()}
    half = run_load(endpoint, int(rates["one"] * seconds / 2), 1, rate=rates["one"] / 2)
    assert not any(load.refused for loads in [*runs.values(), [half]] for load in loads), "some requests were refused"
    print(f"bare 202           {rates['bare']:8.0f} requests/s")
    print(f"single events      {rates['one']:8.0f} events/s    {rates['one'] / rates['bare']:5.2f} of bare (goal 0.6)")
    batched = rates["batch"] * 20
    print(f"batches of 20      {batched:8.0f} events/s    {batched / rates['bare']:5.2f} of bare (goal 6)")
    print(f"p99 at half load   {half.p99_ms:8.1f} ms                       (goal 25)")
    print(f"CPU of bare h11    {cpu['h11']:8.0f} µs, of the bare server {cpu['bare']:.0f} µs")
    print(f"CPU of one event   {cpu['one']:8.0f} µs          {cpu['one'] / cpu['h11']:5.2f} of bare h11 (goal 0.9)")
    print(f"CPU of 20 events   {cpu['batch']:8.0f} µs          {cpu['batch'] / cpu['h11']:5.2f} of bare h11 (goal 4.0)")
    print(f"memory             {read_memory_mb(endpoint.pid):8.0f} MB")
    if million:
        fill(endpoint)


def fill(endpoint: Server) -> None:
    """Prints the memory as a million events come in. It grows with the clients of a day, up to `MOST_CLIENTS`."""
    for hundred_thousand in range(1, 11):
        run_load(endpoint, 4000, 25, make=make_forwarded)
        told = f"{read_memory_mb(endpoint.pid):.1f} MB (goal {MEMORY_LIMIT_MB})"
        print(f"after {hundred_thousand}00,000 more: {told}", flush=True)


def wait_until_open(port: int) -> None:
    """Until something listens."""
    import socket

    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)


if __name__ == "__main__":
    main()
