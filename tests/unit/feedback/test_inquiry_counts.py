"""Inquiries as numbers: by day, the same before and after their days are over, and as the file that a report reads."""

import io
import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from inquiry_samples import KEY, TEXT, make_inquiry

from feedback_function.cli import run_words
from feedback_function.inquiry.counts import (
    RECEIPT_SECONDS,
    InquiryLog,
    Messages,
    find_step,
    render_counts,
    summarize,
)
from feedback_function.inquiry.day_counts import count_inquiries, read_log
from feedback_function.inquiry.form import parse_json
from feedback_function.inquiry.outbox import Orders
from feedback_function.inquiry.sealing import Sealer
from feedback_function.inquiry.store import InquiryStore
from feedback_function.inquiry.tables import inquiries, inquiry_days, outbox
from feedback_function.store import open_store
from hc_builder.cli import main

SEOUL = ZoneInfo("Asia/Seoul")
TODAY = datetime.now(SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
AGO = [(40, 9, 3), (40, 9, 8), (40, 23, 4_000), (35, 14, None), (2, 14, 1), (1, 0, 40)]
"""Days ago, hour in Seoul, and seconds until the mail server had it."""


def add(store, days, hour, seconds, **fields):
    at = (TODAY - timedelta(days=days) + timedelta(hours=hour, minutes=10)).astimezone(UTC)
    inquiry = parse_json(json.dumps(make_inquiry(**fields)).encode())
    article = "delivery/late" if hour == 9 else ""
    kept = store.add(inquiry, [], Orders(("shop",)), None, article).kept
    state = {"state": "sent", "done_at": at + timedelta(seconds=seconds)} if seconds is not None else {}
    with store.events.transaction() as connection:
        connection.execute(sa.update(inquiries).where(inquiries.c.id == kept.id).values(received_at=at))
        connection.execute(sa.update(outbox).where(outbox.c.inquiry == kept.id).values(made_at=at, **state))


@pytest.fixture
def store(tmp_path, monkeypatch):
    """What `AGO` says, in the database of the environment."""
    monkeypatch.setenv("HC_DATABASE_URL", f"sqlite:///{tmp_path}/x.db")
    monkeypatch.setenv("HC_TIMEZONE", "Asia/Seoul")
    events = open_store(f"sqlite:///{tmp_path}/x.db")
    made = InquiryStore(lambda: events, Sealer([KEY]))
    for place, (days, hour, seconds) in enumerate(AGO):
        add(made, days, hour, seconds, topic="delivery" if place % 2 else "other", lang="en" if place == 3 else "ko")
    yield made
    events.close()


def count(store):
    return count_inquiries(store.events, (TODAY - timedelta(days=60)).astimezone(UTC), SEOUL)


def test_they_are_counted_by_each_thing_apart(store):
    counts = count(store)
    assert counts.total == 6
    assert (counts.by_topic, counts.by_lang) == ({"delivery": 3, "other": 3}, {"ko": 5, "en": 1})
    assert (counts.by_article, counts.by_hour) == ({"delivery/late": 2}, {0: 1, 9: 2, 14: 2, 23: 1})
    assert counts.receipt == (10, 7_200)
    months = Counter(f"{TODAY - timedelta(days=days):%Y-%m}" for days, _, _ in AGO)
    assert (counts.by_month, [*counts.by_month]) == (months, sorted(months))
    assert [line for line in render_counts(counts).splitlines() if line.startswith("  20")] == [
        f"  {month} {number}" for month, number in sorted(months.items())
    ]
    assert (counts.messages.waiting, counts.messages.dead) == (1, 0)


def test_the_numbers_are_the_same_once_their_days_are_over(store):
    before = count(store)
    for keep in (timedelta(days=39, hours=12), timedelta(days=30), timedelta(days=30)):  # in the middle of a day, too
        store.purge(keep, SEOUL)
    with store.events.reading() as connection:
        assert len(connection.execute(sa.select(inquiries.c.id)).all()) == 2
        days = {row.day for row in connection.execute(sa.select(inquiry_days))}
    assert days == {(TODAY - timedelta(days=days)).date() for days in (40, 35)}
    after = count(store)
    assert msgspec.structs.replace(before.messages, waiting=0, oldest_hours=0) == after.messages
    assert render_counts(after).splitlines()[:-1] == render_counts(before).splitlines()[:-2]


def test_what_is_kept_of_a_day_joins_nothing_and_holds_no_word(store):
    store.purge(timedelta(days=30), SEOUL)
    with store.events.reading() as connection:
        rows = connection.execute(sa.select(inquiry_days).where(inquiry_days.c.count == 2)).all()
        names = set(connection.scalars(sa.select(inquiry_days.c.name)))
    day = (TODAY - timedelta(days=40)).date()
    assert {(row.day, row.kind, row.name) for row in rows} == {
        (day, "topic", "other"),
        (day, "article", "delivery/late"),
        (day, "hour", "9"),
    }
    assert names <= {"delivery", "other", "delivery/late", "ko", "en", "9", "14", "23", "5", "10", "7200"}


def test_a_language_says_no_more_than_its_name(store):
    add(store, 1, 5, 1, lang="KO-minjikim-01012345")
    assert count(store).by_lang == {"ko": 6, "en": 1}


def test_a_day_that_began_before_the_window_counts_no_more_than_what_is_kept_of_it(store):
    store.purge(timedelta(days=30), SEOUL)
    noon = (TODAY - timedelta(days=40) + timedelta(hours=12)).astimezone(UTC)
    log = read_log(store.events, noon, None, SEOUL)
    assert log.first_day == (TODAY - timedelta(days=39)).date()
    assert summarize(log).total == 3


def test_times_are_told_in_steps_that_add_up():
    assert [find_step(seconds) for seconds in (0, 1, 1.1, 3_600, 3_601)] == [1, 1, 2, 3_600, 7_200]
    assert find_step(10**9) == RECEIPT_SECONDS[-1]
    day = date(2026, 11, 2)
    log = InquiryLog(1, datetime.now(UTC), "Asia/Seoul", day, {day: {"receipt": {"5": 1, "60": 1}}}, Messages())
    assert summarize(log).receipt == (5, 60)


def test_the_command_tells_what_the_statistics_tell(store):
    told = CliRunner().invoke(main, ["inquiries", "stats", "--days", "60"])
    assert (told.exit_code, told.stdout.splitlines()[0]) == (0, "Inquiries: 6")
    assert "within 10 s, 95 of 100 within 2 h" in told.stdout
    stats = CliRunner().invoke(main, ["feedback", "stats", "--days", "60"])
    assert stats.stdout.endswith(f"\n\n{told.stdout}")
    assert run_words(["inquiries", "stats"], io.BytesIO()).data + "\n" == told.stdout
    assert run_words(["inquiries", "stats", "--days", "0"], io.BytesIO()).exit_code == 2


def test_the_file_holds_the_same_numbers_and_nothing_of_an_inquiry(store, monkeypatch):
    monkeypatch.delenv("HC_INQUIRY_KEYS", raising=False)
    told = CliRunner().invoke(main, ["inquiries", "stats", "--json"])
    log = msgspec.json.decode(told.stdout, type=InquiryLog)
    told_counts, counts = (replace(each, messages=Messages()) for each in (summarize(log), count(store)))
    assert (log.zone, told_counts) == ("Asia/Seoul", counts)
    assert log.days[(TODAY - timedelta(days=35)).date()]["lang"] == {"en": 1}
    references = [each.reference for each in store.list_clear()]
    assert not [secret for secret in (TEXT, "kim@customer.example", *references) if secret in told.stdout]


def test_a_file_with_hours_that_there_are_not_is_refused():
    text = json.dumps({
        "v": 1, "made_at": "2026-11-30T00:00:00Z", "zone": "Asia/Seoul", "first_day": "2026-11-01",
        "days": {"2026-11-02": {"hour": {"24": 1}}}, "messages": {},
    })  # fmt: skip
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=InquiryLog)
    assert summarize(msgspec.json.decode(text.replace('"24"', '"23"'), type=InquiryLog), date(2026, 11, 2)).total == 0
