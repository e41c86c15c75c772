"""Old addresses lead on, on a plain file server and on real hosts."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from web_servers import ask, run_server

from hc_builder.cli import main
from hc_builder.project import load_project
from hc_builder.site.redirect_pages import build_redirect_pages

CONFIG = "site_name: 시험\n{url}docs_dir: content\ntheme: {{name: helpcenter, language: ko}}\nplugins: [helpcenter]\n"
CONTENT = {
    "refund/when.md": "---\ntitle: 언제 받나요?\n"
    'redirect_from: [faq/옛글, help/42.html, old.html/below, "it\'s $50%25"]\n---\n사흘\n\n## 날짜 { #days }\n\n다\n',
    "refund/how.md": "---\ntitle: 어떻게 환불하나요?\nredirect_from: [old.html]\n---\n이렇게\n",
    "_redirects": "/days /refund/when/?a=1%202#days 302\n/shop https://shop.example/\n/refund/how/ /refund/when/\n",
}


def build(folder: Path, url: str = "") -> Path:
    for name, text in CONTENT.items():
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG.format(url=url and f"site_url: {url}\n"), "utf-8")
    result = CliRunner().invoke(main, ["build", "-f", str(folder / "mkdocs.yml")])
    assert result.exit_code == 0, result.output
    return folder / "site"


@pytest.mark.parametrize(
    ("url", "base", "origin"),
    [
        ("", "/", ""),
        ("https://a.example/", "/", "https://a.example"),
        ("https://a.example/repo/", "/repo/", "https://a.example"),
    ],
)
def test_a_page_at_each_old_address_leads_on(tmp_path: Path, url: str, base: str, origin: str) -> None:
    site = build(tmp_path, url)
    for path, target in {
        "faq/옛글/index.html": f"{base}refund/when/",
        "help/42.html": f"{base}refund/when/",
        "days/index.html": f"{base}refund/when/?a=1%202#days",
    }.items():
        page = (site / path).read_text("utf-8")
        assert f'http-equiv="refresh" content="0; url={target}"' in page
        assert f'<link rel="canonical" href="{origin}{target.partition("#")[0]}">' in page
        assert f'<a href="{target}">' in page
        assert "주소가 바뀌었어요" in page
    assert 'href="https://shop.example/"' in (site / "shop/index.html").read_text("utf-8")


def test_the_preview_leads_on_below_its_own_root(tmp_path: Path) -> None:
    """Whatever base the site will have."""
    build(tmp_path, "https://a.example/repo/")
    project = load_project(tmp_path / "mkdocs.yml")
    assert b'href="/refund/when/?a=1%202#days"' in build_redirect_pages(project, "/")["days/index.html"]


def test_no_page_of_the_site_is_taken_by_an_old_address(tmp_path: Path) -> None:
    site = build(tmp_path)
    assert "이렇게" in (site / "refund/how/index.html").read_text("utf-8")
    assert (site / "old.html").is_file()


@pytest.mark.parametrize("base", ["/", "/repo/"])
@pytest.mark.parametrize("host", ["nginx", "apache"])
def test_a_real_server_answers_each_old_address_with_a_redirect(tmp_path: Path, host: str, base: str) -> None:
    site = build(tmp_path, f"https://a.example{base}")
    result = CliRunner().invoke(main, ["deploy-files", host, "-f", str(tmp_path / "mkdocs.yml")])
    assert result.exit_code == 0, result.output
    with run_server(host, tmp_path, site, base) as port:
        for old in (
            "faq/%EC%98%9B%EA%B8%80",
            "faq/%EC%98%9B%EA%B8%80/",
            "help/42.html",
            "it%27s%20%2450%25",
            "it's%20$50%25/",
        ):
            status, target = ask(port, base + old)
            assert (status, target.removeprefix(f"http://127.0.0.1:{port}")) == (301, f"{base}refund/when/"), old
        status, target = ask(port, f"{base}days/")
        assert (status, target.removeprefix(f"http://127.0.0.1:{port}")) == (302, f"{base}refund/when/?a=1%202#days")
        assert ask(port, f"{base}shop") == (301, "https://shop.example/")
        assert ask(port, f"{base}refund/when/")[0] == 200
        assert ask(port, f"{base}faq/%EC%98%9B")[0] == 404
