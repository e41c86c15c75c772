"""The theme's templates, with the names that MkDocs gives to templates: `config`, `page`, `base_url`, `url`.

A shop's own templates (`theme: custom_dir`) are written to those names, and the same templates are rendered by MkDocs
where it builds the site.
"""

import posixpath
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, overload
from urllib.parse import quote, urljoin, urlsplit

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup

from hc_builder.cache import Cache, make_key
from hc_builder.config import THEME, THEME_FOLDER, Config
from hc_builder.config_keys import Script
from hc_builder.errors import UserError
from hc_builder.pages.icons import render_icon
from hc_builder.pages.languages import ERROR_PAGE
from hc_builder.pages.places import Place
from hc_builder.pages.sharing import find_locale, find_share_picture
from hc_builder.pages.structured_data import render_structured_data
from hc_builder.pages.unbroken import keep_whole

LONG_AGO = "2000-01-01"
"""The day of a page whose writer names none. Not today's: the same content is the same bytes."""


class TemplateFault(UserError):
    """A template of the shop's own can't be rendered."""


@dataclass(frozen=True)
class Page:
    """What a template knows of its page beside `hc`. `url` is quoted, and empty for the home.

    The names are MkDocs'. The site's navigation is in `hc`, so a page has no neighbours here and no link for editing.
    """

    title: str
    url: str
    canonical_url: str | None
    abs_url: str | None
    update_date: str
    is_homepage: bool
    content: str
    meta: Mapping[str, Any]
    edit_url: None = None
    previous_page: None = None
    next_page: None = None
    parent: None = None
    toc: tuple[()] = ()
    is_page: bool = True
    is_section: bool = False
    is_link: bool = False


@dataclass(frozen=True)
class PageFile:
    """An entry of `pages`, which MkDocs lists by file."""

    page: Page


def prepare_environment(env: jinja2.Environment, config: Config) -> jinja2.Environment:
    """Let `env` find our templates and their filters. A template of the shop's own that has the name of one of the
    theme's may extend that one as `helpcenter/home.html`.

    Lines that hold nothing but a template's tag leave nothing in the page. No template changes in a build, so none is
    looked at again for each page.
    """
    folders = [folder for folder in (config.theme.custom_dir, THEME_FOLDER) if folder]
    own = jinja2.FileSystemLoader(folders)
    env.loader = jinja2.ChoiceLoader([own, jinja2.PrefixLoader({THEME: jinja2.FileSystemLoader(THEME_FOLDER)})])
    env.trim_blocks = env.lstrip_blocks = True
    env.auto_reload = False
    env.filters |= {"url": _resolve_url, "script_tag": _render_script_tag, "unbroken": keep_whole}
    env.globals |= {
        "render_icon": render_icon,
        "find_locale": find_locale,
        "find_share_picture": find_share_picture,
        "render_structured_data": render_structured_data,
    }
    return env


class KeptTemplates(jinja2.BytecodeCache):
    """Templates as they were compiled, by their text, and icons as they were drawn."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self.render_icon = lru_cache(None)(self._render_icon)

    def load_bytecode(self, bucket: Bucket) -> None:
        if known := self._cache.get(_name_bucket(bucket)):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._cache.put(_name_bucket(bucket), bucket.bytecode_to_string())

    def _render_icon(self, name: str) -> Markup:
        """Without reading the archive of all icons."""
        return Markup(self._cache.remember(make_key("icon", name), str, lambda: str(render_icon(name))))


def _name_bucket(bucket: Bucket) -> bytes:
    return make_key("template", bucket.key, bucket.checksum)


class Templates:
    """The shop's own templates over those of the theme; what is in `kept` need not be compiled."""

    def __init__(self, config: Config, kept: KeptTemplates | None = None) -> None:
        self._config = config
        self._env = prepare_environment(jinja2.Environment(bytecode_cache=kept), config)
        if kept:
            self._env.globals["render_icon"] = kept.render_icon

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """Raises `TemplateFault` where a template of the shop's own is at fault."""
        try:
            return self._env.get_template(name).render(context)
        except Exception as error:
            fault = find_fault(error, self._config)
            if fault is None:
                raise
            raise fault from error


