"""Webhooks of a running endpoint: number and topic, no text unless the shop asked for it, signed."""

import hashlib
import hmac
import json

import pytest
from endpoint_process import find_port
from inquiry_samples import TEXT, make_inquiry, send
from waiting import wait_until
from webhook_receiver import WebhookReceiver

SECRET = "a secret of the shop"
KINDS = ("slack", "discord", "kakaowork", "json")


@pytest.fixture
def receiver():
    started = WebhookReceiver()
    yield started
    started.stop()


def list_hooks(receiver, *kinds, **more):
    return json.dumps([{"kind": kind, "url": f"{receiver.url}/{kind}", **more} for kind in kinds or KINDS])


def test_each_kind_is_told_of_the_number_and_topic_and_not_of_the_text(start_inquiries, receiver, tmp_path):
    endpoint = start_inquiries(
        f"sqlite:///{tmp_path}/x.db", inquiry_webhooks=list_hooks(receiver), inquiry_webhook_secret=SECRET
    )
    number = send(endpoint).json()["reference"]
    wait_until(lambda: len(receiver.calls) == 4)
    by_kind = {call.path[1:]: call for call in receiver.calls}
    assert by_kind["slack"].json() == by_kind["kakaowork"].json() == {"text": f"[{number}] 배송"}
    assert by_kind["discord"].json()["content"] == f"[{number}] 배송"
    told = by_kind["json"].json()
    assert (told["reference"], told["topic"], told["lang"]) == (number, "delivery", "ko")
    assert not [call for call in receiver.calls if "ZEBRA" in call.body.decode() or b"kim@" in call.body]
    at, _, digest = by_kind["json"].headers["x-hc-signature"].partition(",v1=")
    signed = f"{at[2:]}.".encode() + by_kind["json"].body
    assert hmac.compare_digest(digest, hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest())
    assert "x-hc-signature" not in by_kind["slack"].headers


def test_the_text_goes_along_where_the_shop_wants_it_and_mentions_nobody(start_inquiries, receiver, tmp_path):
    hooks = {"inquiry_webhooks": list_hooks(receiver), "inquiry_webhook_secret": SECRET, "inquiry_webhook_text": "yes"}
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db", **hooks)
    send(endpoint, make_inquiry(text=f"<!channel> @everyone <http://evil.example|{TEXT}>"))
    wait_until(lambda: len(receiver.calls) == 4)
    by_kind = {call.path[1:]: call.json() for call in receiver.calls}
    assert "&lt;!channel&gt;" in by_kind["slack"]["text"]
    assert "<" not in by_kind["slack"]["text"]
    assert by_kind["discord"]["allowed_mentions"] == {"parse": []}
    assert TEXT in by_kind["json"]["text"]


def test_a_topic_is_told_where_it_belongs(start_inquiries, receiver, tmp_path):
    hooks = list_hooks(receiver, "slack", topics=["other"])
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db", inquiry_webhooks=hooks)
    send(endpoint, make_inquiry(topic="delivery"))
    number = send(endpoint, make_inquiry(topic="other")).json()["reference"]
    wait_until(lambda: receiver.calls)
    assert [call.json()["text"] for call in receiver.calls] == [f"[{number}] 기타"]


def test_webhooks_that_fail_keep_no_mail_waiting(start_inquiries, mail, tmp_path):
    dead = json.dumps([{"kind": "slack", "url": f"http://127.0.0.1:{find_port()}/"}])
    endpoint = start_inquiries(f"sqlite:///{tmp_path}/x.db", inquiry_webhooks=dead)
    send(endpoint)
    wait_until(lambda: len(mail.letters) == 2)
