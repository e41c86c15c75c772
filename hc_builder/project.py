"""A project on disk: its configuration, its help center and its faults, read once for every command."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from hc_builder.cache import CACHE, Cache, make_key
from hc_builder.checks import check_help_center
from hc_builder.checks.media import check_gifs, check_unused
from hc_builder.checks.published import check_published
from hc_builder.checks.severities import apply_severities
from hc_builder.config import Config, read_config
from hc_builder.config_file import refuse_config
from hc_builder.content.cards import Card
from hc_builder.content.files import Unsaved
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter, search_folder
from hc_builder.content.links import AddressBook
from hc_builder.content.markup import Renderer
from hc_builder.content.published import NAME as PUBLISHED
from hc_builder.content.published import Published, read_published
from hc_builder.content.settings import Settings
from hc_builder.errors import ProjectError, UserError
from hc_builder.media.moving import find_encoder
from hc_builder.pages.intents import build_cards
from hc_builder.problems import Problem, count_problems, has_errors
from hc_builder.search.naming import name_index
from hc_builder.search.synonyms import NAME as SYNONYMS
from hc_builder.search.synonyms import Synonyms, read_synonyms
from hc_builder.today import find_today

if TYPE_CHECKING:
    from hc_builder.search.assembly import Index
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
    derived: Cache = field(default_factory=Cache)
    book: AddressBook | None = None
    published: Published = field(default_factory=Published)

    @property
    def settings(self) -> Settings:
        return self.center.settings

    @property
    def folder(self) -> Path:
        """The one that holds `mkdocs.yml`."""
        return self.config.folder

    @property
    def cache(self) -> Path:
        """Where other rooms keep derived files between runs; it may be deleted at any time."""
        return find_cache(self.config)

    def build_search_index(self, lang: str, audience: str = "") -> dict[str, bytes]:
        """The files of one language's search index by name; with an `audience`'s folder, of the one that its readers
        have."""
        from hc_builder.search.index import build_index  # numbers and dictionaries are loaded where they are needed

        return build_index(self._open_to(audience), lang, self.synonyms[lang], self.derived, self.list_cards(lang))

    def update_search_index(self, lang: str, audience: str = "") -> "Index":
        """The same by their hashes, with the bytes of those that had to be made."""
        from hc_builder.search.index import update_index

        return update_index(self._open_to(audience), lang, self.synonyms[lang], self.derived, self.list_cards(lang))

    def name_search_index(self, lang: str, audience: str = "") -> bytes:
        """What stands for all that `build_search_index` gives."""
        return name_index(self._open_to(audience), lang, self.synonyms[lang], self.list_cards(lang))

    def list_indexes(self) -> Iterator[tuple[str, str, str]]:
        """Each search index: its folder in the site, its language, and the folder of the audience that has it."""
        for audience in ("", *sorted(self.center.audiences)):
            for lang in self.settings.languages:
                yield search_folder(lang, self.settings, audience), lang, audience

    def _open_to(self, audience: str) -> HelpCenter:
        return self.center.open_to(audience) if audience else self.center

    def list_cards(self, lang: str) -> tuple[Card, ...]:
        """What the settings answer, and the shop's own cards of this day."""
        cards = build_cards(self.center, self.center.own_cards, lang, self.today)
        return tuple(card for card in cards if card.is_current(self.today))

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
    return read_project(config, build_renderer(config), with_drafts, Cache(find_cache(config)))


def _read_synonyms(path: Path, shown_path: str, lang: str, cache: Cache) -> tuple[Synonyms, list[Problem]]:
    key = make_key("synonyms", path.read_bytes() if path.is_file() else repr(path.exists()), shown_path, lang)
    return cache.remember(key, tuple[Synonyms, list[Problem]], lambda: read_synonyms(path, shown_path, lang))


def find_cache(config: Config) -> Path:
    """Where a project keeps what it worked out."""
    return config.folder / CACHE


def build_renderer(config: Config) -> Renderer:
    """What turns this project's Markdown into HTML."""
    return Renderer(config.markdown_extensions, config.settings.dialect)


