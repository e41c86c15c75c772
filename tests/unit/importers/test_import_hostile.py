"""Exports that mean harm: none leaves its folder, fills the memory, asks the local network or brings a script."""

import http.server
import json
import os
import random
import threading
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hc_builder.importers import export_files
from hc_builder.importers.export_files import ExportRefused, open_export
from hc_builder.importers.fetching import Fetcher
from hc_builder.importers.importing import Request, apply_plan, plan_import
from hc_builder.importers.memory import NAME
from hc_builder.importers.safety import is_carried
from hc_builder.kept_files import KeptFileError
from tests.unit.importers.sources import by_path, read_files, read_source, write_files

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def make_zip(path: Path, files: dict[str, bytes | str], packed: bool = False) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_names_that_climb_out_are_left_out_and_told(tmp_path: Path) -> None:
    names = ["../out.md", "/abs.md", "C:/x.md", "a/../../b.md", "..\\win.md", "x/good.md", "x/good2.md"]
    path = make_zip(tmp_path / "a.zip", dict.fromkeys(names, "# 제목\n\n글\n"))
    files = open_export(path)
    assert files.names == ("x/good.md", "x/good2.md")
    assert len(files.losses) == 5
    apply_plan(plan_import(Request("markdown", path, tmp_path / "site/content")))
    assert sorted(one.name for one in tmp_path.rglob("*.md")) == ["good.md", "good2.md"]


def test_a_link_in_an_archive_or_a_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("# 비밀\n\n비밀\n")
    folder = write_files(tmp_path / "tree", {"x/a.md": "# a\n\n![](b.png)\n", "x/c.md": "# c\n\nb\n"})
    os.symlink(secret, folder / "x/linked.md")
    os.symlink(tmp_path, folder / "x/loop")
    assert open_export(folder).names == ("x/a.md", "x/c.md")
    info = zipfile.ZipInfo("x/link.md")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "l.zip", "w") as archive:
        archive.writestr(info, str(secret))
        archive.writestr("x/a.md", "# a\n")
    assert open_export(tmp_path / "l.zip").names == ("x/a.md",)


def test_a_bomb_is_refused_whatever_it_says_of_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_files, "MAX_FILE", 100_000)
    path = make_zip(tmp_path / "bomb.zip", {"a.md": "0" * 1_000_000}, packed=True)
    with pytest.raises(ExportRefused, match="unpacks to more than"):
        open_export(path).read("a.md")
    monkeypatch.setattr(export_files, "MAX_TOTAL", 500_000)
    with pytest.raises(ExportRefused, match="holds more than"):
        open_export(path)


def test_a_torn_or_locked_archive_is_told(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.md": "# a\n\nb\n" * 50}, packed=True)
    data = bytearray(path.read_bytes())
    data[45:60] = bytes(15)
    path.write_bytes(data)
    with pytest.raises(ExportRefused, match="can't be unpacked"):
        open_export(path).read("a.md")
    with pytest.raises(ExportRefused, match="there is no"):
        open_export(tmp_path / "none.zip")


@pytest.mark.parametrize("kind", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_damaged_anywhere_is_read_or_told(tmp_path: Path, kind: int) -> None:
    path, chance = tmp_path / "a.zip", random.Random(7)
    with zipfile.ZipFile(path, "w", kind) as archive:
        archive.writestr("x/a.md", "# 제목\n\n글\n" * 40)
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([chance.choice((0, 255))]) + whole[place + 1 :])
        with suppress(ExportRefused):
            files = open_export(path)
            [files.read(name) for name in files.names]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b '
        '"&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>',
        "<!DOCTYPE r [<!ENTITY x SYSTEM "
        '"file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
        "<rss><channel>",
        "no xml",
    ],
)
def test_xml_with_entities_or_without_end_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ExportRefused, match=r"is no export of WordPress|no article"):
        read_files("wordpress", tmp_path, {"a.xml": text})


