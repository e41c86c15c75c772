"""`hc answer serve` over real HTTP: answers, wording by a model, chats of Kakao, events, limits, refusals."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from app_servers import serve_app
from endpoint_process import find_port
from model_server import ModelServer, complete, serve_model
from stored_events import wait_for_events
from waiting import wait_until, wait_until_open

from feedback_function.app import create_app
from feedback_function.events import Event
from feedback_function.settings import EndpointSettings
from hc_builder.answering.server import make_app
from hc_builder.answering.service import AnswerService

SITE = "https://help.shop.example"
LOCKED, TOKEN = "비밀번호 몇 번 틀리면 잠기나요?", "from-kakao"


@dataclass(frozen=True)
class Answered:
    """What came back; header names in lower case."""

    status: int
    headers: dict[str, str]
    content: Any


@dataclass(frozen=True)
class Running:
    """A served help center, the model that it may ask, and the endpoint that it tells."""

    address: str
    service: AnswerService
    model: ModelServer
    events: EndpointSettings
    endpoint: str

    def ask(self, path: str, content: Any, method: str = "POST", **headers: str) -> Answered:
        """Header names with _ for -."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        fields = {"Content-Type": "application/json"} | {name.replace("_", "-"): text for name, text in headers.items()}
        request = urllib.request.Request(self.address + path, body, fields, method=method)
        try:
            reply = urllib.request.urlopen(request, timeout=20)
        except urllib.error.HTTPError as refused:
            reply = refused
        with reply:
            told = {name.lower(): value for name, value in reply.headers.items()}
            text = reply.read()
            return Answered(reply.status, told, json.loads(text) if text else None)

    def answer(self, question: str, **fields: Any) -> Any:
        """Without wording but where that is asked for."""
        return self.ask("/v1/answer", {"question": question, "wording": False, **fields}).content

    def chat(self, utterance: str, user: str = "", lang: str = "ko", token: str = TOKEN) -> Answered:
        content = {
            "intent": {"id": "x", "name": "폴백 블록"},
            "userRequest": {"utterance": utterance, "lang": lang, "user": {"id": user, "type": "botUserKey"}},
            "bot": {"id": "x", "name": "서랍봇"},
        }
        return self.ask("/v1/kakao", content, Authorization=f"Bearer {token}")

    def wait_for_events(self, number: int, session: str) -> list[Event]:
        return wait_for_events(self.events, number, lambda event: event.session == session)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, copy_shop: Callable[[Path], Path]) -> Iterator[Running]:
    folder: Path = tmp_path_factory.mktemp("answers")
    stored = EndpointSettings(database_url=f"sqlite:///{folder / 'events.db'}", origins=(SITE,))
    settings = EndpointSettings(origins=("https://app.shop.example",), request_seconds=20)
    with serve_app(create_app(stored)) as endpoint, serve_model() as model:
        config = copy_shop(folder)
        with AnswerService(config, model.open(), f"{endpoint}/v1/events") as service:
            app = make_app(settings, service, "1000/minute", TOKEN)
            with serve_app(app) as address:
                yield Running(address, service, model, stored, f"{endpoint}/v1/events")


# ── POST /v1/answer ─────────────────────────────────────────────────────────


def test_a_question_is_answered_with_its_source_and_where_to_go_on(running: Running) -> None:
    answer = running.answer(LOCKED)
    assert answer["quote"]["text"] == "비밀번호를 5번 틀리면 30분 동안 잠겨요."
    assert answer["quote"]["url"] == f"{SITE}/account/locked/"
    assert [article["id"] for article in answer["articles"]] == ["account/locked"]
    assert answer["contact"][1] == {"label": "전화 상담 1588-0000", "url": "tel:1588-0000", "channel": "phone"}
    assert answer["wording"] is None


def test_what_nothing_answers_is_an_answer_too(running: Running) -> None:
    answer = running.answer("쿠궁 좌라락")
    assert (answer["quote"], answer["card"], answer["articles"]) == (None, None, [])


def test_a_question_is_told_to_the_endpoint_masked_and_as_an_agents(running: Running) -> None:
    session = "conversation-of-one"
    running.answer(f"{LOCKED} 010-1234-5678 주문 ON-123456", session=session)
    running.answer("상담원 연결", session=session)
    first, second = running.wait_for_events(2, session)
    assert (first.query, first.source, first.page) == (f"{LOCKED} [전화번호] 주문 [쇼핑몰번호]", "agent", "/v1/answer")
    assert (first.results, first.top) == (1, ["account/locked"])
    assert str(second.answer) == "card:contact"


