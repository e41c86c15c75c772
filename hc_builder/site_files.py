"""The files of a site that no template makes: script and style, search index, the shop's own font, redirects."""

from urllib.parse import quote

from hc_builder.content.help_center import HelpCenter
from hc_builder.pages.font import build_font_files
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.theme_assets import build_theme_assets
from hc_builder.project import Project


def build_site_files(project: Project) -> dict[str, bytes]:
    """Content by path in the site."""
    files = dict(build_theme_assets(project.settings.shop.color).files)
    files |= {
        f"search/{lang}/{name}": data
        for lang in project.settings.languages
        for name, data in project.build_search_index(lang).items()
    }
    texts = [str(read_interface_text(lang)) for lang in project.settings.languages]
    files |= build_font_files(project.center, project.folder, "".join(texts))
    redirects = render_redirects(project.center)
    return files | ({"_redirects": redirects.encode()} if redirects else {})


def render_redirects(center: HelpCenter) -> str:
    """One line an old address, `/old/ /new/ 301`: the form that static hosts (Netlify, Cloudflare Pages) read."""
    lines = [
        f"/{address} /{quote(shown.url)} 301"
        for shown in center.articles
        for old in shown.article.fields.redirect_from
        for address in _spell_address(old)
    ]
    return "".join(f"{line}\n" for line in sorted(lines))


def _spell_address(old: str) -> tuple[str, ...]:
    """With and without a slash at its end, which hosts tell apart; the address of a file has none."""
    path = old.strip("/").replace(" ", "%20")
    return (path,) if path.endswith((".html", ".htm")) else (path, f"{path}/")
