"""A project on disk: its configuration, its help center and its faults, read once for every command."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hc_builder.checks import check_help_center
from hc_builder.content.help_center import HelpCenter, read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.problems import Problem
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import Synonyms, read_synonyms


@dataclass(frozen=True)
class Project:
    """`config` is the file it was read from (`mkdocs.yml`); `folder` the one that holds it."""

    config: Path
    folder: Path
    center: HelpCenter
    synonyms: Mapping[str, Synonyms]
    problems: tuple[Problem, ...]

    @property
    def settings(self) -> Settings:
        return self.center.settings

    @property
    def cache(self) -> Path:
        """Where derived work is kept between runs; it may be deleted at any time."""
        return self.folder / ".cache" / "hc"

    def build_search_index(self, lang: str) -> dict[str, bytes]:
        """The files of one language's search index by name."""
        return build_index(self.center, lang, self.synonyms[lang], self.cache)


def read_project(
    config: Path, content: Path, settings: Settings, renderer: Renderer, with_drafts: bool = False
) -> Project:
    """Read and check the content; faults are in `problems`, in order of place."""
    today = shop_today(settings)
    center = read_help_center(content, settings, renderer, today, with_drafts)
    path, shown_path = content / "synonyms.yml", f"{content.name}/synonyms.yml"
    read = {lang: read_synonyms(path, shown_path, lang) for lang in settings.languages}
    faults = read[settings.language][1]  # the shop's own file, the same for each
    problems = sorted([*check_help_center(center, today), *faults])
    synonyms = {lang: words for lang, (words, _) in read.items()}
    return Project(config, config.parent, center, synonyms, tuple(problems))


def shop_today(settings: Settings) -> date:
    """The day it is where the shop is: publishing and review dates count there."""
    return datetime.now(ZoneInfo(settings.contact.hours.zone)).date()
