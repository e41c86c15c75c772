"""The rules of an inquiry: its number, its form, by when a reply is promised, and what its settings may be."""

import asyncio
import itertools
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inquiry_samples import KEY, SITE, build_multipart, make_inquiry, make_settings

from feedback_function.inquiry.configuration import build_configuration
from feedback_function.inquiry.content import Content, open_content, open_file, seal_content, seal_file
from feedback_function.inquiry.expected import find_expected
from feedback_function.inquiry.form import BadForm, parse_fields, parse_json
from feedback_function.inquiry.multipart import parse_form
from feedback_function.inquiry.outbox import LONGEST_WAIT, TRIES, find_wait
from feedback_function.inquiry.reference import SIGNS, BadReference, make_reference, parse_reference
from feedback_function.inquiry.sealing import SealedElsewhere, Sealer, make_key
from feedback_function.inquiry.site import parse_site
from feedback_function.published import read_published
from feedback_function.setting_fields import BadSetting
from feedback_function.settings import read_settings


def test_a_number_has_no_signs_that_are_taken_for_one_another():
    assert not set("ILO01") & set(SIGNS)
    assert parse_reference(make_reference())


@given(st.lists(st.sampled_from(SIGNS), min_size=8, max_size=8))
def test_one_wrong_sign_and_two_that_changed_places_are_noticed(signs):
    text = make_reference().replace("-", "")
    for place in range(8):
        wrong = text[:place] + signs[place] + text[place + 1 :]
        if wrong != text:
            with pytest.raises(BadReference):
                parse_reference(wrong)
    for one, other in itertools.combinations(range(8), 2):
        changed = list(text)
        changed[one], changed[other] = changed[other], changed[one]
        if "".join(changed) != text:
            with pytest.raises(BadReference):
                parse_reference("".join(changed))


def test_a_number_is_read_however_it_is_typed():
    number = make_reference()
    for typed in (number.lower(), number.replace("-", " "), f" {number.replace('-', '–')} ", number.replace("-", "")):
        assert parse_reference(typed) == number
    for nonsense in ("", "H7K3", "한글이에요여덟자", "'; DROP TABLE", "0" * 1000, "????-????"):
        with pytest.raises(BadReference):
            parse_reference(nonsense)


def build_site(**changes):
    return parse_site(json.dumps(SITE | changes).encode())


def find(now, reply, **changes):
    topics = [{"id": "t", "name": {}, "reply_hours": reply}]
    site = build_site(topics=topics, **changes)
    found = find_expected(site, site.topics[0], datetime.fromisoformat(now))
    return found.isoformat() if found else None


@pytest.mark.parametrize(
    ("now", "hours", "by"),
    [
        ("2026-11-30T10:00+09:00", 1, "2026-11-30T11:00:00+09:00"),
        ("2026-11-30T11:30+09:00", 1, "2026-11-30T13:30:00+09:00"),  # lunch is no hour of work
        ("2026-11-30T12:30+09:00", 1, "2026-11-30T14:00:00+09:00"),
        ("2026-11-30T17:30+09:00", 1, "2026-12-01T09:30:00+09:00"),
        ("2026-11-30T17:00+09:00", 1, "2026-11-30T18:00:00+09:00"),
        ("2026-11-27T19:00+09:00", 8, "2026-11-30T18:00:00+09:00"),  # a weekend between
        ("2026-12-24T17:00+09:00", 2, "2026-12-28T10:00:00+09:00"),  # a holiday and a weekend
        ("2026-11-30T10:01+09:00", 1, "2026-11-30T11:15:00+09:00"),  # by the quarter of an hour
        ("2026-11-30T01:00+00:00", 1, "2026-11-30T11:00:00+09:00"),
        ("2026-11-30T10:00+09:00", 0.5, "2026-11-30T10:30:00+09:00"),
        ("2026-11-30T10:00+09:00", None, None),
    ],
)
def test_a_reply_is_promised_within_the_shops_open_hours(now, hours, by):
    assert find(now, hours) == by


