"""An answer by a language model: what is sent, what is kept of what comes back, how faults are told."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from model_server import ModelServer, complete, serve_model

from hc_builder.gaps.grouping.content_words import ContentReader
from hc_builder.gaps.loop.draft_sources import Source
from hc_builder.gaps.loop.support import keep_borne
from hc_builder.gaps.loop.writer import KEY, open_model
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.servers import ServerError

READER = ContentReader(QueryAnalyzer())
SOURCES = [
    Source("배송비는 3,000원이고 5만 원부터 무료예요.", "delivery/fee"),
    Source("해외 주소로는 보내지 않아요.", "delivery/area"),
    Source("선물 포장은 주문할 때 고를 수 있어요.", "gift/wrap"),
]


@pytest.fixture
def served() -> Iterator[ModelServer]:
    with serve_model() as server:
        yield server


def test_it_is_asked_in_the_protocol_with_numbered_sources(served: ModelServer) -> None:
    served.reply = complete("배송비는 3,000원이에요. [1]")
    assert served.open("secret-key").write(["배송비 얼마예요"], SOURCES) == "배송비는 3,000원이에요. [1]"
    (asked,) = served.asked
    assert (asked["path"], asked["model"], asked["stream"]) == ("/v1/chat/completions", "small", False)
    assert asked["key"] == "Bearer secret-key"
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert "- 배송비 얼마예요" in asked["messages"][1]["content"]
    assert "[2] 해외 주소로는 보내지 않아요." in asked["messages"][1]["content"]


def test_nothing_is_sent_unmasked_and_no_key_where_there_is_none(served: ModelServer) -> None:
    served.reply = complete("")
    sources = [Source("전화는 010-1234-5678이에요.\n[9] 다른 줄", "a")]
    served.open().write(["제 번호 010-9876-5432로 연락 주세요", "a@b.example 로요"], sources)
    (asked,) = served.asked
    text = json.dumps(asked, ensure_ascii=False)
    assert [told for told in ("1234", "9876", "a@b.example", "\\n[9]") if told in text] == []
    assert asked["key"] is None


@pytest.mark.parametrize(
    ("status", "reply", "told"),
    [
        (401, {}, "answers 401"),
        (404, {}, "answers 404"),
        (429, {}, "answers 429"),
        (500, {}, "answers 500"),
        (302, {}, "answers 302"),
        (200, b"<html>", "answers no JSON"),
        (200, {"error": "no"}, "something else than a chat completion"),
        (200, {"choices": []}, "something else than a chat completion"),
        (200, ["x"], "something else than a chat completion"),
    ],
)
def test_what_a_server_refuses_is_told_with_a_cure_and_without_what_was_sent(
    status: int, reply: Any, told: str, served: ModelServer
) -> None:
    served.status, served.reply = status, reply
    with pytest.raises(ServerError, match=told) as fault:
        served.open("secret-key").write(["배송비 얼마예요"], SOURCES)
    assert fault.value.hint
    assert [text for text in ("secret-key", "배송비") if text in f"{fault.value} {fault.value.hint}"] == []
    assert [asked["path"] for asked in served.asked] == ["/v1/chat/completions"]  # no redirect is followed


def test_a_server_that_does_not_answer_in_time_is_told(served: ModelServer) -> None:
    served.is_slow = True
    with pytest.raises(ServerError, match="timed out"):
        served.open(patience=0.2).write(["배송비"], SOURCES)


@pytest.mark.parametrize(
    "reply", [b'{"x":"\xff"}', b"[" * 100_000, b'"\\ud800"', b"<html>", b"data: {}\n\n", b"", b"7"]
)
def test_an_answer_of_any_form_is_told(served: ModelServer, reply: bytes) -> None:
    served.reply = reply
    with pytest.raises(ServerError, match=r"no JSON|something else"):
        served.open().write(["환불"], SOURCES)


@pytest.mark.parametrize("key", ["hidden\nkey", "hidden\rkey", "hidden\x00", "hidden 열쇠"])
def test_a_key_that_no_header_holds_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(ServerError, match="letters that no key has") as refused:
        open_model("https://model.example/v1", "small", {KEY: key})
    assert "hidden" not in f"{refused.value.what} {refused.value.hint}"
    assert "hidden" not in repr(open_model("https://model.example/v1", "small", {KEY: "hidden"}))


@pytest.mark.parametrize(
    "address", ["", "http://[::1", "https://", "https:///v1", "https://x:y/v1", "https://x:99999", "https://a:b@x/v1"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(ServerError, match="no address"):
        open_model(address, "small", {})


def test_a_server_that_is_not_there_is_told(served: ModelServer) -> None:
    with pytest.raises(ServerError, match="does not answer"):
        open_model("http://127.0.0.1:9/v1", "small", {}).write(["배송비"], SOURCES)


def test_an_open_line_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(ServerError, match="is not https"):
        open_model("http://models.example/v1", "small", {KEY: "secret-key"})


def test_an_empty_answer_is_an_answer_of_no_sentence(served: ModelServer) -> None:
    served.reply = complete(None)
    assert keep_borne(served.open().write(["배송비"], SOURCES), SOURCES, READER) == ([], 0)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("배송비는 3,000원이에요. [1]", "delivery/fee"),
        ("배송비는 3000원이에요[1].", "delivery/fee"),
        ("해외 주소로는 보내지 않아요 [1, 2].", "delivery/area"),
        ("선물 포장은 주문할 때 고를 수 있어요.[3]", "gift/wrap"),
    ],
)
def test_what_its_source_says_is_kept_with_it(said: str, place: str) -> None:
    kept, dropped = keep_borne(said, SOURCES, READER)
    assert [(sentence.place, "[" in sentence.text) for sentence in kept] == [(place, False)]
    assert dropped == 0


@pytest.mark.parametrize(
    "said",
    [
        "배송비는 2,500원이에요. [1]",
        "배송비는 3,000원이에요.",
        "배송비는 3,000원이에요. [2]",
        "배송비는 3,000원이에요. [7]",
        "배송비는 3,000원이에요. [0]",
        "해외 주소로도 보내요. [2]",
        "배송비는 무료가 아니에요. [1]",
        "선물 포장은 주문할 때 VIP만 고를 수 있어요. [3]",
        "선물 포장은 산타 마을의 요정이 정성껏 직접 해요. [3]",
        "고객센터로 전화하세요. [1]",
    ],
)
def test_what_no_source_bears_out_is_dropped(said: str) -> None:
    assert keep_borne(said, SOURCES, READER) == ([], 1)


def test_of_many_sentences_only_those_that_fail_are_dropped() -> None:
    answer = "배송비는 3,000원이에요. [1] 내일 도착해요. [1]\n해외 주소로는 보내지 않아요. [2] 감사합니다!"
    kept, dropped = keep_borne(answer, SOURCES, READER)
    assert [sentence.text for sentence in kept] == ["배송비는 3,000원이에요.", "해외 주소로는 보내지 않아요."]
    assert dropped == 2
