"""Builds a site: all is gathered and checked first, then written."""

import gzip
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from hc_builder.content.links import AddressBook
from hc_builder.errors import ProjectError
from hc_builder.pages.page_html import build_page_html
from hc_builder.pages.page_view import PageViews
from hc_builder.pages.places import Place, find_places
from hc_builder.pages.theme_assets import ThemeAssets, build_theme_assets
from hc_builder.problems import count_problems, has_errors
from hc_builder.project import Project
from hc_builder.site.files import build_site_files, find_copied_files
from hc_builder.site.render import LONG_AGO, Contexts, build_environment, build_page, render_template
from hc_builder.site.sitemaps import build_sitemaps
from hc_builder.site.swap import build_to


@dataclass(frozen=True)
class PreparedSite:
    """A project without faults, and all of its site that no template makes."""

    project: Project
    assets: ThemeAssets
    generated: Mapping[str, bytes]
    copied: Mapping[str, Path]
    views: PageViews
    book: AddressBook
    places: Sequence[Place]

    def build_error_view(self) -> object:
        """What the error page shows."""
        return self.views.build_error(self.project.settings.language)

    def build_content(self, place: Place) -> str:
        """The HTML of the place's article, if it shows one."""
        return build_page_html(self.book, place.shown) if place.shown else ""


def prepare_site(project: Project, strict: bool = False) -> PreparedSite:
    """Everything that can fail before a page is rendered. Raises `UserError`."""
    refuse_faulty(project, strict)
    assets = build_theme_assets(project.settings.shop.color)
    places = tuple(find_places(project.center))
    return PreparedSite(
        project=project,
        assets=assets,
        generated=build_site_files(project, assets) | build_sitemaps(project.config.site_url, places),
        copied=find_copied_files(project),
        views=PageViews(project.center, assets, project.today),
        book=AddressBook(project.center),
        places=places,
    )


def put_site(project: Project, site: Path | None = None, strict: bool = False) -> Path:
    """Build into `site`, or where the configuration says; the previous site stays until the new one is whole."""
    prepared = prepare_site(project, strict)
    folder = site or project.config.site_dir
    build_to(folder, lambda empty: write_site(prepared, empty))
    return folder


def build_site(project: Project, folder: Path) -> None:
    """Prepare the site and write it into the empty `folder`."""
    write_site(prepare_site(project), folder)


def write_site(site: PreparedSite, folder: Path) -> None:
    """Write into the empty `folder`; of two files for one place the last one written counts."""
    for path, source in site.copied.items():
        _make_room(folder / path)
        shutil.copyfile(source, folder / path)
    for path, data in render_site(site):
        write_file(folder / path, data)
    for path, data in site.generated.items():
        write_file(folder / path, data)


def refuse_faulty(project: Project, strict: bool = False) -> None:
    """Raises `ProjectError` where something is an error; under `strict` for a warning too."""
    if has_errors(project.problems, strict or project.config.strict):
        raise ProjectError(f"nothing was built: {count_problems(project.problems)}", problems=project.problems)


def render_site(site: PreparedSite) -> Iterator[tuple[str, bytes]]:
    """The files that templates make, by path in the site."""
    config, env = site.project.config, build_environment(site.project.config)
    listed = [build_page(config.site_url, place, "", place.meta) for place in site.places]
    contexts = Contexts(config, listed, site.project.today)
    for name in config.theme.static_templates:
        context = contexts.build_for_template(name, site.build_error_view())
        data = _encode(render_template(env, name, config, context))
        yield name, data
        if name == "sitemap.xml":
            yield "sitemap.xml.gz", _compress(data, site.places)
    for place in site.places:
        page = build_page(config.site_url, place, site.build_content(place), place.meta)
        context = contexts.build_for_page(page, site.views.build(place))
        yield f"{place.url}index.html", _encode(render_template(env, place.template, config, context))


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "xmlcharrefreplace")


def _compress(sitemap: bytes, places: Sequence[Place]) -> bytes:
    """Of the time when the newest page was updated."""
    newest = max((place.updated or LONG_AGO for place in places), default=LONG_AGO)
    packed, time = BytesIO(), int(datetime.fromisoformat(newest).replace(tzinfo=UTC).timestamp())
    with gzip.GzipFile("sitemap.xml", "wb", fileobj=packed, mtime=time) as file:
        file.write(sitemap)
    return packed.getvalue()


def write_file(path: Path, data: bytes) -> None:
    _make_room(path)
    path.write_bytes(data)


def _make_room(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
