"""`hc search --explain`: a project's searches, explained to its writers."""

import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import TracebackType

import msgspec

from hc_builder.content.help_center import Shown
from hc_builder.errors import UserError
from hc_builder.problems import did_you_mean
from hc_builder.project import Project
from hc_builder.search.cures import Cure, Shop, find_cures
from hc_builder.search.explainer import Explainer, Explanation
from hc_builder.search.index import build_index
from hc_builder.search.telling import Asked, tell


class UnknownArticle(UserError):
    """There is no such article in that language."""

    exit_code = 2


@dataclass(frozen=True)
class Explained:
    """A query's explanation, and what would bring the article that was asked for further up."""

    explanation: Explanation
    cures: tuple[Cure, ...] = ()


class Explaining:
    """The search of `lang`, or of the site's first language. A context manager."""

    def __init__(self, project: Project, lang: str = "") -> None:
        self._project = project
        self._lang = project.find_language(lang)
        self._articles = {shown.article.id: shown for shown in project.center.list_public(self._lang)}
        self._explainer = Explainer(project.build_search_index(self._lang))

    def __enter__(self) -> "Explaining":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._explainer.close()

    def explain(self, query: str, limit: int = 5, article: str = "") -> Explained:
        """`article` is an id or a file's path. Raises `UnknownArticle`."""
        id = self._find_article(article).article.id if article else ""
        explanation = self._explainer.explain(query, limit, id)
        return Explained(explanation, find_cures(self._shop, self._explainer, explanation))

    def tell(self, explained: Explained) -> str:
        """In the language of the shop: Korean, or else English."""
        explanation, asked = explained.explanation, None
        if explanation.article:
            shown = self._articles[explanation.article.id]
            asked = Asked(shown, self._project.center.shown_path(shown.article.path), explained.cures)
        return tell(explanation, self._articles, self._project.settings.language, asked)

    @property
    def _shop(self) -> Shop:
        project, lang = self._project, self._lang
        return Shop(
            project.center,
            project.synonyms[lang],
            lang,
            lambda center, synonyms: build_index(center, lang, synonyms, project.derived, project.list_cards(lang)),
        )

    def _find_article(self, named: str) -> Shown:
        """`delivery/fee`, `delivery/fee.md` or `content/delivery/fee.md`."""
        center = self._project.center
        for shown in self._articles.values():
            path = shown.article.path
            if named in (shown.article.id, path, center.shown_path(path), str(center.root / path)):
                return shown
        wanted = PurePosixPath(named).with_suffix("").as_posix()
        hint = did_you_mean(wanted, self._articles) or "name its file under the content folder: delivery/fee.md"
        raise UnknownArticle(f"there is no article '{named}' in the search of '{self._lang}'", hint)


def render_explained_json(explained: Explained) -> str:
    """One line: the explanation, and `cures`."""
    fields = msgspec.to_builtins(explained.explanation) | {"cures": msgspec.to_builtins(explained.cures)}
    return json.dumps(fields, ensure_ascii=False)
