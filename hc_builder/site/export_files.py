"""The exports as files of the site, each made only where something of it changed."""

from functools import partial
from pathlib import Path

from hc_builder.content.links import AddressBook
from hc_builder.exports.listing import Export, list_exports
from hc_builder.exports.source import ExportSource
from hc_builder.project import Project
from hc_builder.site.prepared import PreparedSite
from hc_builder.site.update import SiteFile


def find_exports(project: Project, book: AddressBook) -> dict[str, Export]:
    """By path in the site."""
    return list_exports(open_source(project, book))


def open_source(project: Project, book: AddressBook) -> ExportSource:
    """What the exports of that project are made of."""
    url, name = project.config.site_url, project.config.site_name
    return ExportSource(project.center, book, url, name, project.today, project.synonyms, project.derived)


def list_export_files(site: PreparedSite, addresses: bytes = b"") -> dict[str, SiteFile]:
    """By path in the site; `addresses` were those of the build before."""
    exports = find_exports(site.project, site.book)
    return {path: _describe(site, export, addresses) for path, export in exports.items()}


def _describe(site: PreparedSite, export: Export, addresses: bytes) -> SiteFile:
    write = partial(_write, export)
    if export.shown is None:
        return SiteFile(export.key, write)
    return SiteFile(export.key, write, export.asked, partial(site.still_answers, addresses, export.shown))


def _write(export: Export, path: Path) -> None:
    path.write_bytes(export.make())