def read_project(
    config: Config,
    renderer: Renderer,
    with_drafts: bool = False,
    cache: Cache | None = None,
    jobs: int = 1,
    unsaved: Unsaved | None = None,
) -> Project:
    """Read and check the content, by `jobs` processes; faults are in `problems`, in order of place."""
    cache = cache or Cache()
    refuse_unreadable(config)
    settings, content = config.settings, config.docs_dir
    today = shop_today(settings)
    center = read_help_center(
        content,
        settings,
        renderer,
        today,
        with_drafts,
        config.patterns,
        list_named_files(config),
        cache,
        jobs,
        unsaved,
    )
    book = AddressBook(center)
    synonyms, faults = read_all_synonyms(config, cache)
    published, broken = read_published(config.folder)
    lost = [] if with_drafts else check_published(center, published)
    unseen = [
        *check_unused(center, book, list_named_files(config), config.theme.custom_dir),
        *check_gifs(center, book, find_encoder() is not None),
    ]
    checked = check_help_center(center, today, book, cache)
    others = [*config.problems, *faults, *broken, *lost, *unseen, *_check_look(config)]
    problems = [*checked, *apply_severities(others, settings.severities)]
    if center.pictures:
        center.pictures.save()
    return Project(config, today, center, synonyms, tuple(sorted(problems)), cache, book, published)


def _check_look(config: Config) -> Iterator[Problem]:
    """Of the shop's own templates and styles, where it has any."""
    custom = config.theme.custom_dir
    folders = [folder for folder in (config.docs_dir, custom) if folder]
    files = [folder / path.lstrip("/") for path in config.extra_css for folder in folders]
    styles = {relpath(file, config.folder): file for file in files if file.is_file()}
    if styles or (custom and custom.is_dir()):
        from hc_builder.checks.overrides import check_styles, check_templates  # most shops have none

        yield from check_styles(styles)
        if custom and custom.is_dir():
            yield from check_templates(custom, relpath(custom, config.folder), config.theme.static_templates)


def read_all_synonyms(config: Config, cache: Cache) -> tuple[dict[str, Synonyms], list[Problem]]:
    """Those of each language, and what is wrong with the shop's own file."""
    path, shown_path = config.docs_dir / SYNONYMS, f"{config.docs_dir.name}/{SYNONYMS}"
    read = {lang: _read_synonyms(path, shown_path, lang, cache) for lang in config.settings.languages}
    faults = read[config.settings.language][1]  # the same for each
    return {lang: words for lang, (words, _) in read.items()}, list(faults)


def list_sources(config: Config) -> tuple[Path, ...]:
    """Everything a site is built from, whether it exists or not."""
    media = (config.docs_dir / folder for folder in config.settings.media_roots.values())
    font = [config.folder / config.settings.font.file] if config.settings.font.file else []
    custom = config.theme.custom_dir
    memory = config.folder / PUBLISHED
    return (*config.files, config.docs_dir, memory, *([custom] if custom else []), *media, *font, *config.watch)


def list_named_files(config: Config) -> list[str]:
    """Paths in the site that `mkdocs.yml` refers to: styles, scripts, what the theme's options name, and the
    shop's pictures."""
    scripts = [script if isinstance(script, str) else script.path for script in config.extra_javascript]
    options = [value for value in config.theme.options.values() if isinstance(value, str)]
    spoken = [config.settings.in_language(lang) for lang in config.settings.languages]
    pictures = [path for said in spoken for path in (said.shop.logo, said.shop.picture, *said.brand.files) if path]
    return [*config.extra_css, *scripts, *options, *pictures]


def refuse_unreadable(config: Config) -> None:
    """Without the folder of articles there is nothing else to tell. Raises `ProjectError`."""
    content = config.docs_dir
    if not content.is_dir():
        what, hint = f"the folder of articles, {content.name}, does not exist", "make it, or correct `docs_dir`"
        if content.exists():
            what, hint = f"`docs_dir` names {content.name}, which is a file, and not a folder", "correct `docs_dir`"
        raise refuse_config(config.path, [*config.problems, Problem(*config.docs_dir_line, "HC51", what, hint)])
    try:
        next(content.iterdir(), None)
        (content / SYNONYMS).exists()
    except OSError as error:
        what, hint = f"the folder can't be read: {error.strerror}", "give the one who builds the right to read it"
        raise refuse_config(config.path, [*config.problems, Problem(content.name, 0, "HC16", what, hint)]) from error


def refuse_errors(project: Project) -> None:
    """What is written for a site needs one that can be built. Raises `ProjectError`."""
    if has_errors(project.problems):
        raise ProjectError(f"nothing was written: {count_problems(project.problems)}", problems=project.problems)


def shop_today(settings: Settings) -> date:
    """The day it is where the shop is: publishing and review dates count there."""
    return find_today(settings.contact.hours.zone)
