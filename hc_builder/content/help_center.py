"""A help center: all articles and categories of a content folder, read once, with every fault found on the way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import msgspec

from hc_builder.content.article import Article, parse_article, split_language, tell_foreign
from hc_builder.content.files import NO_PATTERNS, FilePatterns
from hc_builder.content.front_matter import parse_front_matter
from hc_builder.content.markup import Rendered, Renderer
from hc_builder.content.settings import Settings
from hc_builder.problems import Problem


class CategoryFields(msgspec.Struct, frozen=True):
    """Front matter of a folder's `index.md`."""

    title: str = ""
    description: str = ""
    icon: str = "material/folder-outline"
    order: int = 1000


@dataclass(frozen=True)
class Category:
    """A folder that holds articles, in one language. `id` is its path under the content folder (`""`: the home)."""

    id: str
    lang: str
    fields: CategoryFields
    path: str = ""

    @property
    def title(self) -> str:
        return self.fields.title or self.id.rsplit("/", 1)[-1]

    @property
    def parent(self) -> str | None:
        return self.id.rpartition("/")[0] if self.id else None


@dataclass(frozen=True)
class Shown:
    """An article as it is shown: its own rendering, and its address under the site's root (`refund/when/`)."""

    article: Article
    rendered: Rendered
    url: str


@dataclass(frozen=True)
class HelpCenter:
    """All of it. `files` maps each other file's path in the site to its place on disk; `unpublished` are the paths of
    drafts and of articles that wait for their day."""

    root: Path
    settings: Settings
    articles: tuple[Shown, ...]
    categories: tuple[Category, ...]
    files: Mapping[str, Path]
    problems: tuple[Problem, ...] = field(default=())
    unpublished: frozenset[str] = frozenset()

    @cached_property
    def by_key(self) -> dict[tuple[str, str], Shown]:
        """(language, id) → article."""
        return {(shown.article.lang, shown.article.id): shown for shown in self.articles}

    @cached_property
    def category_by_key(self) -> dict[tuple[str, str], Category]:
        """(language, id) → category."""
        return {(category.lang, category.id): category for category in self.categories}

    def find(self, id: str, lang: str | None = None) -> Shown | None:
        """The article of that id, in `lang` or else the first language."""
        first = self.settings.languages[0]
        return self.by_key.get((lang or first, id)) or self.by_key.get((first, id))

    def in_language(self, lang: str) -> tuple[Shown, ...]:
        return tuple(shown for shown in self.articles if shown.article.lang == lang)

    def ancestors(self, category_id: str, lang: str) -> tuple[Category, ...]:
        """From the top-level category down to the one given; the home is left out."""
        parts = category_id.split("/") if category_id else []
        ids = ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
        return tuple(self.category_by_key[lang, id] for id in ids if (lang, id) in self.category_by_key)

    def category_url(self, category: Category) -> str:
        """`delivery/`; the first language has no prefix."""
        return address(category.id, category.lang, self.settings)

    def shown_path(self, path: str) -> str:
        """A content path as the writer would type it: `content/refund/when.md`."""
        return f"{self.root.name}/{path}"


def address(id: str, lang: str, settings: Settings) -> str:
    """The URL under the site's root: `refund/when/`, `en/refund/when/`; `""` is the home."""
    prefix = "" if lang == settings.languages[0] else f"{lang}/"
    return f"{prefix}{id}/" if id else prefix


def read_help_center(
    root: Path,
    settings: Settings,
    renderer: Renderer,
    today: date,
    with_drafts: bool = False,
    patterns: FilePatterns = NO_PATTERNS,
) -> HelpCenter:
    """Read every file under `root`. Faults do not stop it: they are in `problems`."""
    problems: list[Problem] = []
    articles: list[Shown] = []
    heads: list[Category] = []
    unpublished: set[str] = set()
    for path in _find_pages(root):
        text = _read_text(root, path, problems)
        if path.rpartition("/")[2].split(".")[0] == "index":
            heads.append(_parse_category(text, path, root, settings, problems))
            continue
        article, faults = parse_article(
            text, path, f"{root.name}/{path}", settings.languages, frozenset(settings.foreign_keys)
        )
        problems += faults
        if with_drafts or article.is_public(today):
            url = address(article.id, article.lang, settings)
            articles.append(Shown(article, renderer.render(article.body, article.lang), url))
            problems += tell_foreign(article, articles[-1].rendered.foreign, f"{root.name}/{path}")
        else:
            unpublished.add(path)
    categories = _settle_categories(heads, articles, settings)
    files = {**_find_media(root, settings), **_find_files(root)}
    return HelpCenter(root, settings, tuple(articles), categories, files, tuple(problems), frozenset(unpublished))


def _find_pages(root: Path) -> list[str]:
    return sorted(path for path in _walk(root) if path.endswith(".md"))


def _find_files(root: Path) -> dict[str, Path]:
    return {path: root / path for path in _walk(root) if not path.endswith((".md", ".yml", ".yaml"))}


def _find_media(root: Path, settings: Settings) -> dict[str, Path]:
    """Files of folders beside the content, by the address the articles use for them."""
    found: dict[str, Path] = {}
    for prefix, folder in settings.media_roots.items():
        base = (root / folder).resolve()
        found |= {f"{prefix.strip('/')}/{path}".lstrip("/"): base / path for path in _walk(base)}
    return found


def _walk(root: Path) -> Iterator[str]:
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            yield relative.as_posix()


def _read_text(root: Path, path: str, problems: list[Problem]) -> str:
    raw = (root / path).read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8; Korean files of older editors are often CP949"
        problems.append(Problem(f"{root.name}/{path}", line, "HC07", "the file is not UTF-8 text", hint))
        return raw.decode("utf-8", "replace")


def _parse_category(text: str, path: str, root: Path, settings: Settings, problems: list[Problem]) -> Category:
    head, faults = parse_front_matter(text, f"{root.name}/{path}", CategoryFields, frozenset(settings.foreign_keys))
    problems += faults
    if head.body.strip():
        what = "the text of a folder's index.md is not shown"
        hint = "say it in `description`, or in an article of the folder"
        problems.append(Problem(f"{root.name}/{path}", head.body_line, "HC08", what, hint, "warning"))
    stem, lang = split_language(path.removesuffix(".md"), settings.languages)
    return Category(stem.rpartition("/")[0], lang, head.fields, path)


def _settle_categories(
    heads: Iterable[Category], articles: Iterable[Shown], settings: Settings
) -> tuple[Category, ...]:
    """Those with an `index.md`, and every folder above an article without one."""
    found = {(head.lang, head.id): head for head in heads}
    titles = {(shown.article.lang, shown.article.id): shown.article.title for shown in articles}
    for shown in articles:
        lang, id = shown.article.lang, shown.article.category
        while True:
            title = titles.get((lang, id), "")
            found.setdefault((lang, id), Category(id, lang, CategoryFields(title=title)))
            if not id:
                break
            id = id.rpartition("/")[0]
    order = settings.languages.index
    return tuple(sorted(found.values(), key=lambda c: (order(c.lang), c.fields.order, c.id)))