def test_a_shop_without_hours_promises_nothing():
    assert find("2026-11-30T10:00+09:00", 8, hours={}) is None


def test_clocks_that_change_take_no_hour_of_work_away():
    hours = {"sunday": ["00:00", "06:00"]}
    assert find("2026-03-29T00:00+01:00", 5, zone="Europe/Berlin", hours=hours) == "2026-03-29T06:00:00+02:00"


@given(st.integers(0, 60 * 24 * 30), st.integers(1, 100))
def test_a_promise_lies_in_open_hours_and_so_many_after_now(minutes, hours):
    site = build_site(topics=[{"id": "t", "name": {}, "reply_hours": hours}])
    now = datetime(2026, 12, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    by = find_expected(site, site.topics[0], now)
    assert by >= now + timedelta(hours=hours)
    assert by.weekday() < 5
    assert by.date().isoformat() != "2026-12-25"
    assert 9 * 60 < by.hour * 60 + by.minute <= 18 * 60
    assert not 12 * 60 < by.hour * 60 + by.minute <= 13 * 60


@pytest.mark.parametrize(
    "changes",
    [{"v": 2}, {"zone": "Asia/Soul"}, {"topics": []}, {"home": "javascript:alert(1)"},
     {"hours": {"weekdays": ["9", "18"]}}, {"files": {"most": 99}}, {"files": {"kinds": ["exe"]}},
     {"topics": [{"id": "a b", "name": {}}]}],
)  # fmt: skip
def test_a_file_of_the_site_that_is_none_is_refused(changes):
    with pytest.raises(ValueError, match=r"\w"):
        build_site(**changes)


def test_a_form_is_read_as_json_and_as_fields():
    inquiry = make_inquiry(queries=["환불", "반품"], articles=["refund/when"], **{"from": "widget"})
    flat = [(name, value) for name, value in inquiry.items() if not isinstance(value, list)]
    flat += [("queries", "환불"), ("queries", "반품"), ("articles", "refund/when"), ("order", ""), ("website", "")]
    by_fields = parse_fields((name, str(value)) for name, value in flat)
    assert by_fields == parse_json(json.dumps(inquiry).encode())
    assert by_fields.source == "widget"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n\u202e\x00 "}, "text"),
        ({"text": "가" * 5001}, "text"),
        ({"text": 5}, "text"),
        ({"text": None}, "text"),
        ({"topic": None}, "topic"),
        ({"email": None}, "email"),
        ({"email": ""}, "email"),
        ({"email": "kim@example"}, "email"),
        ({"email": "kim@customer.example\nBcc: all@example.com"}, "email"),
        ({"email": "a@b.kr, c@d.kr"}, "email"),
        ({"email": "Kim <kim@customer.example>"}, "email"),
        ({"email": "김@customer.example"}, "email"),
        ({"email": ".kim@customer.example"}, "email"),
        ({"email": "k" * 250 + "@b.kr"}, "email"),
        ({"phone": "call me"}, "phone"),
        ({"phone": "010-1234-5678\r\nX: y"}, "phone"),
        ({"order": "1" * 41}, "order"),
        ({"id": "1"}, "id"),
        ({"lang": "ko; drop"}, "lang"),
        ({"queries": ["a"] * 11}, "queries"),
        ({"queries": "a"}, "queries"),
        ({"articles": ["a" * 201]}, "articles"),
        ({"from": "mars"}, "from"),
        ({"elapsed": "soon"}, "elapsed"),
        ({"email": "=?utf-8?q?kim?=@customer.example"}, "email"),
    ],
)
def test_what_breaks_the_form_is_refused_by_its_field(changes, field):
    with pytest.raises(BadForm) as fault:
        parse_json(json.dumps(make_inquiry(**changes)).encode())
    assert fault.value.field == field


@pytest.mark.parametrize("email", ["kim@customer.example", "a.b+c@x-y.co.kr", "o'neil@a.museum", "a@b.xn--3e0b707e"])
def test_an_address_that_people_have_is_taken(email):
    assert parse_json(json.dumps(make_inquiry(email=email)).encode()).email == email


