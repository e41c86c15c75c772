"""Inquiries from the form to the mail server and back out of the database, on SQLite and PostgreSQL."""

import json
import socket
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from inquiry_samples import KEY, ORIGIN, SITE, TEXT, make_inquiry, make_picture, send, send_files
from sqlalchemy.engine import make_url
from waiting import wait_until

from feedback_function.cli import run_words
from feedback_function.database import StoreUnavailable
from feedback_function.inquiry.content import Attachment
from feedback_function.inquiry.counts import render_counts
from feedback_function.inquiry.day_counts import count_inquiries
from feedback_function.inquiry.form import parse_json
from feedback_function.inquiry.outbox import TRIES, Orders, Outbox
from feedback_function.inquiry.reference import make_reference, parse_reference
from feedback_function.inquiry.sealing import Sealer, make_key
from feedback_function.inquiry.store import InquiryStore
from feedback_function.inquiry.tables import attachments, inquiries, outbox
from feedback_function.retention import build_counting, purge
from feedback_function.settings import EndpointSettings
from feedback_function.store import open_store

SEOUL = ZoneInfo("Asia/Seoul")
DOCS = Path(__file__).parents[3] / "docs"


def run(endpoint, monkeypatch, *words, key=KEY):
    """An operator's command, in the environment of the endpoint."""
    import io

    monkeypatch.setenv("HC_DATABASE_URL", endpoint.database_url)
    monkeypatch.setenv("HC_INQUIRY_KEYS", key)
    out = io.BytesIO()
    told = run_words(["inquiries", *words], out)
    return told.exit_code, told.data + out.getvalue().decode(), "\n".join(told.lines)


def count(endpoint, table):
    store = open_store(endpoint.database_url)
    with store.reading() as connection:
        number = connection.scalar(sa.select(sa.func.count()).select_from(table))
    store.close()
    return number


def list_mail(mail, receiver):
    return [letter for letter in mail.letters if letter.receivers == [receiver]]


def test_an_inquiry_is_answered_mailed_acknowledged_and_can_be_shown_and_erased(
    database_url, start_inquiries, mail, monkeypatch, tmp_path
):
    endpoint = start_inquiries(database_url)
    inquiry = make_inquiry(order="A-1", queries=["찢어진 상자"], articles=["delivery/late"], article="delivery/broken")
    answer = send_files(endpoint, [("x.jpg", "image/jpeg", make_picture())], {**inquiry, "queries": "찢어진 상자"})
    assert answer.status == 201
    told = answer.json()
    assert told["inquiry"] is True
    assert parse_reference(told["reference"]) == told["reference"]
    assert datetime.fromisoformat(told["expected"]) > datetime.now(UTC)
    wait_until(lambda: len(mail.letters) == 2)
    (to_shop,), (to_customer,) = list_mail(mail, "delivery@shop.example"), list_mail(mail, "kim@customer.example")
    assert to_shop.message["Reply-To"] == "kim@customer.example"
    assert f"> {TEXT}" in to_shop.text
    for told_too in ("A-1", "찢어진 상자", "delivery/broken", told["reference"], "배송"):
        assert told_too in to_shop.text
    (file,) = to_shop.message.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("image/jpeg", f"{told['reference']}-1.jpg")
    assert told["reference"] in to_customer.text
    assert not [word for word in (TEXT, "A-1", "찢어진", "http", "<") if word in to_customer.text]
    assert to_customer.message["Auto-Submitted"] == "auto-replied"
    code, shown, _ = run(endpoint, monkeypatch, "show", told["reference"].lower(), "--files", str(tmp_path / "files"))
    assert (code, TEXT in shown, "shop sent" in shown) == (0, True, True)
    assert (tmp_path / "files" / f"{told['reference']}-1.jpg").read_bytes()[:3] == b"\xff\xd8\xff"
    code, listed, _ = run(endpoint, monkeypatch, "list")
    assert (code, told["reference"] in listed, TEXT in listed) == (0, True, False)
    code, exported, _ = run(endpoint, monkeypatch, "export")
    assert [json.loads(line)["text"] for line in exported.splitlines()] == [TEXT]
    code, _, done = run(endpoint, monkeypatch, "erase", "--email", "KIM@customer.example")
    assert (code, done.startswith("Deleted 1 ")) == (0, True)
    assert [count(endpoint, table) for table in (inquiries, attachments, outbox)] == [0, 0, 0]
    code, _, fault = run(endpoint, monkeypatch, "show", told["reference"])
    assert (code, "no such inquiry" in fault) == (1, True)


