"""A writer's day on the page of `hc cms`, in a real browser with the headers that its host is told to send: an article
with a picture is written, saved as a draft, published; it is in git, passes the check, stands on the site, is found."""

import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cms_parts import read_script, run_decap_server
from fresh_site import build_site
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect
from small_shop import write_shop

from hc_builder.cms.hosts import Repository
from hc_builder.cms.writing import build_headers, write_page
from hc_builder.problems import has_errors
from hc_builder.project import load_project

TITLE = "상자를 버렸는데 반품할 수 있나요?"
SLUG = "상자를-버렸는데-반품할-수-있나요"
TEXT = '네, 아무 상자에나 담아 주세요.\n\n!!! note "꼭"\n    송장을 붙여 주세요.\n\n'
HEAD = f"---\ntitle: {TITLE}\nquestions:\n  - 박스 버림, 반품돼요?\nupdated: 2026-11-30\n---\n"


class StrictHost(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        for name, value in build_headers("local").items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: what goes wrong shows on the page."""


def git(folder: Path, *command: str) -> str:
    person = ["-c", "user.name=writer", "-c", "user.email=writer@shop.example"]
    return subprocess.run(["git", *person, *command], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with a help center, on which `decap-server` may commit."""
    folder = tmp_path_factory.mktemp("shop")
    write_shop(folder)
    (folder / ".gitignore").write_text(".cache/\n", "utf-8")  # git mode wants a clean folder; `hc new` writes it too
    git(folder, "init", "-q", "-b", "main")
    for name, value in (("user.name", "writer"), ("user.email", "writer@shop.example"), ("core.quotepath", "off")):
        git(folder, "config", name, value)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "start")
    return folder


@pytest.fixture(scope="module")
def admin(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("admin")
    write_page(load_project(shop / "mkdocs.yml", with_drafts=True), Repository("local"), folder, "ko")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHost, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def page(chromium: Browser, admin: str, shop: Path) -> Iterator[Page]:
    """Decap's script comes from where the page names it, and from nowhere else."""
    script = read_script()

    def give_script(route: Route) -> None:
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(body=script, content_type="text/javascript", headers=headers)

    context = chromium.new_context(locale="ko-KR", viewport={"width": 1280, "height": 900})
    with run_decap_server(shop) as server:
        context.route("https://cdn.jsdelivr.net/**", give_script)
        context.route(
            "http://127.0.0.1:8081/**", lambda route: route.continue_(url=f"{server}/api/v1")
        )  # a port that is free
        page = context.new_page()
        page.goto(admin)
        page.get_by_role("button", name="로그인").click()
        expect(page.get_by_role("link", name="refund · ko")).to_be_visible()
        yield page
        context.close()


def test_an_article_with_a_picture_is_written_and_published(page: Page, admin: str, shop: Path, tmp_path: Path) -> None:
    faults: list[str] = []
    page.on("console", lambda told: faults.append(told.text) if "Security Policy" in told.text else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{admin}/#/collections/ko-refund/new")
    page.get_by_label("title").first.fill(TITLE)
    page.get_by_role("button", name="questions 추가").click()
    page.get_by_label("+", exact=True).fill("박스 버림, 반품돼요?")
    page.get_by_label("updated").first.fill("2026-11-30")
    insert_picture(page, tmp_path / "새 상자.png")
    shown = page.frame_locator("iframe")
    expect(shown.get_by_role("img", name="새 상자에 담은 상품")).to_have_js_property("naturalWidth", 360)
    expect(shown.locator(".hc-body--faq")).to_have_css("line-height", "28.7px")
    page.get_by_role("button", name="저장").click()
    expect(page.get_by_text("상태: 초안")).to_be_visible()
    assert git(shop, "branch", "--list", "cms/*").strip() == f"cms/ko-refund/{SLUG}"
    assert not (shop / f"content/refund/{SLUG}.md").exists()
    publish(page)
    expect(page.get_by_text("상태: 준비됨")).to_have_count(0)
    assert (shop / f"content/refund/{SLUG}.md").read_text("utf-8") == (
        f"{HEAD}{TEXT}![새 상자에 담은 상품](media/새-상자.png)\n"
    )
    assert (shop / "content/refund/media/새-상자.png").is_file()
    assert SLUG in git(shop, "log", "main", "--name-only", "--format=")
    assert faults == []


def insert_picture(page: Page, picture: Path) -> None:
    Image.new("RGB", (360, 240), "#2f6f5e").save(picture)
    page.locator("textarea").fill(TEXT)
    page.get_by_role("button", name="그림 넣기").click()
    page.locator("input[type=file]").last.set_input_files(picture)
    expect(page.get_by_text("새-상자.png")).to_be_visible()
    page.get_by_role("button", name="선택한 것으로 결정").click()
    expect(page.locator("textarea")).to_have_value(f"{TEXT}![](media/새-상자.png)")
    expect(page.get_by_text("새-상자.png", exact=True)).to_have_count(0)
    expect(page.locator("textarea")).to_be_focused()
    page.keyboard.type("새 상자에 담은 상품")


def publish(page: Page) -> None:
    page.get_by_text("상태: 초안").click()
    page.get_by_role("menuitem", name="준비됨").click()
    expect(page.get_by_text("상태: 준비됨")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="게시", exact=True).click()
    page.get_by_role("menuitem", name="지금 게시").click()


def test_the_site_shows_it_and_the_search_finds_it(shop: Path, tmp_path: Path) -> None:
    project = load_project(shop / "mkdocs.yml")
    assert not has_errors(project.problems)
    build_site(project, tmp_path)
    html = (tmp_path / f"refund/{SLUG}/index.html").read_text("utf-8")
    assert TITLE in html
    assert 'alt="새 상자에 담은 상품"' in html
    assert project.open_search().search("박스 버렸는데 반품").hits[0].id == f"refund/{SLUG}"


def test_an_article_of_another_language_has_its_name(page: Page, admin: str, shop: Path) -> None:
    page.goto(f"{admin}/?again#/collections/en-refund/new")  # a page anew: Decap still reads what was just published
    expect(page.get_by_text("refund · en 컬랙션에 작성하는 중")).to_be_visible()
    page.get_by_label("title").first.fill("Can I return without the box?")
    page.locator("textarea").fill("Yes, in any box.\n")
    page.get_by_role("button", name="저장").click()
    expect(page.get_by_text("상태: 초안")).to_be_visible()
    branch = "cms/en-refund/can-i-return-without-the-box"
    text = git(shop, "show", f"{branch}:content/refund/can-i-return-without-the-box.en.md")
    assert text == "---\ntitle: Can I return without the box?\n---\nYes, in any box.\n"
