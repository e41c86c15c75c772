"""`POST /v1/inquiries` in this process: whom it takes inquiries from, how many, and what it says of the rest."""

import asyncio
import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import httpx
import pytest
import sqlalchemy as sa
from inquiry_samples import ORIGIN, TEXT, build_multipart, make_inquiry, make_picture, make_settings, write_site
from waiting import wait_until

from feedback_function.inquiry import route as routes
from feedback_function.inquiry.route import InquiryRoute
from feedback_function.inquiry.service import InquiryService
from feedback_function.inquiry.tables import attachments, inquiries, outbox
from feedback_function.metrics import Metrics
from feedback_function.settings import read_settings
from feedback_function.store import open_store

KIND = "application/x-www-form-urlencoded"
FIELDS = {"topic": "delivery", "text": "Where?", "email": "kim@customer.example", "lang": "en"}


class Form:
    """The route with its service, which hands nothing on."""

    def __init__(self, folder, site, **changes):
        given = make_settings(write_site(folder, **site), "smtp+plain://127.0.0.1:9", **changes)
        settings = read_settings({f"HC_{name.upper()}": str(value) for name, value in given.items()})
        self.metrics = Metrics(lambda: 0.0)
        self.events = open_store(f"sqlite:///{folder}/x.db")
        self.service = InquiryService(settings, lambda: self.events, self.metrics.registry)
        self.route = InquiryRoute(settings, self.metrics, self.service)
        wait_until(self.service.site.read)

    def post(self, body, client="192.0.2.1", method="POST", **headers):
        head = {"origin": ORIGIN, "content-type": "application/json"} | headers
        named = {name.replace("_", "-"): value for name, value in head.items() if value is not None}

        async def ask():
            transport = httpx.ASGITransport(self.route, client=(client, 1))
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as asking:
                return await asking.request(method, "/v1/inquiries", content=body, headers=named)

        return asyncio.run(ask())

    def send(self, client="192.0.2.1", **fields):
        return self.post(json.dumps(make_inquiry(**fields)).encode(), client)

    def send_files(self, *files, **fields):
        given = [(name, str(value)) for name, value in make_inquiry(**fields).items()]
        body, kind = build_multipart(given, [("x", "image/png", data) for data in files])
        return self.post(body, content_type=kind)

    def list_kept(self):
        return list(self.service.store.list_clear())

    def change(self, table, **values):
        with self.events.transaction() as connection:
            connection.execute(sa.update(table).values(**values))

    def count(self, *tables):
        with self.events.reading() as connection:
            return [connection.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]


@pytest.fixture
def open_form(tmp_path):
    opened = []

    def open_one(site=None, **changes):
        opened.append(Form(tmp_path, site or {}, **changes))
        return opened[-1]

    yield open_one
    for form in opened:
        form.service.close()
        form.events.close()


def read_fault(answer):
    fault = answer.json()["error"]
    return answer.status_code, fault["code"], fault["field"]


def test_an_inquiry_is_kept_before_it_is_answered_with_its_number(open_form):
    form = open_form()
    inquiry = make_inquiry()
    first, again = (form.post(json.dumps(inquiry).encode()) for _ in range(2))
    assert (first.status_code, again.status_code, first.json() == again.json()) == (201, 200, True)
    assert datetime.fromisoformat(first.json()["expected"]) > datetime.now(UTC)
    assert [each.reference for each in form.list_kept()] == [first.json()["reference"]]
    assert form.count(inquiries, outbox) == [1, 2]
    assert first.headers["access-control-allow-origin"] == ORIGIN
    other = form.send(topic="other")
    assert (other.status_code, other.json()["expected"]) == (201, None)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": ""}, "text"),
        ({"topic": "nothing"}, "topic"),
        ({"email": "kim"}, "email"),
        ({"email": None}, "email"),
        ({"phone": "x" * 12}, "phone"),
        ({"order": "x" * 41}, "order"),
        ({"queries": 1}, "queries"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_and_in_the_language_of_the_form(open_form, fields, field):
    form = open_form()
    told = {lang: form.send(lang=lang, **fields) for lang in ("ko", "en")}
    assert {read_fault(answer) for answer in told.values()} == {(422, "invalid", field)}
    korean, english = (told[lang].json()["error"]["message"] for lang in ("ko", "en"))
    assert (korean.isascii(), english.isascii()) == (False, True)
    assert form.count(inquiries) == [0]


def test_without_a_language_it_is_the_sites_first(open_form):
    message = open_form({"languages": ["en", "ko"]}).send(lang=None, text="").json()["error"]["message"]
    assert message.isascii()


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"origin": "https://evil.example"}, 403, "invalid"),
        ({"origin": None}, 403, "invalid"),
        ({"content_type": "text/plain"}, 415, "invalid"),
        ({"user_agent": "Googlebot/2.1"}, 403, "invalid"),
        ({"content_length": str(256 * 1024 + 1)}, 413, "too_large"),
        ({"method": "GET"}, 405, "invalid"),
    ],
)
def test_who_may_not_send_is_refused_unread(open_form, headers, status, code):
    form = open_form()
    answer = form.post(json.dumps(make_inquiry()).encode(), **headers)
    assert read_fault(answer)[:2] == (status, code)
    assert form.count(inquiries) == [0]
    assert ("allow" in answer.headers, "connection" in answer.headers) == (status == 405, status == 413)
    assert ("access-control-allow-origin" in answer.headers) == (headers.get("origin", ORIGIN) == ORIGIN)


