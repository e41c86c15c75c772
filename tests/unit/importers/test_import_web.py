"""Sites read from their pages, by a real server: which pages there are, what they say, and what a site may ask."""

import gzip
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from site_server import Reply, Site, serve_site

from hc_builder.importers.api.refusals import ApiRefused
from hc_builder.importers.export_files import ExportFiles, ExportRefused
from hc_builder.importers.importing import Request, apply_plan, plan_import
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from hc_builder.importers.readers.web_pages import read_web
from hc_builder.importers.web import listing, visiting
from tests.unit.importers.sources import by_path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
FRAME = (
    "<html lang=ko><head><title>{title} | 달빛상점</title>{head}</head><body><div class=top><h1>달빛상점</h1>"
    "<a href=/>홈</a> <a href=/faq>도움말</a></div><div class=text>{body}</div>"
    "<div class=foot>사업자 번호</div></body></html>"
)
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "PAUSE", 0.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as site:
        yield site


def page(title: str, body: str, head: str = "") -> Reply:
    return Reply(FRAME.format(title=title, body=body, head=head))


def list_pages(*paths: str) -> Reply:
    lines = (f"<url><loc>{{site}}{path}</loc><lastmod>2026-10-02</lastmod></url>" for path in paths)
    return Reply(SITEMAP.format("".join(lines)), "application/xml")


def read(site: Site, *addresses: str, **options: Any) -> Export:
    text = "\n".join(addresses or [f"{site.address}/"])
    files = ExportFiles(Path("list"), {"addresses.txt": text.encode})
    return read_web(files, Options(local=True, **options))


def tell(export: Export, site: Site) -> list[tuple[str, str]]:
    return [(loss.what, loss.place.removeprefix(site.address)) for loss in export.losses]


def test_a_site_is_read_by_its_sitemap_and_its_text_told_from_what_is_on_every_page(site: Site) -> None:
    crumbs = '<ul class="breadcrumb"><li><a href="/">홈</a><li><a href="/faq/delivery">배송</a><li>{}</ul>'
    site.replies = {
        "/robots.txt": Reply("User-agent: *\nDisallow: /admin\nSitemap: {site}/maps.xml\n", "text/plain"),
        "/maps.xml": Reply("<sitemapindex><sitemap><loc>{site}/a.xml.gz</loc></sitemap></sitemapindex>"),
        "/a.xml.gz": Reply(b"", "application/gzip"),
        "/": page("홈", "<a href=/faq/1>배송비</a>"),
        "/faq/1": page(
            "배송비는 얼마예요?", crumbs.format("배송비") + "<p>삼천 원이에요. <a href='3?from=a#정책'>환불</a></p>"
        ),
        "/faq/2": page("배송이 늦어요", crumbs.format("늦음") + "<p>기다려 주세요. <a href=/cart>장바구니</a></p>"),
        "/faq/3?from=a": page(
            "환불",
            '<ul class="breadcrumb"><li><a href="/">홈</a><li><a href="/r">환불</a></ul>'
            '<h2>정책</h2><p>사흘 안에</p><img src="/a.png" alt="표">',
        ),
        "/a.png": Reply(PNG, "image/png"),
    }
    packed = list_pages("/", "/faq/1", "/faq/2", "/faq/3?from=a", "/admin/x").body
    assert isinstance(packed, str)
    site.replies["/a.xml.gz"] = Reply(
        gzip.compress(packed.replace("{site}", site.address).encode()), "application/gzip"
    )
    export = read(site, fetch=True)
    articles = by_path(export)
    assert articles.keys() == {"배송/배송비는-얼마예요", "배송/배송이-늦어요", "환불"}
    fee = articles["배송/배송비는-얼마예요"]
    assert (fee.title, fee.old, fee.updated) == ("배송비는 얼마예요?", ("/faq/1",), date(2026, 10, 2))
    assert fee.body == "삼천 원이에요. [환불](../환불.md#정책)\n"
    assert articles["배송/배송이-늦어요"].body == f"기다려 주세요. [장바구니]({site.address}/cart)\n"
    [picture] = export.media
    assert f"![표]({picture})" in articles["환불"].body
    assert [(one.path, one.title) for one in export.categories] == [("배송", "배송")]
    assert tell(export, site) == [
        ("a page that robots.txt closes", "/admin/x"),
        ("a page of links, which is no article", "/"),
        ("an old address with a query, which no host sends on", "/faq/3?from=a"),
    ]
    assert "/admin/x" not in site.asked
    assert len(site.asked) == len(set(site.asked))


