"""The files of a site that no template makes: the search index and the redirects of old addresses."""

from hc_builder.help_center import HelpCenter
from hc_builder.project import Project


def build_site_files(project: Project) -> dict[str, bytes]:
    """Content by path in the site."""
    files = project.build_search_files()
    redirects = render_redirects(project.center)
    return files | ({"_redirects": redirects.encode()} if redirects else {})


def render_redirects(center: HelpCenter) -> str:
    """One line an old address, `/old/ /new/ 301`: the form that static hosts (Netlify, Cloudflare Pages) read."""
    lines = [
        f"/{old.strip('/')} /{shown.url} 301"
        for shown in center.articles
        for old in shown.article.fields.redirect_from
    ]
    return "".join(f"{line}\n" for line in sorted(lines))
