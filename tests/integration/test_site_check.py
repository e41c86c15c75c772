"""`hc check --site` finds nothing on a whole site, wherever it stands, and what is broken in one that is not."""

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from web_servers import run_server

from hc_builder.cli import main

CONFIG = (
    "site_name: 시험\nsite_url: https://a.example/repo/\ndocs_dir: content\n"
    "theme: {name: helpcenter, language: ko}\nplugins:\n  - helpcenter: {languages: [ko, en]}\n"
)
CONTENT = {
    "refund/when.md": "---\ntitle: 언제 환불되나요?\nredirect_from: [faq/옛글, help/42.html]\n---\n"
    "사흘이 걸려요. [날짜](how.md#days)\n\n![그림](a.svg)\n",
    "refund/how.md": "---\ntitle: 어떻게 환불하나요?\n---\n이렇게요.\n\n## 날짜 { #days }\n\n다\n",
    "refund/when.en.md": "---\ntitle: When is the refund?\n---\nIn three days.\n",
    "refund/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
    "_redirects": "/days /refund/how/#days\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    for name, text in CONTENT.items():
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    result = CliRunner().invoke(main, ["build", "--strict", "-f", str(folder / "mkdocs.yml")])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def shop(built: Path, tmp_path: Path) -> Path:
    """One to break."""
    shutil.copytree(built, tmp_path / "shop")
    return tmp_path / "shop"


def check(folder: Path, site: str = "") -> tuple[int, str]:
    told = CliRunner().invoke(main, ["check", "-f", str(folder / "mkdocs.yml"), "--site", site or str(folder / "site")])
    return told.exit_code, told.stdout


@pytest.fixture
def plain(shop: Path) -> Iterator[str]:
    """A file server that knows nothing of the site, which stands below `/repo/`."""
    root = shop / "root"
    root.mkdir()
    (root / "repo").symlink_to(shop / "site")
    handler = functools.partial(_Quiet, directory=str(root))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/repo/"
    server.shutdown()
    thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def test_a_whole_site_has_no_fault_in_its_folder(shop: Path) -> None:
    assert check(shop) == (0, "0 errors, 0 warnings\n")


def test_nor_below_a_path_of_a_real_nginx(shop: Path) -> None:
    config = str(shop / "mkdocs.yml")
    result = CliRunner().invoke(main, ["deploy-files", "nginx", "--precompress", "-f", config])
    assert result.exit_code == 0, result.output
    with run_server("nginx", shop, shop / "site", "/repo/") as port:
        assert check(shop, f"http://127.0.0.1:{port}/repo/") == (0, "0 errors, 0 warnings\n")


def test_nor_on_a_real_apache_but_for_compression_which_is_its_own_to_turn_on(shop: Path) -> None:
    result = CliRunner().invoke(main, ["deploy-files", "apache", "-f", str(shop / "mkdocs.yml")])
    assert result.exit_code == 0, result.output
    with run_server("apache", shop, shop / "site", "/repo/") as port:
        code, told = check(shop, f"http://127.0.0.1:{port}/repo/")
    assert code == 0
    assert [line for line in told.splitlines() if line.startswith("/")] == [
        "/repo/: warning[HC82]: is sent without compression"
    ]


def test_a_plain_file_server_lacks_headers_and_its_error_page_and_nothing_else(shop: Path, plain: str) -> None:
    code, told = check(shop, plain)
    assert code == 0
    assert {line.split(":")[1] for line in told.splitlines() if line.startswith("/")} == {" warning[HC82]"}
    assert "has no header Content-Security-Policy" in told
    assert "the host shows an error page of its own" in told


@pytest.mark.parametrize(
    ("broken", "code", "what"),
    [
        ("refund/a.svg", "HC81", "/repo/refund/when/: error[HC81]: `../../refund/a.svg` of a <img> answers 404"),
        ("refund/how/index.html", "HC81", "/repo/: error[HC81]: `refund/how/` of a <a> answers 404"),
        (
            "help/42.html",
            "HC83",
            "/repo/help/42.html: error[HC83]: the old address leads nowhere, not to /repo/refund/",
        ),
        ("days/index.html", "HC83", "/repo/days: error[HC83]: the old address leads nowhere"),
        (
            "search/en/index.json",
            "HC84",
            "/repo/search/en/: error[HC84]: the search can't answer: there is no index",
        ),
        ("index.html", "HC81", "/repo/: error[HC81]: the home page answers 404"),
    ],
)
def test_a_file_that_is_gone_is_told_where_it_is_missed(shop: Path, broken: str, code: str, what: str) -> None:
    (shop / "site" / broken).unlink()
    status, told = check(shop)
    assert status == 1
    assert f"error[{code}]" in told
    assert what in told


def test_search_files_of_another_build_are_told(shop: Path) -> None:
    for path in (shop / "site/search/ko").glob("*.bin"):
        path.rename(path.with_name(f"x{path.name}"))
    status, told = check(shop)
    assert status == 1
    assert "/repo/search/ko/: error[HC84]: the search can't answer" in told


def test_an_anchor_that_is_not_there_is_told(shop: Path) -> None:
    page = shop / "site/refund/when/index.html"
    page.write_text(page.read_text("utf-8").replace("how/#days", "how/#daya"), "utf-8")
    _, told = check(shop)
    assert "/repo/refund/when/: error[HC81]: `../../refund/how/#daya`: /repo/refund/how/ has no part 'daya'" in told
    assert "hint: did you mean 'days'?" in told


@pytest.mark.parametrize(
    ("site", "what"),
    [
        ("nowhere", "there is no site in"),
        ("http://127.0.0.1:9/", "does not answer"),
        ("http://[x", "is no address"),
        ("https://도움말.invalid:99999/", "does not answer"),
    ],
)
def test_a_site_that_is_not_there_is_no_traceback(shop: Path, site: str, what: str) -> None:
    told = CliRunner().invoke(main, ["check", "-f", str(shop / "mkdocs.yml"), "--site", site])
    assert told.exit_code == 1
    assert what in told.stderr
    assert "hint:" in told.stderr


class _Hostile(_Quiet):
    """Answers what no server should."""

    def do_GET(self) -> None:
        body = (
            b"\x1f\x8b not packed" if self.path == "/" else b"<a href='http://[' id=x>" * 3 + b"\xff\xfe<a href='/%ff'>"
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        if self.path == "/":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


def test_a_host_that_answers_nonsense_is_told_without_a_traceback(shop: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hostile)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    code, told = check(shop, f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    thread.join()
    assert code == 1
    assert "answers 200" in told
    assert "HC84" in told