def test_a_page_at_two_addresses_is_one_article_and_both_lead_to_it(site: Site) -> None:
    canonical = '<link rel="canonical" href="/faq/fee">'
    main = "<main><h1>배송비</h1><p>삼천 원</p></main>"
    site.replies = {
        "/faq/fee": page("x", main, canonical),
        "/old": Reply(status=301, headers={"Location": "{site}/faq/fee"}),
        "/faq/fee.html": page("x", main, canonical),
    }
    [article] = read(site, *(f"{site.address}{path}" for path in ("/old", "/faq/fee.html", "/faq/fee"))).articles
    assert (article.title, article.body) == ("배송비", "삼천 원\n")
    assert article.old == ("/faq/fee", "/old", "/faq/fee.html")


def test_translations_find_each_other_by_their_addresses(site: Site) -> None:
    for lang, text in (("ko", "삼천 원"), ("en", "3 dollars")):
        html = f"<html lang={lang}><main><h1>{text}</h1><p>{text}</p></main></html>"
        site.replies[f"/{lang}/faq/fee"] = Reply(html)
    export = read(site, f"{site.address}/ko/faq/fee", f"{site.address}/en/faq/fee")
    assert {(one.path, one.lang) for one in export.articles} == {("faq/fee", "ko"), ("faq/fee", "en")}


def test_a_page_may_be_of_any_encoding(site: Site) -> None:
    text = '<meta charset="euc-kr"><main><h1>배송비</h1><p>삼천 원</p></main>'
    site.replies["/a"] = Reply(text.encode("cp949"), "text/html")
    site.replies["/b"] = Reply(
        "<main><h1>환불</h1><p>사흘</p></main>".encode("cp949"), "text/html; charset=ks_c_5601-1987"
    )
    assert [one.title for one in read(site, f"{site.address}/a", f"{site.address}/b").articles] == ["배송비", "환불"]


def test_a_broken_byte_costs_a_sign_and_no_text(site: Site) -> None:
    head, body = "<main><h1>배송비</h1><p>삼천 원이에요".encode("cp949"), "</p></main>"
    for path, kind in (
        ("/a", "text/html; charset=euc-kr"),
        ("/b", "text/html"),
        ("/c", "text/html; charset=undefined"),
    ):
        site.replies[path] = Reply(head + b"\xff" + body.encode(), kind)
    articles = read(site, *(f"{site.address}/{name}" for name in "abc")).articles
    assert [(one.title, one.body) for one in articles] == [("배송비", "삼천 원이에요\ufffd\n")] * 3


def test_pages_that_call_one_address_their_own_and_say_other_things_all_move_in(site: Site) -> None:
    canonical = '<link rel="canonical" href="/faq/">'
    for name, title in (("1", "배송비"), ("2", "환불"), ("", "자주 묻는 질문")):
        text = f"<main><h1>{title}</h1><p>{title}의 글이에요.</p></main>"
        site.replies[f"/faq/{name}"] = page(title, text, canonical)
    export = read(site, *(f"{site.address}/faq/{name}" for name in ("1", "2", "")))
    assert {one.title: one.old for one in export.articles} == {
        "배송비": ("/faq/1",), "환불": ("/faq/2",), "자주 묻는 질문": ("/faq/",),
    }  # fmt: skip
    told = "a page that calls the address of others its own"
    assert tell(export, site) == [(told, "/faq/1"), (told, "/faq/2")]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("", "/shop/faq/"),
        ('<link rel="canonical" href="/other/place/fee">', "/shop/faq/"),
        ('<base href="/base/">', "/base/"),
        ('<base href="/base/"><link rel="canonical" href="own">', "/base/"),
    ],
    ids=["fetched", "canonical", "base", "both"],
)
def test_references_are_seen_from_where_a_browser_sees_them(head: str, wanted: str, site: Site) -> None:
    site.replies["/shop/faq/fee"] = page("x", "<main><h1>배송비</h1><p>글 <a href='cart'>장바구니</a></p></main>", head)
    [article] = read(site, f"{site.address}/shop/faq/fee").articles
    assert article.body == f"글 [장바구니]({site.address}{wanted}cart)\n"


