"""Templates that are no page: the sitemap, a shop's own, and the error page, of which each language has one."""

from hc_builder.config import Config
from hc_builder.pages.languages import ERROR_PAGE


def list_static_pages(config: Config) -> dict[str, tuple[str, str]]:
    """Path in the site → its template and its language."""
    first, *others = config.settings.languages
    own = {name: (name, first) for name in config.theme.static_templates}
    return own | {f"{lang}/{ERROR_PAGE}": (ERROR_PAGE, lang) for lang in others if ERROR_PAGE in own}


def find_error_page(config: Config, url: str) -> str:
    """The error page that speaks the language of the address `url`, which is relative to the site's root."""
    lang, _, _ = url.partition("/")
    page = f"{lang}/{ERROR_PAGE}"
    return page if page in list_static_pages(config) else ERROR_PAGE
