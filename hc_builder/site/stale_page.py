"""The list of due reviews as a page of its own, to be kept or sent."""

from collections.abc import Sequence

from hc_builder.checks.stale import Due
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.project import Project
from hc_builder.site.render import build_environment, render_template


def render_stale_page(due: Sequence[Due], project: Project) -> str:
    """HTML that needs no other file, in the language of the shop."""
    lang, config = project.settings.language, project.config
    owners: dict[str, list[Due]] = {}
    for one in due:
        owners.setdefault(one.owner, []).append(one)
    context = {"lang": lang, "text": read_interface_text(lang), "owners": owners, "today": project.today}
    return render_template(build_environment(config), "stale.html", config, context)
