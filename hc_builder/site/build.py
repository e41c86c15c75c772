"""Builds a site: all is gathered and checked first, then written."""

import gzip
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from hc_builder.config import Config
from hc_builder.content.links import AddressBook
from hc_builder.errors import ProjectError
from hc_builder.pages.page_html import build_page_html
from hc_builder.pages.page_view import PageViews
from hc_builder.pages.places import Place, find_places
from hc_builder.pages.theme_assets import build_theme_assets
from hc_builder.problems import count_problems, has_errors
from hc_builder.project import Project
from hc_builder.site.files import build_site_files, find_copied_files
from hc_builder.site.render import (
    Page,
    build_environment,
    build_page,
    build_page_context,
    build_template_context,
    render_template,
)
from hc_builder.site.swap import build_to

LONG_AGO = "2000-01-01"
"""The day of a page whose writer names none. Not today's: the same content is the same bytes."""


def put_site(project: Project, site: Path | None = None, strict: bool = False) -> Path:
    """Build into `site`, or where the configuration says; the site of before stays until the new one is whole."""
    refuse_faulty(project, strict)
    folder = site or project.config.site_dir
    build_to(folder, lambda empty: build_site(project, empty, strict))
    return folder


def build_site(project: Project, folder: Path, strict: bool = False) -> None:
    """Write the site into the empty `folder`; of two files for one place the one written last counts."""
    refuse_faulty(project, strict)
    assets = build_theme_assets(project.settings.shop.color)
    generated = build_site_files(project, assets)
    for path, source in find_copied_files(project).items():
        _make_room(folder / path)
        shutil.copyfile(source, folder / path)
    for path, data in render_site(project, PageViews(project.center, assets, project.today)):
        write_file(folder / path, data)
    for path, data in generated.items():
        write_file(folder / path, data)


def refuse_faulty(project: Project, strict: bool = False) -> None:
    """Raises `ProjectError` where something is an error; under `strict` for a warning too."""
    if has_errors(project.problems, strict or project.config.strict):
        raise ProjectError(f"nothing was built: {count_problems(project.problems)}", problems=project.problems)


def render_site(project: Project, views: PageViews) -> Iterator[tuple[str, bytes]]:
    """What is made of templates, by path in the site."""
    config, places = project.config, list(find_places(project.center))
    env, book = build_environment(config), AddressBook(project.center)
    listed = [_describe(config, place) for place in places]
    for name in config.theme.static_templates:
        view = views.build_error(project.settings.languages[0])
        data = _encode(render_template(env, name, config, build_template_context(config, name, view, listed)))
        yield name, data
        if name == "sitemap.xml":
            yield "sitemap.xml.gz", _compress(data, places)
    for place in places:
        page = _describe(config, place, build_page_html(book, place.shown) if place.shown else "")
        context = build_page_context(config, page, views.build(place))
        yield f"{place.url}index.html", _encode(render_template(env, place.template, config, context))


def _describe(config: Config, place: Place, content: str = "") -> Page:
    return build_page(config, place.title, place.url, content, place.meta)


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