def test_rules_are_read_as_their_standard_says(site: Site) -> None:
    main = "<main><h1>가</h1><p>글</p></main>"
    robots = "\ufeffUser-agent: *\nDisallow: /*?sort=\nDisallow: /*.php$\nDisallow: /in/\nAllow: /in/faq\n"
    site.replies = {
        "/robots.txt": Reply(robots, "text/plain"),
        "/moved": Reply(status=302, headers={"Location": "{site}/in/hidden"}),
        **dict.fromkeys(("/list?sort=1", "/a.php", "/in/x", "/in/faq", "/in/hidden"), Reply(main)),
    }
    export = read(site, *(f"{site.address}{path}" for path in ("/list?sort=1", "/a.php", "/in/x", "/moved", "/in/faq")))
    assert [one.old for one in export.articles] == [("/in/faq",)]
    closed = ["/list?sort=1", "/a.php", "/in/x", "/moved"]
    assert tell(export, site) == [("a page that robots.txt closes", path) for path in closed]
    assert site.asked == ["/robots.txt", "/moved", "/in/hidden", "/in/faq"]


def test_a_site_that_can_not_be_reached_is_asked_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "MAX_PAGE", 100)
    site.replies = {"/robots.txt": Reply("#" * 200, "text/plain")}
    with pytest.raises(ExportRefused, match="more than 100 bytes"):
        read(site, f"{site.address}/a", f"{site.address}/b")
    assert site.asked == ["/robots.txt"]


def test_sitemaps_without_end_have_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MAX_SITEMAPS", 3)
    maps = "".join(f"<sitemap><loc>{{site}}/{number}.xml</loc></sitemap>" for number in range(9))
    site.replies = {f"/{number}.xml": list_pages(f"/page/{number}") for number in range(9)}
    site.replies["/sitemap.xml"] = Reply(f"<sitemapindex>{maps}</sitemapindex>")
    found = listing.Listing(visiting.Visitor(local=True))
    files = ExportFiles(Path("list"), {"a.txt": f"{site.address}/".encode})
    assert len(found.list_all(files)) == 2
    assert {loss.what for loss in found.losses} == {"a sitemap more than are fetched"}


def test_what_fails_is_told_and_what_is_hurried_is_asked_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "MAX_PAGE", 10_000)
    main = "<main><h1>가</h1><p>글</p></main>"
    site.replies = {
        "/a": [Reply(status=429, headers={"Retry-After": "0"}), Reply(main)],
        "/b": Reply(status=503, headers={"Retry-After": "0"}),
        "/c": Reply("x" * 20_000),
        "/d": Reply("%PDF", "application/pdf"),
        "/e": Reply(status=302, headers={"Location": "file:///etc/passwd"}),
    }
    export = read(site, *(f"{site.address}/{name}" for name in "abcdef"), "ftp://x/y")
    assert [one.title for one in export.articles] == ["가"]
    assert sorted(tell(export, site)) == [
        ("a page that could not be fetched", "/b"),
        ("a page that could not be fetched", "/c"),
        ("a page that could not be fetched", "/e"),
        ("a page that could not be fetched", "/f"),
        ("a page that could not be fetched", "ftp://x/y"),
        ("a page that is no HTML", "/d"),
    ]


@pytest.mark.parametrize("address", ["https://[::1", "https://", "ftp://x/", "http://[내쇼핑몰].kr/a"])
def test_what_is_no_address_is_told_as_that(address: str) -> None:
    files = ExportFiles(Path("list"), {"addresses.txt": address.encode})
    with pytest.raises(ExportRefused, match="this is no address"):
        read_web(files, Options())


