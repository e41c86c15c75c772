"""Writes a host's files to where they belong, and says what the host can't be told."""

from collections.abc import Iterator, Sequence, Sized
from pathlib import Path

from hc_builder.atomic import write_atomically
from hc_builder.content.redirects import OWN_FILE
from hc_builder.errors import UserError
from hc_builder.project import Project, refuse_errors
from hc_builder.site.host_forms import HostFile
from hc_builder.site.host_headers import build_headers
from hc_builder.site.hosts import HOSTS, build_host_files, count_untranslated

_OWN_HEADERS = "_headers"


class HostFileRefused(UserError):
    """The file can't be put where it belongs: there is no site, or it has such a file of the shop's own."""


def write_host_files(name: str, project: Project, site: Path | None = None) -> tuple[list[Path], list[str]]:
    """Where they are, and what is to be told. Raises `ProjectError` where the content is faulty, or
    `HostFileRefused`."""
    refuse_errors(project)
    gone = tuple(address.strip("/") for address in sorted(project.published.gone))
    headers, folder = build_headers(project), site or project.config.site_dir
    files = build_host_files(name, project, headers, gone)
    notes = [*_list_notes(name, project, files[0], gone), *headers.notes]
    if _OWN_HEADERS in project.center.files and any(file.name == _OWN_HEADERS for file in files):
        files = tuple(file for file in files if file.name != _OWN_HEADERS)
        shown = project.center.shown_path(_OWN_HEADERS)
        notes.append(f"{shown} is your own and stays as it is; without it, hc writes the headers.")
    _refuse(files, project, folder)
    return [_write(file, folder if file.is_in_site else project.folder) for file in files], notes


def _write(file: HostFile, folder: Path) -> Path:
    write_atomically(folder / file.name, file.text.encode())
    return folder / file.name


def _refuse(files: Sequence[HostFile], project: Project, folder: Path) -> None:
    """Before the first is written."""
    if any(file.is_in_site for file in files) and not folder.is_dir():
        raise HostFileRefused(f"there is no site in {folder}", "build it first: hc build")
    for file in files:
        if file.name != OWN_FILE and file.name in project.center.files:
            what = f"{project.center.shown_path(file.name)} is the shop's own"
            raise HostFileRefused(what, "move it out of the content, and join the two")


def _list_notes(name: str, project: Project, file: HostFile, gone: Sized) -> Iterator[str]:
    host = HOSTS[name]
    if host.cant:
        yield host.cant
    if file.left_out:
        bound = f" ({host.title} takes {host.most:,})" if host.most else ""
        yield f"{file.left_out:,} rules are left out{bound}; pages at those addresses lead on instead."
    if gone and not host.answers_gone:
        yield f"{host.title} can't answer 410: {len(gone):,} addresses that are gone on purpose answer 404."
    if number := count_untranslated(name, project):
        yield f"{number:,} lines of _redirects are for Netlify and Cloudflare Pages only: {host.title} can't be told."
