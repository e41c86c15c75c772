"""The files of a site that no template makes: script and style, search index, the shop's own font, redirects."""

from hc_builder.content.redirects import join_redirects
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
    redirects = join_redirects(project.center)
    return files | ({"_redirects": redirects.encode()} if redirects else {})
