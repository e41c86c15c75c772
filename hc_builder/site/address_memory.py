"""What `hc addresses` does to the memory of published addresses."""

from collections.abc import Sequence
from dataclasses import replace

from hc_builder.atomic import write_atomically
from hc_builder.content.published import NAME, Published, list_present, render_published
from hc_builder.content.redirects import clean_address
from hc_builder.errors import UserError
from hc_builder.project import Project, refuse_errors


class NotPublished(UserError):
    """An address can't be said to be gone."""


def update_addresses(project: Project) -> int:
    """Remember what stands in the site now, beside all that stood there before; how many addresses are new. Raises
    `ProjectError` where the content is faulty, a lost address included."""
    refuse_errors(project)
    before, present = project.published, dict(list_present(project.center))
    _write(project, replace(before, entries={**before.entries, **present}, gone=before.gone - present.keys()))
    return len(present.keys() - before.entries.keys())


def mark_gone(project: Project, addresses: Sequence[str]) -> None:
    """Say that these published addresses were taken away on purpose. Raises `NotPublished`."""
    before, present = project.published, dict(list_present(project.center))
    names = [f"{clean_address(address)}/" for address in addresses]
    for name in names:
        if name in present:
            raise NotPublished(f"/{name} is a page of the site", "delete its file first, or keep it")
        if name not in before.entries and name not in before.gone:
            raise NotPublished(f"/{name} was never published, as {NAME} has it", "write it as the browser shows it")
    entries = {address: entry for address, entry in before.entries.items() if address not in names}
    _write(project, replace(before, entries=entries, gone=before.gone | set(names)))


def _write(project: Project, published: Published) -> None:
    """Where it changes."""
    path, data = project.folder / NAME, render_published(published).encode()
    if not path.is_file() or path.read_bytes() != data:
        write_atomically(path, data)