def test_the_local_network_is_closed_unless_it_is_opened(site: Site) -> None:
    files = ExportFiles(Path("list"), {"addresses.txt": f"{site.address}/a".encode})
    with pytest.raises(ExportRefused, match="lies in the local network"):
        read_web(files, Options())
    assert site.asked == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<urlset><url><loc>http://other.example/a</loc></url></urlset>", "an address of another site in a sitemap"),
        ("<urlset><url><loc>{site}/a</loc>", "a sitemap that can't be read"),
        ('<!DOCTYPE x [<!ENTITY a "a">]><urlset><url><loc>&a;</loc></url></urlset>', "a sitemap that can't be read"),
        ("<sitemapindex><sitemap><loc>{site}/sitemap.xml</loc></sitemap></sitemapindex>", ""),
    ],
    ids=["of-another", "cut", "entities", "of-itself"],
)
def test_a_sitemap_that_means_harm_leads_nowhere(body: str, told: str, site: Site) -> None:
    site.replies = {"/sitemap.xml": Reply(body, "application/xml"), "/": Reply("<main><h1>홈</h1><p>글</p></main>")}
    visitor = visiting.Visitor(local=True)
    found = listing.Listing(visitor)
    files = ExportFiles(Path("list"), {"a.txt": f"{site.address}/sitemap.xml".encode})
    assert [entry.address for entry in found.list_all(files) if "other" in entry.address] == []
    assert {loss.what for loss in found.losses} == ({told} if told else set())


@pytest.mark.parametrize("encoding", ["euc-kr", "shift_jis", "utf-8"])
def test_a_sitemap_is_read_in_the_encoding_that_it_names(encoding: str, site: Site) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<urlset><url><loc>{site.address}/カ</loc></url></urlset>'
    found = listing.Listing(visiting.Visitor(local=True))
    files = ExportFiles(Path("list"), {"a.xml": partial(text.encode, encoding)})
    assert [entry.address for entry in found.list_all(files)] == [f"{site.address}/カ"]
    assert found.losses == []


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "idna"])
def test_a_sitemap_in_no_encoding_is_read_as_what_it_is(encoding: str, site: Site) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<urlset><url><loc>{site.address}/가</loc></url></urlset>'
    found = listing.Listing(visiting.Visitor(local=True))
    files = ExportFiles(Path("list"), {"a.xml": text.encode})
    assert [entry.address for entry in found.list_all(files)] == [f"{site.address}/가"]


def test_a_site_that_fails_to_say_what_is_closed_is_left_alone(site: Site) -> None:
    site.replies = {"/robots.txt": Reply(status=500), "/a": Reply("<main><h1>가</h1><p>글</p></main>")}
    with pytest.raises(ExportRefused, match=r"robots\.txt closes"):
        read(site, f"{site.address}/a")
    assert site.asked == ["/robots.txt"]


def test_a_second_run_knows_articles_again_by_their_addresses(site: Site, tmp_path: Path) -> None:
    site.replies["/faq/1"] = Reply("<main><h1>배송비</h1><p>삼천 원</p></main>")
    request = Request("web", f"{site.address}/faq/1", tmp_path / "content", options=Options(local=True))
    apply_plan(plan_import(request))
    site.replies["/faq/1"] = Reply("<main><h1>배송비는?</h1><p>이천 원</p></main>")
    apply_plan(plan_import(request))
    assert sorted(path.name for path in (tmp_path / "content").rglob("*.md")) == ["index.md", "배송비.md"]
    assert "이천 원" in (tmp_path / "content/faq/배송비.md").read_text()
    with pytest.raises(ApiRefused):
        plan_import(Request("markdown", site.address, tmp_path / "content"))


def test_titles_days_and_topics_are_read_in_each_language_and_no_page_takes_one_of_the_sites_own(site: Site) -> None:
    html = (
        '<html lang={}><title>{} | x</title><nav class="breadcrumb"><a href="/">{}</a> <a href="/d">{}</a></nav>'
        '<main><article><header><h1>{}</h1><time datetime="2026-10-03">3</time></header><p>{}</p></article></main>'
    )
    site.replies = {
        "/a": Reply(html.format("ko", "가", "고객센터", "배송", "배송비", "삼천 원")),
        "/b": Reply(html.format("ko", "나", "고객센터", "환불", "환불 기간", "사흘")),
        "/c": Reply(html.format("en", "C", "Help", "Shipping", "Fees", "3 dollars")),
        "/search/": Reply("<html lang=ko><main><h1>Search</h1><p>글</p></main></html>"),
    }
    export = read(site, *(f"{site.address}{path}" for path in ("/a", "/b", "/c", "/search/")))
    assert {(one.path, one.title) for one in export.articles} == {
        ("배송/배송비", "배송비"),
        ("환불/환불-기간", "환불 기간"),
        ("shipping/fees", "Fees"),
        ("search-page", "Search"),
    }
    assert {one.updated for one in export.articles} == {date(2026, 10, 3), None}
