"""`hc serve` in a browser: a writer reads on where they were, a fault stands on the page, long lists are found."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from endpoint_process import find_port
from playwright.sync_api import Browser, Page, expect
from test_pages import TARGETS, find_faults
from waiting import wait_until

ROOT = Path(__file__).parents[2]
CONFIG = """site_name: 시험
docs_dir: content
theme: {name: helpcenter}
plugins: [{helpcenter: {shop: {name: 가게}}}]
"""
LONG = "\n\n".join(f"{number}번째 문단이에요." for number in range(200))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "content/help").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for number in range(400):
        title = f"{'가나다라마바사아자차카타파하'[number % 14]} 글 {'긴 제목 ' * 10}{number}"
        (folder / f"content/help/a{number}.md").write_text(f"---\ntitle: {title}\n---\n\n본문\n", encoding="utf-8")
    (folder / "content/long.md").write_text(f"---\ntitle: 긴 글\n---\n\n{LONG}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def url(shop: Path) -> Iterator[str]:
    port, log = find_port(), shop.parent / "serve.log"
    with log.open("w") as out:
        command = [sys.executable, "-m", "hc_builder.cli", "serve", "--port", str(port)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(command, cwd=shop, stdout=out, stderr=out, env=environment)
    while "Ready" not in log.read_text("utf-8"):
        assert process.poll() is None, log.read_text("utf-8")
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0


@pytest.fixture
def page(chromium: Browser, url: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=url)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(page: Page) -> Page:
    """As wide as a phone, in the dark."""
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 740})
    return page


def assert_suits_phones_and_readers(page: Page) -> None:
    """As it is on a phone, then on a wide screen in the light."""
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(TARGETS) == []
    assert find_faults(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert find_faults(page) == []


def test_an_edit_is_shown_where_the_writer_was_reading(page: Page, shop: Path) -> None:
    page.goto("/long/")
    page.evaluate("scrollTo(0, 3000)")
    article = shop / "content/long.md"
    article.write_text(article.read_text("utf-8").replace("100번째", "백 번째"), encoding="utf-8")
    expect(page.get_by_text("백 번째 문단이에요.")).to_be_attached()
    assert page.evaluate("scrollY") == 3000


def test_a_fault_stands_on_the_page_and_the_last_good_text_stays(page: Page, shop: Path) -> None:
    article = shop / "content/help/a1.md"
    text = article.read_text("utf-8")
    page.goto("/help/a1/")
    article.write_text(text.replace("본문", "새 본문 [어디](nowhere.md)"), encoding="utf-8")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("content/help/a1.md:5: error[HC10]: link target 'nowhere.md' does not exist")
    expect(page.get_by_text("본문", exact=True)).to_be_visible()
    article.write_text(text.replace("본문", "새 본문"), encoding="utf-8")
    expect(page.get_by_text("새 본문")).to_be_visible()
    expect(alert).to_have_count(0)


def test_the_search_finds_what_was_just_written(page: Page, shop: Path) -> None:
    (shop / "content/help/fresh.md").write_text("---\ntitle: 자동이체 변경하기\n---\n\n본문\n", encoding="utf-8")
    page.goto("/search/?q=자동이체")
    hit = page.get_by_role("option", name="자동이체 변경하기").or_(
        page.locator(".hc-hit", has_text="자동이체 변경하기")
    )
    told = hit.or_(page.locator(".hc-results__message")).first

    def is_found() -> bool:
        page.reload()
        told.wait_for(timeout=60_000)
        return hit.first.is_visible()

    wait_until(is_found)


@pytest.mark.parametrize("path", ["/help/", "/help/list-1/"])
def test_pages_of_a_long_list_suit_thumbs_and_readers(phone: Page, path: str) -> None:
    phone.goto(path)
    assert_suits_phones_and_readers(phone)


def test_an_article_is_edited_beside_its_page(page: Page, shop: Path) -> None:
    article = shop / "content/help/a2.md"
    before = article.read_text("utf-8")
    page.goto("/help/a2/")
    page.get_by_role("link", name="Edit", exact=True).click()
    source, shown = page.get_by_role("textbox", name="Source"), page.frame_locator("#page")
    expect(source).to_have_value(before)
    expect(shown.get_by_text("본문", exact=True)).to_be_visible()
    expect(shown.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
    source.fill(before.replace("본문", "고친 글 [어디](nowhere.md)"))
    problem = page.get_by_role("button", name="line 5: error[HC10]")
    problem.click()
    assert page.evaluate("getSelection().toString() || document.activeElement.id") == "고친 글 [어디](nowhere.md)"
    source.fill(before.replace("본문", "고친 글"))
    expect(page.get_by_text("Nothing is wrong with this text.")).to_be_visible()
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    assert article.read_text("utf-8") == before
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(shown.get_by_text("고친 글", exact=True)).to_be_visible()
    assert article.read_text("utf-8") == before.replace("본문", "고친 글")


def test_a_file_that_a_colleague_saved_is_not_written_over_unasked(page: Page, shop: Path) -> None:
    article = shop / "content/help/a3.md"
    before = article.read_text("utf-8")
    page.goto("/__edit?page=/help/a3/")
    source = page.get_by_role("textbox", name="Source")
    source.fill(before.replace("본문", "내 글"))
    article.write_text(before.replace("본문", "동료의 글"), encoding="utf-8")
    conflict = page.get_by_role("alert")
    expect(conflict).to_contain_text("The file was changed elsewhere.")
    expect(source).to_be_focused()
    expect(page.get_by_role("textbox", name="What the file holds now")).to_have_value(
        before.replace("본문", "동료의 글")
    )
    assert find_faults(page) == []
    page.get_by_role("button", name="Take theirs").click()
    expect(source).to_have_value(before.replace("본문", "동료의 글"))
    page.keyboard.press("Control+z")
    expect(source).to_have_value(before.replace("본문", "내 글"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert article.read_text("utf-8") == before.replace("본문", "내 글")


def test_the_editor_suits_phones_and_readers(phone: Page) -> None:
    phone.goto("/__edit?page=/help/a4/")
    phone.get_by_role("textbox", name="Source").fill("---\ntitel: x\n---\n[a](b.md)\n")
    expect(phone.get_by_role("button", name="error[HC10]")).to_be_visible()
    assert_suits_phones_and_readers(phone)
