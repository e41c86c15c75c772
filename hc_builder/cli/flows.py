"""`hc flows`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hc_builder.cli.help import Group
from hc_builder.cli.main import config_option
from hc_builder.cli.outputs import write
from hc_builder.cli.parameters import OutFile

if TYPE_CHECKING:
    from hc_builder.content.flows import Flow


@click.group(cls=Group)
def flows() -> None:
    """Guided flows: what the shop has, and how each leads on.

    \b
    Example:
      hc flows show refund --out refund.svg
    """


@flows.command("list")
@config_option
def list_flows(config: Path) -> None:
    """List the flows with their titles and how many steps they have.

    \b
    Example:
      hc flows list
    """
    for flow in _read(config):
        count = f"{len(flow.steps)} {'step' if len(flow.steps) == 1 else 'steps'}"
        click.echo(f"{flow.name} ({flow.lang}): {flow.fields.title}, {count}")


@flows.command()
@click.argument("name")
@config_option
@click.option("--lang", default="", help="Of this language; by default the first that has it.")
@click.option("--out", type=OutFile(), help="Write to this file instead of stdout.")
def show(name: str, config: Path, lang: str, out: Path | None) -> None:
    """Draw the flow NAME as SVG.

    \b
    Example:
      hc flows show refund --out refund.svg
    """
    from hc_builder.site.flow_graph import draw_flow

    found = [flow for flow in _read(config) if flow.name == name and lang in ("", flow.lang)]
    drawing = draw_flow(found[0]) if found else _refuse(name, lang, _read(config))
    write(drawing, out)


def _read(config: Path) -> "tuple[Flow, ...]":
    from hc_builder.project import load_project

    return load_project(config).center.flows


def _refuse(name: str, lang: str, flows: "tuple[Flow, ...]") -> str:
    from hc_builder.errors import UserError
    from hc_builder.problems import did_you_mean

    known = [flow.name for flow in flows]
    listed = f"there are {', '.join(known)}" if known else "write one: `hc docs writing` shows how"
    hint = "leave --lang out" if name in known else did_you_mean(name, known) or f"{listed}; hc check tells of others"
    raise UserError(f"there is no flow '{name}'" + (f" in {lang}" if lang else ""), hint)