def test_the_same_inquiry_is_stored_and_mailed_once_however_often_it_is_sent(database_url, start_inquiries, mail):
    endpoint = start_inquiries(database_url)
    inquiry = make_inquiry()
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: send(endpoint, inquiry), range(12)))
    assert sorted(answer.status for answer in answers) == [200] * 11 + [201]
    assert len({answer.body for answer in answers}) == 1
    later = send(endpoint, inquiry | {"text": "something else"})
    assert (later.status, later.body) == (200, answers[0].body)
    wait_until(lambda: len(mail.letters) == 2)
    assert count(endpoint, inquiries) == 1
    assert count(endpoint, outbox) == 2


def test_a_form_without_script_gets_a_page_in_its_language(start_inquiries, tmp_path, mail):
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db")
    kind = "application/x-www-form-urlencoded"
    fields = {"topic": "delivery", "text": "Where is it?", "email": "kim@customer.example", "lang": "en", "website": ""}
    browser = {"Accept": "text/html,application/xhtml+xml", "Content_Type": kind, "Referer": f"{ORIGIN}/inquiry/"}
    page = endpoint.ask("/v1/inquiries", urlencode(fields).encode(), **browser)
    assert page.status == 201
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'"
    text = page.body.decode()
    assert "We have your inquiry" in text
    assert 'href="https://help.shop.example/"' in text
    assert "Reply expected by" in text
    wait_until(lambda: len(mail.letters) == 2)
    again = endpoint.ask("/v1/inquiries", urlencode(fields).encode(), **browser)
    assert (again.status, again.body, count(endpoint, inquiries)) == (200, page.body, 1)
    fault = endpoint.ask("/v1/inquiries", urlencode(fields | {"email": ""}).encode(), **browser)
    assert (fault.status, "phone number" in fault.body.decode()) == (422, True)
    korean = endpoint.ask("/v1/inquiries", urlencode(fields | {"lang": "ko", "text": ""}).encode(), **browser)
    assert (korean.status, "문의 내용을 적어 주세요" in korean.body.decode()) == (422, True)
    nowhere = endpoint.ask("/v1/inquiries", urlencode(fields).encode(), **(browser | {"Referer": ""}))
    stranger = endpoint.ask(
        "/v1/inquiries", urlencode(fields).encode(), **(browser | {"Referer": "https://evil.example/"})
    )
    assert (nowhere.status, stranger.status) == (403, 403)
    other = urlencode(fields | {"order": "A-1"}).encode()
    opaque = endpoint.ask("/v1/inquiries", other, **browser, Origin="null")
    assert (opaque.status, count(endpoint, inquiries)) == (201, 2)


def test_faults_are_told_by_field_and_code_in_the_language_of_the_form(start_inquiries, tmp_path):
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db")
    cases = [
        (make_inquiry(text=""), 422, "invalid", "text"),
        (make_inquiry(topic="nothing"), 422, "invalid", "topic"),
        (make_inquiry(email="kim"), 422, "invalid", "email"),
        (make_inquiry(phone="x" * 12), 422, "invalid", "phone"),
        (make_inquiry(text="가" * 100_000), 413, "too_large", ""),
    ]
    for inquiry, status, code, field in cases:
        for lang, sign in (("en", "e"), ("ko", "요")):
            answer = send(endpoint, inquiry | {"lang": lang})
            fault = answer.json()["error"]
            assert (answer.status, fault["code"], fault["field"]) == (status, code, field)
            assert sign in fault["message"] or status == 413
    assert send(endpoint, make_inquiry(), Origin="https://evil.example").status == 403
    assert endpoint.ask("/v1/inquiries", b"{}", Origin=ORIGIN, Content_Type="text/plain").status == 415
    assert endpoint.ask("/v1/inquiries", Origin=ORIGIN).status == 405
    preflight = endpoint.ask("/v1/inquiries", method="OPTIONS", Origin=ORIGIN)
    assert (preflight.status, preflight.headers["access-control-allow-origin"]) == (204, ORIGIN)
    assert count(endpoint, inquiries) == 0


