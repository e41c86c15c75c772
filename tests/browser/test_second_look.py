"""A question that no word answers is looked at again by meaning: asked once, masked, and shown for what it is."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from fresh_site import build_site
from playwright.sync_api import Page, Request, expect

from feedback_function.events import Search
from hc_builder.project import load_project

SETTINGS = """site_name: 고객센터
docs_dir: content
theme: {name: helpcenter, language: ko}
plugins:
  - helpcenter:
      feedback: {endpoint: /v1/events}
      search: {meaning: endpoint}
"""
ARTICLES = {
    "not-received": ("배송 완료라고 뜨는데 상품을 못 받았어요", "문 앞과 경비실을 먼저 확인해 주세요."),
    "fee": ("배송비는 얼마인가요?", "5만원 이상 주문하면 무료예요."),
    "when": ("환불은 언제 받을 수 있나요?", "상품이 도착하고 3일 안에 돌려 드려요."),
    "app-crash": ("앱이 자꾸 꺼지거나 멈춰요", "앱을 완전히 닫고 다시 열어 주세요."),
    "password": ("비밀번호를 잊어버렸어요", "로그인 화면에서 다시 정할 수 있어요."),
}
LOST, STRANGE = "택배가 증발했어요", "국회의원 월급"
Serve = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of five articles that asks the endpoint, built into `site`."""
    root = tmp_path_factory.mktemp("shop")
    for id, (title, text) in ARTICLES.items():
        path = root / f"content/help/{id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {title}\n---\n{text}\n", "utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (root / "site").mkdir()
    build_site(load_project(root / "mkdocs.yml"), root / "site")
    return root


@pytest.fixture(scope="module")
def site(folder: Path, serve_folder: Serve) -> Iterator[Any]:
    """That shop with its endpoint, ready to answer."""
    file, cache = folder / "site/search/ko/meaning.json", folder / "vectors"
    address = f"sqlite:///{folder}/events.db"
    with serve_folder(folder / "site", address, meaning=(str(file),), meaning_cache=str(cache)) as served:
        wait_until_ready(served.url)
        yield served


def wait_until_ready(url: str) -> None:
    body, deadline = json.dumps({"query": "환불", "lang": "ko"}).encode(), monotonic() + 120
    while monotonic() < deadline:
        try:
            headers = {"Content-Type": "text/plain", "Origin": url}
            urllib.request.urlopen(urllib.request.Request(f"{url}/v1/meaning", body, headers), timeout=30).close()
            return
        except urllib.error.HTTPError as answer:
            if answer.code != 503:
                raise
            sleep(0.2)
    raise AssertionError("the second look did not become ready")


def is_look(request: Request) -> bool:
    return request.url.endswith("/v1/meaning")


@pytest.fixture
def asked(visit: Callable[..., Page]) -> tuple[Page, list[Request]]:
    """The home page, and the second looks it asks for."""
    page = visit("/")
    looks: list[Request] = []
    page.on("request", lambda request: looks.append(request) if is_look(request) else None)
    page.get_by_role("combobox").focus()
    return page, looks


def near(page: Page):
    return page.get_by_role("listbox", name="비슷한 뜻의 글").get_by_role("option")


def test_what_is_near_in_meaning_is_shown_under_a_heading_that_says_so(asked, site):
    page, looks = asked
    page.get_by_role("combobox").press_sequentially(LOST, delay=30)
    expect(near(page).first).to_contain_text(ARTICLES["not-received"][0])
    expect(page.locator(".hc-results__head")).to_have_text("비슷한 뜻의 글")
    expect(page.locator(".hc-results")).to_contain_text("적으신 말이 든 글은 없어서")
    assert [json.loads(look.post_data or "") for look in looks] == [{"query": LOST, "lang": "ko"}]
    event = site.wait_for(page, lambda event: isinstance(event, Search))
    assert (event.query, event.found, event.top[0]) == (LOST, "meaning", "help/not-received")
    assert event.results == near(page).count()


def test_it_is_said_once(asked):
    page, _ = asked
    page.evaluate(
        """() => {
          window.said = [];
          const region = document.querySelector('hc-search [role=status]');
          new MutationObserver(() => region.textContent && window.said.push(region.textContent))
            .observe(region, { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.get_by_role("combobox").fill(LOST)
    expect(near(page).first).to_be_visible()
    expect(page.locator("hc-search [role=status]")).to_contain_text("비슷한 뜻의 글")
    page.wait_for_timeout(1_000)
    assert page.evaluate("window.said") == [
        f"‘{LOST}’라는 말이 든 글은 없어요. 비슷한 뜻의 글 {near(page).count()}개를 찾았어요."
    ]


def test_keys_open_what_is_near_and_the_event_tells_its_place(asked, site):
    page, _ = asked
    page.get_by_role("combobox").fill(LOST)
    expect(near(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/not-received/**")
    event = site.wait_for(page, lambda event: event.type == "open")
    assert (event.source, event.rank, event.query) == ("search", 1, LOST)


def test_where_nothing_is_near_nothing_is_shown(asked, site):
    page, looks = asked
    with page.expect_response("**/v1/meaning"):
        page.get_by_role("combobox").fill(STRANGE)
    expect(page.locator(".hc-results__message")).to_contain_text("찾지 못했어요")
    event = site.wait_for(page, lambda event: isinstance(event, Search))
    assert (event.results, event.found, near(page).count(), len(looks)) == (0, None, 0, 1)


def test_a_question_is_masked_before_it_is_asked(asked):
    page, _ = asked
    with page.expect_request("**/v1/meaning") as look:
        page.get_by_role("combobox").fill("꿱뷁 010-1234-5678 쀍")
    assert "1234" not in (look.value.post_data or "")
    assert "[전화번호]" in json.loads(look.value.post_data or "")["query"]


def test_what_words_answer_is_not_asked_and_nothing_is_asked_twice(asked):
    page, looks = asked
    box = page.get_by_role("combobox")
    box.fill("환불")
    expect(page.get_by_role("listbox", name="검색 결과").get_by_role("option").first).to_be_visible()
    page.wait_for_timeout(1_500)
    assert looks == []
    box.fill(LOST)
    expect(near(page).first).to_be_visible()
    box.fill("환불")
    expect(page.get_by_role("listbox", name="검색 결과").get_by_role("option").first).to_be_visible()
    box.fill(LOST)
    expect(near(page).first).to_be_visible()
    assert len(looks) == 1


def test_a_browser_that_asks_for_privacy_sends_no_question(chromium, site):
    context = chromium.new_context(locale="ko-KR")
    context.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true })")
    page = context.new_page()
    looks: list[Request] = []
    page.on("request", lambda request: looks.append(request) if is_look(request) else None)
    page.goto(site.url)
    page.get_by_role("combobox").fill(LOST)
    expect(page.locator(".hc-results__message")).to_contain_text("찾지 못했어요")
    page.wait_for_timeout(1_500)
    assert looks == []
    context.close()


def test_an_endpoint_without_it_is_asked_once_and_the_page_says_what_it_always_said(folder, serve_folder, chromium):
    with serve_folder(folder / "site", f"sqlite:///{folder}/without.db") as without:
        page = chromium.new_page(locale="ko-KR")
        looks: list[Request] = []
        page.on("request", lambda request: looks.append(request) if is_look(request) else None)
        page.goto(without.url)
        for query in (LOST, STRANGE):
            page.get_by_role("combobox").fill(query)
            expect(page.locator(".hc-results__message")).to_contain_text(f"‘{query}’에 맞는 글을 찾지 못했어요")
            page.wait_for_timeout(1_500)
        assert len(looks) == 1
        page.close()