@pytest.mark.parametrize(
    "phone", ["010-1234-5678", "+82 10 1234 5678", "02) 123-4567", "(02) 1234-5678", "01012345678"]
)
def test_a_phone_alone_will_do(phone):
    assert parse_json(json.dumps(make_inquiry(email=None, phone=phone)).encode()).phone == phone


def test_wide_signs_and_blanks_around_are_what_they_mean():
    wide = make_inquiry(email=" ｋｉｍ＠customer.example\n", phone="０１０－1234－5678 ")
    inquiry = parse_json(json.dumps(wide).encode())
    assert (inquiry.email, inquiry.phone) == ("kim@customer.example", "010-1234-5678")


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000, b'"a"', b"{}"])
def test_what_is_no_form_is_refused(body):
    with pytest.raises(BadForm):
        parse_json(body)


def test_a_field_that_comes_twice_is_refused_unless_it_is_a_list():
    with pytest.raises(BadForm) as fault:
        parse_fields([("topic", "delivery"), ("topic", "other"), ("text", "x"), ("email", "a@b.kr")])
    assert fault.value.field == "topic"


def test_signs_that_hide_or_turn_are_taken_out():
    inquiry = parse_json(json.dumps(make_inquiry(text="a\x1b[31mb\u202ec\r\nd\x00", order="A\r\nB")).encode())
    assert (inquiry.text, inquiry.order) == ("a[31mbc\nd", "A B")


def test_a_text_is_as_long_as_the_browser_counts_it_however_its_lines_end():
    text = "a\r\n" * 2499 + "bc"
    fields = [(name, str(value)) for name, value in make_inquiry(text=text).items()]
    body, kind = build_multipart(fields)
    plain = "application/x-www-form-urlencoded"
    forms = [asyncio.run(parse_form(body, kind)), asyncio.run(parse_form(urlencode(fields).encode(), plain))]
    inquiries = [parse_json(json.dumps(make_inquiry(text=text)).encode()), *(parse_fields(form[0]) for form in forms)]
    assert [inquiry.text for inquiry in inquiries] == ["a\n" * 2499 + "bc"] * 3


def test_a_clock_that_was_set_back_makes_nobody_hasty():
    hasty = [parse_json(json.dumps(make_inquiry(elapsed=elapsed)).encode()).is_hasty for elapsed in (-1, 0, 2999, 3000)]
    assert hasty == [False, True, True, False]


@pytest.mark.parametrize("charset", ["punycode", "idna", "utf-16", "unknown", "latin-1"])
def test_a_form_is_read_as_utf_8_whatever_charset_its_type_names(charset):
    body, kind = build_multipart([("text", "가")])
    for told in (f"{kind}; charset={charset}", kind.replace("; ", f"; charset={charset}; ")):
        assert asyncio.run(parse_form(body, told)) == ([("text", "가")], [])


def test_what_is_sealed_is_read_by_every_key_and_belongs_to_its_inquiry():
    old, new = make_key(), make_key()
    identity, other = uuid4(), uuid4()
    sealed = seal_content(Sealer([old]), Content(identity, "secret"))
    assert b"secret" not in sealed
    both = Sealer([new, old])
    assert open_content(both, identity, sealed).text == "secret"
    assert open_content(Sealer([new]), identity, both.reseal(sealed)).text == "secret"
    with pytest.raises(SealedElsewhere):
        open_content(Sealer([new]), identity, sealed)
    with pytest.raises(SealedElsewhere):
        open_content(both, other, sealed)
    with pytest.raises(SealedElsewhere):
        open_content(both, identity, sealed[:-1] + bytes([sealed[-1] ^ 1]))
    file = seal_file(both, identity, 0, b"picture")
    assert open_file(both, identity, 0, file) == b"picture"
    with pytest.raises(SealedElsewhere):
        open_file(both, identity, 1, file)