def test_a_program_that_fills_every_field_is_told_all_is_well_and_kept_nowhere(start_inquiries, tmp_path, mail):
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db", metrics="1")
    answer = send(endpoint, make_inquiry(website="https://spam.example"))
    assert (answer.status, sorted(answer.json())) == (201, ["expected", "inquiry", "reference"])
    assert parse_reference(answer.json()["reference"])
    assert send(endpoint).status == 201
    wait_until(lambda: len(mail.letters) == 2)
    assert count(endpoint, inquiries) == 1
    metrics = endpoint.ask("/metrics").body.decode()
    assert 'hc_inquiries_total{outcome="trap"} 1.0' in metrics
    assert 'hc_inquiries_by_topic{topic="delivery"} 1.0' in metrics
    assert "hc_inquiry_oldest_waiting_hours 0.0" in metrics


def test_a_client_may_send_so_many_and_a_hasty_one_a_third_of_it(start_inquiries, tmp_path):
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db", inquiry_requests="6/hour", trusted_proxies="127.0.0.1")
    hasty = [send(endpoint, make_inquiry(elapsed=100), X_Forwarded_For="192.0.2.1").status for _ in range(3)]
    calm = [send(endpoint, X_Forwarded_For="192.0.2.2").status for _ in range(7)]
    assert (hasty, calm) == ([201, 201, 429], [201] * 6 + [429])
    inquiry = make_inquiry()
    again = [send(endpoint, inquiry, X_Forwarded_For="192.0.2.3").status for _ in range(20)]
    assert again == [201] + [200] * 19
    answer = send(endpoint, X_Forwarded_For="192.0.2.2")
    assert (answer.json()["error"]["code"], int(answer.headers["retry-after"]) > 0) == ("too_many", True)


def test_each_address_gets_one_acknowledgement_in_an_hour_and_all_together_so_many(database_url, start_inquiries, mail):
    endpoint = start_inquiries(database_url, inquiry_acknowledgements="3")
    for address in (
        "kim@customer.example",
        "Kim+2@Customer.example",
        "lee@customer.example",
        None,
        "min@c.example",
        "han@c.example",
    ):
        assert send(endpoint, make_inquiry(email=address, phone="010-1234-5678")).status == 201
    wait_until(lambda: len(list_mail(mail, "delivery@shop.example")) == 6)
    wait_until(lambda: len(mail.letters) == 9)
    others = {letter.receivers[0] for letter in mail.letters} - {"delivery@shop.example"}
    assert others == {"kim@customer.example", "lee@customer.example", "min@c.example"}
    assert count(endpoint, outbox) == 9


def test_without_the_setting_there_is_no_form(start_endpoint, tmp_path):
    endpoint = start_endpoint(f"sqlite:///{tmp_path}/x.db", origins=ORIGIN)
    assert send(endpoint).status == 404


