"""The editor of `hc serve`: what it writes, what it tells, and whom it refuses."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from hc_builder.preview.edit_routes import list_routes
from hc_builder.preview.editing import Editor, render_button
from hc_builder.preview.preview import Preview

HERE = "http://127.0.0.1:8000"
ARTICLE = "---\ntitle: 환불은 언제 돼요?\n---\n사흘이 걸려요.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("editing")
    outside = tmp_path / "outside.md"
    outside.write_text("---\ntitle: 밖의 글이에요?\n---\n본문이에요.\n", encoding="utf-8")
    files = {
        "mkdocs.yml": "site_name: 가게\ndocs_dir: content\nplugins: [helpcenter]\n",
        "content/refund/index.md": "---\ntitle: 환불\n---\n",
        "content/refund/when.md": ARTICLE,
        "content/refund/windows.md": "---\r\ntitle: 창은요?\r\n---\r\n본문이에요.\r\n",
    }
    for name, text in files.items():
        (tmp_path / "shop" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "shop" / name).write_bytes(text.encode())
    (tmp_path / "shop/content/refund/link.md").symlink_to(tmp_path / "shop/content/refund/when.md")
    return tmp_path / "shop"


@pytest.fixture
def shop(folder: Path) -> Path:
    """As it was before other tests wrote in it."""
    (folder / "content/refund/when.md").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def preview(folder: Path) -> Iterator[Preview]:
    preview = Preview(folder / "mkdocs.yml")
    preview.renew()
    assert preview.site
    yield preview
    preview.close()


@pytest.fixture(scope="module")
def editor() -> Editor:
    return Editor()


@pytest.fixture
def client(preview: Preview, editor: Editor, shop: Path) -> TestClient:
    headers = {"origin": HERE, "x-hc-token": editor.token}
    return TestClient(Starlette(routes=list_routes(preview, editor)), base_url=HERE, headers=headers)


def ask(client: TestClient, action: str, headers: dict[str, str | bytes] | None = None, **body: Any) -> Response:
    return client.post(f"/__edit/{action}", json={"page": "/refund/when/", **body}, headers=headers)


def test_an_article_is_read_edited_and_saved(client: TestClient, shop: Path) -> None:
    source = ask(client, "source").json()
    assert source["text"] == ARTICLE
    saved = ask(client, "save", text=ARTICLE.replace("사흘", "나흘"), version=source["version"])
    assert saved.status_code == 200
    assert (shop / "content/refund/when.md").read_text("utf-8") == ARTICLE.replace("사흘", "나흘")
    assert ask(client, "source").json()["version"] == saved.json()["version"]


def test_a_file_keeps_its_ends_of_lines(client: TestClient, shop: Path) -> None:
    source = ask(client, "source", page="/refund/windows/").json()
    assert "\r" not in source["text"]
    ask(client, "save", page="/refund/windows/", text=source["text"] + "끝.\n", version=source["version"])
    assert (shop / "content/refund/windows.md").read_bytes().endswith("본문이에요.\r\n끝.\r\n".encode())


def test_a_newer_file_is_told_and_not_written_over(client: TestClient, shop: Path) -> None:
    version = ask(client, "source").json()["version"]
    (shop / "content/refund/when.md").write_text(ARTICLE + "동료의 말.\n", encoding="utf-8")
    told = ask(client, "save", text=ARTICLE, version=version)
    assert told.status_code == 409
    assert told.json()["text"] == ARTICLE + "동료의 말.\n"
    assert (shop / "content/refund/when.md").read_text("utf-8") == ARTICLE + "동료의 말.\n"
    assert ask(client, "save", text=ARTICLE, version=told.json()["version"]).status_code == 200


def test_what_is_typed_is_checked_and_nothing_is_written(client: TestClient, shop: Path) -> None:
    text = "---\ntitle: 환불\nrelatd: [a]\n---\n[어디](nowhere.md) <!-- hc-ignore HC60: 까닭 -->\n"
    problems = ask(client, "check", text=text).json()["problems"]
    assert [(one["line"], one["code"]) for one in problems] == [(3, "HC02"), (5, "HC10")]
    assert problems[0]["hint"] == "did you mean 'related'?"
    assert ask(client, "check", text=ARTICLE).json() == {"problems": []}
    assert ask(client, "check", text="---\ntitle: [\n").json()["problems"][0]["code"] == "HC01"
    assert (shop / "content/refund/when.md").read_text("utf-8") == ARTICLE


@pytest.mark.parametrize(
    "headers",
    [
        {"x-hc-token": "of-another-run"},
        {"x-hc-token": ""},
        {"x-hc-token": "토큰".encode()},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9000"},
        {"host": "evil.example:8000"},
        {"host": "evil.example:8000", "origin": "http://evil.example:8000"},
        {"host": "127.0.0.1.evil.example", "origin": "http://127.0.0.1.evil.example"},
        {"host": "[", "origin": "http://["},
    ],
)
@pytest.mark.parametrize("action", ["source", "check", "save"])
def test_whoever_is_no_page_of_this_run_is_refused(
    client: TestClient, shop: Path, action: str, headers: dict[str, str | bytes]
) -> None:
    version = ask(client, "source").json()["version"]
    told = ask(client, action, headers, text="x", version=version)
    assert told.status_code == 403
    assert "사흘" not in told.text
    assert (shop / "content/refund/when.md").read_text("utf-8") == ARTICLE


def test_a_request_without_an_origin_is_refused(client: TestClient) -> None:
    del client.headers["origin"]
    assert ask(client, "source").status_code == 403


@pytest.mark.parametrize(
    "page",
    ["/", "/refund/", "/nowhere/", "/../outside/", "../outside.md", "/refund/when.md", "/refund/link/", "/etc/passwd"],
)
def test_only_articles_of_the_content_folder_are_given_or_written(client: TestClient, page: str) -> None:
    for action in ("source", "check", "save"):
        told = ask(client, action, page=page, text="x", version="y")
        assert told.status_code in (403, 404) or (action == "check" and page == "/refund/link/"), page
    assert client.get("/__edit", params={"page": page}).status_code in (403, 404)


def test_bodies_that_are_none_are_refused_with_a_word(client: TestClient) -> None:
    assert client.post("/__edit/save", content=b"{").status_code == 400
    assert client.post("/__edit/save", json={"path": "/etc/passwd"}).status_code == 400
    assert client.post("/__edit/save", content=b"x" * 2_100_000).status_code == 413
    version = ask(client, "source").json()["version"]
    assert ask(client, "save", text="가" * 400_000, version=version).status_code == 413
    assert client.get("/__edit/save").status_code == 405


def test_the_page_of_the_editor_is_this_machines_and_no_others_frame(
    client: TestClient, editor: Editor, shop: Path
) -> None:
    (shop / "content/refund/when.md").write_text(ARTICLE + "</script><script>alert(1)</script>", encoding="utf-8")
    shown = client.get("/__edit", params={"page": "/refund/when/"})
    assert editor.token in shown.text
    assert "<script>alert" not in shown.text
    policy = shown.headers["content-security-policy"]
    (nonce,) = set(re.findall(r'nonce="([^"]+)"', shown.text))
    assert f"'nonce-{nonce}'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "access-control-allow-origin" not in shown.headers
    away = client.get("/__edit", params={"page": "/refund/when/"}, headers={"host": "evil.example:8000"})
    assert away.status_code == 403
    assert editor.token not in away.text


def test_a_file_that_is_no_utf8_is_not_shown_as_what_it_is_not(client: TestClient, shop: Path) -> None:
    (shop / "content/refund/when.md").write_bytes(ARTICLE.encode("cp949"))
    assert "UTF-8" in ask(client, "source").json()["message"]


def test_only_pages_of_articles_have_the_button(preview: Preview) -> None:
    assert preview.site
    assert 'href="/__edit?page=/refund/when/"' in render_button(preview.site, "refund/when/")
    assert render_button(preview.site, "refund/") == render_button(preview.site, "") == ""


def test_each_run_has_a_token_of_its_own() -> None:
    assert Editor().token != Editor().token
    assert len(Editor().token) >= 32
