"""Pages at old addresses that lead on by themselves: they work on every host, also where it has no redirects."""

from collections.abc import Collection
from urllib.parse import urljoin

from hc_builder.content.redirects import Redirect, list_redirects
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.places import find_places
from hc_builder.project import Project
from hc_builder.site.render import Templates

_LONGEST_NAME = 255  # bytes, on every disk in use


def build_redirect_pages(project: Project, base: str) -> dict[str, bytes]:
    """By path in the site. Where the site has a page or a file already, that stays; what no disk can name is left to
    the host's own redirects."""
    pages = {name_page(redirect.source): redirect for redirect in list_redirects(project.center)}
    if not pages:
        return {}
    taken = {f"{place.url}index.html" for place in find_places(project.center)} | project.center.files.keys()
    files = taken | pages.keys()
    templates, site_url = Templates(project.config), project.config.site_url
    return {
        path: templates.render("moved.html", _describe(redirect, base, site_url)).encode()
        for path, redirect in pages.items()
        if path not in taken and _has_place(path, files)
    }


def name_page(source: str) -> str:
    """`faq/old` → `faq/old/index.html`, which hosts show with a slash and without; `faq/old.html` is a file itself."""
    return source if source.endswith((".html", ".htm")) else f"{source}/index.html"


def _has_place(path: str, files: Collection[str]) -> bool:
    """Whether its names are not too long, and none of its folders is a file."""
    folders = (path[:end] for end, sign in enumerate(path) if sign == "/")
    return max(len(name.encode()) for name in path.split("/")) <= _LONGEST_NAME and not any(f in files for f in folders)


def _describe(redirect: Redirect, base: str, site_url: str) -> dict[str, object]:
    """A canonical address has no fragment."""
    target = redirect.lead(base)
    canonical = urljoin(site_url, redirect.lead(base if site_url else "/")).partition("#")[0]
    text = read_interface_text(redirect.lang)
    return {"lang": redirect.lang, "text": text, "target": target, "canonical": canonical}