def test_without_the_sites_file_the_form_waits_for_it(start_inquiries, tmp_path):
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db", inquiry_site=str(tmp_path / "not-yet.json"))
    answer = send(endpoint)
    assert (answer.status, answer.json()["error"]["code"]) == (503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


def test_no_request_waits_for_a_sites_file_that_is_slow_to_come(start_inquiries, tmp_path):
    """Its host takes the connection, and is silent until a second request was answered."""
    with socket.create_server(("127.0.0.1", 0)) as host:
        address = f"http://127.0.0.1:{host.getsockname()[1]}/inquiry.json"
        endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db", inquiry_site=address)
        asked, _ = host.accept()
        assert [send(endpoint).status for _ in range(2)] == [503, 503]
        body = json.dumps(SITE).encode()
        asked.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        wait_until(lambda: send(endpoint).status == 201)
        asked.close()


def test_a_full_room_is_told_before_anything_is_stored(start_inquiries, tmp_path, monkeypatch):
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db", inquiry_max_mb="1", site={"files": {"kinds": ["text"]}})
    big = [("a.txt", "text/plain", b"a" * 700_000)]
    assert [send_files(endpoint, big).status for _ in range(3)] == [201, 201, 503]
    assert count(endpoint, inquiries) == 2


def test_a_try_that_the_server_could_not_take_costs_its_client_nothing(start_inquiries, tmp_path):
    room = {"inquiry_max_mb": "1", "site": {"files": {"kinds": ["text"]}}}
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db", inquiry_requests="6/hour", **room)
    big = [("a.txt", "text/plain", b"a" * 700_000)]
    assert [send_files(endpoint, big, make_inquiry(elapsed=given)).status for given in (1, 20_000)] == [201, 201]
    assert [send_files(endpoint, big).status for _ in range(4)] == [503] * 4
    assert [send(endpoint, make_inquiry(text="")).status for _ in range(3)] == [422, 422, 429]


def test_keys_are_rotated_without_losing_anything(database_url, start_inquiries, mail, monkeypatch):
    endpoint = start_inquiries(database_url)
    number = send_files(endpoint, [("x.png", "image/png", make_picture("PNG"))]).json()["reference"]
    wait_until(lambda: len(mail.letters) == 2)
    new = make_key()
    assert run(endpoint, monkeypatch, "show", number, key=new)[0] == 1
    assert run(endpoint, monkeypatch, "rekey", key=f"{new},{KEY}")[0] == 0
    code, shown, _ = run(endpoint, monkeypatch, "show", number, key=new)
    assert (code, TEXT in shown) == (0, True)
    code, _, told = run(endpoint, monkeypatch, "show", number)
    assert (code, "HC_INQUIRY_KEYS" in told) == (1, True)


def test_inquiries_go_when_their_days_are_over(database_url, monkeypatch):
    events = open_store(database_url)
    store = InquiryStore(lambda: events, Sealer([KEY]))
    for _ in range(2):
        store.add(parse_json(json.dumps(make_inquiry()).encode()), [], Orders(("shop",), "hash", 9), None, "")
    with events.transaction() as connection:
        one = connection.scalar(sa.select(inquiries.c.id).limit(1))
        old = datetime.now(UTC) - timedelta(days=31)
        connection.execute(sa.update(inquiries).where(inquiries.c.id == one).values(received_at=old))
        connection.execute(sa.update(outbox).values(made_at=datetime.now(UTC) - timedelta(hours=2)))
    assert store.purge(timedelta(days=30), SEOUL) == 1
    assert [each.id for each in store.list_clear()] != [one]
    with events.reading() as connection:
        assert connection.execute(sa.select(outbox.c.inquiry, outbox.c.address)).all() == [
            (each.id, None) for each in store.list_clear() for _ in connection.execute(sa.select(outbox.c.id)).all()
        ]
    events.close()


def add_old(database_url, hours):
    """A store with one inquiry of that age, whose mail waits."""
    events = open_store(database_url)
    store = InquiryStore(lambda: events, Sealer([KEY]))
    store.add(parse_json(json.dumps(make_inquiry()).encode()), [], Orders(("shop",)), None, "")
    old = datetime.now(UTC) - timedelta(hours=hours)
    with events.transaction() as connection:
        connection.execute(sa.update(inquiries).values(received_at=old))
        connection.execute(sa.update(outbox).values(made_at=old))
    return store


def test_an_outage_counts_to_no_message_and_only_its_servers_answers_do(database_url):
    store = add_old(database_url, 100)
    lane = Outbox(store.events, is_mail=True)
    lane.note_unreached(lane.find_due(), "connect")
    for state in ["waiting"] * (TRIES - 1) + ["dead"]:
        lane.note_deferred(lane.find_due(), "rcpt 450")
        with store.events.transaction() as connection:
            assert connection.scalar(sa.select(outbox.c.state)) == state
            connection.execute(sa.update(outbox).values(due_at=datetime.now(UTC)))
    store.events.close()


def test_what_is_purged_before_it_was_handed_on_is_told_and_seen_to_come(database_url, caplog):
    store = add_old(database_url, 100)
    counts = count_inquiries(store.events, datetime.now(UTC), SEOUL)
    assert round(counts.messages.oldest_hours) == 100
    assert "the oldest message that waits: 100.0 hours" in render_counts(counts)
    assert store.purge(timedelta(days=4), SEOUL) == 1
    (told,) = [record for record in caplog.records if record.msg == "inquiries_purged_unsent"]
    assert (told.levelname, told.detail) == ("ERROR", "1 messages")
    assert count_inquiries(store.events, datetime.now(UTC), SEOUL).messages.oldest_hours == 0
    store.events.close()


def test_the_right_in_the_guide_is_enough(postgres, postgres_url, monkeypatch):
    """The guides' SQL, run as the owner; then the form's work, as the role that got the rights."""
    open_store(postgres_url).close()
    url = make_url(postgres_url)
    blocks = [(DOCS / name).read_text("utf-8").split("```sql\n")[1] for name in ("deploy-feedback.md", "inquiries.md")]
    grants = (
        "\n".join(block.split("```")[0] for block in blocks).replace("hc_feedback", "hc_form").replace("'…'", "'x'")
    )
    postgres.psql(f"\\c {url.database}\n{grants}")
    address = url.set(username="hc_form", password="x").render_as_string(hide_password=False)
    events = open_store(address)
    store = InquiryStore(lambda: events, Sealer([KEY]))
    files = [Attachment("image/png", b"x")]
    one, two = (
        store.add(parse_json(json.dumps(make_inquiry()).encode()), files, Orders(("shop",), "hash", 9), None, "")
        for _ in range(2)
    )
    lane = Outbox(events, is_mail=True)
    lane.note_sent(lane.find_due())
    assert store.reseal() == 2
    store.erase([one.kept.id])
    postgres.psql(f"\\c {url.database}\nREVOKE ALL ON inquiry_days FROM hc_form;")
    with pytest.raises(StoreUnavailable, match="permission denied for table inquiry_days"):
        store.purge(-timedelta(days=1), SEOUL)
    assert [kept.id for kept in store.list_clear()] == [two.kept.id]
    assert purge(events, timedelta(0), build_counting(EndpointSettings())).events == 0
    postgres.psql(f"\\c {url.database}\nGRANT SELECT, INSERT, UPDATE ON inquiry_days TO hc_form;")
    assert store.purge(-timedelta(days=1), SEOUL) == 1
    assert list(store.list_clear()) == []
    assert two.is_new
    events.close()
    postgres.psql(f"\\c {url.database}\nDROP OWNED BY hc_form; DROP ROLE hc_form;")


def test_a_number_that_nobody_was_given_opens_nothing(start_inquiries, tmp_path, monkeypatch):
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db")
    number = send(endpoint).json()["reference"]
    assert run(endpoint, monkeypatch, "show", make_reference())[0] == 1
    wrong = number[:-1] + next(sign for sign in "23" if sign != number[-1])
    code, _, told = run(endpoint, monkeypatch, "show", wrong)
    assert (code, "no reference number" in told) == (2, True)
    assert run(endpoint, monkeypatch, "erase", wrong)[0] == 2
    assert run(endpoint, monkeypatch, "erase")[0] == 2
    assert count(endpoint, inquiries) == 1
    for method in ("GET", "HEAD", "DELETE"):
        assert endpoint.ask(f"/v1/inquiries/{number}", method=method, Origin=ORIGIN).status in (404, 405)
        assert endpoint.ask("/v1/inquiries", method=method, Origin=ORIGIN).status == 405


def test_what_the_page_numbered_is_what_the_database_has(start_inquiries, tmp_path):
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db")
    identity = uuid.uuid4()
    send(endpoint, make_inquiry(id=str(identity)))
    store = open_store(endpoint.database_url)
    with store.reading() as connection:
        row = connection.execute(sa.select(inquiries)).one()
    assert (row.id, row.lang, row.source) == (identity, "ko", "site")


def keep_articles(endpoint, articles):
    """The names in clear of inquiries from those articles."""
    for article in articles:
        assert send(endpoint, make_inquiry(article=article)).status == 201
    store = open_store(endpoint.database_url)
    with store.reading() as connection:
        kept = connection.scalars(sa.select(inquiries.c.article).order_by(inquiries.c.received_at)).all()
    store.close()
    return kept


def test_an_article_counts_by_a_name_that_the_site_has_and_by_no_other(start_inquiries, tmp_path):
    (tmp_path / "articles.json").write_text(json.dumps(["refund/when", "환불/언제"]), "utf-8")
    given = ["refund/when", "환불/언제", "refund/never", "제 번호는 010-1234-5678"]
    known = start_inquiries(f"sqlite:///{tmp_path}/x.db", articles=str(tmp_path / "articles.json"))
    assert keep_articles(known, given) == [*given[:2], None, None]
    unknown = start_inquiries(f"sqlite:///{tmp_path}/y.db")
    assert keep_articles(unknown, given) == [None] * 4