def test_an_address_is_known_again_whatever_its_capitals_and_tags():
    sealer = Sealer([KEY])
    assert sealer.fingerprint("Kim+1@Customer.example") == sealer.fingerprint("kim@customer.example")
    assert sealer.fingerprint("kim@customer.example") != sealer.fingerprint("lee@customer.example")
    assert sealer.fingerprint("kim@customer.example") != Sealer([make_key()]).fingerprint("kim@customer.example")


def test_a_message_waits_ever_longer_and_tries_many_times_before_it_is_given_up():
    waits = [find_wait(attempts) for attempts in range(200)]
    assert max(waits) <= LONGEST_WAIT * 1.2
    assert waits[0] < timedelta(minutes=1)
    assert timedelta(days=2.8) < sum(waits[:TRIES], timedelta()) < timedelta(days=3.2)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"inquiry_keys": ""}, "hc inquiries key"),
        ({"inquiry_keys": "short"}, "hc inquiries key"),
        ({"inquiry_receivers": ""}, "HC_INQUIRY_RECEIVERS"),
        ({"inquiry_receivers": '{"delivery": "a@b.kr"}'}, "HC_INQUIRY_RECEIVERS"),
        ({"inquiry_receivers": '{"*": "a@b.kr, c@d.kr"}'}, "HC_INQUIRY_RECEIVERS"),
        ({"inquiry_receivers": "help@shop.kr"}, "HC_INQUIRY_RECEIVERS"),
        ({"inquiry_sender": "shop"}, "HC_INQUIRY_SENDER"),
        ({"inquiry_smtp": ""}, "HC_INQUIRY_SMTP"),
        ({"inquiry_smtp": "http://mail"}, "HC_INQUIRY_SMTP"),
        ({"inquiry_smtp": "smtp://user:password@mail"}, "HC_INQUIRY_SMTP"),
        ({"inquiry_smtp": "smtp+plain://mail.shop.kr", "inquiry_smtp_user": "u"}, "in clear"),
        ({"inquiry_webhooks": '[{"kind": "irc", "url": "https://a.kr"}]'}, "HC_INQUIRY_WEBHOOKS"),
        ({"inquiry_webhooks": '[{"kind": "slack", "url": "http://a.kr"}]'}, "https://"),
        ({"inquiry_webhooks": '[{"kind": "json", "url": "https://a.kr"}]'}, "HC_INQUIRY_WEBHOOK_SECRET"),
        ({"inquiry_keep": "0"}, "HC_INQUIRY_KEEP"),
        ({"inquiry_requests": "many"}, "HC_INQUIRY_REQUESTS"),
    ],
)
def test_a_setting_that_cannot_be_used_stops_the_start_and_repeats_no_secret(changes, told):
    given = make_settings("inquiry.json", "smtps://mail.shop.kr", inquiry_smtp_password="hunter2") | changes
    with pytest.raises(BadSetting) as fault:
        build_configuration(read_settings({f"HC_{name.upper()}": value for name, value in given.items()}))
    assert told in str(fault.value)
    assert "hunter2" not in str(fault.value)
    assert KEY not in str(fault.value)


def test_a_configuration_names_the_receiver_of_each_topic():
    given = make_settings("inquiry.json", "smtps://mail.shop.kr")
    setting = build_configuration(read_settings({f"HC_{name.upper()}": value for name, value in given.items()}))
    assert setting.find_receiver("delivery") == "delivery@shop.example"
    assert setting.find_receiver("other") == "help@shop.example"
    assert (setting.server.port, setting.server.secrecy) == (465, "tls")
    assert setting.sender.domain == "shop.example"


def test_an_address_that_answers_nonsense_is_one_that_cannot_be_read():
    with socket.create_server(("127.0.0.1", 0)) as host, ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read_published, f"http://127.0.0.1:{host.getsockname()[1]}/")
        with host.accept()[0] as asked:
            asked.recv(4096)
            asked.sendall(b"nonsense\r\n\r\n")
        with pytest.raises(OSError, match="BadStatusLine"):
            reading.result()
