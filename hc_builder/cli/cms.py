"""`hc cms`."""

from pathlib import Path

import click

from hc_builder.cli.help import Command
from hc_builder.cli.main import config_option, lang_option
from hc_builder.cli.outputs import inform
from hc_builder.cli.parameters import CMS_HOSTS


@click.command(cls=Command)
@config_option
@lang_option
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the page.")
@click.option("--host", type=click.Choice(CMS_HOSTS), default="github", show_default=True, help="Of the repository.")
@click.option("--repo", default="", help="The repository, as owner/name.")
@click.option("--branch", default="main", show_default=True, help="The branch that is published.")
@click.option("--login", default="", help="GitHub: address of the login helper; GitLab: id of the application.")
def cms(config: Path, into: Path, host: str, repo: str, branch: str, login: str) -> None:
    """Write a page on which articles are written in the browser, as pull requests of the repository.

    It belongs on a domain of its own, with the headers in its file _headers. With --host local it works on the folder
    in which `npx decap-server` runs.

    \b
    Example:
      hc cms --into admin --repo onseorap/help --login https://login.onseorap.example
      hc cms --into admin --host local
    """
    from hc_builder.cms.hosts import Repository
    from hc_builder.cms.writing import write_page
    from hc_builder.korean import spoken
    from hc_builder.project import load_project

    project = load_project(config, with_drafts=True)
    for path in write_page(project, Repository(host, repo, branch, login), into, spoken()):
        inform(f"Wrote {path}")