def test_an_orders_number_is_told_to_nobody(running: Running) -> None:
    session = "conversation-of-orders"
    assert running.answer("20260101-123456", session=session)["number"] == "order"
    running.answer("환불 언제", session=session)
    assert [event.query for event in running.wait_for_events(1, session)] == ["환불 언제"]


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"{", 400, "not JSON"),
        (b"\xff\xfe", 400, "not JSON"),
        (b"[" * 3_000, 400, "not"),
        (b"[]", 400, "not a question"),
        (b'{"question": ""}', 400, "length >= 1"),
        (b'{"question": "a", "limit": 11}', 400, "$.limit"),
        (b'{"question": "a", "session": "short"}', 400, "$.session"),
        ({"question": "비밀", "lang": "fr"}, 404, "language"),
        (b" " * 5_000, 413, "4 KiB"),
    ],
)
def test_what_is_no_question_is_told_and_how_to_mend_it(running: Running, body: Any, status: int, told: str) -> None:
    refused = running.ask("/v1/answer", body)
    assert refused.status == status
    assert told in refused.content["error"]
    assert refused.content["hint"]
    assert "비밀" not in json.dumps(refused.content, ensure_ascii=False)


def test_only_json_by_post_is_answered(running: Running) -> None:
    assert running.ask("/v1/answer", b"{}", Content_Type="text/plain").status == 415
    assert running.ask("/v1/answer", b"{}", method="PUT").status == 405
    assert running.ask("/v1/nowhere", b"{}").content["hint"]


def test_pages_of_the_named_origins_may_ask_and_others_not(running: Running) -> None:
    question = {"question": "환불", "wording": False}
    allowed = running.ask("/v1/answer", question, Origin="https://app.shop.example")
    assert allowed.headers["access-control-allow-origin"] == "https://app.shop.example"
    preflight = running.ask("/v1/answer", b"", method="OPTIONS", Origin="https://app.shop.example")
    assert (preflight.status, preflight.headers["access-control-allow-methods"]) == (204, "POST")
    refused = running.ask("/v1/answer", question, Origin="https://evil.example")
    assert refused.status == 403
    assert "access-control-allow-origin" not in refused.headers


def test_what_is_answered_is_what_is_described(running: Running) -> None:
    running.model.status = 500
    with urllib.request.urlopen(f"{running.address}/openapi.json", timeout=20) as reply:
        described = json.load(reply)
    schema = described["paths"]["/v1/answer"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator = jsonschema_rs.validator_for({**schema, "components": described["components"]})
    for question in (LOCKED, "상담원 연결", "20260101-123456", "쿠궁 좌라락"):
        validator.validate(running.answer(question, wording=True))
    assert not validator.is_valid({"lang": "ko"})


def test_health_is_that_a_question_would_be_answered(running: Running) -> None:
    with urllib.request.urlopen(f"{running.address}/v1/health", timeout=20) as reply:
        assert json.load(reply) == {"status": "ok"}


def test_a_client_that_asks_too_much_is_told_when_to_come_again(running: Running) -> None:
    with serve_app(make_app(EndpointSettings(), running.service, "2/hour")) as address:
        few = replace(running, address=address)
        question = {"question": "환불", "wording": False}
        assert [few.ask("/v1/answer", question).status for _ in range(3)] == [200, 200, 429]
        refused = few.ask("/v1/answer", question)
        assert (refused.headers["retry-after"], refused.content["error"]) == ("60", "Too many questions from here.")


def test_a_change_of_the_content_is_answered_without_a_new_start(running: Running) -> None:
    folder = Path(running.service.desk.call(lambda desk: desk.sources)[0]).parent
    article = folder / "content" / "delivery" / "gift.md"
    article.write_text("---\ntitle: 선물 포장은 되나요?\n---\n선물 포장은 2,000원에 해 드려요.\n", "utf-8")
    wait_until(lambda: running.answer("선물 포장 얼마예요").get("quote"))
    assert running.answer("선물 포장 얼마예요")["quote"]["text"] == "선물 포장은 2,000원에 해 드려요."


# ── Wording by a model ──────────────────────────────────────────────────────


def word(running: Running, reply: Any, question: str = LOCKED) -> Any:
    running.model.status, running.model.reply = 200, reply
    return running.answer(question, wording=True)


def test_a_wording_that_its_sources_bear_out_is_given_with_them(running: Running) -> None:
    wording = word(running, complete("비밀번호를 5번 틀리면 30분 동안 잠겨요. [1]"))["wording"]
    assert (wording["status"], wording["text"]) == ("kept", "비밀번호를 5번 틀리면 30분 동안 잠겨요.")
    assert [(said["article"], said["url"]) for said in wording["sentences"]] == [
        ("account/locked", f"{SITE}/account/locked/")
    ]


@pytest.mark.parametrize(
    "said",
    [
        "비밀번호를 7번 틀리면 30분 동안 잠겨요. [1]",
        "비밀번호를 5번 틀리면 30분 동안 잠겨요. [1] 전화하시면 바로 풀어 드려요. [1]",
        "비밀번호를 5번 틀리면 30분 동안 잠겨요.",
        "",
    ],
)
def test_a_wording_with_a_sentence_of_its_own_is_refused_as_a_whole(running: Running, said: str) -> None:
    answer = word(running, complete(said))
    assert answer["wording"] == {"status": "refused", "text": "", "sentences": []}
    assert answer["quote"]["text"] == "비밀번호를 5번 틀리면 30분 동안 잠겨요."


def test_the_model_gets_the_question_masked_and_the_passages(running: Running) -> None:
    running.model.asked.clear()
    word(running, complete(""), f"{LOCKED} 010-1234-5678")
    (asked,) = running.model.asked
    task = asked["messages"][1]["content"]
    assert "[전화번호]" in task
    assert "010-1234" not in task
    assert "[1] 비밀번호를 5번 틀리면 30분 동안 잠겨요." in task


def test_a_model_that_fails_leaves_the_quoted_answer(running: Running) -> None:
    running.model.status, running.model.reply = 500, b"down"
    answer = running.answer(LOCKED, wording=True)
    assert (answer["wording"]["status"], bool(answer["quote"])) == ("unavailable", True)


def test_what_nothing_was_found_for_is_no_matter_for_the_model(running: Running) -> None:
    running.model.asked.clear()
    assert word(running, complete("무엇이든 답해요. [1]"), "쿠궁 좌라락")["wording"] is None
    assert running.model.asked == []


# ── POST /v1/kakao ──────────────────────────────────────────────────────────


def test_a_chat_gets_the_answer_as_bubbles(running: Running) -> None:
    running.model.status = 500
    answered = running.chat(LOCKED, lang="kr")
    assert (answered.status, answered.content["version"]) == (200, "2.0")
    card = answered.content["template"]["outputs"][0]["textCard"]
    assert card["description"] == "비밀번호를 5번 틀리면 30분 동안 잠겨요."
    assert card["buttons"] == [{"action": "webLink", "label": "자세히 보기", "webLinkUrl": f"{SITE}/account/locked/"}]


def test_a_wording_that_is_kept_is_what_the_chat_says(running: Running) -> None:
    running.model.status, running.model.reply = 200, complete("30분 동안 잠겨요. [1]")
    card = running.chat(LOCKED).content["template"]["outputs"][0]["textCard"]
    assert card["description"] == "30분 동안 잠겨요."


def test_who_writes_in_another_language_of_the_site_is_answered_in_it(running: Running) -> None:
    running.model.status = 500
    assert "Refunds are made" in json.dumps(running.chat("refund", lang="en").content)
    assert "환불은" in json.dumps(running.chat("환불 언제", lang="fr").content, ensure_ascii=False)


def test_a_skill_without_the_token_is_refused(running: Running) -> None:
    refused = running.chat(LOCKED, token="guessed")
    assert refused.status == 401
    assert "HC_KAKAO_TOKEN" in refused.content["hint"]


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"userRequest": {}}', b'{"userRequest": {"utterance": 1}}'])
def test_what_is_no_skill_payload_is_told_to_the_developer(running: Running, body: bytes) -> None:
    refused = running.ask("/v1/kakao", body, Authorization=f"Bearer {TOKEN}")
    assert (refused.status, refused.content["error"]) == (400, "The body is no skill payload.")


