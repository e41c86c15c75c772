"""The three sets: articles as a help center, and what people would ask of them.

They are read where they lie: `$HC_SHARED`, or `../shared` beside the repository. Nothing of them is copied here.
"""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from hc_builder.content.article import Article, ArticleFields
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.markup import Rendered, Renderer, Section
from hc_builder.content.settings import Settings

SHARED = Path(os.environ.get("HC_SHARED", Path(__file__).parents[2].parent / "shared"))
KORQUAD = SHARED / "questions/korquad-v1-dev/dataset/KorQuAD_v1.0_dev.json"
Split = Literal["tune", "test"]


@dataclass(frozen=True)
class Question:
    """What is asked, and the id of the one article that answers it."""

    text: str
    article: str


@dataclass(frozen=True)
class Dataset:
    """`center` holds the articles of `lang`; `questions` are in a fixed order that mixes the articles."""

    name: str
    lang: str
    center: HelpCenter
    questions: tuple[Question, ...]

    @property
    def articles(self) -> tuple[Shown, ...]:
        return self.center.in_language(self.lang)


def read_korquad(split: Split) -> Dataset:
    """KorQuAD 1.0 dev: each paragraph an article (`반류마루 2`), each crowd-written question a question.

    All paragraphs are searched; only questions on those of the split are asked. It goes by the hash of the Wikipedia
    article's title, so that no article was both tuned and measured on.
    """
    articles, questions = [], []
    for title, paragraphs in read_korquad_topics():
        for number, (text, asked) in enumerate(paragraphs, 1):
            shown = make_article(f"{title} {number}", text)
            articles.append(shown)
            if find_split(title) == split:
                questions += [Question(question, shown.article.id) for question in asked]
    return Dataset(f"korquad-{split}", "ko", make_center(articles), mix(questions))


def read_korquad_topics() -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Per Wikipedia article: its title, and its paragraphs with their questions."""
    for topic in json.loads(KORQUAD.read_text(encoding="utf-8"))["data"]:
        title = " ".join(topic["title"].replace("_", " ").split())
        yield title, [(part["context"], [qa["question"] for qa in part["qas"]]) for part in topic["paragraphs"]]


def find_split(title: str) -> Split:
    return "tune" if hashlib.sha256(title.encode()).digest()[0] % 2 else "test"


def read_adobe() -> Dataset:
    """211 Korean help articles that nobody asked anything of: their titles and telling headings stand for questions."""
    keys = ("description", "exl-id", "feature", "source-git-commit", "workflow-type", "source-wordcount", "ht-degree")
    settings = Settings(languages=("ko",), foreign_keys=keys)
    center = read_center(SHARED / "corpora/adobe-commerce-kb-ko/help", settings)
    return Dataset("adobe", "ko", center, mix(ask_headings(center.articles)))


def read_login() -> Dataset:
    """The English half of Login.gov's help center; titles and telling headings stand for questions."""
    settings = Settings(languages=("en", "es", "fr", "zh"), foreign_keys=("layout", "category", "order"))
    center = read_center(SHARED / "corpora/login-gov-help/content/_help", settings)
    return Dataset("login", "en", center, mix(ask_headings(center.in_language("en"))))


def read_center(root: Path, settings: Settings) -> HelpCenter:
    return read_help_center(root, settings, Renderer(), date(2026, 1, 1))


def ask_headings(articles: Iterable[Shown]) -> list[Question]:
    """Titles, and headings of three words or more, that stand in one article only."""
    asked = [Question(text, shown.article.id) for shown in articles for text in dict.fromkeys(list_headings(shown))]
    count = Counter(question.text for question in asked)
    return [question for question in asked if count[question.text] == 1]


def list_headings(shown: Shown) -> list[str]:
    headings = [section.title for section in shown.rendered.sections if len(section.title.split()) >= 3]
    return [re.sub(r"\s+", " ", text).strip() for text in [shown.article.title, *headings]]


def mix(questions: Iterable[Question]) -> tuple[Question, ...]:
    """In the order of their hashes: the first n are a fair sample, the same on every run."""

    def find_hash(question: Question) -> bytes:
        return hashlib.sha256(f"{question.text}\n{question.article}".encode()).digest()

    return tuple(sorted(questions, key=find_hash))


def make_article(title: str, text: str, lang: str = "ko") -> Shown:
    """An article of one section, as if read from a file and rendered."""
    id = re.sub(r"[^0-9A-Za-z가-힣]+", "-", title).strip("-")
    article = Article(id, lang, f"{id}.md", "", ArticleFields(title=title), {}, text, 1, f"# {title}\n\n{text}")
    rendered = Rendered(f"<p>{text}</p>", (), (Section("", "", text),), (), frozenset())
    return Shown(article, rendered, f"{id}/")


def make_center(articles: Iterable[Shown]) -> HelpCenter:
    return HelpCenter(Path("articles"), Settings(), tuple(articles), (), {})
