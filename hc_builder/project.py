"""A project on disk: its configuration, its help center and its faults, read once for every command."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hc_builder.checks import check_help_center
from hc_builder.config import Config, read_config
from hc_builder.config_file import refuse_config
from hc_builder.content.help_center import HelpCenter, read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.errors import UserError
from hc_builder.problems import Problem
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import Synonyms, read_synonyms

if TYPE_CHECKING:
    from hc_builder.search.engine import SearchEngine


class UnknownLanguage(UserError):
    """The site has no articles in that language."""

    exit_code = 2


@dataclass(frozen=True)
class Project:
    """What was read on the day `today`; `problems` are those of configuration and content, in order of place."""

    config: Config
    today: date
    center: HelpCenter
    synonyms: Mapping[str, Synonyms]
    problems: tuple[Problem, ...]

    @property
    def settings(self) -> Settings:
        return self.center.settings

    @property
    def folder(self) -> Path:
        """The one that holds `mkdocs.yml`."""
        return self.config.folder

    @property
    def cache(self) -> Path:
        """Where derived work is kept between runs; it may be deleted at any time."""
        return self.folder / ".cache" / "hc"

    def build_search_index(self, lang: str) -> dict[str, bytes]:
        """The files of one language's search index by name."""
        return build_index(self.center, lang, self.synonyms[lang], self.cache)

    def open_search(self, lang: str = "") -> "SearchEngine":
        """What customers search with, in `lang` or the site's first language."""
        from hc_builder.search.engine import SearchEngine  # a build has no use for V8

        return SearchEngine(self.build_search_index(self.find_language(lang)))

    def find_language(self, lang: str) -> str:
        """`lang`, or the site's first where it is empty. Raises `UnknownLanguage`."""
        known = self.settings.languages
        if lang and lang not in known:
            raise UnknownLanguage(f"the site has no language '{lang}'", f"name one of {', '.join(known)}")
        return lang or known[0]


def load_project(path: Path, with_drafts: bool = False) -> Project:
    """The project of a `mkdocs.yml`. Raises `ProjectError` where there is nothing to read."""
    config = read_config(path)
    return read_project(config, build_renderer(config), with_drafts)


def build_renderer(config: Config) -> Renderer:
    """What turns this project's Markdown into HTML."""
    return Renderer(config.markdown_extensions, config.settings.dialect)


def read_project(config: Config, renderer: Renderer, with_drafts: bool = False) -> Project:
    """Read and check the content; faults are in `problems`, in order of place."""
    settings, content = config.settings, config.docs_dir
    if not content.is_dir():
        what, hint = f"the folder of articles, {content.name}, does not exist", "make it, or correct `docs_dir`"
        if content.exists():
            what, hint = f"`docs_dir` names {content.name}, which is a file, and not a folder", "correct `docs_dir`"
        raise refuse_config(config.path, [*config.problems, Problem(*config.docs_dir_line, "HC51", what, hint)])
    _refuse_unreadable(config)
    today = shop_today(settings)
    center = read_help_center(
        content, settings, renderer, today, with_drafts, config.patterns, list_named_files(config)
    )
    path, shown_path = content / "synonyms.yml", f"{content.name}/synonyms.yml"
    read = {lang: read_synonyms(path, shown_path, lang) for lang in settings.languages}
    faults = read[settings.language][1]  # the shop's own file, the same for each
    problems = [*config.problems, *check_help_center(center, today), *faults]
    synonyms = {lang: words for lang, (words, _) in read.items()}
    return Project(config, today, center, synonyms, tuple(sorted(problems)))


def list_named_files(config: Config) -> list[str]:
    """Paths in the site that `mkdocs.yml` refers to: styles, scripts, and what the theme's options name."""
    scripts = [script if isinstance(script, str) else script.path for script in config.extra_javascript]
    options = [value for value in config.theme.options.values() if isinstance(value, str)]
    return [*config.extra_css, *scripts, *options]


def _refuse_unreadable(config: Config) -> None:
    """Without the folder of articles there is nothing else to tell."""
    content = config.docs_dir
    try:
        next(content.iterdir(), None)
        (content / "synonyms.yml").exists()
    except OSError as error:
        what, hint = f"the folder can't be read: {error.strerror}", "give the one who builds the right to read it"
        raise refuse_config(config.path, [*config.problems, Problem(content.name, 0, "HC16", what, hint)]) from error


def shop_today(settings: Settings) -> date:
    """The day it is where the shop is: publishing and review dates count there."""
    return datetime.now(ZoneInfo(settings.contact.hours.zone)).date()
