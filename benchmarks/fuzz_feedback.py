"""Sends 100,000 hostile bodies to a real endpoint and checks every answer and every stored event.

python benchmarks/fuzz_feedback.py [COUNT] [SEED]
"""

import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from endpoint_process import Endpoint, find_port
from hostile_bodies import check_stored_event, make_hostile_body, send_many

from feedback_function.store import open_store

FREE = {"HC_CLIENT_EVENTS": "100000000/minute"}


def main(count: int, seed: int) -> int:
    """Prints how often each status came; 1 if one was none of those that may come."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        endpoint = Endpoint(f"sqlite:///{folder}/events.db", find_port(), FREE).start()
        started = time.monotonic()
        statuses = send_many(endpoint.port, (make_hostile_body(chance) for _ in range(count)))
        seconds = time.monotonic() - started
        stored = list(open_store(endpoint.database_url).read())
        for event in stored:
            check_stored_event(event)
        endpoint.stop()
    print(f"{count} bodies, seed {seed}, {seconds:.0f} s: {dict(sorted(statuses.items()))}")
    print(f"{len(stored)} events stored, all by the form")
    return 0 if set(statuses) <= {202, 400, 413, 422} else 1


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    raise SystemExit(main(*(arguments + [100_000, 1][len(arguments) :])))
