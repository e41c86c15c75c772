"""`hc deploy-files`."""

from pathlib import Path

import click

from hc_builder.cli.main import config_option
from hc_builder.cli.parameters import HOST_NAMES


@click.command("deploy-files")
@click.argument("host", type=click.Choice(HOST_NAMES))
@config_option
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="The built site, instead of site_dir.")
@click.option("--workflow", is_flag=True, help="Write workflows of GitHub that deploy it there, instead.")
def deploy_files(host: str, config: Path, site: Path | None, workflow: bool) -> None:
    """Write redirects and headers in a host's own form, after `hc build`.

    A file that the host reads in the site is put there; one for its set-up beside mkdocs.yml.

    \b
    Example:
      hc build && hc deploy-files nginx
    """
    from hc_builder.project import load_project
    from hc_builder.site.host_files import write_host_files
    from hc_builder.workflows import write_workflows

    notes: list[str] = []
    if workflow:
        paths = write_workflows(config.absolute().parent, host)
    else:
        paths, notes = write_host_files(host, load_project(config), site)
    for note in notes:
        click.echo(note, err=True)
    for path in paths:
        click.echo(f"Wrote {path}", err=True)
