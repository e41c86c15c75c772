"""A new article or category: its file, at a path made of its title, with the front matter that can be known."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hc_builder.atomic import write_new
from hc_builder.checks.addresses import tell_taken
from hc_builder.content.article import ArticleType
from hc_builder.content.flows import FOLDER as FLOWS
from hc_builder.content.help_center import HelpCenter, address
from hc_builder.content.outlines import FIRST, LAST
from hc_builder.errors import UserError
from hc_builder.importers.model import SourceArticle, SourceCategory
from hc_builder.importers.names import make_path, make_slug
from hc_builder.importers.writing import name_file, render_article, render_category
from hc_builder.problems import did_you_mean


class NewRefused(UserError):
    """There is such an article or category already, or no place for it."""

    exit_code = 2


@dataclass(frozen=True)
class NewArticle:
    """What is known of an article before it is written. `name` is that of its file, without suffix; an empty one is
    made of the title. `lang` is empty for the first language."""

    title: str
    category: str
    name: str = ""
    kind: ArticleType = "faq"
    lang: str = ""
    owner: str = ""
    questions: tuple[str, ...] = ()


def create_article(center: HelpCenter, article: NewArticle, today: date) -> Path:
    """The new file's path: a draft with an outline. Raises `NewRefused`; nothing is written over."""
    _refuse_article(center, article)
    lang = article.lang or center.settings.language
    words = "ko" if lang == "ko" else "en"
    body = "\n".join(["", FIRST[words, article.kind], "", *LAST[words, article.kind]])
    folder = article.category.strip("/")
    path = f"{folder}/{make_slug(article.name or article.title)}".lstrip("/")
    source = SourceArticle(
        key=path,
        path=path,
        title=article.title,
        body=body,
        questions=article.questions,
        owner=article.owner,
        updated=today,
        draft=True,
        type=article.kind,
    )
    file = center.root / name_file(path, lang, center.settings.language)
    _refuse_address(center, path, lang, file)
    return _write(file, render_article(source, ()).decode())


def _refuse_article(center: HelpCenter, article: NewArticle) -> None:
    if not any(map(str.isalnum, article.title)):
        raise NewRefused("the title has no letters", "write the customer's question")
    folders = {category.id for category in center.categories}
    if article.category.strip("/") not in folders:
        hint = did_you_mean(article.category, folders) or "make it with hc category new"
        raise NewRefused(f"there is no category '{article.category}'", hint)
    lang = article.lang or center.settings.language
    if lang not in center.settings.languages:
        raise NewRefused(f"the site has no language '{lang}'", f"name one of {', '.join(center.settings.languages)}")
    same = next((shown.article.path for shown in center.in_language(lang) if shown.article.title == article.title), "")
    if same:
        hint = "extend that one, or ask what only this one answers"
        raise NewRefused(f"the title is that of {center.shown_path(same)}", hint)


def create_category(center: HelpCenter, path: str, title: str, description: str = "", lang: str = "") -> Path:
    """The `index.md` of a new folder. Raises `NewRefused`."""
    clean = make_path(path.strip("/").split("/"))
    if clean != path.strip("/"):
        raise NewRefused(f"'{path}' can't be the name of a folder", f"write '{clean}'")
    if clean.split("/")[0] == FLOWS:
        raise NewRefused(f"the folder {FLOWS}/ holds guided flows", "choose another name")
    category = SourceCategory(clean, title, lang, description)
    first = center.settings.language
    file = center.root / name_file(f"{clean}/index", lang or first, first)
    _refuse_address(center, clean, lang or first, file)
    return _write(file, render_category(category).decode())


def _refuse_address(center: HelpCenter, path: str, lang: str, file: Path) -> None:
    """A page elsewhere has it; that the file is there is told when it is written."""
    taken = "" if file.exists() else tell_taken(center, [address(path, lang, center.settings)])
    if taken:
        raise NewRefused(taken, "choose another name")


def _write(path: Path, text: str) -> Path:
    try:
        write_new(path, text.encode())
    except FileExistsError:
        raise NewRefused(f"{path} is there already", "choose another --name, or write on in that file") from None
    return path
