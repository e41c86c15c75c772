"""`hc check`."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hc_builder.cli.help import Command
from hc_builder.cli.main import config_option, lang_option
from hc_builder.cli.outputs import inform

if TYPE_CHECKING:
    from hc_builder.problems import Problem
    from hc_builder.project import Project

_FORMS = ["text", "json", "sarif", "github", "junit"]


@dataclass(frozen=True)
class Asked:
    """What to look at besides the content, and in what form to tell it."""

    strict: bool
    form: str
    fix: bool
    external: bool
    allow_local: bool
    site: str


@click.command(cls=Command)
@config_option
@lang_option
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
@click.option(
    "--format", "form", type=click.Choice(_FORMS), default="text", show_default=True,
    help="For readers, programs, code scanning, GitHub Actions or a CI's list of tests.",
)  # fmt: skip
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, then check again.")
@click.option("--external", is_flag=True, help="Ask other sites too whether they still have what articles link to.")
@click.option("--allow-local", is_flag=True, help="With --external: ask hosts of the local network as well.")
@click.option(
    "--site", default="", metavar="DIR|URL", help="Look at a built or deployed site instead, as customers do."
)
@click.option(
    "--stdin", "place", type=click.Path(path_type=Path), metavar="PATH",
    help="For editors: check the text of standard input as if it were the article at PATH, and tell of it alone.",
)  # fmt: skip
@click.option("--explain", metavar="CODE", help="Explain a code such as HC10, and check nothing.")
@click.option("--dialects", is_flag=True, help="List articles that CommonMark and Python-Markdown read differently.")
def check(config: Path, explain: str | None, dialects: bool, place: Path | None, **asked: Any) -> None:
    """Check the content and its search tests. Every fault is told with file, line and cure.

    \b
    Example:
      hc check
      hc check --explain HC10
      hc check --strict --format sarif > hc.sarif
      hc check --site https://help.example.com/
      hc check --stdin content/refund/when.md < unsaved.md
    """
    if explain is not None:
        click.echo(_explain(explain))
    elif dialects:
        _list_dialects(config)
    elif place is not None:
        _check_unsaved(config, place, Asked(**asked))
    else:
        _check(config, Asked(**asked))


def _check(config: Path, asked: Asked) -> None:
    from hc_builder.problem_reports import render_form
    from hc_builder.problems import has_errors
    from hc_builder.project import load_project

    problems = _find_problems(load_project(config), asked)
    if asked.fix and (fixed := _fix(problems, load_project(config).center.root)):
        click.echo(fixed, err=True)
        problems = _find_problems(load_project(config), asked)
    click.echo(render_form(asked.form, problems, asked.strict, None if asked.site else config.parent))
    raise click.exceptions.Exit(int(has_errors(problems, asked.strict)))


def _check_unsaved(config: Path, place: Path, asked: Asked) -> None:
    from hc_builder.problem_reports import render_form
    from hc_builder.problems import has_errors
    from hc_builder.project_checks import check_unsaved

    if asked.fix or asked.external or asked.site:
        raise click.UsageError("--stdin goes with --format, --strict and --lang only")
    problems = check_unsaved(config, place, sys.stdin.buffer.read())
    click.echo(render_form(asked.form, problems, asked.strict, config.parent))
    raise click.exceptions.Exit(int(has_errors(problems, asked.strict)))


def _find_problems(project: "Project", asked: Asked) -> "list[Problem]":
    from hc_builder.project_checks import check_for_publication, check_links_out

    if asked.site:
        return _look_at(asked.site, project)
    found = check_for_publication(project)
    return sorted([*found, *(check_links_out(project, asked.allow_local) if asked.external else [])])


def _look_at(site: str, project: "Project") -> "list[Problem]":
    from hc_builder.site_check import check_site

    problems, seen = check_site(site, project)
    inform(f"Looked at {seen}.")
    return problems


def _fix(problems: "list[Problem]", content: Path) -> str:
    """What was mended, a line each; `""`: nothing."""
    from hc_builder.fixing import fix_problems
    from hc_builder.korean import say

    return "\n".join(f"{one.place}: {say('mended')} [{one.code}]" for one in fix_problems(problems, content))


def _list_dialects(config: Path) -> None:
    from hc_builder.checks.dialects import list_dialect_differences
    from hc_builder.project import load_project

    for line in list_dialect_differences(load_project(config).center):
        click.echo(line)


def _explain(code: str) -> str:
    from hc_builder.korean import spoken
    from hc_builder.problem_docs import explain_code, suggest_code

    told = explain_code(code, spoken())
    if told is None:
        raise click.BadParameter(f"there is no code {code}: {suggest_code(code)}", param_hint="--explain")
    return told
