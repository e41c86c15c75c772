"""Builds a site: all is gathered and checked first, then what changed is made and written."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from hc_builder.cache import Cache
from hc_builder.config import read_config
from hc_builder.content.links import AddressBook
from hc_builder.errors import ProjectError
from hc_builder.file_memo import FileMemo, hash_file
from hc_builder.media.gallery import Gallery, open_gallery
from hc_builder.media.publishing import publish_file
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import find_places
from hc_builder.pages.share_names import SHARED
from hc_builder.pages.versions import find_versions
from hc_builder.problems import count_problems, has_errors, render_problems
from hc_builder.project import Project, build_renderer, find_cache, list_sources, read_project
from hc_builder.site.export_files import list_export_files
from hc_builder.site.files import build_site_files, find_copied_files, find_theme_assets, list_index_files
from hc_builder.site.page_files import PageFiles, hold
from hc_builder.site.prepared import PreparedSite
from hc_builder.site.record import Built, Outputs, keep_outputs, read_outputs
from hc_builder.site.sitemaps import build_sitemaps
from hc_builder.site.unchanged import Record, keep_record, take_inputs
from hc_builder.site.update import SiteFile, make_room, update_site


def prepare_site(project: Project, strict: bool = False, jobs: int = 1) -> PreparedSite:
    """Everything that can fail before a page is rendered, pictures encoded by `jobs` processes. Raises `UserError`."""
    refuse_faulty(project, strict)
    assets = find_theme_assets(project)
    places = tuple(find_places(project.center))
    address, generated = project.config.site_url, build_site_files(project, assets, project.config.base)
    versions = find_versions(places, project.settings.languages)
    book = project.book or AddressBook(project.center)
    pictures = frozenset(path for path in generated if path.startswith(SHARED))
    views = PageViews(project.center, assets, project.today, pictures=pictures)
    return PreparedSite(
        project=project,
        assets=assets,
        generated=generated | views.scripts | build_sitemaps(address, places, versions),
        copied=find_copied_files(project),
        views=views,
        book=book,
        places=places,
        gallery=open_gallery(project.center, book, project.derived, jobs),
    )


@contextmanager
def calm_collector() -> Iterator[None]:
    """Let the cyclic garbage collector look seldom: what is read of 5,000 articles stays, and to look at all of it
    again and again takes a third of an edit's time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@calm_collector()
def build_project(path: Path, site: Path | None = None, strict: bool = False, jobs: int = 1) -> Record:
    """Build the site of a `mkdocs.yml` anew, unless nothing changed since the last time. Raises `UserError`."""
    config = read_config(path)
    cache = Cache(find_cache(config))
    inputs = take_inputs(config.files, list_sources(config), config.docs_dir, config.settings.contact.hours.zone)
    renderer = build_renderer(config)
    project = read_project(config, renderer, cache=cache, jobs=jobs)
    built = put_site(project, site, strict, jobs)
    told = render_problems(project.problems) if project.problems else ""
    record = Record(inputs, built, "\n".join(filter(None, (told, cache.fault))))
    if inputs and renderer.is_pure:
        keep_record(cache, path, site, strict, record)
    cache.close()
    return record


def put_site(project: Project, site: Path | None = None, strict: bool = False, jobs: int = 1) -> Built:
    """Build into `site`, or where the configuration says; the previous site stays until all of the new one is made."""
    prepared, cache = prepare_site(project, strict, jobs), project.derived
    folder = site or project.config.site_dir
    before = read_outputs(cache, folder)
    updated = update_site(folder, list_site_files(prepared, before.addresses), before.files)
    keep_outputs(cache, folder, Outputs(updated.outputs, prepared.key))
    size = sum(output.state.size for output in updated.outputs.values())
    articles, pages = len(project.center.articles), len(prepared.places)
    read = project.center.newly_read
    return Built(str(folder), articles, pages, len(updated.outputs), size, read, updated.written, updated.removed)


def list_site_files(site: PreparedSite, addresses: bytes = b"") -> dict[str, SiteFile]:
    """Every file of the site; of two for one place the last one counts. `addresses` were those of the build before."""
    hashes = FileMemo(site.project.derived, f"copied {site.project.folder}", hash_file, bytes)
    copied = {path: SiteFile(hashes.find(file), partial(publish_file, file)) for path, file in site.copied.items()}
    hashes.save()
    generated = {path: hold(data) for path, data in site.generated.items()}
    forms = {path: SiteFile(path.encode(), partial(_write_form, site.gallery, path)) for path in site.gallery.files}
    pages = PageFiles(site, addresses).list_all()
    return copied | forms | pages | list_index_files(site.project) | list_export_files(site, addresses) | generated


def _write_form(gallery: Gallery, path: str, place: Path) -> None:
    place.write_bytes(gallery.read(path))


def refuse_faulty(project: Project, strict: bool = False) -> None:
    """Raises `ProjectError` where something is an error; under `strict` for a warning too."""
    if has_errors(project.problems, strict or project.config.strict):
        raise ProjectError(f"nothing was built: {count_problems(project.problems)}", problems=project.problems)


def write_file(path: Path, data: bytes) -> None:
    make_room(path)
    path.write_bytes(data)
