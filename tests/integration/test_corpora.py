"""Real help centers that nobody here wrote: every article is there, every picture that exists is shown, and what
can't be resolved is told by file and line."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from hc_builder.checks import check_help_center
from hc_builder.cli import main
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings_reading import parse_settings
from hc_builder.problems import Problem, render_problems

pytestmark = pytest.mark.shared

ADOBE = """
site_name: Adobe Commerce 도움말
docs_dir: {corpora}/adobe-commerce-kb-ko/help
theme: {{name: helpcenter, language: ko}}
plugins:
  - helpcenter:
      dead_links: warning
      foreign_keys: [description, exl-id, feature, source-git-commit, workflow-type, source-wordcount, ht-degree]
"""
LOGIN = """
site_name: Login.gov help
docs_dir: {corpora}/login-gov-help/content/_help
theme: {{name: helpcenter, language: en}}
plugins:
  - helpcenter:
      languages: [en, es, fr, zh]
      dead_links: warning
      pictures: as-is
      media_roots: {{/assets/: ../../assets}}
      foreign_keys: [layout, category, order]
"""


@dataclass(frozen=True)
class Built:
    site: Path
    content: Path
    told: str

    def text(self, url: str) -> str:
        page = LexborHTMLParser((self.site / url / "index.html").read_text(encoding="utf-8"))
        body = page.css_first("article") or page.body
        assert body is not None
        pictures = " ".join(image.attributes.get("alt") or "" for image in body.css("img"))
        return " ".join(f"{body.text(separator=' ')} {pictures}".split())


def build(config: str, corpora: Path, content: str, folder: Path) -> Built:
    (folder / "mkdocs.yml").write_text(config.format(corpora=corpora), encoding="utf-8")
    result = CliRunner().invoke(
        main, ["build", "-f", str(folder / "mkdocs.yml"), "--site", str(folder / "site")], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    checked = CliRunner().invoke(main, ["check", "-f", str(folder / "mkdocs.yml")], catch_exceptions=False)
    return Built(folder / "site", corpora / content, checked.output)


@pytest.fixture(scope="module")
def adobe(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("adobe")
    return build(ADOBE, shared / "corpora", "adobe-commerce-kb-ko/help", folder)


@pytest.fixture(scope="module")
def login(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("login")
    return build(LOGIN, shared / "corpora", "login-gov-help/content/_help", folder)


def find_pictures(built: Built) -> set[str]:
    """Every picture that the site's pages show and that is there."""
    found = set()
    for page in built.site.rglob("index.html"):
        for source in re.findall(r'<img[^>]* src="([^"]+)"', page.read_text(encoding="utf-8")):
            if "://" not in source and (picture := (page.parent / unquote(unescape(source))).resolve()).is_file():
                found.add(picture.name)
    return found


def test_every_korean_article_is_a_page_with_its_title(adobe: Built) -> None:
    sources = sorted(adobe.content.rglob("*.md"))
    assert len(sources) == 211
    for source in sources:
        page = adobe.site / source.relative_to(adobe.content).with_suffix("") / "index.html"
        title = re.search(r"^title: *(.+)$", source.read_text(encoding="utf-8"), re.M)
        assert page.is_file(), source
        if title:
            letters = "".join(filter(str.isalnum, re.sub(r"\[!\w+ ", "", title[1])))
            assert letters in "".join(filter(str.isalnum, unescape(page.read_text(encoding="utf-8")))), source


def test_no_korean_word_of_an_article_is_lost(adobe: Built) -> None:
    for source in sorted(adobe.content.rglob("*.md")):
        body = source.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        prose = re.sub(r"```.*?```|\]\([^)]*\)|<[^>]*>|\{[^}]*\}|&[#\w]+;", " ", body, flags=re.S)
        shown = adobe.text(str(source.relative_to(adobe.content).with_suffix("")))
        lost = [word for word in re.findall(r"[가-힣]{2,}", prose) if word not in shown]
        assert not lost, (source, lost)


def test_placeholders_in_angle_brackets_are_text(adobe: Built) -> None:
    page = "troubleshooting/deployment"
    sources = [path for path in (adobe.content / page).glob("*.md") if "<project ID>" in path.read_text("utf-8")]
    assert sources
    for source in sources:
        assert "<project ID>" in adobe.text(f"{page}/{source.stem}")


def test_every_korean_picture_that_exists_is_shown(adobe: Built) -> None:
    named = {path.name for path in adobe.content.rglob("*") if path.suffix in (".png", ".jpg", ".jpeg")}
    assert len(named) > 40
    assert named <= find_pictures(adobe)


def test_every_moving_picture_that_exists_is_a_film(adobe: Built) -> None:
    moving = list(adobe.content.rglob("*.gif"))
    pages = "".join(path.read_text(encoding="utf-8") for path in adobe.site.rglob("index.html"))
    films = set(re.findall(r'<video data-moving[^>]*><source[^>]* src="([^"]+)"', pages))
    assert moving
    assert len(films) == len(moving)


def test_callouts_terms_folds_and_entities_render_as_meant(adobe: Built) -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in adobe.site.rglob("index.html"))
    assert pages.count('class="admonition note"') >= 50
    assert pages.count('class="admonition warning"') >= 14
    assert "[!" not in re.sub(r"<(code|pre).*?</\1>", "", pages, flags=re.S)
    assert "+++" not in adobe.text("how-to/general/create-database-dump-on-cloud")
    assert "&amp;quot;" not in pages
    assert "&amp;#x200B;" not in pages


