"""The Atom feed holds to RFC 4287, the description of the search to OpenSearch 1.1."""

from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hc_builder.content.brand_settings import Shop
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.site.feeds import MOST_ENTRIES, build_feeds

TODAY = date(2026, 11, 1)
ADDRESS = "https://a.example/repo/"
ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


class Content:
    """Articles in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, path: str, head: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{head}\n---\n본문이에요.\n", encoding="utf-8")

    def read(self, shop: str = "온서랍") -> HelpCenter:
        settings = Settings(languages=("ko", "en"), shop=Shop(name=shop))
        return read_help_center(self.folder, settings, Renderer(), TODAY)

    def parse(self, path: str = "feed.xml") -> ElementTree.Element:
        return ElementTree.fromstring(build_feeds(self.read(), ADDRESS, "시험 고객센터")[path])


@pytest.fixture
def content(tmp_path: Path) -> Content:
    content = Content(tmp_path)
    content.write("a/가.md", 'title: "A & <b>"\nupdated: 2026-10-12\nsummary: 3일 걸려요.')
    content.write("a/b.md", "title: 둘\npublish_at: 2026-10-20\nupdated: 2026-10-01")
    content.write("a/b.en.md", "title: Two\nupdated: 2026-09-30")
    content.write("a/c.md", "title: 날짜 없는 글")
    return content


def list_titles(feed: ElementTree.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_the_feed_has_what_atom_asks_for(content: Content) -> None:
    feed = content.parse()
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.iter(f"{ATOM}entry")):
        counts = [len(part.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")]
        assert counts == [1, 1, 1]
        assert (part.findtext(f"{ATOM}id") or "").startswith(ADDRESS)
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated") or "").utcoffset() is not None
        assert [link.get("href") for link in part.findall(f"{ATOM}link") if link.get("rel") in (None, "alternate")]
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "온서랍"
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{ADDRESS}feed.xml"  # type: ignore[union-attr]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert ids == [f"{ADDRESS}a/b/", f"{ADDRESS}a/%EA%B0%80/"]


def test_what_changed_last_comes_first_and_dates_the_feed(content: Content) -> None:
    feed = content.parse()
    assert list_titles(feed) == ["둘", "A & <b>"]
    days = [each.text for each in feed.iter(f"{ATOM}updated")]
    assert days == ["2026-10-20T00:00:00+09:00", "2026-10-20T00:00:00+09:00", "2026-10-12T00:00:00+09:00"]
    assert [each.text for each in feed.iter(f"{ATOM}published")] == ["2026-10-20T00:00:00+09:00"]
    assert [each.text for each in feed.iter(f"{ATOM}summary")] == ["3일 걸려요."]


def test_each_language_has_its_own(content: Content) -> None:
    feed = content.parse("en/feed.xml")
    assert list_titles(feed) == ["Two"]
    assert feed.findtext(f"{ATOM}id") == f"{ADDRESS}en/"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


@pytest.mark.parametrize("key", ["noindex: true", "unlisted: true", "draft: true"])
def test_what_is_kept_from_others_is_not_fed(content: Content, key: str) -> None:
    content.write("a/b.md", f"title: 둘\nupdated: 2026-10-20\n{key}")
    assert list_titles(content.parse()) == ["A & <b>"]


def test_notices_are_not_fed(content: Content) -> None:
    content.write("notices/n.md", "title: 휴무 안내\nupdated: 2026-10-30\nseverity: info")
    assert "휴무 안내" not in list_titles(content.parse())


def test_the_feed_is_bounded(content: Content) -> None:
    for number in range(MOST_ENTRIES + 5):
        content.write(f"b/{number:02}.md", f"title: 글 {number}\nupdated: 2026-10-30")
    assert list_titles(content.parse()) == [f"글 {number}" for number in range(MOST_ENTRIES)]


def test_an_empty_feed_is_one_still(tmp_path: Path) -> None:
    content = Content(tmp_path)
    content.write("a.md", "title: 날짜 없는 글")
    assert content.parse().findtext(f"{ATOM}updated") == "2000-01-01T00:00:00+09:00"


def test_a_browser_learns_how_to_ask_the_search(content: Content) -> None:
    root = content.parse("en/opensearch.xml")
    assert root.tag == f"{SEARCH}OpenSearchDescription"
    assert root.find(f"{SEARCH}Url").attrib == {  # type: ignore[union-attr]
        "type": "text/html",
        "template": "https://a.example/repo/en/search/?q={searchTerms}",
    }
    assert root.findtext(f"{SEARCH}Language") == "en"


def test_the_name_of_the_search_is_as_short_as_opensearch_wants_it(content: Content) -> None:
    files = build_feeds(content.read("아주 긴 이름을 가진 온라인 쇼핑몰"), ADDRESS, "시험")
    name = ElementTree.fromstring(files["opensearch.xml"]).findtext(f"{SEARCH}ShortName") or ""
    assert 0 < len(name) <= 16


def test_without_an_address_there_is_nothing_to_subscribe_to(content: Content) -> None:
    assert build_feeds(content.read(), "", "시험") == {}
