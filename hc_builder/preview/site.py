"""The pages of one state of a project, each made when it is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

from hc_builder.cache import Cache
from hc_builder.checks.references import check_references
from hc_builder.checks.severities import apply_severities
from hc_builder.checks.texts import leave_silenced
from hc_builder.config import Config
from hc_builder.content.brand_settings import Colors
from hc_builder.content.help_center import Shown
from hc_builder.content.links import AddressBook
from hc_builder.errors import ProjectError
from hc_builder.exports.listing import Export
from hc_builder.pages.lists import Shelves, fill_all_shelves
from hc_builder.pages.page_html import build_page_html
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import Place, find_list_places, find_places, place_article
from hc_builder.pages.theme_assets import ThemeAssets, build_theme_assets
from hc_builder.pages.versions import describe_place, find_versions
from hc_builder.problems import Problem, count_problems, has_errors
from hc_builder.project import Project
from hc_builder.site.export_files import find_exports
from hc_builder.site.files import find_copied_files
from hc_builder.site.render import Contexts, KeptTemplates, Page, Templates, build_page
from hc_builder.site.static_pages import find_error_page, list_static_pages


@dataclass(frozen=True)
class Look:
    """Templates, script and style of the configuration."""

    config: Config
    assets: ThemeAssets
    compiled: KeptTemplates
    templates: Templates


def renew_look(look: Look | None, config: Config, anew: bool = False) -> Look:
    """The same one as long as nothing of it changed; `anew` where a template may have."""
    if look and look.config is config and not anew:
        return look
    wanted, compiled = _name_style(config), look.compiled if look else KeptTemplates(Cache())
    is_same = look is not None and _name_style(look.config) == wanted
    assets = look.assets if look and is_same else build_theme_assets(*wanted)
    return Look(config, assets, compiled, Templates(config, compiled))


def _name_style(config: Config) -> tuple[Colors, bool]:
    """What the stylesheet is made of beside the theme."""
    return config.settings.palettes, config.settings.is_branded


class LiveSite:
    """All of the site but what is made of every article at once: search index, font, redirects."""

    def __init__(self, project: Project, look: Look, before: "LiveSite | None" = None) -> None:
        """`before` is the site of an earlier state of the project, of which is taken what is still the same."""
        self.project = project
        self.look = look
        self.changed = find_changed(before.project if before else None, project)
        shelves = fill_all_shelves(project.center)
        self.places = _follow_places(before, project, self.changed, shelves)
        self.book = _follow_book(before, project, self.changed)
        self._views = PageViews(project.center, look.assets, project.today, shelves)
        self._scripts_before: dict[str, bytes] = before.own_scripts if before else {}
        self._contexts = Contexts(project.config, _AllPages(self), project.today)
        self._lock = Lock()  # a list that all pages share is made by the first
        self._made: dict[str, str] = {}

    def render(self, url: str) -> str:
        """The page at one of `places`, or one of the `static` ones. Raises `TemplateFault`."""
        with self._lock:
            if url not in self._made:
                return self._render(url)
            return self._made[url]

    def try_out(self, urls: Iterable[str]) -> None:
        """Make these pages, so that they are there when they are asked for. Raises `TemplateFault`."""
        for url in urls:
            if url in self.places:
                self._made[url] = self.render(url)

    @property
    def static(self) -> Mapping[str, tuple[str, str]]:
        """Path in the site → template and language of what is no page."""
        return list_static_pages(self.project.config)

    def find_error_page(self, url: str) -> str:
        return find_error_page(self.project.config, url)

    @property
    def own_scripts(self) -> dict[str, bytes]:
        """What its pages tell their scripts."""
        return self._views.scripts

    @property
    def scripts(self) -> dict[str, bytes]:
        """By path in the site: the theme's, and what pages tell them, those of the state before too."""
        return {**self.look.assets.files, **self._scripts_before, **self._views.scripts}

    @cached_property
    def copied(self) -> Mapping[str, Path]:
        """Files that are served as they are, by path in the site."""
        return find_copied_files(self.project)

    @cached_property
    def exports(self) -> Mapping[str, Export]:
        """Each is made when it is asked for."""
        return find_exports(self.project, self.book)

    def _render(self, url: str) -> str:
        templates, address = self.look.templates, self.project.config.site_url
        if url not in self.places:
            template, lang = self.static[url]
            view = self._views.build_error(lang)
            return templates.render(template, self._contexts.build_for_template(url, view))
        place = self.places[url]
        content = build_page_html(self.book, place.shown) if place.shown else ""
        page = build_page(address, place, content, place.meta)
        context = self._contexts.build_for_page(page, self._views.build(place))
        return templates.render(place.template, context)

    def refuse_faulty(self, before: Project) -> None:
        """Raises `ProjectError` for errors that were not there `before`, as far as they show at once: faults of reading
        and dead links of changed articles."""
        told = set(before.problems)
        new = [problem for problem in self.project.problems if problem not in told]
        faults = check_references(self.project.center, self.book, self.changed)
        found = [*new, *apply_severities(faults, self.project.settings.severities)]
        errors = leave_silenced(self.project.center, [problem for problem in found if has_errors([problem])])
        if errors:
            what = f"the last good pages are still shown: {count_problems(errors)}"
            raise ProjectError(what, problems=sorted(errors))


