"""`hc schema`."""

import json
import os
from pathlib import Path

import click

from hc_builder.cli.help import Command
from hc_builder.cli.main import config_option, lang_option
from hc_builder.cli.outputs import inform


@click.command(cls=Command)
@config_option
@lang_option
@click.argument("name", required=False)
@click.option("--write", is_flag=True, help="Write all of them into .vscode/, with snippets and a task for `hc check`.")
def schema(config: Path, name: str | None, write: bool) -> None:
    """Print the JSON Schema of a file that writers edit. Without NAME: what there are.

    \b
    Example:
      hc schema settings --lang ko
      hc schema --write
    """
    if write and name:
        raise click.UsageError("--write writes all of them: leave NAME out")
    if write:
        _write(config)
    elif name:
        click.echo(_render(name))
    else:
        _list()


def _render(name: str) -> str:
    from hc_builder.korean import spoken
    from hc_builder.schemas.catalogue import build_schema

    return json.dumps(build_schema(name, spoken()), ensure_ascii=False, indent=2)


def _list() -> None:
    from hc_builder.korean import say
    from hc_builder.schemas.catalogue import CATALOGUE

    for name, described in CATALOGUE.items():
        click.echo(f"{name:<14}{say(described.what)}")


def _write(config: Path) -> None:
    from hc_builder.config import read_config
    from hc_builder.korean import spoken
    from hc_builder.schemas.editors import FOLDER, write_editor_files

    read = read_config(config)
    content = Path(os.path.relpath(read.docs_dir, read.folder)).as_posix()
    missing = write_editor_files(read.folder, config.name, content, spoken(), read.settings.foreign_keys)
    inform(f"Wrote {read.folder / FOLDER}")
    for path, value in missing.items():
        inform(f"{path} is your own and stays as it is: add what is below")
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