@pytest.mark.parametrize(
    "asked",
    [
        {"utterance": LOCKED, "lang": None, "user": None},
        {"utterance": LOCKED, "lang": "kr", "user": {"id": None, "properties": {}}},
        {"utterance": None},
        {"utterance": "\n"},
    ],
)
def test_what_kakao_does_not_know_is_null(running: Running, asked: Any) -> None:
    running.model.status = 500
    body = json.dumps({"userRequest": {"timezone": "Asia/Seoul", "params": None, "block": None, **asked}}).encode()
    answered = running.ask("/v1/kakao", body, Authorization=f"Bearer {TOKEN}")
    told = json.dumps(answered.content, ensure_ascii=False)
    assert (answered.status, "30분 동안" in told) == (200, asked["utterance"] == LOCKED)


def test_each_user_of_a_chat_is_a_client_and_is_told_in_a_bubble(running: Running) -> None:
    running.model.status = 500
    with serve_app(make_app(EndpointSettings(), running.service, "1/hour", TOKEN)) as address:
        few = replace(running, address=address)
        said = [json.dumps(few.chat("환불 언제", user).content, ensure_ascii=False) for user in ("a", "a", "b")]
    assert ["질문이 많아요" in text for text in said] == [False, True, False]


# ── The process ─────────────────────────────────────────────────────────────


def test_a_process_that_is_terminated_sends_what_waits_and_ends_well(running: Running) -> None:
    config, port = Path(running.service.desk.call(lambda desk: desk.sources)[0]), find_port()
    words = ["answer", "serve", "--config", str(config), "--port", str(port), "--events", running.endpoint]
    process = subprocess.Popen([sys.executable, "-m", "hc_builder.cli", *words], stderr=subprocess.DEVNULL)
    try:
        wait_until_open(port, process)
        alone = replace(running, address=f"http://127.0.0.1:{port}")
        alone.answer(LOCKED, session="conversation-at-the-end")
    finally:
        process.terminate()
    assert process.wait(30) == 0
    assert len(running.wait_for_events(1, "conversation-at-the-end")) == 1
