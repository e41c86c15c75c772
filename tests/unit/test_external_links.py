"""Links to other sites, asked of a real server on this machine."""

import http.server
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from hc_builder.cache import Cache
from hc_builder.checks.external import check_external
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.problems import render_problem

TODAY = date(2026, 11, 29)


class Site(http.server.BaseHTTPRequestHandler):
    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        type(self).asked.append((self.command, self.path))
        status = {"/gone": 410, "/broken": 503, "/no-head": 405, "/moved": 301}.get(self.path.partition("?")[0], 200)
        status = 404 if self.path == "/none" else status
        self.send_response(200 if self.command == "GET" and self.path == "/no-head" else status)
        if self.path == "/moved":
            self.send_header("Location", "/good")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *given: object) -> None:
        """Not told."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def read(folder: Path, *addresses: str) -> HelpCenter:
    links = "\n\n".join(f"[글](<{address}>)" for address in addresses)
    (folder / "a.md").write_text(f"---\ntitle: 링크\n---\n{links}\n", "utf-8")
    return read_help_center(folder, Settings(), Renderer(), TODAY)


def test_a_page_that_is_gone_is_a_warning_and_a_site_that_rests_a_notice(tmp_path: Path, site: str) -> None:
    center = read(tmp_path, f"{site}/good", f"{site}/gone", f"{site}/none", f"{site}/broken", f"{site}/moved")
    found = check_external(center, Cache(), TODAY, local=True)
    told = {(problem.line, problem.severity, problem.what.removeprefix(site)) for problem in found}
    assert told == {
        (6, "warning", "/gone answers 410"),
        (8, "warning", "/none answers 404"),
        (10, "notice", "/broken can't be reached: it answers 503"),
    }


def test_a_host_that_knows_no_head_is_asked_again(tmp_path: Path, site: str) -> None:
    assert check_external(read(tmp_path, f"{site}/no-head"), Cache(), TODAY, local=True) == []
    assert Site.asked == [("HEAD", "/no-head"), ("GET", "/no-head")]


def test_an_answer_is_remembered_for_a_week_and_a_fault_for_a_day(tmp_path: Path, site: str) -> None:
    center, cache = read(tmp_path, f"{site}/good", f"{site}/broken"), Cache()
    for days in (0, 0, 1, 7):
        check_external(center, cache, TODAY + timedelta(days), local=True)
    assert [path for _, path in Site.asked] == ["/good", "/broken", "/broken", "/good", "/broken"]


def test_an_address_of_hangul_is_asked_and_its_heading_is_not(tmp_path: Path, site: str) -> None:
    assert check_external(read(tmp_path, f"{site}/환불?글=1#카드"), Cache(), TODAY, local=True) == []
    assert Site.asked == [("HEAD", "/%ED%99%98%EB%B6%88?%EA%B8%80=1")]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]", "10.0.0.1"])
def test_the_local_network_is_not_asked_unless_that_is_allowed(host: str, tmp_path: Path, site: str) -> None:
    [problem] = check_external(read(tmp_path, f"http://{host}:{site.rpartition(':')[2]}/good"), Cache(), TODAY)
    assert "lies in the local network" in problem.what
    assert Site.asked == []


@pytest.mark.parametrize("address", ["http://", "http://[::1", "https://no such host/", "http://shop.invalid/"])
def test_an_address_that_is_none_is_told_and_ends_nothing(address: str, tmp_path: Path) -> None:
    for problem in check_external(read(tmp_path, address), Cache(), TODAY):
        assert problem.severity == "notice"
        assert "닿을 수 없는 주소예요" in render_problem(problem, "ko")
