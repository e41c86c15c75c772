"""`hc addresses`."""

from pathlib import Path

import click

from hc_builder.cli.help import Group
from hc_builder.cli.main import config_option
from hc_builder.cli.outputs import inform


@click.group(cls=Group)
def addresses() -> None:
    """The memory of published addresses, so that none of them dies unnoticed.

    \b
    Example:
      hc addresses update
    """


@addresses.command()
@config_option
def update(config: Path) -> None:
    """Remember the addresses of this site in addresses.json, after each deployment. Commit the file.

    \b
    Example:
      hc addresses update && git add addresses.json
    """
    from hc_builder.project import load_project
    from hc_builder.site.address_memory import update_addresses

    new = update_addresses(load_project(config))
    inform(f"addresses.json: {new:,} new {'address' if new == 1 else 'addresses'}")


@addresses.command()
@click.argument("names", nargs=-1, required=True, metavar="ADDRESS…")
@config_option
def gone(names: tuple[str, ...], config: Path) -> None:
    """Say that pages were taken away on purpose. Hosts that can answer 410 there.

    \b
    Example:
      hc addresses gone event/summer-sale
    """
    from hc_builder.project import load_project
    from hc_builder.site.address_memory import mark_gone

    mark_gone(load_project(config), names)
    inform(f"addresses.json: {len(names)} said to be gone")
