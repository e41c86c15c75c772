"""The theme's templates, with the names that MkDocs gives to templates: `config`, `page`, `base_url`, `url`.

A shop's own templates (`theme: custom_dir`) are written to those names, and the same templates are rendered by MkDocs
where it builds the site.
"""

import posixpath
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import jinja2
from markupsafe import Markup

from hc_builder.config import THEME_FOLDER, Config, Script
from hc_builder.errors import UserError

_ICON_PACKAGE, _ICON_FOLDER = "mkdocs-material", "material/templates"


class TemplateFault(UserError):
    """A template of the shop's own can't be rendered."""


@dataclass(frozen=True)
class Page:
    """What a template knows of its page beside `hc`. `url` is quoted, and empty for the home."""

    title: str
    url: str
    canonical_url: str | None = None
    content: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PageFile:
    """An entry of `pages`, which MkDocs lists by file."""

    page: Page


def build_environment(config: Config) -> jinja2.Environment:
    """The shop's own templates over those of the theme."""
    return prepare_environment(jinja2.Environment(), config)


def prepare_environment(env: jinja2.Environment, config: Config) -> jinja2.Environment:
    """Let `env` find our templates and their filters.

    Lines that hold nothing but a template's tag leave nothing in the page. No template changes in a build, so none is
    looked at again for each page.
    """
    folders = [folder for folder in (config.theme.custom_dir, THEME_FOLDER, find_icons()) if folder]
    env.loader = jinja2.FileSystemLoader(folders)
    env.trim_blocks = env.lstrip_blocks = True
    env.auto_reload = False
    env.filters |= {"url": _resolve_url, "script_tag": _render_script_tag}
    return env


def find_icons() -> Path:
    """The folder above `.icons/` of the installed icon package, which is not imported."""
    try:
        folder = Path(str(metadata.distribution(_ICON_PACKAGE).locate_file(_ICON_FOLDER)))
    except metadata.PackageNotFoundError as error:
        raise UserError("the icons of the pages are not installed", f"pip install {_ICON_PACKAGE}") from error
    return folder


def render_template(env: jinja2.Environment, name: str, config: Config, context: Mapping[str, Any]) -> str:
    """Raises `TemplateFault` where a template of the shop's own is at fault."""
    try:
        return env.get_template(name).render(context)
    except Exception as error:
        fault = _find_fault(error, config)
        if fault is None:
            raise
        raise fault from error


def _find_fault(error: Exception, config: Config) -> TemplateFault | None:
    """What to say where the last template that was at work is the shop's own; `None`: the fault is not the shop's."""
    custom = config.theme.custom_dir
    if custom is None:
        return None
    if isinstance(error, jinja2.TemplateSyntaxError):
        places = [(error.filename or "", error.lineno)]
    else:
        places = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    templates = [(Path(file), line) for file, line in places if Path(file).suffix in (".html", ".xml")]
    if not templates or not templates[-1][0].is_relative_to(custom):
        return None
    file, line = templates[-1]
    place = f"{posixpath.relpath(file, config.folder)}:{line}"
    return TemplateFault(f"{place}: the template can't be rendered: {_say(error)}", "correct it, or remove the file")


def _say(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template {error.name}"
    return str(error) or type(error).__name__


def build_page_context(config: Config, page: Page, view: object) -> dict[str, Any]:
    """The names of a page of its own."""
    return {"config": config, "page": page, "base_url": relative_url(".", page.url), "hc": view}


def build_template_context(config: Config, name: str, view: object, pages: Sequence[Page]) -> dict[str, Any]:
    """The names of a template that is no page: the error page, shown at any address, and the list of pages."""
    base_url = urlsplit(config.site_url or "/").path if name == "404.html" else relative_url(".", name)
    return {"config": config, "page": None, "base_url": base_url, "hc": view, "pages": [*map(PageFile, pages)]}


def build_page(config: Config, title: str, url: str, content: str, meta: Mapping[str, str]) -> Page:
    quoted = quote(url)
    canonical = urljoin(config.site_url, quoted) if config.site_url else None
    return Page(title, quoted, canonical, content, meta)


@jinja2.pass_context
def _resolve_url(context: jinja2.runtime.Context, value: object) -> str:
    """An address under the site's root as seen from the page that is rendered; a whole address stays."""
    path = str(value) or "."
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or path.startswith(("/", "#")):
        return path
    page = context["page"]
    return relative_url(path, page.url) if page else posixpath.join(context["base_url"], path)


@lru_cache(maxsize=10_000)
def relative_url(target: str, page_url: str) -> str:
    """`('refund/when/', 'delivery/fee/')` → `'../../refund/when/'`; `page_url` may be a file's."""
    folder, _, name = page_url.rpartition("/")
    here = folder if "." in name else page_url
    found = posixpath.relpath(f"/{target}", f"/{here}")
    return f"{found}/" if target.endswith("/") else found


@jinja2.pass_context
def _render_script_tag(context: jinja2.runtime.Context, script: str | Script) -> Markup:
    """An entry of `extra_javascript` as an element."""
    source = script if isinstance(script, str) else script.path
    html = Markup('<script src="{}"').format(_resolve_url(context, source))
    if not isinstance(script, str):
        html += Markup(' type="{}"').format(script.type) if script.type else Markup("")
        html += Markup(" defer" * script.defer + " async" * script.async_)
    return html + Markup("></script>")
