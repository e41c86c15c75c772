"""A tab that was opened before a deployment goes on: its scripts and its index are gone, and it gets those of today."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    """Where the host looks for the site: a link, as many hosts have it."""
    link = tmp_path / "current"
    link.symlink_to(built)
    return link


@pytest.fixture
def later(built: Path, tmp_path: Path) -> Path:
    """The next build: every file that is named by its content has another name."""
    folder = tmp_path / "later"
    shutil.copytree(built, folder)
    names = {}
    for path in sorted(folder.rglob("*.js")):
        renamed = re.sub(r"\.[0-9a-f]{10}\.", f".{'abcdef0123'}.", path.name)
        names[path.name] = renamed
        path.rename(path.with_name(renamed))
    for path in [*folder.rglob("*.js"), *folder.rglob("*.html")]:
        text = path.read_text("utf-8")
        for old, new in names.items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="ko-KR", service_workers="block")
    yield context.new_page()
    context.close()


def deploy(place: Path, folder: Path) -> None:
    following = place.with_name("following")
    following.symlink_to(folder)
    following.replace(place)


def ask(page: Page) -> None:
    page.locator("[data-search-open]:visible, main hc-search input").first.click()
    page.get_by_role("combobox").fill("환불하고 싶어요")


def count_loads(page: Page) -> list[str]:
    loads: list[str] = []
    page.on("request", lambda request: loads.append(request.url) if request.is_navigation_request() else None)
    return loads


@pytest.mark.parametrize("path", ["/", "/refund/when/"], ids=["box", "dialog"])
def test_search_goes_on_in_a_tab_of_before(
    path: str, place: Path, later: Path, page: Page, serve_folder: Callable[..., Any], tmp_path: Path
) -> None:
    with serve_folder(place, f"sqlite:///{tmp_path}/events.db") as site:
        page.goto(f"{site.url}{path}")
        loads = count_loads(page)
        deploy(place, later)
        ask(page)
        expect(page.get_by_role("option").first).to_be_visible()
        expect(page.get_by_role("combobox")).to_have_value("환불하고 싶어요")
        expect(page.get_by_role("combobox")).to_be_focused()
        assert loads == [f"{site.url}{path}"]


def test_a_page_that_was_kept_while_its_settings_went_is_loaded_anew(
    place: Path, later: Path, page: Page, serve_folder: Callable[..., Any], tmp_path: Path
) -> None:
    with serve_folder(place, f"sqlite:///{tmp_path}/events.db") as site:
        kept = (place / "refund/when/index.html").read_text("utf-8")
        page.route("**/refund/when/", lambda route: route.fulfill(body=kept, content_type="text/html"), times=1)
        deploy(place, later)
        loads = count_loads(page)
        page.goto(f"{site.url}/refund/when/")
        ask(page)
        expect(page.get_by_role("option").first).to_be_visible()
        assert len(loads) == 2


def test_each_deployment_loads_a_page_once_and_no_more(
    place: Path, later: Path, page: Page, serve_folder: Callable[..., Any], tmp_path: Path
) -> None:
    """The scripts of the next build are gone as well."""
    shutil.rmtree(later / "assets" / "search")
    with serve_folder(place, f"sqlite:///{tmp_path}/events.db") as site:
        page.goto(f"{site.url}/refund/when/")
        loads = count_loads(page)
        deploy(place, later)
        ask(page)
        expect(page.get_by_text("검색을 불러오지 못했어요")).to_be_visible()
        assert len(loads) == 1


def test_without_a_network_the_page_stays(
    place: Path, page: Page, serve_folder: Callable[..., Any], tmp_path: Path
) -> None:
    with serve_folder(place, f"sqlite:///{tmp_path}/events.db") as site:
        page.goto(f"{site.url}/refund/when/")
        page.context.set_offline(True)
        ask(page)
        expect(page.get_by_text("검색을 불러오지 못했어요")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
