"""`hc docs`: the documents that messages refer to, which every installation carries."""

from importlib.resources import files
from typing import TYPE_CHECKING

import click

from hc_builder.cli.help import Command
from hc_builder.cli.main import lang_option

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@click.command(cls=Command)
@lang_option
@click.argument("name", required=False)
def docs(name: str | None) -> None:
    """Print the documents that messages refer to: settings, writing, problems. Without NAME: what there are.

    \b
    Example:
      hc docs settings
      hc docs settings --lang ko
    """
    known = _list_documents()
    if name is None:
        click.echo("\n".join(known))
    elif name.removesuffix(".md") in known:
        click.echo(_choose(name.removesuffix(".md")).read_text("utf-8"), nl=False)
    else:
        raise click.BadParameter(f"there is no document '{name}'; there are {', '.join(known)}", param_hint="NAME")


def _list_documents() -> list[str]:
    names = (file.name for file in _find_folder().iterdir() if file.name.endswith(".md"))
    return sorted(name.removesuffix(".md") for name in names if not name.endswith(".ko.md"))


def _choose(name: str) -> "Traversable":
    """In the language of messages, where the document has it."""
    from hc_builder.korean import spoken

    korean = _find_folder() / f"{name}.ko.md"
    return korean if spoken() == "ko" and korean.is_file() else _find_folder() / f"{name}.md"


def _find_folder() -> "Traversable":
    return files("hc_builder") / "docs"
