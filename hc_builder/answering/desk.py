"""A help center that is open for questions: its articles, and the browser's own search of each language.

Not to be used by two threads at once, as V8 must not be; `thread.py` gives it a thread of its own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from feedback_function.facts import MAX_QUERY
from hc_builder.answering.answers import Addresses, Answer, build_answer
from hc_builder.answering.plain_text import write_article, write_section
from hc_builder.content.cards import Card
from hc_builder.content.help_center import Shown
from hc_builder.content.settings import Settings
from hc_builder.errors import ProjectError, UserError
from hc_builder.gaps.loop.draft_sources import Source
from hc_builder.problems import count_problems, did_you_mean, has_errors
from hc_builder.project import Project, list_sources, load_project, shop_today
from hc_builder.search.document import find_summary
from hc_builder.search.engine import SearchEngine
from hc_builder.search.result import Quote

MOST_ARTICLES = 10
_QUOTED_ARTICLES, _MOST_SOURCES, _LONGEST_SOURCE = 3, 8, 1_500


class NoSuchArticle(UserError):
    """The help center has no such article, or keeps it out of its search."""

    exit_code = 2


@dataclass(frozen=True)
class ArticleText:
    """A whole article, as customers read it; `updated` as 2026-11-30, or empty."""

    id: str
    lang: str
    title: str
    url: str
    category: str
    updated: str
    text: str


@dataclass(frozen=True)
class _Language:
    """One language of a project, and the engine that is open on its index, which `name` stands for."""

    name: bytes
    engine: SearchEngine
    cards: tuple[Card, ...]
    articles: Mapping[str, Shown]

    def find_summary(self, id: str) -> str:
        return find_summary(self.articles[id]) if id in self.articles else ""


@dataclass(frozen=True)
class Reading:
    """A project as it was read, and by language the name of its index, with the files where they are to be opened."""

    project: Project
    indexes: Mapping[str, tuple[bytes, Mapping[str, bytes] | None]]


def read_content(config: Path, names: Mapping[str, bytes]) -> Reading:
    """The project of a `mkdocs.yml`, without V8, in any thread. `names` are those of the indexes that are open. A
    project with errors, which no build would publish, is refused as `ProjectError`."""
    project = load_project(config)
    if has_errors(project.problems):
        what = f"the help center can't be served: {count_problems(project.problems)}"
        raise ProjectError(what, "correct it; `hc check` says whether it is", project.problems)
    first, *_ = known = project.settings.languages
    named = {lang: project.name_search_index(lang) for lang in {first, *names} if lang in known}
    return Reading(
        project,
        {
            lang: (name, None if names.get(lang) == name else project.build_search_index(lang))
            for lang, name in named.items()
        },
    )


class Desk:
    """Of one project, which may be read anew. To be closed: an engine left open keeps the process alive."""

    def __init__(self, reading: Reading) -> None:
        self._project = reading.project
        self._languages: dict[str, _Language] = {}
        self.take(reading)

    @property
    def settings(self) -> Settings:
        return self._project.settings

    @property
    def site_name(self) -> str:
        return self._project.config.site_name

    @property
    def site_url(self) -> str:
        """Empty, or ending with a slash."""
        return self._project.config.site_url

    @property
    def sources(self) -> tuple[Path, ...]:
        """All that the answers are made of."""
        return list_sources(self._project.config)

    def close(self) -> None:
        """It can be asked again, and opens anew."""
        for language in self._languages.values():
            language.engine.close()
        self._languages.clear()

    @property
    def names(self) -> dict[str, bytes]:
        """The indexes that are open, by language."""
        return {lang: language.name for lang, language in self._languages.items()}

    @property
    def is_of_yesterday(self) -> bool:
        """Whether cards and articles, which have days, may be others by now."""
        return shop_today(self.settings) != self._project.today

    def take(self, reading: Reading) -> None:
        """Answer from this content from now on."""
        before, self._project, self._languages = self._languages, reading.project, {}
        for lang, (name, files) in reading.indexes.items():
            known = before.pop(lang, None) if files is None else None
            self._languages[lang] = self._build(lang, name, known.engine if known else SearchEngine(files or {}))
        for language in before.values():
            language.engine.close()

    def find_language(self, told: str) -> str:
        """The site's language that a BCP 47 tag means; the first for none. Raises `UnknownLanguage`."""
        return self._project.find_language(match_language(told, self.settings.languages))

    def ask(self, question: str, lang: str = "", limit: int = 5) -> Answer:
        """What customers would see, of a long question for its beginning. Raises `UnknownLanguage`."""
        lang = self.find_language(lang)
        language = self._open(lang)
        found = language.engine.search(question[:MAX_QUERY], min(limit, MOST_ARTICLES))
        return build_answer(found, lang, language.cards, language.find_summary, Addresses(self.site_url))

    def read(self, named: str, lang: str = "") -> ArticleText:
        """An article by its id or address. Raises `NoSuchArticle` and `UnknownLanguage`."""
        lang = self.find_language(lang)
        known = self._open(lang).articles
        path = unquote(re.split("[?#]", named.removeprefix(self.site_url))[0])  # as `Addresses` quotes it
        id = path.strip("/").removesuffix(".md")
        shown = known.get(id) or known.get(id.removeprefix(f"{lang}/"))
        if shown is None:
            hint = did_you_mean(id, known) or "use the id of an article that a search found"
            raise NoSuchArticle(f"there is no article of that id in '{lang}'", hint)
        return self._show(shown)

    def list_passages(self, answer: Answer) -> list[Source]:
        """Sections of the articles found that a language model may word an answer of, the quoted one first. The place
        of each is `article#anchor`."""
        quoted = answer.quote.article if answer.quote else ""
        ids = dict.fromkeys(filter(None, (quoted, *(found.id for found in answer.articles[:_QUOTED_ARTICLES]))))
        known = self._open(answer.lang).articles
        passages = [
            (f"{id}#{section.title}", Source(write_section(section)[:_LONGEST_SOURCE], f"{id}#{section.anchor}"))
            for id in ids
            if id in known
            for section in known[id].rendered.sections
        ]
        quoted_section = _name_section(answer.quote) if answer.quote else ""
        passages.sort(key=lambda passage: passage[0] != quoted_section)  # which may not be the first of its article
        return [source for _, source in passages if source.text][:_MOST_SOURCES]

    def find_address(self, place: str, lang: str) -> str:
        """Where a passage stands in the site."""
        id, _, anchor = place.partition("#")
        url = self._open(lang).articles[id].url
        return Addresses(self.site_url).join(f"{url}#{anchor}" if anchor else url)

    def _show(self, shown: Shown) -> ArticleText:
        article = shown.article
        updated = article.fields.updated
        return ArticleText(
            article.id,
            article.lang,
            article.title,
            Addresses(self.site_url).join(shown.url),
            article.category,
            updated.isoformat() if updated else "",
            write_article(shown),
        )

    def _open(self, lang: str) -> _Language:
        """A further language is opened when somebody asks in it."""
        if lang not in self._languages:
            name = self._project.name_search_index(lang)
            self._languages[lang] = self._build(lang, name, self._project.open_search(lang))
        return self._languages[lang]

    def _build(self, lang: str, name: bytes, engine: SearchEngine) -> _Language:
        articles = {shown.article.id: shown for shown in self._project.center.list_public(lang)}
        return _Language(name, engine, self._project.list_cards(lang), articles)


def match_language(told: str, known: Sequence[str]) -> str:
    """Which of `known` the tag means, in letters of any size: `en` for `EN-us`, `pt-BR` for `pt`; the tag's language
    where it is none of them."""
    by_tag = {lang.lower(): lang for lang in known}
    tag = told.lower()
    wide = tag.partition("-")[0]
    near = next((lang for each, lang in by_tag.items() if each.partition("-")[0] == wide), wide)
    return by_tag.get(tag) or by_tag.get(wide, near)


def _name_section(quoted: Quote) -> str:
    return f"{quoted.article}#{quoted.section}"