def test_what_is_missing_is_told_by_file_and_line(adobe: Built) -> None:
    place = r"^help/troubleshooting/payments/cybersource-payment-\S+\.md:54: warning\[HC10\]: link target "
    assert re.search(place + r"'assets/MDVA-5914_EE_2\.1\.9_COMPOSER_v3\.patch\.zip' does not exist$", adobe.told, re.M)
    assert "0 errors" in adobe.told


def test_every_article_of_the_four_languages_is_a_page_of_its_language(login: Built) -> None:
    sources = sorted(login.content.rglob("*.md"))
    assert len(sources) == 220
    for source in sources:
        stem, lang = str(source.relative_to(login.content)).removesuffix(".md").rsplit("._", 1)
        page = login.site / ("" if lang == "en" else lang) / stem / "index.html"
        assert page.is_file(), source
        assert f'<html lang="{lang}"' in page.read_text(encoding="utf-8")


def test_no_word_of_an_english_article_is_lost_unsaid(login: Built) -> None:
    for source in sorted(login.content.rglob("*._en.md")):
        body = source.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        prose = re.sub(r"\{[%:].*?\}|\]\([^)]*\)|<[^>]*>|&[#\w]+;|https?:\S+", " ", body, flags=re.S)
        shown = login.text(str(source.relative_to(login.content)).removesuffix("._en.md"))
        lost = [word for word in re.findall(r"[A-Za-z]{3,}", prose) if word not in shown]
        assert not lost, (source, lost)


def test_every_english_picture_that_is_referenced_and_exists_is_shown(login: Built) -> None:
    """A picture that only a template tag names is left out with it, and told."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in login.content.rglob("*.md"))
    texts = re.sub(r"\{%.*?%\}", "", texts, flags=re.S)
    assets = login.content.parents[1] / "assets"
    named = {path.name for path in assets.rglob("*") if path.is_file() and f"/{path.name}" in texts}
    assert len(named) == 4
    assert named <= find_pictures(login)


def test_a_template_tag_that_is_left_out_is_told_by_file_and_line(login: Built) -> None:
    assert re.search(
        r"^_help/\S+\._en\.md:\d+: warning\[HC26\]: (?:`\{% include |\d+ template tags of Liquid)", login.told, re.M
    )


# ── Corpora that are read and checked, not built ────────────────────────────


@dataclass(frozen=True)
class Corpus:
    """A help center as read, and what is told of it."""

    content: Path
    center: HelpCenter
    problems: list[Problem]

    @property
    def told(self) -> str:
        return render_problems(self.problems)


READ = {
    "arduino-help": ("content", {"languages": ["en"], "dead_links": "warning"}, 410),
    "plausible-docs": ("docs", {"languages": ["en"], "dead_links": "warning"}, 132),
    "alchemyinsights-ko": ("AlchemyInsights", {"dead_links": "warning"}, 3025),
}


@pytest.fixture(scope="module", params=READ)
def corpus(request: pytest.FixtureRequest, shared: Path) -> Corpus:
    folder, options, _ = READ[request.param]
    settings, faults = parse_settings(options, "mkdocs.yml")
    content, today = shared / "corpora" / request.param / folder, date(2026, 11, 29)
    center = read_help_center(content, settings, Renderer(), today)
    return Corpus(content, center, [*faults, *check_help_center(center, today)])


def test_no_article_of_a_corpus_is_lost(corpus: Corpus) -> None:
    sources = {path.relative_to(corpus.content).as_posix() for path in corpus.content.rglob("*.md")}
    read = {shown.article.path for shown in corpus.center.articles}
    read |= {category.path for category in corpus.center.categories if category.path}
    drafts = {path for path in sources if re.search(r"^draft: true$", (corpus.content / path).read_text("utf-8"), re.M)}
    assert sources - read == drafts == corpus.center.unpublished & sources
    assert len(corpus.center.articles) == READ[corpus.content.parent.name][2]


def test_every_title_of_a_corpus_is_as_its_writer_gave_it(corpus: Corpus) -> None:
    for shown in corpus.center.articles:
        written = re.search(r"^title: *(['\"]?)(.+?)\1 *$", shown.article.source, re.M)
        if written:
            given = re.sub(r"\[!\w+ |\\\\|''", "", written[2])
            assert _letters(shown.article.title) == _letters(given), shown.article.path


def test_what_a_corpus_is_told_can_be_read_in_one_sitting(corpus: Corpus) -> None:
    assert len(corpus.told) < 90_000
    assert f"{sum(problem.severity == 'error' for problem in corpus.problems):,} error" in corpus.told


def test_keys_of_another_tool_are_one_message_with_their_setting(corpus: Corpus) -> None:
    keys = [line for line in corpus.told.splitlines() if "front matter keys that are not known here" in line]
    assert len(keys) == 1
    assert "foreign_keys: [" in corpus.told


def test_a_dead_link_of_a_corpus_is_truly_dead(corpus: Corpus) -> None:
    """Each relative target that is told names no file beside its article."""
    for problem in corpus.problems:
        target = re.search(r"'([^'/][^']*)' does not exist", problem.what)
        if problem.code in ("HC10", "HC12") and target and "{" not in target[1]:
            place = corpus.content.parent / problem.path
            assert not (place.parent / unquote(target[1].split("#")[0].split("?")[0])).is_file(), problem


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))
