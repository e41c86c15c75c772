"""`hc deploy-files`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hc_builder.cli.help import Command
from hc_builder.cli.main import config_option
from hc_builder.cli.outputs import inform
from hc_builder.cli.parameters import HOST_NAMES

if TYPE_CHECKING:
    from hc_builder.cache import Cache


@click.command("deploy-files", cls=Command)
@click.argument("host", type=click.Choice(HOST_NAMES))
@config_option
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="The built site, instead of site_dir.")
@click.option("--workflow", is_flag=True, help="Write workflows of GitHub that deploy it there, instead.")
@click.option("--precompress", is_flag=True, help="Put .gz and .br beside the site's files too.")
def deploy_files(host: str, config: Path, site: Path | None, workflow: bool, precompress: bool) -> None:
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
        project = load_project(config)
        paths, notes = write_host_files(host, project, site)
        if precompress:
            notes.append(_pack(site or project.config.site_dir, project.derived))
    for told in (*notes, *(f"Wrote {path}" for path in paths)):
        inform(told)


def _pack(site: Path, cache: "Cache") -> str:
    from hc_builder.site.precompressed import write_precompressed

    return f"Wrote {write_precompressed(site, cache):,} files ending in .gz or .br into {site}"
