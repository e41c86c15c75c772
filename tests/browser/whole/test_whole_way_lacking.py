"""The same way where something is missing: an endpoint, a network to build with, scripts in the customer's browser."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from foreign_center import write_settings
from moved_shop import Shop, move_in
from playwright.sync_api import Page, expect
from running_site import Site, search
from web_servers import ask, prepare_server

Visit = Callable[..., Page]
FEE = "제주도 배송비 얼마 더 들어요?"
CUT_OFF = ("unshare", "--map-root-user", "--net")
"""A network of its own, with nothing in it."""


@pytest.fixture(scope="module")
def shop(port: int, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    settings = write_settings(f"http://127.0.0.1:{port}/", is_alone=True)
    shop = move_in(tmp_path_factory.mktemp("moved"), settings)
    shop.hc("deploy-files", "nginx")
    return shop


@pytest.fixture(scope="module")
def site(shop: Shop, port: int) -> Iterator[Site]:
    """Files, and a server of files."""
    nginx = prepare_server("nginx", shop.folder, shop.folder / "site", "/", port)
    yield Site(f"http://127.0.0.1:{nginx.start().port}", "")
    nginx.stop()


@pytest.fixture
def asked(visit: Visit) -> list[str]:
    """Every request to an endpoint that a page of the test makes."""
    return []


def open_page(visit: Visit, asked: list[str], path: str, **options: object) -> Page:
    page = visit(path, width=360, **options)
    page.on("request", lambda request: asked.append(request.url) if "/v1/" in request.url else None)
    return page


def test_without_an_endpoint_a_customer_is_answered_and_asked_nothing(
    visit: Visit, site: Site, port: int, asked: list[str]
) -> None:
    page = open_page(visit, asked, "/")
    search(page, FEE)
    expect(page.locator(".hc-results blockquote")).to_contain_text("제주도는 3,000원이 더 들어요")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/delivery/fee/**")
    expect(page.locator("hc-vote")).to_have_count(0)
    expect(page.get_by_role("link", name="메일 문의")).to_have_attribute("href", "mailto:help@shop.example")
    page.goto(f"{site.url}/flows/flower/")
    page.get_by_role("link", name="시들어서 왔어요").click()
    page.wait_for_url("**/returns/refund/")
    assert ask(port, "/inquiry/")[0] == 404
    page.goto("about:blank")  # what would be sent is sent by now
    assert asked == []


def test_without_a_script_each_step_is_a_page(visit: Visit, site: Site) -> None:
    page = visit("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("환불")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.get_by_text("JavaScript를 켜 주세요")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="배송").first.click()
    page.get_by_role("main").get_by_role("link", name="배송비는 얼마인가요?").click()
    expect(page.get_by_text("제주도는 3,000원이 더 들어요")).to_be_visible()
    expect(page.get_by_role("link", name="전화 상담")).to_have_attribute("href", "tel:1544-0000")
    page.goto(f"{site.url}/flows/flower/")
    page.get_by_role("link", name="시들어서 왔어요").click()
    expect(page.get_by_role("heading", name="환불은 언제 되나요?")).to_be_visible()


def test_without_a_network_an_open_page_stays_and_goes_on_with_it(visit: Visit, watch) -> None:
    page = visit("/delivery/fee/", width=360)
    page.context.set_offline(True)
    page.locator("[data-search-open]:visible").first.click()
    page.get_by_role("combobox").fill("환불")
    expect(page.get_by_text("인터넷 연결을 확인한 뒤 다시 시도해 주세요.").first).to_be_visible()
    page.get_by_role("combobox").press("Enter")  # the browser's own page of an error would take what was typed
    expect(page.get_by_role("combobox")).to_have_value("환불")
    page.context.set_offline(False)
    page.get_by_role("button", name="다시 시도").click()
    expect(page.get_by_role("option").first).to_be_visible()
    watch.forgive()


@pytest.fixture(scope="module")
def cut_off(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The shop's files where there is no network; with a link to another site."""
    if shutil.which("unshare") is None or subprocess.run([*CUT_OFF, "true"], capture_output=True).returncode:
        pytest.skip("this system lets no program be without a network: unshare --map-root-user --net")
    folder = tmp_path_factory.mktemp("cut-off")
    shutil.copytree(shop.folder / "content", folder / "content")
    shutil.copy(shop.folder / "mkdocs.yml", folder)
    with (folder / "content/delivery/days.md").open("a", encoding="utf-8") as file:
        file.write("\n[택배사](https://parcel.example.com/track)에서도 볼 수 있어요.\n")
    return Shop(folder)


def run_cut_off(shop: Shop, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [*CUT_OFF, sys.executable, "-m", "hc_builder.cli", *arguments]
    home = {"HOME": str(shop.folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=shop.folder, env=home, capture_output=True, text=True, timeout=120)


def test_a_site_is_built_and_searched_without_a_network(cut_off: Shop, shop: Shop) -> None:
    built = run_cut_off(cut_off, "build", "--strict")
    assert (built.returncode, "Traceback" in built.stderr) == (0, False), built.stderr
    changed = {"delivery/days/index.html"}
    pages = {path.relative_to(cut_off.folder / "site") for path in (cut_off.folder / "site").rglob("*.html")}
    assert pages == {path.relative_to(shop.folder / "site") for path in (shop.folder / "site").rglob("*.html")}
    same = [path for path in pages if str(path) not in changed]
    assert all((cut_off.folder / "site" / p).read_bytes() == (shop.folder / "site" / p).read_bytes() for p in same)
    assert "제주도는 3,000원이 더 들어요" in run_cut_off(cut_off, "search", FEE).stdout


def test_what_needs_a_network_says_that_there_is_none(cut_off: Shop) -> None:
    checked = run_cut_off(cut_off, "check", "--external")
    assert checked.returncode == 0
    assert "notice[HC78]: https://parcel.example.com/track can't be reached: " in checked.stdout
    moved = run_cut_off(cut_off, "import", "zendesk", "https://shop.zendesk.com")
    assert (moved.returncode, moved.stdout) == (1, "")
    assert moved.stderr.startswith("Error: no name server says where shop.zendesk.com is\n  hint: is this machine")
