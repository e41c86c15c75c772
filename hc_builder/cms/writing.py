"""The page as files, and the headers that its host must send."""

import json
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from hc_builder.atomic import write_atomically
from hc_builder.cms.config import build_config
from hc_builder.cms.hosts import CmsRefused, Repository, list_sources
from hc_builder.config_file import refuse_config
from hc_builder.pages.theme_assets import build_stylesheet
from hc_builder.problems import has_errors
from hc_builder.project import Project

VERSION = "3.16.3"
SCRIPT = f"https://cdn.jsdelivr.net/npm/decap-cms@{VERSION}/dist/decap-cms.js"
INTEGRITY = "sha384-A/Gdn928CNLufmnGWGs9RM4Q9o8bSNLeJERqBFrBjwzL7FRpoLT3MPF8Tl0+Wd2p"
"""Of that file as npm has it: a browser runs no other under this address."""
_MARK = b'rel="cms-config-url"'
"""By which the page is known again when it is written anew."""
_PAGE = """<!doctype html>
<html lang="{lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="robots" content="noindex">
    <title>{title}</title>
    <link rel="icon" href="data:,">
    <link rel="cms-config-url" type="text/yaml" href="config.yml">
  </head>
  <body>
    <script src="{script}" integrity="{integrity}" crossorigin="anonymous"></script>
    <script src="page.js" data-collections="{collections}" data-picture="{picture}"></script>
  </body>
</html>
"""


def write_page(project: Project, repository: Repository, folder: Path, lang: str) -> list[Path]:
    """The files below `folder`, in the words of `lang`. Raises `CmsRefused`, and `ProjectError` for faulty settings,
    before the first is written."""
    if has_errors(project.config.problems):
        raise refuse_config(project.config.path, list(project.config.problems))
    _refuse_place(project, folder)
    texts = _build_files(project, repository, lang)
    for name, text in texts.items():
        write_atomically(folder / name, text.encode())
    return [folder / name for name in texts]


def build_headers(host: str) -> dict[str, str]:
    """By name. Decap compiles the check of its configuration, and its styles are made while it runs."""
    own = {
        "default-src": ("'none'",),
        "script-src": ("'self'", SCRIPT, "'unsafe-eval'"),
        "style-src": ("'self'", "'unsafe-inline'"),
        "img-src": ("'self'", "data:", "blob:"),
        "font-src": ("'self'", "data:"),
        "connect-src": ("'self'", "blob:"),
        "base-uri": ("'none'",),
        "form-action": ("'none'",),
        "frame-ancestors": ("'none'",),
    }
    more = list_sources(host)
    policy = {name: (*sources, *more.get(name, ())) for name, sources in own.items()}
    return {
        "Content-Security-Policy": "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items()),
        "Strict-Transport-Security": "max-age=31536000",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
        "Cache-Control": "no-cache",
    }


def _refuse_place(project: Project, folder: Path) -> None:
    """A page that holds a token must not come into the site, whose origin others' scripts may share."""
    place = folder.resolve()
    for taken in (project.center.root.resolve(), project.config.site_dir.resolve()):
        if place == taken or taken in place.parents:
            hint = "choose a folder outside, and give it a domain of its own: the page holds a key to the repository"
            raise CmsRefused(f"{folder} would be a part of the public site", hint)
    page = folder / "index.html"
    if page.is_file() and _MARK not in page.read_bytes():
        raise CmsRefused(f"{folder} has a page of its own, which would be written over", "choose a new folder")


def _build_files(project: Project, repository: Repository, lang: str) -> dict[str, str]:
    config = build_config(project, repository, lang)
    headers = "".join(f"  {name}: {value}\n" for name, value in build_headers(repository.host).items())
    return {
        "index.html": _build_page(project, config, lang),
        "config.yml": f"{json.dumps(config, ensure_ascii=False, indent=2)}\n",  # JSON is YAML
        "page.js": files("hc_builder.cms").joinpath("page.js").read_text("utf-8"),
        "helpcenter.css": build_stylesheet(project.settings.palettes, project.settings.is_branded),
        "_headers": f"/*\n{headers}",
    }


def _build_page(project: Project, config: dict[str, Any], lang: str) -> str:
    names = [collection["name"] for collection in config["collections"] if "folder" in collection]
    title = f"{project.config.site_name} · {'글쓰기' if lang == 'ko' else 'Writing'}"
    return _PAGE.format(
        lang=lang,
        title=escape(title),
        script=SCRIPT,
        integrity=INTEGRITY,
        collections=escape(json.dumps(names, ensure_ascii=False)),
        picture="그림 넣기" if lang == "ko" else "Insert a picture",
    )
