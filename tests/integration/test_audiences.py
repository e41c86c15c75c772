"""A folder for an audience: its pages are there, and nothing that everybody reads has a word of them."""

import gzip
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fresh_site import build_site
from small_shop import write_shop

from hc_builder.checks import check_help_center
from hc_builder.gaps.deciding.coverage import build_knowledge
from hc_builder.project import Project, load_project
from hc_builder.search.engine import SearchEngine

SECRET = "쿠쿠르"
"""In every text that the audience's articles have."""
OWN = tuple(f"{lang}{folder}/" for lang in ("", "en/") for folder in ("business", "delivery/vip"))
CONFIG = """
site_name: 시험
site_url: https://help.shop.example/
docs_dir: content
theme: {name: helpcenter, language: ko}
plugins:
  - helpcenter:
      languages: [ko, en]
      shop: {name: 가게, url: https://shop.example/}
      feedback: {endpoint: /v1/events}
      search: {meaning: endpoint}
      widget: {origins: [https://shop.example]}
      exports: [articles, llms, faq, snippets, lunr]
"""
HEADS = {
    "delivery/fee.md": "title: 배송비는 얼마예요?\nupdated: 2026-10-01",
    "delivery/how.md": "title: 배송은 어떻게 와요?\nrelated: [business/price]",
    "delivery/fee.en.md": "title: What is the shipping fee?",
    "business/index.md": f"title: {SECRET} 안내\ndescription: {SECRET}\naudience: 사업자",
    "business/price.md": f"title: {SECRET} 단가는 얼마예요?\nquestions: [{SECRET} 값]\nkeywords: [{SECRET}]\n"
    f"summary: {SECRET} 할인\nrelated: [delivery/fee]\nupdated: 2026-11-01\npopular: true\nredirect_from: [old-price]",
    "business/deep/tax.md": f"title: {SECRET} 세금계산서\nrelated: [business/price]\nupdated: 2026-11-02",
    "business/price.en.md": f"title: The {SECRET} price\nupdated: 2026-11-01",
    "delivery/vip/index.md": f"title: {SECRET}\naudience: VIP",
    "delivery/vip/free.md": f"title: {SECRET} 무료 배송",
    "business/notice.md": f"title: {SECRET} 휴무",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    bodies = {name: f"{SECRET if SECRET in head else '배송비'}: 3,000원이에요.\n" for name, head in HEADS.items()}
    articles = {name: f"---\n{head}\n---\n{bodies[name]}" for name, head in HEADS.items()}
    home = {"index.md": "---\ntitle: 고객센터\n---\n"}
    return load_project(write_shop(tmp_path_factory.mktemp("shop"), CONFIG, home | articles))


@pytest.fixture(scope="module")
def site(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build_site(project, folder)
    return folder


def read_public(site: Path) -> Iterator[tuple[str, str]]:
    """Every file that is not the audience's own, unpacked."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not name.startswith(OWN):
            data = path.read_bytes()
            yield name, (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8", "replace")


def test_nothing_public_has_a_word_or_an_address_of_theirs(site: Path) -> None:
    files = dict(read_public(site))
    assert [name for name, text in files.items() if SECRET in text] == []
    named = {name for name, text in files.items() if "business" in text or "delivery/vip" in text}
    assert named == {"_redirects", "old-price/index.html"}  # the old address of an article leads on
    assert [path for folder in OWN for path in (site / folder).rglob("*.md")] == []


def test_their_pages_are_there_and_ask_engines_to_stay_out(site: Path) -> None:
    for path in ("business/price/", "business/deep/tax/", "business/", "business/deep/", "en/business/price/"):
        page = (site / path / "index.html").read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in page, path
        assert "ld+json" not in page, path
        assert "hreflang=" not in page.partition("</head>")[0], path
    assert '<p class="hc-badge">사업자</p>' in (site / "business/price/index.html").read_text("utf-8")


def test_the_folders_own_page_lists_them(site: Path) -> None:
    page = (site / "business/index.html").read_text("utf-8")
    assert re.findall(r'class="hc-row" href="([^"]+)"', page) == ["notice/", "price/"]
    assert 'class="hc-card hc-card--low" href="deep/"' in page


def test_a_folder_within_a_public_one_is_not_counted_there(site: Path) -> None:
    assert re.findall(r"hc-card__count\">([^<]+)", (site / "index.html").read_text("utf-8")) == ["글 2개"]
    assert "hc-card" not in (site / "delivery/index.html").read_text("utf-8")


def test_related_articles_are_named_to_their_readers_alone(site: Path) -> None:
    def list_related(path: str) -> list[str]:
        page = (site / path / "index.html").read_text("utf-8")
        return re.findall(r'href="([^"]+)" data-from="related"', page)

    assert list_related("delivery/fee") == list_related("delivery/how") == []
    assert list_related("business/price") == ["../../delivery/fee/", "../deep/tax/", "../../delivery/how/"]


def find(project: Project, query: str, audience: str = "") -> list[str]:
    with SearchEngine(project.build_search_index("ko", audience)) as engine:
        return [hit.id for hit in engine.search(query).hits]


def test_the_search_of_everybody_does_not_find_them_and_their_own_does(project: Project, site: Path) -> None:
    assert find(project, f"{SECRET} 단가") == []
    assert find(project, f"{SECRET} 단가", "business")[0] == "business/price"
    assert find(project, "배송비", "business")[0] == "delivery/fee"
    own = [*(site / "business/search/ko").iterdir()]
    assert any(SECRET in path.read_text("utf-8", "replace") for path in own)  # so the look above can see it


def test_their_pages_ask_their_own_search(site: Path) -> None:
    assert 'href="../search/" data-search-open' in (site / "business/price/index.html").read_text("utf-8")
    for path, index in (("business/price/", "business/search/ko/"), ("delivery/fee/", "search/ko/")):
        assert f'"index":"{index}"' in read_settings(site, path)
    assert '"index":"business/search/ko/"' in read_settings(site, "business/search/")


def read_settings(site: Path, path: str) -> str:
    """What the page at `path` tells its scripts."""
    (source,) = re.findall(r'src="([^"]*settings[^"]*)"', (site / path / "index.html").read_text("utf-8"))
    return (site / path / source).read_text("utf-8")


def test_an_article_at_the_address_of_their_search_is_told(project: Project) -> None:
    folder = project.folder / "content/business"
    (folder / "search.md").write_text("---\ntitle: 찾기\n---\n본문이에요.\n", "utf-8")
    try:
        told = load_project(project.folder / "mkdocs.yml").problems
    finally:
        (folder / "search.md").unlink()
    assert [problem.path for problem in told if problem.code == "HC27"] == ["content/business/search.md"]


def test_what_one_language_says_holds_in_all(project: Project) -> None:
    assert project.center.find_audience("business/price") == "사업자"
    assert [shown.article.id for shown in project.center.list_public("en")] == ["delivery/fee"]


def test_the_gap_report_proposes_nothing_of_theirs(project: Project) -> None:
    assert set(build_knowledge(project.center, date(2026, 11, 30)).articles) == {"delivery/fee", "delivery/how"}


def test_the_shop_is_told_that_they_are_no_secret(project: Project) -> None:
    told = [problem for problem in check_help_center(project.center, date(2026, 11, 30)) if problem.code == "HC38"]
    assert [(problem.path, problem.severity) for problem in told] == [
        ("content/business/index.md", "notice"),
        ("content/delivery/how.md", "notice"),
        ("content/delivery/vip/index.md", "notice"),
    ]
