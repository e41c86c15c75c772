"""kill -9 at every step of the outbox: no inquiry is lost, and a second mail comes only where the kill fell between the
mail server's 250 and our note of it, and then under the same Message-ID."""

import http.client
import json
import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from datetime import UTC, datetime

from endpoint_process import find_port
from inquiry_samples import ORIGIN, make_inquiry, make_settings, write_site
from mail_servers import Box, start_mail_server
from waiting import is_open, wait_until

from feedback_function.inquiry.day_counts import count_inquiries
from feedback_function.server import serve
from feedback_function.settings import read_settings
from feedback_function.store import open_store

KILLS = 30
STEPS = ("storing", "rcpt", "data", "accepted", "anywhere")

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["feedback_function.server", "feedback_function.inquiry.route", "alembic.command"])


class KillingBox(Box):
    """Kills a process at a step of its mail, and keeps what came, and the kills, in their order."""

    def __init__(self):
        super().__init__()
        self.log, self.victims = [], []

    def kill_at(self, step):
        """The process that is to be killed there, if one is."""
        if self.victims and self.victims[0][0] == step:
            os.kill(self.victims.pop()[1], signal.SIGKILL)
            self.log.append("kill")

    async def handle_RCPT(self, *given):
        self.kill_at("rcpt")
        return await super().handle_RCPT(*given)

    async def handle_DATA(self, *given):
        self.kill_at("data")
        done = await super().handle_DATA(*given)
        self.log.append(self.letters[-1].identity)
        self.kill_at("accepted")
        return done


def post(port, inquiry):
    """The number that the inquiry got, or None where no answer came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(
            "POST", "/v1/inquiries", json.dumps(inquiry), {"Content-Type": "application/json", "Origin": ORIGIN}
        )
        answer = connection.getresponse()
        return json.loads(answer.read())["reference"] if answer.status in (200, 201) else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def start(settings):
    """The endpoint in a process of its own, in a moment: forked from one that has imported everything."""
    server = processes.Process(target=serve, args=(settings,), daemon=True)
    server.start()
    return server


def post_all(port, pending, numbers, process):
    """Send what is pending until it is answered or the process is gone."""
    while pending and process.is_alive():
        if number := post(port, pending[0]):
            numbers[pending.pop(0)["id"]] = number


def test_no_inquiry_is_lost_by_thirty_kills(database_url, tmp_path):
    box = KillingBox()
    mail = start_mail_server(find_port(), box=box)
    port, chance = find_port(), random.Random(4)
    given = make_settings(write_site(tmp_path), mail.url, database_url=database_url, port=str(port))
    settings = read_settings({f"HC_{name.upper()}": value for name, value in given.items()})
    open_store(database_url).close()
    pending, numbers = [], {}
    for kill in range(KILLS):
        server = start(settings)
        step = STEPS[kill % len(STEPS)]
        box.victims = [(step, server.pid)]
        pending.append(make_inquiry(email=None, phone=f"010-1234-{kill:04}"))
        if step == "storing":
            wait_until(lambda: is_open(port))
            threading.Timer(chance.uniform(0, 0.02), box.kill_at, (step,)).start()
        post_all(port, pending, numbers, server)
        if step == "anywhere":
            time.sleep(chance.uniform(0, 0.05))
            box.kill_at(step)
        server.join(20)
        assert not server.is_alive()
    server = start(settings)
    post_all(port, pending, numbers, server)
    store = open_store(database_url)
    wait_until_sent(store, settings)
    server.kill()
    mail.stop()
    store.close()
    check(box, numbers)


def wait_until_sent(store, settings):
    deadline = time.monotonic() + 60
    while (
        counts := count_inquiries(store, datetime(2026, 1, 1, tzinfo=UTC), settings.zone)
    ).messages.waiting or not counts.total:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert (counts.messages.dead, counts.total) == (0, KILLS)


def check(box, numbers):
    """Every inquiry that was answered came, and nothing twice but what was under way at a kill."""
    assert len(numbers) == KILLS
    assert box.log.count("kill") == KILLS
    came = {letter.message["Subject"][1:10]: letter.identity for letter in box.letters}
    assert set(came) == set(numbers.values())
    by_number = Counter((letter.message["Subject"][1:10], letter.identity) for letter in box.letters)
    assert len(by_number) == KILLS  # one Message-ID for each, however often it came
    assert len(box.letters) > KILLS  # some kills did fall between the 250 and the note
    assert len(box.letters) - KILLS <= KILLS
    for place, entry in enumerate(box.log):
        if entry != "kill" and entry in box.log[place + 1 :]:
            assert "kill" in box.log[max(0, place - 1) : place + 2], "sent twice without a kill"