def test_a_body_is_as_long_as_it_is_and_not_as_it_says(open_form):
    form = open_form()
    large = json.dumps(make_inquiry(website="x" * 300_000)).encode()
    assert read_fault(form.post(large, content_length="10"))[:2] == (413, "too_large")
    assert form.send(text="가" * 5000).status_code == 201


def test_a_program_in_the_trap_is_told_all_is_well_and_leaves_nothing(open_form):
    form = open_form()
    answer = form.send(website="https://spam.example")
    assert (answer.status_code, sorted(answer.json())) == (201, ["expected", "inquiry", "reference"])
    assert form.count(inquiries, outbox) == [0, 0]


def test_a_client_sends_so_many_and_a_hasty_one_a_third_of_it(open_form):
    form = open_form(inquiry_requests="6/hour")
    assert [form.send("192.0.2.1", elapsed=100).status_code for _ in range(3)] == [201, 201, 429]
    assert [form.send("192.0.2.2").status_code for _ in range(7)] == [201] * 6 + [429]
    refused = form.send("192.0.2.2")
    assert (read_fault(refused), refused.headers["retry-after"]) == ((429, "too_many", ""), "600")
    assert form.send("192.0.2.3").status_code == 201


def test_what_was_kept_before_costs_nothing_and_a_slip_costs_a_try(open_form):
    form = open_form(inquiry_requests="3/hour")
    again = json.dumps(make_inquiry()).encode()
    assert [form.post(again).status_code for _ in range(9)] == [201] + [200] * 8
    assert [form.send(text="").status_code for _ in range(3)] == [422, 422, 429]


def test_a_full_room_takes_nothing_and_costs_nobody_a_try(open_form):
    form = open_form(inquiry_requests="2/hour", inquiry_max_mb=1)
    assert form.send().status_code == 201
    form.change(inquiries, size=1 << 20)
    refused = [form.send() for _ in range(3)]
    assert {read_fault(answer) for answer in refused} == {(503, "unavailable", "")}
    assert {answer.headers["retry-after"] for answer in refused} == {"10"}
    form.change(inquiries, size=(1 << 20) - 1)
    assert [form.send().status_code for _ in range(2)] == [201, 429]


def test_a_database_that_is_away_is_told_without_a_word_of_the_customer(open_form, caplog):
    form = open_form()
    with form.events.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE inquiries")
    assert read_fault(form.send()) == (503, "unavailable", "")
    (told,) = [record for record in caplog.records if record.msg == "not_stored"]
    assert "no such table" in told.detail
    assert "ZEBRA" not in told.detail


def test_files_are_taken_with_a_form_and_refused_by_what_they_are(open_form):
    form = open_form({"files": {"most": 1, "bytes": 60_000, "kinds": ["image", "text"]}})
    assert form.send_files(make_picture()).status_code == 201
    assert form.count(attachments) == [1]
    assert read_fault(form.send_files(make_picture(), make_picture())) == (422, "files", "files")
    large = form.send_files(b"a" * 60_001)
    assert read_fault(large) == (413, "files", "files")
    kind = form.send_files(b"\xff\x00", lang="en")
    assert read_fault(kind) == (422, "files", "files")
    assert "JPEG" in kind.json()["error"]["message"]
    assert read_fault(form.send_files(b"a" * 400_000))[:2] == (413, "too_large")
    assert form.count(inquiries, attachments) == [1, 1]


