"""A project on disk: its configuration, its help center and its faults, read once for every command."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hc_builder.checks import check_help_center
from hc_builder.help_center import HelpCenter, read_help_center
from hc_builder.markup import Renderer
from hc_builder.problems import Problem
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import Synonyms, read_synonyms
from hc_builder.settings import Settings


@dataclass(frozen=True)
class Project:
    """`config` is the file it was read from (`mkdocs.yml`); `folder` the one that holds it."""

    config: Path
    folder: Path
    center: HelpCenter
    synonyms: Synonyms
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
        return build_index(self.center, lang, self.synonyms, self.cache)


def read_project(
    config: Path, content: Path, settings: Settings, renderer: Renderer, with_drafts: bool = False
) -> Project:
    """Read and check the content; faults are in `problems`, in order of place."""
    today = shop_today(settings)
    center = read_help_center(content, settings, renderer, today, with_drafts)
    synonyms, faults = read_synonyms(content / "synonyms.yml", f"{content.name}/synonyms.yml")
    problems = sorted([*check_help_center(center, today), *faults])
    return Project(config, config.parent, center, synonyms, tuple(problems))


def shop_today(settings: Settings) -> date:
    """The day it is where the shop is: publishing and review dates count there."""
    return datetime.now(ZoneInfo(settings.contact.hours.zone)).date()
