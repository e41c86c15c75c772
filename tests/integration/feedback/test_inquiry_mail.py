"""Mail of a running endpoint: its server is down, refuses or puts off; nothing is lost, and nothing sent twice."""

import contextlib
import json
import sqlite3
from datetime import UTC, datetime

import sqlalchemy as sa
from endpoint_process import find_port
from inquiry_samples import KEY, make_inquiry, send
from mail_servers import start_mail_server
from waiting import wait_until

from feedback_function.cli import run_words
from feedback_function.inquiry.content import Attachment
from feedback_function.inquiry.form import parse_json
from feedback_function.inquiry.outbox import Orders
from feedback_function.inquiry.sealing import Sealer, make_key
from feedback_function.inquiry.store import InquiryStore
from feedback_function.inquiry.tables import outbox
from feedback_function.store import open_store


def test_mail_waits_for_a_server_that_is_down(database_url, start_inquiries):
    port = find_port()
    endpoint = start_inquiries(database_url, smtp=f"smtp+plain://127.0.0.1:{port}")
    numbers = {send(endpoint, make_inquiry(email=f"k{n}@customer.example")).json()["reference"] for n in range(5)}
    endpoint.kill()
    endpoint.start()
    server = start_mail_server(port)
    wait_until(lambda: len(server.letters) == 10, 60)
    server.stop()
    subjects = [letter.message["Subject"] for letter in server.letters if "delivery@shop.example" in letter.receivers]
    assert sorted(subject[1:10] for subject in subjects) == sorted(numbers)
    assert len({letter.identity for letter in server.letters}) == 10


def read_outbox(endpoint, **changes):
    """The messages; `changes` are made to all first."""
    store = open_store(endpoint.database_url)
    with store.transaction() as connection:
        if changes:
            connection.execute(sa.update(outbox).values(**changes))
        rows = connection.execute(sa.select(outbox).order_by(outbox.c.target)).all()
    store.close()
    return rows


def test_what_is_refused_is_a_dead_letter_that_is_told_and_can_be_sent_again(
    start_inquiries, mail, tmp_path, monkeypatch
):
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db", metrics="1")
    monkeypatch.setenv("HC_DATABASE_URL", endpoint.database_url)
    monkeypatch.setenv("HC_INQUIRY_KEYS", endpoint.settings["HC_INQUIRY_KEYS"])
    mail.box.at, mail.box.reply = "data", "554 5.7.1 kim@customer.example is not wanted"
    number = send(endpoint, make_inquiry(email=None, phone="010-1234-5678")).json()["reference"]
    wait_until(lambda: [row.state for row in read_outbox(endpoint)] == ["dead"])
    assert read_outbox(endpoint)[0].fault == "data 554 5.7.1"
    assert 'hc_inquiry_messages{state="dead"} 1.0' in endpoint.ask("/metrics").body.decode()
    assert "given up: 1" in run_words(["stats"], None).data
    assert f"{number}" in run_words(["inquiries", "list"], None).data
    assert "shop dead (data 554 5.7.1)" in run_words(["inquiries", "list"], None).data
    mail.box.reply = ""
    told = run_words(["inquiries", "retry", number], None)
    assert (told.exit_code, told.lines[0][:10]) == (0, "1 messages")
    wait_until(lambda: len(mail.letters) == 1)
    wait_until(lambda: [row.state for row in read_outbox(endpoint)] == ["sent"])
    stats = run_words(["stats"], None).data
    assert "topic delivery: 1" in stats
    assert "the mail server had half of them within" in stats


def test_what_is_deferred_is_sent_later_with_the_same_message_id(start_inquiries, mail, tmp_path):
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db")
    mail.box.at, mail.box.hang_up = "data", True
    send(endpoint, make_inquiry(email=None, phone="010-1234-5678"))
    wait_until(lambda: read_outbox(endpoint)[0].attempts == 1)
    (row,) = read_outbox(endpoint)
    assert row.state == "waiting"
    assert row.due_at > datetime.now(UTC)
    mail.box.hang_up = False
    read_outbox(endpoint, due_at=datetime.now(UTC))
    wait_until(lambda: len(mail.letters) == 1)
    assert mail.letters[0].identity == f"<{row.id}@shop.example>"


def test_an_inquiry_that_cannot_be_read_keeps_no_other_waiting(start_inquiries, mail, tmp_path):
    events = open_store(f"sqlite:///{tmp_path}/x.db")
    for key, files in ((make_key(), []), (KEY, [Attachment("no/type", b"")])):
        inquiry = parse_json(json.dumps(make_inquiry()).encode())
        InquiryStore(lambda: events, Sealer([key])).add(inquiry, files, Orders(("shop",)), None, "")
    events.close()
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db")
    send(endpoint, make_inquiry(email=None, phone="010-1234-5678"))
    wait_until(lambda: len(mail.letters) == 1)
    wait_until(lambda: {row.attempts for row in read_outbox(endpoint)} == {1})
    assert sorted(row.fault or "" for row in read_outbox(endpoint)) == ["", "KeyError", "SealedElsewhere"]


def test_mail_that_cannot_be_noted_is_not_sent_over_and_over(start_inquiries, mail, tmp_path):
    """Another program locks the database for longer than the endpoint waits, as a full disk would."""
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db")
    endpoint.stop()
    endpoint.log = tmp_path / "log"
    endpoint.start()
    mail.box.wait = 0.5
    send(endpoint, make_inquiry(email=None, phone="010-1234-5678"))
    with contextlib.closing(sqlite3.connect(tmp_path / "x.db", timeout=10)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        wait_until(lambda: "store_unavailable" in endpoint.log.read_text())
    wait_until(lambda: [row.state for row in read_outbox(endpoint)] == ["sent"])
    assert len(mail.letters) == 1


def test_two_endpoints_on_one_database_send_each_mail_once(database_url, start_inquiries, mail):
    endpoints = [start_inquiries(database_url) for _ in range(2)]
    for number in range(10):
        send(endpoints[number % 2], make_inquiry(email=None, phone=f"010-1234-{number:04}"))
    wait_until(lambda: len(mail.letters) >= 10)
    wait_until(lambda: {row.state for row in read_outbox(endpoints[0])} == {"sent"})
    assert len(mail.letters) == 10