def test_a_form_without_script_gets_a_page_and_a_second_tap_the_same_one(open_form):
    form = open_form()
    headers = {"accept": "text/html,*/*", "content_type": KIND, "origin": None, "referer": f"{ORIGIN}/inquiry/"}
    first, again = (form.post(urlencode(FIELDS).encode(), **headers) for _ in range(2))
    assert (first.status_code, again.status_code, first.text == again.text) == (201, 200, True)
    assert first.headers["content-type"] == "text/html; charset=utf-8"
    assert 'href="https://help.shop.example/"' in first.text
    assert "Reply expected by" in first.text
    assert form.post(urlencode(FIELDS | {"order": "A-1"}).encode(), **headers).status_code == 201
    assert form.count(inquiries) == [2]
    fault = form.post(urlencode(FIELDS | {"email": "", "text": "<b>"}).encode(), **headers)
    assert (fault.status_code, "<b>" in fault.text, "phone number" in fault.text) == (422, False, True)
    assert form.post(urlencode(FIELDS).encode(), **headers | {"referer": ""}).status_code == 403
    assert form.post(urlencode(FIELDS).encode(), **headers | {"referer": "https://evil.example/"}).status_code == 403


def test_an_article_is_in_clear_only_by_a_name_that_the_site_has(open_form, tmp_path):
    (tmp_path / "articles.json").write_text('["delivery/late"]', "utf-8")
    form = open_form(articles=str(tmp_path / "articles.json"))
    form.service.start()  # which reads the list
    wait_until(lambda: form.send(article="delivery/late") and any(each.article for each in form.list_kept()))
    form.send(article="내 이름은 김철수")
    assert {each.article for each in form.list_kept()} == {None, "delivery/late"}
    assert {each.content.article for each in form.service.store.open_all()} == {"delivery/late", "내 이름은 김철수"}


def test_no_more_of_bodies_is_held_than_there_is_room_for(open_form, monkeypatch):
    monkeypatch.setattr(routes, "MOST_BYTES_AT_WORK", 100)
    assert read_fault(open_form().send()) == (503, "unavailable", "")


def test_a_body_that_does_not_come_is_not_waited_for(open_form, monkeypatch):
    monkeypatch.setattr(routes, "UPLOAD_SECONDS", 0)
    form = open_form(inquiry_requests="1/hour")

    async def never():
        await asyncio.sleep(60)
        yield b""

    answers = [form.post(never()) for _ in range(2)]
    assert {read_fault(answer) for answer in answers} == {(408, "unavailable", "")}
    assert answers[0].headers["connection"] == "close"


def test_before_the_sites_file_is_there_the_form_waits_for_it(open_form, monkeypatch):
    form = open_form()
    monkeypatch.setattr(form.service.site, "read", lambda: None)
    answer = form.send()
    assert (read_fault(answer), answer.headers["retry-after"]) == ((503, "unavailable", ""), "10")
    assert TEXT not in answer.text


def test_what_was_taken_repeated_and_trapped_is_counted(open_form):
    form = open_form()
    inquiry = json.dumps(make_inquiry()).encode()
    form.post(inquiry)
    form.post(inquiry)
    form.send(website="x")
    form.send()
    form.service.refresh_metrics()
    told = form.metrics.render().decode()
    assert 'hc_inquiries_total{outcome="taken"} 2.0' in told
    assert 'hc_inquiries_total{outcome="trap"} 1.0' in told


def test_what_is_too_large_is_read_to_its_end_so_that_the_browser_reads_the_answer(open_form):
    form = open_form()
    asked = []

    async def receive():
        asked.append(1)
        assert len(asked) <= 30
        return {"type": "http.request", "body": bytes(10_000), "more_body": True}

    async def send(message):
        pass

    def ask(length):
        asked.clear()
        headers = {"origin": ORIGIN, "content-type": "application/json", "content-length": str(length)}
        named = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": "POST", "client": ("192.0.2.1", 1), "headers": named}
        asyncio.run(form.route(scope, receive, send))
        return len(asked)

    assert ask(290_001) == 30
    assert ask(routes.MOST_DRAINED + 1) == 0


def test_no_part_of_a_form_touches_a_disk_and_none_is_longer_than_a_field(open_form, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a file in clear")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    form = open_form({"files": {"kinds": ["text"], "bytes": 3 << 20}})
    assert form.send_files(b"a" * (2 << 20)).status_code == 201
    assert form.send_files(other="x" * 65_536).status_code == 201  # a field that nobody knows is nobody's matter
    assert read_fault(form.send_files(other="x" * 65_537)) == (422, "invalid", "")
