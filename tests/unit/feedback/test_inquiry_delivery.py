"""How an inquiry is handed on, by mail of real servers and by webhooks, and what is tried again."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from uuid import uuid4

import pytest
from endpoint_process import find_port
from inquiry_samples import TEXT, make_inquiry, make_settings, write_site
from mail_servers import SilentServer, make_certificate, start_mail_server
from prometheus_client import CollectorRegistry
from waiting import wait_until
from webhook_receiver import WebhookReceiver

from feedback_function.inquiry.configuration import Hook, MailServer, build_configuration
from feedback_function.inquiry.content import Attachment, Content, Opened
from feedback_function.inquiry.delivery import Deferred, Refused, Unreachable
from feedback_function.inquiry.form import parse_json
from feedback_function.inquiry.mail import write_acknowledgement, write_to_shop
from feedback_function.inquiry.outbox import HOOK
from feedback_function.inquiry.service import InquiryService
from feedback_function.inquiry.site import parse_site
from feedback_function.inquiry.smtp import send_mail
from feedback_function.inquiry.tables import outbox
from feedback_function.inquiry.turn import Turn
from feedback_function.inquiry.webhooks import MOST_TEXT, send_hook, sign, write_hook
from feedback_function.settings import read_settings
from feedback_function.store import open_store

SENDER = Address("쇼핑몰", addr_spec="no-reply@shop.example")
PATIENCE = 1.0
SECRET = "a secret of the shop"
SITE = parse_site(
    json.dumps({"v": 1, "zone": "Asia/Seoul", "topics": [{"id": "delivery", "name": {"ko": "배송"}}]}).encode()
)


def make_letter():
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@shop.example", "b@shop.example", "x"
    letter.set_content("x")
    return letter


def deliver(server, patience=30.0, **changes):
    to = MailServer("127.0.0.1", server.port, **({"secrecy": "none"} | changes))
    send_mail(to, make_letter(), "b@shop.example", patience)


@pytest.fixture
def start_server():
    started = []

    def start(*arguments, **more):
        started.append(start_mail_server(find_port(), *arguments, **more))
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.mark.parametrize("secrecy", ["tls", "starttls"])
def test_mail_goes_by_tls_and_login_and_not_without_a_certificate_that_holds(start_server, tmp_path, secrecy):
    authority, context = make_certificate(tmp_path)
    server = start_server(context, "shop", "password", tls=secrecy == "tls")
    login = {"secrecy": secrecy, "user": "shop", "authority": str(authority)}
    deliver(server, password="password", **login)
    with pytest.raises(Unreachable, match="login 535"):
        deliver(server, password="wrong", **login)
    with pytest.raises(Unreachable, match="SSLCertVerificationError"):
        deliver(server, secrecy=secrecy, user="shop", password="password")
    assert len(server.letters) == 1


def test_a_server_without_starttls_gets_neither_password_nor_mail(start_server):
    server = start_server()
    with pytest.raises(Unreachable, match="SMTPNotSupportedError"):
        deliver(server, secrecy="starttls", user="shop", password="password")
    assert server.letters == []


@pytest.mark.parametrize(
    ("at", "reply", "fault", "told"),
    [
        ("rcpt", "550 5.1.1 <b@shop.example> who", Refused, "rcpt 550 5.1.1"),
        ("rcpt", "451 4.7.1 later", Deferred, "rcpt 451 4.7.1"),
        ("data", "552 5.3.4 too big", Refused, "data 552 5.3.4"),
        ("data", "421 bye", Deferred, "data 421"),
    ],
)
def test_what_may_be_tried_again_is_told_from_what_may_not_and_nothing_the_server_says(
    start_server, at, reply, fault, told
):
    server = start_server()
    server.box.at, server.box.reply = at, reply
    with pytest.raises(fault) as raised:
        deliver(server)
    assert str(raised.value) == told


@pytest.mark.parametrize("at", ["rcpt", "data"])
def test_a_server_that_hangs_up_or_sleeps_is_tried_again(start_server, at):
    server = start_server()
    server.box.at, server.box.hang_up = at, True
    with pytest.raises(Deferred, match=r"lost|421"):
        deliver(server)
    server.box.hang_up, server.box.wait = False, 3 * PATIENCE
    with pytest.raises(Deferred, match="lost"):
        deliver(server, PATIENCE)


def test_a_server_that_is_down_or_silent_is_unreachable():
    silent = SilentServer(find_port())
    for port in (find_port(), silent.port):
        with pytest.raises(Unreachable, match="connect"):
            send_mail(MailServer("127.0.0.1", port, "none"), make_letter(), "b@shop.example", PATIENCE)
    silent.stop()


def write(text=TEXT, **more):
    content = Content(uuid4(), text, **({"email": "kim@customer.example"} | more))
    now = datetime(2026, 11, 30, 1, tzinfo=UTC)
    return Opened(content.id, "H7K3-P9QX", now, None, "delivery", None, "ko", "site", content)


def test_no_word_of_the_customer_reaches_a_header_or_markup():
    site = parse_site(
        json.dumps({"v": 1, "zone": "Asia/Seoul", "topics": [{"id": "delivery", "name": {"ko": "배송"}}]}).encode()
    )
    hostile = "<script>alert(1)</script>\nBcc: all@example.com\n.\n\nTo: x\n접수 번호: AAAA-AAAA\n<img src=http://a.example/p.gif>"
    mail = write_to_shop(uuid4(), write(hostile, order="X"), [], site, SENDER, "help@shop.example")
    assert mail.get_content_type() == "text/plain"
    assert mail["Bcc"] is None
    assert mail["To"] == "help@shop.example"
    assert sorted(mail.keys()) == sorted(
        [
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "Reply-To",
            "Content-Type",
            "Content-Transfer-Encoding",
            "MIME-Version",
        ]
    )
    lines = mail.get_content().splitlines()
    assert [line for line in lines if "script" in line or "Bcc" in line or "AAAA" in line] == [
        "> <script>alert(1)</script>", "> Bcc: all@example.com", "> 접수 번호: AAAA-AAAA"
    ]  # fmt: skip
    receipt = write_acknowledgement(uuid4(), write(hostile), site, SENDER)
    assert not [word for word in ("script", "http", "all@example.com", "AAAA") if word in receipt.as_string()]
    assert not [word for word in ("script", "http", "all@example.com", "AAAA") if word in receipt.get_content()]


def test_the_mail_to_the_shop_tells_all_and_a_reply_goes_to_the_customer():
    inquiry = write(phone="010-1234-5678", order="A-1", article="delivery/broken", queries=["상자"], articles=["a/b"])
    files = [Attachment("image/jpeg", b"jpeg"), Attachment("text/plain", "글".encode())]
    mail = write_to_shop(inquiry.id, inquiry, files, SITE, SENDER, "help@shop.example")
    assert (mail["Reply-To"], mail["Message-ID"]) == ("kim@customer.example", f"<{inquiry.id}@shop.example>")
    assert mail["Subject"] == "[H7K3-P9QX] 배송 문의"
    text = mail.get_body(("plain",)).get_content()
    for told in ("010-1234-5678", "A-1", "delivery/broken", "상자", "a/b", f"> {TEXT}", "답장하면 손님에게"):
        assert told in text
    names = [(part.get_content_type(), part.get_filename()) for part in mail.iter_attachments()]
    assert names == [("image/jpeg", "H7K3-P9QX-1.jpg"), ("text/plain", "H7K3-P9QX-2.txt")]
    without = write_to_shop(inquiry.id, write(email=""), [], SITE, SENDER, "help@shop.example")
    assert without["Reply-To"] is None
    assert "이메일을 남기지 않았어요" in without.get_content()
    assert "전화번호" not in without.get_content()


def test_an_acknowledgement_says_that_a_program_wrote_it():
    mail = write_acknowledgement(uuid4(), write(), SITE, SENDER)
    assert (mail["To"], mail["Auto-Submitted"], mail["Reply-To"]) == ("kim@customer.example", "auto-replied", None)
    assert "H7K3-P9QX" in mail.get_content()
    assert "배송" in mail.get_content()


@pytest.fixture
def receiver():
    started = WebhookReceiver()
    yield started
    started.stop()


def hook(receiver, status, kind="slack"):
    receiver.answers.append(status)
    return Hook(kind, f"{receiver.url}/{kind}")


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (500, Deferred),
        (503, Deferred),
        (429, Deferred),
        (408, Deferred),
        (404, Refused),
        (410, Refused),
        (302, Refused),
    ],
)
def test_an_answer_tells_whether_to_try_again_and_a_redirect_leads_nowhere(receiver, status, fault):
    with pytest.raises(fault, match=f"http {status}"):
        send_hook(hook(receiver, status), uuid4(), b"{}", SECRET)
    assert [call.path for call in receiver.calls] == ["/slack"]


def test_a_receiver_that_is_down_is_tried_again():
    with pytest.raises(Deferred, match="lost"):
        send_hook(Hook("slack", f"http://127.0.0.1:{find_port()}/"), uuid4(), b"{}", SECRET, 1)


def test_only_what_is_for_a_program_is_signed(receiver):
    identity = uuid4()
    for kind in ("slack", "json"):
        send_hook(hook(receiver, 200, kind), identity, b"{}", SECRET)
    slack, own = (call.headers for call in receiver.calls)
    assert "x-hc-signature" not in slack
    assert slack["idempotency-key"] == own["idempotency-key"] == str(identity)
    at, _, digest = own["x-hc-signature"].partition(",v1=")
    assert digest == hmac.new(SECRET.encode(), f"{at[2:]}.{{}}".encode(), hashlib.sha256).hexdigest()
    assert sign(SECRET, 7, b"{}").startswith("t=7,v1=")


def tell(kind, text=TEXT, with_text=False):
    return json.loads(write_hook(Hook(kind, "https://a.example"), uuid4(), write(text), SITE, with_text=with_text))


def test_a_hook_is_told_number_and_topic_and_the_text_only_where_the_shop_wants_it():
    lead = "[H7K3-P9QX] 배송"
    assert tell("slack") == tell("kakaowork") == {"text": lead}
    assert tell("discord")["content"] == lead
    assert "text" not in tell("json")
    assert (tell("json")["reference"], tell("json")["topic"]) == ("H7K3-P9QX", "delivery")
    for kind, name in (("slack", "text"), ("kakaowork", "text"), ("discord", "content")):
        assert tell(kind, with_text=True)[name] == f"{lead}\n{TEXT}"
    assert tell("json", with_text=True)["text"] == TEXT
    assert len(tell("json", "x" * (MOST_TEXT + 1), with_text=True)["text"]) == MOST_TEXT


def test_no_text_mentions_anybody_in_a_chat():
    hostile = "<!channel> & @everyone"
    assert tell("slack", hostile, with_text=True)["text"].endswith("&lt;!channel&gt; &amp; @everyone")
    assert tell("discord", hostile, with_text=True)["allowed_mentions"] == {"parse": []}


def test_a_hooks_name_does_not_tell_its_address():
    assert Hook("slack", "https://hooks.example/SECRET").name.startswith(HOOK)
    assert "SECRET" not in Hook("slack", "https://hooks.example/SECRET").name


def read(folder, smtp, **changes):
    given = make_settings(write_site(folder), smtp, **changes)
    return read_settings({f"HC_{name.upper()}": str(value) for name, value in given.items()})


def test_receivers_and_hooks_are_found_by_topic_and_name(tmp_path):
    hooks = [
        {"kind": "slack", "url": f"https://{name}.example", "topics": topics}
        for name, topics in (("a", ["x"]), ("b", []))
    ]
    configuration = build_configuration(read(tmp_path, "smtp+plain://127.0.0.1:9", inquiry_webhooks=json.dumps(hooks)))
    first, second = configuration.hooks
    assert [configuration.find_hook(each.name) for each in (first, second)] == [first, second]
    assert configuration.find_hook("hook:gone") is None
    assert [(each.wants("x"), each.wants("y")) for each in (first, second)] == [(True, False), (True, True)]
    assert configuration.find_receiver("delivery") == "delivery@shop.example"
    assert configuration.find_receiver("other") == "help@shop.example"


def test_one_process_at_a_time_has_the_turn_and_one_that_ends_gives_it_up(tmp_path):
    events = open_store(f"sqlite:///{tmp_path}/x.db")
    other = open_store(f"sqlite:///{tmp_path}/y.db")
    first, second, hooks = Turn("mail"), Turn("mail"), Turn("hooks")
    assert (first.holds(events), second.holds(events), hooks.holds(events)) == (True, False, True)
    assert (first.holds(events), second.holds(events)) == (True, False)
    first.drop()
    assert (second.holds(events), first.holds(events)) == (True, False)
    assert second.holds(other)
    assert first.holds(events)
    for turn in (first, second, hooks):
        turn.drop()
    events.close()
    other.close()


def test_what_is_kept_is_mailed_and_told_and_a_hook_that_refuses_is_a_dead_letter(tmp_path, start_server, receiver):
    server = start_server()
    hooks = json.dumps(
        [{"kind": "slack", "url": f"{receiver.url}/slack"}, {"kind": "json", "url": f"{receiver.url}/json"}]
    )
    receiver.answers.append(404)
    settings = read(tmp_path, server.url, inquiry_webhooks=hooks, inquiry_webhook_secret=SECRET)
    events = open_store(f"sqlite:///{tmp_path}/x.db")
    service = InquiryService(settings, lambda: events, CollectorRegistry())
    service.start()
    site = wait_until_read(service)
    service.keep(parse_json(json.dumps(make_inquiry()).encode()), [], site, site.find_topic("delivery"))

    def list_states():
        with events.reading() as connection:
            return sorted(
                tuple(row)
                for row in connection.execute(outbox.select().with_only_columns(outbox.c.state, outbox.c.fault))
            )

    wait_until(lambda: "waiting" not in {state for state, _ in list_states()})
    service.close()
    assert list_states() == [("dead", "http 404"), ("sent", None), ("sent", None), ("sent", None)]
    assert sorted(letter.receivers[0] for letter in server.letters) == ["delivery@shop.example", "kim@customer.example"]
    assert sorted(call.path for call in receiver.calls) == ["/json", "/slack"]
    events.close()


def wait_until_read(service):
    wait_until(service.site.read)
    return service.site.read()
