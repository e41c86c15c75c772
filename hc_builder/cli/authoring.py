"""`hc article` and `hc category`."""

from pathlib import Path
from typing import Any

import click

from hc_builder.cli.help import Group
from hc_builder.cli.main import config_option, lang_option
from hc_builder.cli.outputs import inform

_dry_run = click.option("--dry-run", is_flag=True, help="Only show what would be written.")


@click.group(cls=Group)
def article() -> None:
    """Begin an article, or move one with all that names it.

    \b
    Example:
      hc article new "환불은 언제 받을 수 있나요?" --category refund --name when
      hc article mv refund/when refund/how-long
    """


@article.command(name="new")
@config_option
@lang_option
@click.argument("title")
@click.option("--category", required=True, help="The folder, such as refund; empty for the content folder itself.")
@click.option("--name", default="", help="The file's name, without .md; default: made of the title.")
@click.option(
    "--type", "kind", type=click.Choice(["faq", "tutorial"]), default="faq", show_default=True, help="Its kind."
)
@click.option("--in", "language", default="", help="Its language; default: the first of the site.")
@click.option("--owner", default="", help="Who answers for it.")
@click.option("--question", "questions", multiple=True, help="Another way customers ask the same; may be given again.")
def new_article(config: Path, **given: Any) -> None:
    """Begin an article: a draft with front matter and an outline.

    \b
    Example:
      hc article new "포장을 뜯어도 반품되나요?" --category return --name opened --question "뜯었는데 반품"
    """
    from hc_builder.authoring.creating import NewArticle, create_article
    from hc_builder.project import load_project

    project = load_project(config, with_drafts=True)
    lang = given.pop("language")
    path = create_article(project.center, NewArticle(lang=lang, **given), project.today)
    inform(f"Wrote {path}. Next: write the answer, and take `draft: true` out")


@article.command(name="mv")
@config_option
@lang_option
@click.argument("old")
@click.argument("new")
@_dry_run
def move_article(config: Path, old: str, new: str, dry_run: bool) -> None:
    """Move or rename an article, by its path without .md, in every language.

    Links to it and its own, `related`, cards, flows, search tests and settings follow; its old address leads to the
    new one.

    \b
    Example:
      hc article mv refund/when refund/how-long --dry-run
    """
    _move(config, old, new, False, dry_run)


@click.group(cls=Group)
def category() -> None:
    """Make a category, or move one with all that is in it.

    \b
    Example:
      hc category new exchange --title 교환
      hc category mv refund return/refund
    """


@category.command(name="new")
@config_option
@lang_option
@click.argument("path")
@click.option("--title", required=True, help="As customers read it.")
@click.option("--description", default="", help="One line on the home page.")
@click.option("--in", "language", default="", help="Its language; default: the first of the site.")
def new_category(config: Path, path: str, title: str, description: str, language: str) -> None:
    """Make the folder of a category, with its index.md.

    \b
    Example:
      hc category new exchange --title 교환 --description "다른 상품으로 바꾸는 법"
    """
    from hc_builder.authoring.creating import create_category
    from hc_builder.project import load_project

    file = create_category(load_project(config, with_drafts=True).center, path, title, description, language)
    inform(f"Wrote {file}. Next: hc article new")


@category.command(name="mv")
@config_option
@lang_option
@click.argument("old")
@click.argument("new")
@_dry_run
def move_category(config: Path, old: str, new: str, dry_run: bool) -> None:
    """Move or rename a category with all that is in it, media too; references and old addresses follow.

    \b
    Example:
      hc category mv refund return/refund --dry-run
    """
    _move(config, old, new, True, dry_run)


def _move(config: Path, old: str, new: str, is_folder: bool, dry_run: bool) -> None:
    from hc_builder.authoring.applying import apply_move
    from hc_builder.authoring.moving import describe_plan, plan_move
    from hc_builder.problems import has_errors, render_problems
    from hc_builder.project import load_project

    project = load_project(config, with_drafts=True)
    plan = plan_move(project, old, new, is_folder)
    click.echo("\n".join(describe_plan(plan)))
    if dry_run:
        inform("Nothing was written: leave --dry-run out to write it.")
        return
    apply_move(plan)
    known = {(problem.code, problem.what) for problem in project.problems}
    after = load_project(config, with_drafts=True).problems
    fresh = [problem for problem in after if (problem.code, problem.what) not in known]
    if fresh:
        click.echo(render_problems(fresh), err=True)
    if has_errors(fresh):
        raise click.exceptions.Exit(1)
