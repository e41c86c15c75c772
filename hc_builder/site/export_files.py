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
    config = project.config
    return list_exports(ExportSource(project.center, book, config.site_url, config.site_name, project.today))


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