def find_fault(error: Exception, config: Config) -> TemplateFault | None:
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


def build_page(site_url: str, place: Place, content: str, meta: Mapping[str, Any]) -> Page:
    url = quote(place.url)
    whole = urljoin(site_url, url) if site_url else None
    return Page(
        title=place.title,
        url=url,
        canonical_url=whole,
        abs_url=urlsplit(whole).path if whole else None,
        update_date=place.updated or LONG_AGO,
        is_homepage=not url,
        content=content,
        meta=meta,
    )


class _Pages(Sequence[PageFile]):
    """The list of all pages, made where a template asks for it."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = pages

    @cached_property
    def _files(self) -> list[PageFile]:
        return [*map(PageFile, self._pages)]

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, place: int) -> PageFile: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[PageFile]: ...
    def __getitem__(self, place: int | slice) -> PageFile | Sequence[PageFile]:
        return self._files[place]


class Contexts:
    """The names that templates know, the same whichever builder renders them; `config` is that builder's."""

    def __init__(self, config: Any, pages: Iterable[Page], today: date) -> None:
        self._config = config
        self._pages = _Pages(pages)
        self._day = datetime.combine(today, time(), UTC)

    def build_for_page(self, page: Page, view: object) -> dict[str, Any]:
        return self._build(page, relative_url(".", page.url), view)

    def build_for_template(self, name: str, view: object) -> dict[str, Any]:
        """Of a template that is no page: the error page, shown at any address, and the list of pages."""
        is_error = posixpath.basename(name) == ERROR_PAGE
        base_url = urlsplit(self._config.site_url or "/").path if is_error else relative_url(".", name)
        return self._build(None, base_url, view)

    def _build(self, page: Page | None, base_url: str, view: object) -> dict[str, Any]:
        styles, scripts = self._config.extra_css, self._config.extra_javascript
        return {
            "config": self._config,
            "page": page,
            "pages": self._pages,
            "base_url": base_url,
            "extra_css": [_resolve(path, page, base_url) for path in styles],
            "extra_javascript": [_resolve(_get_path(script), page, base_url) for script in scripts],
            "nav": (),
            "build_date_utc": self._day,
            "mkdocs_version": "",
            "hc": view,
        }


@jinja2.pass_context
def _resolve_url(context: jinja2.runtime.Context, value: object) -> str:
    """An address under the site's root as seen from the page that is rendered; a whole address stays."""
    return _resolve(str(value), context["page"], context["base_url"])


def _resolve(address: str, page: Page | None, base_url: str) -> str:
    path = address or "."
    if path.startswith(("/", "#")) or (":" in path and urlsplit(path).scheme):
        return path
    return relative_url(path, page.url) if page else posixpath.join(base_url, path)


def _get_path(script: str | Script) -> str:
    return script if isinstance(script, str) else script.path


def relative_url(target: str, page_url: str) -> str:
    """`('refund/when/', 'delivery/fee/')` → `'../../refund/when/'`; `page_url` may be a file's."""
    folder, _, name = page_url.rpartition("/")
    here = folder if "." in name else page_url
    found = "/".join(_find_steps(posixpath.normpath(f"/{target}"), posixpath.normpath(f"/{here}"))) or "."
    return f"{found}/" if target.endswith("/") else found


def _find_steps(there: str, here: str) -> list[str]:
    """What `posixpath.relpath` finds, which asks for the present folder three times."""
    end, start = [part for part in there.split("/") if part], [part for part in here.split("/") if part]
    shared = next((place for place, (a, b) in enumerate(zip(end, start, strict=False)) if a != b), None)
    shared = min(len(end), len(start)) if shared is None else shared
    return [".."] * (len(start) - shared) + end[shared:]


@jinja2.pass_context
def _render_script_tag(context: jinja2.runtime.Context, script: str | Script) -> Markup:
    """An entry of `extra_javascript` as an element."""
    html = Markup('<script src="{}"').format(_resolve_url(context, _get_path(script)))
    if not isinstance(script, str):
        html += Markup(' type="{}"').format(script.type) if script.type else Markup("")
        html += Markup(" defer" * script.defer + " async" * script.async_)
    return html + Markup("></script>")
