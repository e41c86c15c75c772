"""What the head of a page, the sitemap and robots.txt tell search engines; pages that are kept from them."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fresh_site import build_site

from hc_builder.pages.versions import find_versions
from hc_builder.project import load_project
from hc_builder.search.meaning import build_meaning
from hc_builder.site.build import prepare_site
from hc_builder.site.sitemaps import build_sitemaps

DAY = date(2026, 11, 1)
_HEAD = "site_name: 시험 고객센터\ndocs_dir: content\ntheme: {name: helpcenter}\n"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_LINK = "{http://www.w3.org/1999/xhtml}link"


class Site:
    """A project in a folder, and the site that is built of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.configure("languages: [ko, en]", "https://a.example/repo/")
        self.write(
            "refund/when.md", "title: 환불은 언제예요?\nupdated: 2026-10-12\nowner: 환불팀", "3일 안에 돌려드려요."
        )
        self.write("refund/when.en.md", "title: When do I get my refund?", "Within three days.")
        self.write("refund/card.md", "title: 카드 환불\nrelated: [refund/when]", "카드사가 취소해요.")

    def configure(self, options: str, site_url: str = "") -> None:
        address = f"site_url: {site_url}\n" if site_url else ""
        text = f"{_HEAD}{address}plugins: [helpcenter: {{{options}}}]\n"
        (self.folder / "mkdocs.yml").write_text(text, encoding="utf-8")

    def write(self, path: str, head: str, body: str) -> None:
        file = self.folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")

    def build(self) -> None:
        build_site(load_project(self.folder / "mkdocs.yml"), self.folder / "site")

    def read(self, path: str) -> str:
        return (self.folder / "site" / path).read_text(encoding="utf-8")

    def read_sitemap(self) -> dict[str, dict[str, str]]:
        """Address → its versions by language."""
        root = ElementTree.fromstring(self.read("sitemap.xml"))
        entries = ((entry, entry.findtext(f"{_SITEMAP}loc") or "") for entry in root)
        return {
            at: {link.get("hreflang", ""): link.get("href", "") for link in entry.iter(_LINK)} for entry, at in entries
        }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_the_sitemap_names_a_pages_languages_and_the_one_for_all_others(site: Site) -> None:
    site.build()
    korean, english = "https://a.example/repo/refund/when/", "https://a.example/repo/en/refund/when/"
    found = site.read_sitemap()
    assert found[korean] == found[english] == {"ko": korean, "en": english, "x-default": korean}
    assert found["https://a.example/repo/refund/card/"] == {}
    assert f"<loc>{korean}</loc><lastmod>2026-10-12</lastmod>" in site.read("sitemap.xml")


@pytest.mark.parametrize("key", ["noindex", "unlisted"])
def test_an_article_may_be_kept_from_search_engines(site: Site, key: str) -> None:
    site.write("refund/when.md", f"title: 환불은 언제예요?\n{key}: true", "3일 안에 돌려드려요.")
    site.build()
    page = site.read("refund/when/index.html")
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page
    assert 'rel="alternate" hreflang' not in page + site.read("en/refund/when/index.html")
    assert "https://a.example/repo/refund/when/" not in site.read("sitemap.xml")
    assert site.read_sitemap()["https://a.example/repo/en/refund/when/"] == {}


def test_an_unlisted_article_is_read_by_those_only_who_have_its_address(site: Site) -> None:
    site.write("refund/card.md", "title: 카드 환불\nrelated: [refund/when]\nunlisted: true", "카드사가 취소해요.")
    site.build()
    others = [path for path in (site.folder / "site").rglob("*.html") if path.parent.name != "card"]
    assert "카드사가 취소해요." in site.read("refund/card/index.html")
    assert [path for path in others if "refund/card" in path.read_text() or "카드 환불" in path.read_text()] == []
    project = load_project(site.folder / "mkdocs.yml")
    with project.open_search() as search:
        assert "refund/card" not in [hit.id for hit in search.search("카드 환불").hits]
    assert "refund/card" not in build_meaning(project.center, "ko").decode()


def test_an_article_without_index_stays_in_lists_and_search(site: Site) -> None:
    site.write("refund/card.md", "title: 카드 환불\nnoindex: true", "카드사가 취소해요.")
    site.build()
    assert "카드 환불" in site.read("refund/index.html")
    with load_project(site.folder / "mkdocs.yml").open_search() as search:
        assert "refund/card" in [hit.id for hit in search.search("카드 환불").hits]


def test_robots_txt_names_the_sitemap_where_the_site_has_an_address(site: Site) -> None:
    site.build()
    assert "\nSitemap: https://a.example/repo/sitemap.xml\n" in site.read("robots.txt")
    site.configure("languages: [ko, en]")
    assert "robots.txt" not in prepare_site(load_project(site.folder / "mkdocs.yml")).generated


def test_a_shops_own_robots_txt_stays(site: Site) -> None:
    (site.folder / "content/robots.txt").write_text("User-agent: *\nDisallow: /en/\n", encoding="utf-8")
    site.build()
    assert site.read("robots.txt") == "User-agent: *\nDisallow: /en/\n"


@pytest.mark.parametrize("name", ["feed.xml", "opensearch.xml"])
def test_a_shops_own_file_goes_before_one_that_is_made(site: Site, name: str) -> None:
    (site.folder / "content" / name).write_text("<own/>", encoding="utf-8")
    site.build()
    assert site.read(name) == "<own/>"


def test_many_pages_have_their_languages_in_the_files_of_the_sitemap(site: Site) -> None:
    site.build()
    places = prepare_site(load_project(site.folder / "mkdocs.yml")).places
    versions = find_versions(places, ("ko", "en"))
    text = build_sitemaps("https://a.example/", [*places] * 200, versions)["sitemap-1.xml"].decode()
    ElementTree.fromstring(text)
    assert '<xhtml:link rel="alternate" hreflang="en" href="https://a.example/en/refund/when/"/>' in text


def test_search_engines_are_told_on_the_home_page_whose_site_it_is(site: Site) -> None:
    site.configure("""languages: [ko, en], verification: {google: 'a"b', naver: n1, bing: b1}""")
    site.build()
    tags = re.findall(
        r'<meta name="(google-site-verification|naver-site-verification|msvalidate.01)" content="([^"]*)">',
        site.read("index.html"),
    )
    assert dict(tags) == {"google-site-verification": "a&#34;b", "naver-site-verification": "n1", "msvalidate.01": "b1"}
    assert "site-verification" not in site.read("refund/when/index.html")


@pytest.mark.parametrize("shown", ["true", "false"])
def test_who_owns_an_article_is_shown_where_the_shop_wants_it(site: Site, shown: str) -> None:
    site.configure(f"languages: [ko, en], show_owner: {shown}")
    site.build()
    assert ("담당: 환불팀" in site.read("refund/when/index.html")) == (shown == "true")
    pages = "".join(path.read_text() for path in (site.folder / "site").rglob("*.html"))
    assert ("환불팀" in pages) == (shown == "true")
