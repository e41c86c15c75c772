"""The command group, and the funnel by which every expected error becomes one clear message."""

import errno
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hc_builder import __version__
from hc_builder.cli.help import Group

if TYPE_CHECKING:
    from hc_builder.errors import UserError

# Name -> module that has the command under that name, and what the list of commands says of it.
_COMMANDS = {
    "new": ("site", "Make a working help center with starter content."),
    "serve": ("site", "Serve a live preview, with the feedback endpoint."),
    "build": ("site", "Build the static site."),
    "check": ("check", "Check the content and its search tests."),
    "article": ("authoring", "Begin an article, or move one with all that names it."),
    "category": ("authoring", "Make a category, or move one with all that is in it."),
    "deploy-files": ("deploy", "Write redirects and headers in a host's own form, after `hc build`."),
    "addresses": ("addresses", "The memory of published addresses, so that none of them dies unnoticed."),
    "flows": ("flows", "Guided flows: what the shop has, and how each leads on."),
    "import": ("importing", "Bring another tool's help center over. Shows what it would do, and asks."),
    "schema": ("schema", "Print the JSON Schema of a file that writers edit."),
    "cms": ("cms", "Write a page on which articles are written in the browser, as pull requests of the repository."),
    "docs": ("docs", "Print the documents that messages refer to: settings, writing, problems."),
    "stale": ("stale", "List the articles whose review is overdue or soon due, by owner."),
    "search": ("search", "Show what a customer would find."),
    "synonyms": ("synonyms", "Words that mean the same to a customer."),
    "gaps": ("gaps", "Report what customers searched for and did not find, or found and did not find helpful."),
    "report": ("report", "One sheet for the regular meeting: what to do first, rates, contacts, gaps and articles."),
    "popular": ("popular", "List the articles that most customers open, for the home page."),
    "answer": ("answer", "Answers for the shop's app, chatbot and other programs."),
    "mcp": ("mcp", "The help center as tools for AI agents."),
    "feedback": ("feedback", "The feedback endpoint alone, and its data."),
    "inquiries": ("inquiries", "What customers wrote by the inquiry form."),
}


class LazyGroup(Group):
    """A command's module is imported when the command is asked for, so that `hc --help` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        with told_errors():
            module = importlib.import_module(f"hc_builder.cli.{_COMMANDS[name][0]}")
            function = f"{name}_" if iskeyword(name) else name.replace("-", "_")
            command: click.Command = getattr(module, function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list needs no command's module, and so no extra that may not be installed."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Click proposes only commands that it has loaded."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=_COMMANDS, ctx=ctx) from None

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with told_errors():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with told_errors():
            return super().invoke(ctx)


@contextmanager
def told_errors() -> Iterator[None]:
    """The one funnel: what a person can mend is told, an extra that is missing too; a bug keeps its traceback. Click
    tells of wrong use by itself, in English alone."""
    from hc_builder.errors import UserError
    from hc_builder.korean import spoken

    try:
        yield
    except click.UsageError as error:
        if spoken() == "en" or isinstance(error, click.exceptions.NoArgsIsHelpError):
            raise
        path = error.ctx.command_path if error.ctx else "hc"
        tell(UserError(error.format_message(), f"see {path} --help"))
        raise click.exceptions.Exit(error.exit_code) from error
    except UserError as error:
        tell(error)
        raise click.exceptions.Exit(error.exit_code) from error
    except ModuleNotFoundError as error:
        from hc_builder.extras import explain_missing_module

        missing = explain_missing_module(error)
        if missing is None:
            raise
        tell(missing)
        raise click.exceptions.Exit(missing.exit_code) from error
    except OSError as error:
        mendable = _explain_fault(error)
        if mendable is None:
            raise
        tell(mendable)
        raise click.exceptions.Exit(mendable.exit_code) from error


def _explain_fault(error: OSError) -> "UserError | None":
    """What the system refused and a person can mend; None for what else it says, which is a bug of ours."""
    from hc_builder.errors import UserError, explain_full

    if full := explain_full(error):
        if error.filename is None:  # of a file it is named; what stdout still holds is not tried again at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return full
    hint = _CURES.get(error.errno or 0)
    return UserError(f"no access to {error.filename}: {error.strerror}", hint) if hint and error.filename else None


_RIGHT = "give yourself the right to it, or work in another folder"
_WAY = "see what is in its way, or choose another name"
_CURES = {
    errno.EACCES: _RIGHT,
    errno.EPERM: _RIGHT,
    errno.EROFS: _RIGHT,
    errno.ENAMETOOLONG: _WAY,
    errno.ENOTDIR: _WAY,
    errno.EISDIR: _WAY,
    errno.EEXIST: _WAY,
}


def tell(error: "UserError") -> None:
    from hc_builder.errors import render_error

    click.echo(render_error(error), err=True)


def config_option(command: Any) -> Any:
    """`--config FILE`, the project's `mkdocs.yml`. Whether it is there shows when it is read: `--help` needs none."""
    return click.option(
        "-f",
        "--config",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("mkdocs.yml"),
        show_default=True,
        help="The project's configuration.",
    )(command)


def lang_option(command: Any) -> Any:
    """`--lang`, the language of messages; without it that of the locale."""
    from hc_builder.korean import LANGUAGES, speak

    def choose(ctx: click.Context, param: click.Parameter, lang: str | None) -> None:
        speak(lang or "")
        ctx.find_root().call_on_close(partial(speak, ""))  # once errors are told too

    kind = click.Choice(LANGUAGES)
    about = "Language of the messages; default: that of the locale, if it is Korean, or English."
    return click.option("--lang", type=kind, callback=choose, expose_value=False, is_eager=True, help=about)(command)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hc")
def main() -> None:
    """The help center a shop can own.

    \b
    Example:
      hc new shop && cd shop && hc serve
    """
