"""What `hc check` tells of a project: as it stands, before it is published, and with one text that is not saved yet."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

from hc_builder.cache import Cache
from hc_builder.checks.search_tests import check_project
from hc_builder.checks.severities import apply_severities
from hc_builder.checks.texts import leave_silenced
from hc_builder.config import Config, read_config
from hc_builder.content.files import ARTICLE_SUFFIXES, Unsaved
from hc_builder.errors import UserError
from hc_builder.problems import Problem, has_errors
from hc_builder.project import Project, build_renderer, find_cache, read_project


class NoSuchPlace(UserError):
    """A text can't be checked as if it stood there."""

    exit_code = 2


def check_unsaved(path: Path, place: Path, data: bytes) -> list[Problem]:
    """What `hc check` would tell of the article at `place` if it held `data`, in the project of a `mkdocs.yml`; search
    tests are not tried. Raises `NoSuchPlace` where no article can stand."""
    config = read_config(path)
    name = _find_place(config, place)
    with TemporaryDirectory() as folder:
        text = Path(folder) / "article.md"
        text.write_bytes(data)
        cache = Cache(find_cache(config))
        project = read_project(config, build_renderer(config), cache=cache, unsaved=Unsaved(name, text))
    return [problem for problem in project.problems if problem.path == project.center.shown_path(name)]


def _find_place(config: Config, place: Path) -> str:
    """The path below the content folder."""
    content = config.docs_dir.resolve()
    whole = (Path.cwd() / place).resolve()
    if not whole.is_relative_to(content) or whole.suffix.lower() not in ARTICLE_SUFFIXES:
        hint = f"name an article in {config.docs_dir}, which need not be there yet"
        raise NoSuchPlace(f"no article can stand at {place}", hint)
    return normalize("NFC", whole.relative_to(content).as_posix())


def check_for_publication(project: Project) -> list[Problem]:
    """Every fault; once there is no error, failing search tests and what a site lacks that is to be public."""
    problems = check_project(project)
    lacks = [] if has_errors(project.problems) else _check_site_url(project.config)
    return sorted([*problems, *apply_severities(lacks, project.settings.severities)])


def check_links_out(project: Project, local: bool = False) -> list[Problem]:
    """What other sites answer to links of the articles; `local`: those of the local network too."""
    from hc_builder.checks.external import check_external  # nothing else opens connections

    found = check_external(project.center, project.derived, project.today, local)
    return apply_severities(leave_silenced(project.center, found), project.settings.severities)


def _check_site_url(config: Config) -> Iterator[Problem]:
    """HC58."""
    if not config.site_url:
        what = "`site_url` is missing: without it there is no sitemap, no canonical link, no feed and no export"
        yield Problem(
            config.path.name, 0, "HC58", what, "write where the site will stand: `site_url: https://…/`", "warning"
        )