class _AllPages(Iterable[Page]):
    """Every page of a site, described when a template asks for the list."""

    def __init__(self, site: LiveSite) -> None:
        self._site = site

    def __iter__(self) -> Iterator[Page]:
        address = self._site.project.config.site_url
        places = self._site.places.values()
        versions = find_versions(places, self._site.project.settings.languages)
        public = (place for place in places if not place.audience)
        return (build_page(address, place, "", describe_place(place, versions)) for place in public)


def find_changed(before: Project | None, after: Project) -> list[Shown]:
    """Articles that are new or that were read again."""
    known = before.center.by_key if before else {}
    return [shown for key, shown in after.center.by_key.items() if known.get(key) is not shown]


def find_gone(before: Project, after: Project) -> list[Shown]:
    return [before.center.by_key[key] for key in before.center.by_key.keys() - after.center.by_key.keys()]


def _follow_places(
    before: LiveSite | None, project: Project, changed: Iterable[Shown], shelves: Mapping[str, Shelves]
) -> dict[str, Place]:
    """By address. Places of articles that did not change are the same."""
    if before is None or before.project.center.audiences != project.center.audiences:
        return {place.url: place for place in find_places(project.center, shelves)}
    gone = {shown.url for shown in find_gone(before.project, project)}
    kept = {url: place for url, place in before.places.items() if place.kind == "article" and url not in gone}
    fresh = {shown.url: place_article(project.center, shown) for shown in changed}
    return kept | fresh | {place.url: place for place in find_list_places(project.center, shelves)}


def _follow_book(before: LiveSite | None, project: Project, changed: Iterable[Shown]) -> AddressBook:
    center = project.center
    if before is None or before.project.center.categories != center.categories or find_gone(before.project, project):
        return AddressBook(center)
    known = before.project.center.by_key
    renamed = [shown for shown in changed if _list_old(known.get(_key(shown), shown)) != _list_old(shown)]
    return AddressBook(center) if renamed else before.book.follow(center, changed)


def _key(shown: Shown) -> tuple[str, str]:
    return shown.article.lang, shown.article.id


def _list_old(shown: Shown) -> tuple[object, ...]:
    return shown.article.fields.redirect_from, shown.article.fields.permalink


def drop_outdated(found: Iterable[Problem], before: Project, after: Project) -> list[Problem]:
    """What is still known of the faults of the project `before`: those of files that did not change."""
    center, gone = after.center, find_gone(before, after)
    outdated = {center.shown_path(shown.article.path) for shown in [*find_changed(before, after), *gone]}
    old = [problem for problem in found if problem.path not in outdated and problem not in before.problems]
    return sorted({*old, *after.problems})
