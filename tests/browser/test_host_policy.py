"""The example shop below a path of a real nginx, with what `hc deploy-files` writes: no page breaks its policy.

Every other test of a browser has the same headers, at the root of its host.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect
from web_servers import ask, ask_headers, run_server

from hc_builder.cli import main

ROOT = Path(__file__).parents[2]
PAGES = (
    "",
    "order/",
    "delivery/fee/",
    "return/cancel-order/",
    "product/request-repair/",
    "search/?q=환불",
    "flows/refund/",
    "notices/new-year-delivery/",
    "privacy/policy/",
    "refund/whne/",
)
_HEAR = "addEventListener('securitypolicyviolation', event => console.error(`policy: ${event.violatedDirective}`))"
BASE = "/repo/"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("host")
    shutil.copytree(ROOT / "content", folder / "content")
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace("help.onseorap.example/", f"help.onseorap.example{BASE}")
    text = text.replace("      policies:", "      pictures: as-is\n      policies:")
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    for command in (["build", "--strict"], ["deploy-files", "nginx"]):
        result = CliRunner().invoke(main, [*command, "-f", str(folder / "mkdocs.yml")])
        assert result.exit_code == 0, result.output
    with run_server("nginx", folder, folder / "site", BASE) as port:
        yield port


def test_no_page_breaks_the_policy(port: int, chromium: Browser) -> None:
    context = chromium.new_context(locale="ko-KR", reduced_motion="reduce")
    context.add_init_script(_HEAR)
    told: list[str] = []
    context.on("console", lambda message: told.append(message.text) if "olicy" in message.text else None)
    context.on("weberror", lambda error: told.append(str(error.error)))
    page = context.new_page()
    for path in PAGES:
        page.goto(f"http://127.0.0.1:{port}{BASE}{path}")
        page.emulate_media(media="print")
        page.evaluate("document.body.getBoundingClientRect()")
        page.emulate_media(media="screen")
    page.goto(f"http://127.0.0.1:{port}{BASE}")
    page.get_by_role("combobox").first.fill("환불하고 싶어요")
    expect(page.get_by_role("option").first).to_be_visible()
    page.goto(f"http://127.0.0.1:{port}{BASE}flows/refund/")
    page.locator("hc-flow a").first.click()
    context.close()
    assert told == []


def test_every_answer_has_its_headers(port: int) -> None:
    site = {name: ask_headers(port, BASE + name) for name in ("", "refund/when/", "no-such-page/", "robots.txt")}
    for status, headers in site.values():
        assert "script-src 'self';" in headers["content-security-policy"]
        assert headers["strict-transport-security"] == "max-age=31536000"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert headers["cache-control"] == "no-cache"
        assert status == (404 if headers is site["no-such-page/"][1] else 200)


def test_files_named_by_their_content_are_kept_and_only_those(port: int) -> None:
    index = urlopen(f"http://127.0.0.1:{port}{BASE}").read().decode()
    named = re.findall(r'(?:src|href)="(assets/[^"]+\.[0-9a-f]{10}\.(?:js|css))"', index)
    assert len(named) >= 3
    for path in named:
        assert ask_headers(port, BASE + path)[1]["cache-control"] == "public, max-age=31536000, immutable"
    for path in ("assets/favicon.svg", "search/ko/index.json"):
        assert ask_headers(port, BASE + path)[1]["cache-control"] == "no-cache"
    assert ask(port, f"{BASE}_redirects")[0] == 404


def test_an_address_without_its_slash_is_led_on(port: int) -> None:
    assert ask(port, f"{BASE}refund/when") == (301, f"{BASE}refund/when/")


def look_at(config: Path, address: str) -> str:
    return CliRunner().invoke(main, ["check", "-f", str(config), "--site", address]).stdout


def test_the_example_shop_with_its_endpoint_is_whole(site: Any) -> None:
    told = look_at(ROOT / "mkdocs.yml", f"{site.url}/")
    assert re.findall(r"(?:error|warning)\[HC8[^2]\].*", told) == []
    assert told.endswith("0 errors, 2 warnings\n")  # the server of the tests keeps nothing, and packs nothing


def test_an_endpoint_that_is_not_there_is_told(port: int) -> None:
    told = look_at(ROOT / "mkdocs.yml", f"http://127.0.0.1:{port}{BASE}")
    assert "HC81" not in told
    assert f"http://127.0.0.1:{port}{BASE}v1/events: " in told
    assert "[HC85]" in told
