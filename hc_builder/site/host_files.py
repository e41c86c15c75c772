"""Writes a host's file to where it belongs, and says what the host can't be told."""

from collections.abc import Iterator, Sized
from pathlib import Path

from hc_builder.atomic import write_atomically
from hc_builder.content.redirects import OWN_FILE
from hc_builder.errors import UserError
from hc_builder.project import Project, refuse_errors
from hc_builder.site.host_forms import HostFile
from hc_builder.site.hosts import HOSTS, build_host_file, count_untranslated


class HostFileRefused(UserError):
    """The file can't be put where it belongs: there is no site, or it has such a file of the shop's own."""


def write_host_file(name: str, project: Project, site: Path | None = None) -> tuple[Path, list[str]]:
    """Where it is, and what is to be told. Raises `ProjectError` where the content is faulty, or `HostFileRefused`."""
    refuse_errors(project)
    gone = tuple(address.strip("/") for address in sorted(project.published.gone))
    file, folder = build_host_file(name, project, gone), site or project.config.site_dir
    if file.is_in_site and not folder.is_dir():
        raise HostFileRefused(f"there is no site in {folder}", "build it first: hc build")
    if file.name != OWN_FILE and file.name in project.center.files:
        what, hint = (
            f"{project.center.shown_path(file.name)} is the shop's own",
            "move it out of the content, and join the two",
        )
        raise HostFileRefused(what, hint)
    path = (folder if file.is_in_site else project.folder) / file.name
    write_atomically(path, file.text.encode())
    return path, list(_list_notes(name, project, file, gone))


def _list_notes(name: str, project: Project, file: HostFile, gone: Sized) -> Iterator[str]:
    host = HOSTS[name]
    if file.left_out:
        bound = f" ({host.title} takes {host.most:,})" if host.most else ""
        yield f"{file.left_out:,} rules are left out{bound}; pages at those addresses lead on instead."
    if gone and not host.answers_gone:
        yield f"{host.title} can't answer 410: {len(gone):,} addresses that are gone on purpose answer 404."
    if number := count_untranslated(name, project):
        yield f"{number:,} lines of _redirects are for Netlify and Cloudflare Pages only: {host.title} can't be told."
