"""What `hc serve` answers, in this process: pages and files, what is no page, inquiries, and the sheet."""

import asyncio
import gc
import socket
import sys
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_shop
from starlette.testclient import TestClient
from waiting import wait_until

from hc_builder.errors import UserError
from hc_builder.preview import report, server
from hc_builder.preview.behind import Indexer
from hc_builder.preview.preview import Preview
from hc_builder.preview.reading import LiveReader
from hc_builder.preview.report import ReportPage
from hc_builder.problems import Problem
from hc_builder.watching import Changes

ARTICLES = {
    "refund/when.md": "---\ntitle: 환불은 언제 되나요?\nredirect_from: [old/refund]\n---\n![그림](a.svg)\n",
    "한글/글.md": "---\ntitle: 한글 주소는요?\n---\n본문이에요.\n",
    "draft.md": "---\ntitle: 초안이에요?\ndraft: true\n---\n본문이에요.\n",
    "wip/begun.md": "---\ntitle: 쓰는 중이에요?\n---\n본문이에요.\n",
    "wip/b.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "refund/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    small_shop.write_shop(folder, f"{small_shop.CONFIG}draft_docs: wip/\n", ARTICLES)
    return folder


@pytest.fixture(scope="module")
def preview(folder: Path) -> Iterator[Preview]:
    made = Preview(folder / "mkdocs.yml")
    made.renew()
    assert made.site
    yield made
    made.close()


@pytest.fixture
def client(preview: Preview) -> TestClient:
    return TestClient(server.make_app(preview, None, can_edit=True), base_url="http://127.0.0.1")


def test_a_page_comes_with_the_channel_to_the_preview_and_the_way_to_its_source(
    client: TestClient, preview: Preview
) -> None:
    page = client.get("/refund/when/")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-cache")
    assert page.text.count("/__preview") == 1
    assert 'id="hc-edit"' in page.text
    assert 'id="hc-edit"' not in client.get("/refund/").text
    away = TestClient(server.make_app(preview, None))
    assert 'id="hc-edit"' not in away.get("/refund/when/").text
    assert away.get("/__edit", params={"page": "/refund/when/"}).status_code == 404


def test_a_page_is_found_however_its_address_is_written(client: TestClient) -> None:
    led = client.get("/refund/when", follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (307, "/refund/when/")
    decomposed = urllib.parse.quote("한글/글/")
    assert client.get(f"/{decomposed}").status_code == 200
    assert client.get("/refund/when/index.html").status_code == 200
    assert (client.get("/draft/").status_code, client.get("/wip/begun/").status_code) == (200, 200)


@pytest.mark.parametrize("path", ["/nowhere/", "/nowhere", "/en/nowhere/", "/%2e%2e/mkdocs.yml", "/..%2fmkdocs.yml"])
def test_what_is_not_there_is_the_sites_error_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "/__preview" in answer.text
    assert "site_name" not in answer.text


def test_files_come_as_what_they_are(client: TestClient) -> None:
    picture = client.get("/refund/a.svg")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/svg+xml")
    assert picture.headers["cache-control"] == "no-cache"
    assert client.get("/wip/b.svg").status_code == 200  # of a draft
    sitemap = client.get("/sitemap.xml")
    assert sitemap.headers["content-type"].startswith(("application/xml", "text/xml"))
    assert "/__preview" not in sitemap.text


def test_an_old_address_leads_on_once_what_follows_is_made(client: TestClient, preview: Preview) -> None:
    preview.generated = {"old/refund/index.html": b"moved", "search/ko/a.bin": b"index"}
    preview.indexed.set()
    assert client.get("/old/refund/").text == client.get("/old/refund").text == "moved"
    index = client.get("/search/ko/a.bin")
    assert (index.content, index.headers["content-type"]) == (b"index", "application/octet-stream")


def test_a_search_is_told_that_its_index_is_being_made(
    client: TestClient, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_PATIENCE", 0)
    monkeypatch.setattr(preview, "indexed", asyncio.Event())
    assert client.get("/search/ko/index.json").status_code == 503
    assert client.get("/search/").status_code == 200


def test_before_anything_could_be_read_a_page_waits(folder: Path) -> None:
    unread = Preview(folder / "mkdocs.yml")
    answer = TestClient(server.make_app(unread, None)).get("/")
    assert answer.status_code == 500
    assert "/__preview" in answer.text
    unread.close()


@pytest.mark.parametrize(
    ("kind", "body", "lang"),
    [
        ("application/x-www-form-urlencoded", b"lang=ko-KR&text=a", "ko"),
        ("application/x-www-form-urlencoded", b"text=a", "en"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="lang"\r\n\r\nko\r\n--x--',
            "ko",
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nko\r\n--x--',
            "en",
        ),
        ("application/json", b"{}", "en"),
    ],
)
def test_an_inquiry_is_refused_with_the_reason_in_the_forms_language(
    client: TestClient, kind: str, body: bytes, lang: str
) -> None:
    told = client.post("/v1/inquiries", content=body, headers={"content-type": kind})
    message = told.json()["error"]["message"]
    assert (told.status_code, message.startswith("A preview sends no inquiries")) == (403, lang == "en")
    page = client.post("/v1/inquiries", content=body, headers={"content-type": kind, "accept": "text/html"})
    assert (page.status_code, page.text) == (403, message)


def test_a_port_that_is_taken_and_a_host_that_is_none_are_told_with_their_cure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UserError, match="can't listen on") as told:
        server.listen_on("127.0.0.1", taken.getsockname()[1])
    assert "another port with --port" in told.value.hint
    for host in ("한" * 70, "203.0.113.7"):
        with pytest.raises(UserError, match="can't listen on") as told:
            server.listen_on(host, 0)
        assert "--host" in told.value.hint


def ask_sheet(sheet: ReportPage, **query: str) -> str:
    return asyncio.run(sheet.show(query))


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In the place of Python: says how it was called, and notes it."""
    script = tmp_path / "python"
    script.write_text(f'#!/bin/sh\necho "called $@"\necho x >> {tmp_path}/calls\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    return script


@pytest.mark.parametrize(
    ("query", "arguments"),
    [
        ({}, "--days 28 --lang ko"),
        ({"days": "7", "lang": "en"}, "--days 7 --lang en"),
        ({"days": "1"}, "--days 1 --lang ko"),
        ({"days": "28"}, "--days 28 --lang ko"),
        ({"days": "0"}, "--days 28 --lang ko"),
        ({"days": "29"}, "--days 28 --lang ko"),
        ({"days": "٣", "lang": "xx"}, "--days 28 --lang ko"),
        ({"days": "-1 --config /etc/passwd"}, "--days 28 --lang ko"),
    ],
)
def test_the_sheet_is_made_of_what_was_asked_for_within_its_bounds(
    folder: Path, command: Path, query: dict[str, str], arguments: str
) -> None:
    sheet = ReportPage(folder / "mkdocs.yml", "sqlite:///x.db")
    told = ask_sheet(sheet, **query).strip()
    assert told.endswith(f"--events sqlite:///x.db --format html --renew {report.RENEW} {arguments}")
    assert "--events" not in ask_sheet(ReportPage(folder / "mkdocs.yml", ""), **query)


def test_the_sheet_is_made_once_however_many_look(folder: Path, command: Path) -> None:
    sheet = ReportPage(folder / "mkdocs.yml", "")

    async def look() -> list[str]:
        return [*await asyncio.gather(sheet.show({}), sheet.show({})), await sheet.show({})]

    assert len(set(asyncio.run(look()))) == 1
    assert (command.parent / "calls").read_text("utf-8") == "x\n"


def test_an_older_sheet_is_shown_while_a_newer_one_is_made(
    folder: Path, command: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command.write_text(f"#!/bin/sh\necho x >> {command.parent}/calls\nwc -l < {command.parent}/calls\n", "utf-8")
    monkeypatch.setattr(report, "RENEW", 0)
    sheet = ReportPage(folder / "mkdocs.yml", "")

    async def look() -> list[str]:
        seen = [await sheet.show({}), await sheet.show({})]
        monkeypatch.setattr(report, "RENEW", 60)  # no third
        while seen[-1] == seen[0]:
            await asyncio.sleep(0.05)
            seen.append(await sheet.show({}))
        return [text.strip() for text in seen]

    seen = asyncio.run(look())
    assert (seen[:2], seen[-1]) == (["1", "1"], "2")


def test_what_the_report_said_instead_is_shown_as_text(folder: Path, command: Path) -> None:
    command.write_text("#!/bin/sh\necho 'no <b>events</b>' >&2\nexit 1\n", "utf-8")
    told = ask_sheet(ReportPage(folder / "mkdocs.yml", ""))
    assert "no &lt;b&gt;events&lt;/b&gt;" in told
    assert f'content="{report.RENEW}"' in told


def test_a_sheet_that_takes_long_is_waited_for_on_a_page(
    folder: Path, command: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "_PATIENCE", 0)
    sheet = ReportPage(folder / "mkdocs.yml", "")

    async def look() -> list[str]:
        seen = [await sheet.show({})]
        while "called" not in seen[-1]:
            await asyncio.sleep(0.05)
            seen.append(await sheet.show({}))
        return seen

    seen = asyncio.run(look())
    assert "리포트를 만들고 있어요" in seen[0]
    assert 'http-equiv="refresh"' in seen[0]


def test_an_edit_sends_what_it_changed_and_the_rest_is_known(folder: Path) -> None:
    reader, indexer = LiveReader(folder / "mkdocs.yml"), Indexer()
    first = indexer.index(reader.read(Changes()))
    again = indexer.index(reader.read(Changes()))
    assert first.names == again.names
    assert first.names <= first.files.keys()
    assert not again.names & again.files.keys()
    assert "_redirects" in again.files
    reader.close()


def test_the_terminal_is_told_once_and_that_all_is_mended(preview: Preview, capsys: pytest.CaptureFixture[str]) -> None:
    preview.found = [Problem("a.md", 1, "HC02", "odd", "mend it", "warning")]
    for _ in range(2):
        preview.print_news()
    assert capsys.readouterr().out.count("odd") == 1
    assert (preview.problems, "odd" in preview.warnings, "odd" in preview.greet()) == ("", True, True)
    preview.found = [Problem("a.md", 1, "HC02", "wrong", "mend it", "error")]
    assert ("wrong" in preview.problems, preview.warnings) == (True, "")
    preview.print_news()
    preview.found = []
    for _ in range(2):
        preview.print_news()
    assert capsys.readouterr().out.splitlines() == [
        "a.md:1: error[HC02]: wrong",
        "  hint: mend it",
        "1 error, 0 warnings",
        "Fixed.",
    ]
    assert preview.greet() == ""


def test_a_sheet_in_the_making_ends_with_the_preview_and_says_nothing(
    folder: Path, command: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process whose pipes are closed after the loop is tells of it as a bug of ours."""
    command.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    monkeypatch.setattr(report, "_PATIENCE", 0.5)
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: told.append(what.exc_value))
    ask_sheet(ReportPage(folder / "mkdocs.yml", ""))
    wait_until(lambda: not any("waitpid" in thread.name for thread in threading.enumerate()))  # they know the process
    gc.collect()
    assert told == []
