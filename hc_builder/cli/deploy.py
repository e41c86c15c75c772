"""`hc deploy-files`."""

from pathlib import Path

import click

from hc_builder.cli.main import config_option

HOST_NAMES = ("github-pages", "netlify", "cloudflare", "vercel", "nginx", "apache", "s3")


@click.command("deploy-files")
@click.argument("host", type=click.Choice(HOST_NAMES))
@config_option
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="The built site, instead of site_dir.")
def deploy_files(host: str, config: Path, site: Path | None) -> None:
    """Write redirects and headers in a host's own form, after `hc build`.

    A file that the host reads in the site is put there; one for its set-up beside mkdocs.yml.

    \b
    Example:
      hc build && hc deploy-files nginx
    """
    from hc_builder.project import load_project
    from hc_builder.site.host_files import write_host_files

    paths, notes = write_host_files(host, load_project(config), site)
    for note in notes:
        click.echo(note, err=True)
    for path in paths:
        click.echo(f"Wrote {path}", err=True)