def test_a_sheet_that_unfolds_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hc_builder.importers.readers import sheet

    monkeypatch.setattr(sheet, "_MAX_SHEET", 10_000)
    path = make_zip(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": "0" * 100_000}, packed=True)
    with pytest.raises(ExportRefused, match="unpacks to more than"):
        read_source("sheet", path)
    path.write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(ExportRefused, match="can't be read"):
        read_source("sheet", path)


@pytest.mark.parametrize("text", ["[" * 100_000, "{}", "[]", '{"articles": 3}', '{"articles": [3, null, {}]}', "\0"])
def test_json_that_is_no_guide_is_told(tmp_path: Path, text: str) -> None:
    try:
        export = read_files("zendesk", tmp_path, {"articles.json": text})
    except ExportRefused:
        return
    assert len(export.articles) <= 1


def test_html_without_end_or_depth_is_text(tmp_path: Path) -> None:
    export = read_files("html", tmp_path, {"a.html": "<title>깊은 글</title><body>" + "<div>" * 3_000 + "바닥"})
    assert "바닥" in export.articles[0].body
    assert [loss.what for loss in export.losses] == ["HTML that is nested too deep; its text stays"]


def test_files_that_a_browser_would_run_stay_behind(tmp_path: Path) -> None:
    write_files(
        tmp_path / "s",
        {
            "x/a.md": "# a\n\n[x](x.html) ![y](y.svg) ![z](z.svg) [j](j.js)\n",
            "x/b.md": "# b\n\nc\n",
            "x/x.html": "<script>",
            "x/y.svg": "<svg><script>alert(1)</script></svg>",
            "x/z.svg": "<svg><path/></svg>",
            "x/j.js": "x()",
        },
    )
    plan = plan_import(Request("markdown", tmp_path / "s", tmp_path / "content"))
    assert {step.path for step in plan.steps if step.kind == "media"} == {"z.svg"}
    assert not is_carried("a.SVG", b'<svg onload = "x()">')


# ── Fetching ────────────────────────────────────────────────────────────────


class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kinds = {"/a.png": PNG, "/page": b"<html>", "/big": PNG + bytes(300_000)}
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
            return
        data = kinds.get(self.path)
        self.send_response(200 if data else 404)
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def shop() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_nothing_is_fetched_unless_it_is_asked_for_and_nothing_local_unless_that_is(tmp_path: Path, shop: str) -> None:
    page = {"a.html": f'<title>a</title><h1>a</h1><p>글 <img src="{shop}/a.png" alt="그림"></p>'}
    assert f"]({shop}/a.png)" in read_files("html", tmp_path, page).articles[0].body
    refused = read_files("html", tmp_path, page, fetch=True)
    assert f"]({shop}/a.png)" in refused.articles[0].body
    assert [(loss.what, "local network" in loss.sample) for loss in refused.losses] == [
        ("a picture that could not be fetched", True)
    ]
    fetched = read_files("html", tmp_path, page, fetch=True, local=True)
    (path,) = fetched.media
    assert fetched.media[path]() == PNG
    assert f"![그림]({path})" in fetched.articles[0].body


@pytest.mark.parametrize("path", ["/page", "/big", "/gone", "/moved"])
def test_what_is_no_picture_too_large_or_led_astray_is_told(
    shop: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hc_builder.importers.fetching.MAX_PICTURE", 100_000)
    fetcher = Fetcher(local=True)
    assert fetcher.fetch(f"{shop}{path}?token=secret") is None
    assert fetcher.fetch(f"{shop}{path}?token=secret") is None
    assert len(fetcher.losses) == 1
    assert "secret" not in str(fetcher.losses)


def test_a_key_of_a_source_never_becomes_a_path(tmp_path: Path) -> None:
    export = read_files("sheet", tmp_path, {"a.csv": "번호,카테고리,질문,답변\n../../x,../../etc,../../passwd,글\n"})
    assert list(by_path(export)) == ["etc/passwd"]


OPENED = [
    "{{",
    "{% include a",
    "{% raw %}",
    "{% hint %}",
    "<Tabs>",
    "<Foo a={{",
    "[[",
    "![](",
    ":::",
    "{: ",
    "<img ",
    '<a "',
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "source", ["docusaurus", "mkdocs", "gitbook", "obsidian", "jekyll", "hugo", "vitepress", "learn"]
)
def test_what_is_opened_thousands_of_times_and_never_closed_takes_no_time(tmp_path: Path, source: str) -> None:
    pages = {f"docs/x/{number}.md": f"# {number}\n\n{sign * 2_500}\n" for number, sign in enumerate(OPENED)}
    assert len(read_files(source, tmp_path, pages).articles) == len(OPENED)


@pytest.mark.parametrize("path", ["../../../z.md", "/etc/z.md", "a/../../z.md", "..\\z.md", "C:/z.md", ""])
def test_what_was_remembered_never_leads_out_of_the_content_folder(tmp_path: Path, path: str) -> None:
    write_files(tmp_path, {"source/a/b.md": "# 제목\n\n글\n"})
    memory = {"version": 1, "sources": {"markdown": {"article:a/b.md": [path, "x", "y", False]}}}
    (tmp_path / NAME).write_text(json.dumps(memory))
    with pytest.raises(KeptFileError, match="outside the content folder"):
        plan_import(Request("markdown", tmp_path / "source", tmp_path / "content"))
