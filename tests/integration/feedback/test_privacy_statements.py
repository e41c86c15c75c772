"""Every statement of the privacy text and of the records, held to a running server."""

import json
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from event_samples import FIELDS, make_body, make_event
from waiting import wait_until

from feedback_function.events import EVENT_TYPES
from feedback_function.masking import OWN_TAG, list_tags
from feedback_function.parsing import parse_events
from feedback_function.privacy import list_fields, render_privacy
from feedback_function.processing_records import render_records
from feedback_function.settings import EndpointSettings
from feedback_function.store import open_store
from feedback_function.tables import daily

CONTRACT = Path(__file__).parents[2] / "contracts/masking.json"
SAMPLES = [typed for group in json.loads(CONTRACT.read_text("utf-8"))["masked"].values() for typed in group]
SECRET = "secret-of-nobody"
ADDRESS = "203.0.113.77"
HEADERS = {"User_Agent": SECRET, "Cookie": SECRET, "Referer": f"https://{SECRET}/", "X_Forwarded_For": ADDRESS}


def find_sample(tag):
    return next((typed, kept) for typed, kept in SAMPLES if tag in kept)


@pytest.fixture(scope="module")
def told():
    return render_privacy(EndpointSettings()), render_records(EndpointSettings())


@pytest.fixture
def endpoint(start_endpoint, tmp_path):
    started = start_endpoint(f"sqlite:///{tmp_path}/data/events.db", retention_days="1", trusted_proxies="127.0.0.1")
    started.stop()
    started.log = tmp_path / "log"
    return started.start()


def read_folder(folder):
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_nothing_but_the_fields_told_is_kept_and_no_cookie_is_set(endpoint, told, tmp_path):
    events = [make_event(kind, **{SECRET: SECRET}) for kind in EVENT_TYPES]
    events.append(make_event("open", article=None, target="flow:refund/reason"))
    answer = endpoint.send(make_body(*events), **HEADERS)
    assert answer.status in (202, 207, 422)
    accepted = endpoint.send(make_body(*(make_event(kind) for kind in EVENT_TYPES)), **HEADERS)
    assert accepted.status == 202
    assert not [name for name in accepted.headers if name.lower() == "set-cookie"]
    kept = read_folder(tmp_path / "data") + (tmp_path / "log").read_bytes()
    assert not [word for word in (SECRET, ADDRESS) if word.encode() in kept]
    for text in told:
        assert [words for words in list_fields("ko") if words not in text] == []
    assert set(FIELDS) == set(EVENT_TYPES)


def test_each_mask_that_is_told_is_at_work(endpoint, told):
    tags = [tag for tag in list_tags() if tag != OWN_TAG]
    samples = [find_sample(tag) for tag in tags]
    assert [tag for tag in tags if tag.strip("[]") not in told[0]] == []
    bodies = [make_event("vote", comment=typed) for typed, _ in samples]
    assert endpoint.send(make_body(*bodies)).status == 202
    kept = {str(event.id): event.comment for event in open_store(endpoint.database_url).read()}
    assert [kept[body["id"]] for body in bodies] == [text for _, text in samples]


def test_records_go_when_it_is_told_and_totals_stay(start_endpoint, tmp_path):
    """In the words of both: those of days that ended more than so long ago; here the day before yesterday's."""
    address = f"sqlite:///{tmp_path}/events.db"
    store, now = open_store(address), datetime.now(UTC)
    for age in (timedelta(days=3), timedelta(hours=1)):
        store.append(parse_events(make_body(make_event(session=f"session-of-{age.days}-days")), now - age).accepted)
    endpoint = start_endpoint(address, retention_days="1", timezone="UTC")
    assert endpoint.send(make_body(make_event(session="session-of-this-moment"))).status == 202
    wait_until(lambda: "session-of-3-days" not in {event.session for event in store.read()})
    assert {event.session for event in store.read()} == {"session-of-0-days", "session-of-this-moment"}
    with store.reading() as connection:
        assert connection.scalar(sa.select(daily.c.count).where(daily.c.metric == "searches")) == 1
    text = render_records(EndpointSettings(retention_days=1), "en")
    assert "once 1 days have passed since it came, after 2 days and an hour at most" in text
    assert "without limit (HC_RETENTION_DAYS=0)" in render_records(EndpointSettings(retention_days=0), "en")


def test_it_passes_what_it_gets_to_nobody(endpoint):
    """Its sockets lead to those that asked it, and nowhere else."""
    assert endpoint.send(make_body(make_event())).status == 202
    process = Path(f"/proc/{endpoint.process.pid}")
    links = [os.readlink(link) for link in (process / "fd").iterdir()]
    own = {link[8:-1] for link in links if link.startswith("socket:[")}
    rows = [line.split() for name in ("tcp", "tcp6") for line in (process / "net" / name).read_text().splitlines()[1:]]
    local = f":{endpoint.port:04X}"
    remote = [row[2] for row in rows if row[9] in own and row[3] != "0A" and not row[1].endswith(local)]
    assert remote == []


def test_the_records_name_the_servers_that_the_settings_name():
    shared = EndpointSettings(database_url="postgresql://hc@db/help", limits_url="redis://127.0.0.1:6379")
    assert "쇼핑몰의 PostgreSQL·Redis 말고는" in render_records(shared)
    assert "자기 파일 말고는" in render_records(EndpointSettings())
    for language in ("ko", "en"):
        assert len(re.findall(r"^\|", render_records(shared, language), re.M)) == 11
