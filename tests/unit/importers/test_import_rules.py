"""What must not move in, and what must stay as it was: pages of other sites, pictures that are none, quotes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from site_server import Reply, Site, serve_site

from hc_builder.importers.fetching import Fetcher
from hc_builder.importers.importing import Request, plan_import, render_config
from hc_builder.importers.model import Export, SourceArticle
from hc_builder.importers.prose import Prose
from hc_builder.importers.targets import change_targets
from hc_builder.importers.web import visiting
from hc_builder.importers.web.visiting import PageRefused, Visitor

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(visiting, "PAUSE", 0.0)
    with serve_site() as served:
        yield served


def test_a_page_that_leads_to_another_site_is_not_taken(site: Site) -> None:
    other = site.address.replace("127.0.0.1", "localhost")
    site.replies = {
        "/away": Reply(status=302, headers={"Location": f"{other}/there"}),
        "/moved": Reply(status=302, headers={"Location": "/there"}),
        "/there": Reply("here"),
    }
    with pytest.raises(PageRefused, match="it leads to another site"):
        Visitor(local=True).visit(f"{site.address}/away")
    assert Visitor(local=True).visit(f"{site.address}/moved").address == f"{site.address}/there"


def test_a_page_that_leads_to_what_robots_txt_closes_is_not_taken(site: Site) -> None:
    site.replies = {
        "/robots.txt": Reply("User-agent: *\nDisallow: /closed", "text/plain"),
        "/open": Reply(status=302, headers={"Location": "/closed"}),
        "/closed": Reply("secret"),
    }
    for path in ("/open", "/closed"):
        with pytest.raises(PageRefused, match=r"robots.txt closes it") as refused:
            Visitor(local=True).visit(f"{site.address}{path}")
        assert refused.value.is_closed


def test_only_pictures_are_fetched_as_pictures_and_each_once(site: Site) -> None:
    site.replies = {
        "/a.png?sign=secret": Reply(PNG, "image/png"),
        "/b.png?sign=secret": Reply("<script>alert(1)</script>", "image/png"),
        "/c.svg": Reply("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    }
    fetcher = Fetcher(local=True)
    found = [fetcher.fetch(f"{site.address}/{name}") for name in ("a.png?sign=secret",) * 2]
    assert found[0] == found[1]
    assert found[0] is not None
    assert (found[0][0].startswith("media/"), found[0][0].endswith(".png"), found[0][1]) == (True, True, PNG)
    assert [fetcher.fetch(f"{site.address}/{name}") for name in ("b.png?sign=secret", "c.svg", "d.png")] == [None] * 3
    assert [(loss.place, loss.sample) for loss in fetcher.losses] == [
        (f"{site.address}/b.png", "it is no picture"),
        (f"{site.address}/c.svg", "it is no picture"),
        (f"{site.address}/d.png", "Not Found"),
    ]
    assert len(site.asked) == 4


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_reference_in_either_quotes_is_changed(quote: str) -> None:
    prose = Prose(f"<img src={quote}a.png{quote} alt={quote}{quote}>", "")
    change_targets(prose, lambda target, is_shown: f"new/{target}" if is_shown else target)
    assert 'src="new/a.png"' in prose.finish()


def make_article(path: str, body: str = "", **more: object) -> SourceArticle:
    return SourceArticle(path, path, "제목", body, **more)  # type: ignore[arg-type]


def test_a_site_in_which_two_articles_share_a_title_begins_without_an_error() -> None:
    twins = Export((make_article("a"), make_article("b")))
    others = Export((make_article("a"), make_article("b", draft=True), make_article("c", lang="en")))
    assert ["HC20" in render_config(export, ("ko",), "content") for export in (twins, others)] == [True, False]


def test_an_anchor_that_is_there_stays_though_another_has_its_letters(tmp_path: Path) -> None:
    texts = {
        "a.md": "# 글\n\n## A b\n\n하나\n\n## Ab\n\n둘\n",
        "b.md": "# 다른 글\n\n[둘](a.md#ab)과 [하나](a.md#A_B)\n",
    }
    for name, text in texts.items():
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_text(text, "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: 시험\n", "utf-8")
    export = plan_import(Request("mkdocs", tmp_path, tmp_path / "content")).export
    (body,) = [article.body for article in export.articles if article.title == "다른 글"]
    assert body == "[둘](a.md#ab)과 [하나](a.md#a-b)\n"
