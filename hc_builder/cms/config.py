"""Decap's configuration: a collection for each category and language, whose fields are the keys of front matter."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from hc_builder.cms.hosts import Repository, build_backend
from hc_builder.content.article import NOTICES
from hc_builder.content.category import Category
from hc_builder.content.help_center import HelpCenter
from hc_builder.project import Project
from hc_builder.repository import find_place, name_from_root
from hc_builder.schemas.catalogue import build_schema
from hc_builder.schemas.written import TEXTS, Schema

Values = dict[str, Any]

MEDIA = "media"
"""Folder of pictures beside the articles, as the starter has it."""
BODY = "hc-source"
"""The field of the text, which `page.js` makes: Markdown as it is written. Decap's own would write callouts, tabs and
variables anew, as other Markdown."""

_ABOVE = ("title", "description", "type", "questions", "keywords", "summary")


def build_config(project: Project, repository: Repository, lang: str) -> Values:
    """In the words of `lang`. Raises `CmsRefused`."""
    return {
        "backend": build_backend(repository),
        "publish_mode": "editorial_workflow",
        "locale": lang,
        "media_folder": f"{_find_content(project)}/{MEDIA}",
        "public_folder": MEDIA,
        "slug": {"encoding": "unicode", "clean_accents": False},
        "collections": [*_list_collections(project, lang), *_list_heads(project, lang)],
    }


def _find_content(project: Project) -> str:
    """The content folder as the repository names it."""
    content = Path(os.path.relpath(project.center.root.resolve(), project.folder.resolve())).as_posix()
    return name_from_root(find_place(project.folder), content)


def _list_collections(project: Project, lang: str) -> Iterator[Values]:
    content = _find_content(project)
    for category in _list_categories(project.center):
        suffix = _find_suffix(project.center, category.lang)
        yield {
            "name": _name(category),
            "label": _label(project, category),
            "folder": f"{content}/{category.id}".rstrip("/"),
            "create": True,
            "extension": suffix,
            "format": "frontmatter",
            "summary": "{{title}} ({{slug}})",
            "media_folder": MEDIA,
            "public_folder": MEDIA,
            "fields": _list_fields("notice" if category.id == NOTICES else "article", lang),
        }


def _list_categories(center: HelpCenter) -> Iterator[Category]:
    """Each in every language, whether it is written in it yet or not; the content folder itself, if articles lie in
    it."""
    written = {(category.id, category.lang): category for category in center.categories}
    names = {category.id: category for category in reversed(center.categories)}
    is_rooted = any(not (shown.article.category or shown.article.is_head) for shown in center.articles)
    for lang in center.settings.languages:
        for name in sorted(name for name in names if name or is_rooted):
            yield written.get((name, lang)) or replace(names[name], lang=lang)


def _list_heads(project: Project, lang: str) -> Iterator[Values]:
    """The `index.md` of each category, as one collection of files."""
    content = _find_content(project)
    files = [
        {
            "name": _name(category),
            "label": _label(project, category),
            "file": f"{content}/{category.path}",
            "fields": _list_fields("category", lang),
        }
        for category in project.center.categories
        if category.path
    ]
    if files:
        yield {"name": "categories", "label": "카테고리" if lang == "ko" else "Categories", "files": files}


def _name(category: Category) -> str:
    return f"{category.lang}-{category.id.replace('/', '--') or 'home'}"


def _label(project: Project, category: Category) -> str:
    """The content folder itself need not have a title."""
    title = category.title or project.config.site_name
    is_only = len(project.settings.languages) == 1
    return title if is_only else f"{title} · {category.lang}"


def _find_suffix(center: HelpCenter, lang: str) -> str:
    return "md" if lang == center.settings.language else f"{lang}.md"


def _list_fields(name: str, lang: str) -> list[Values]:
    """What every article has comes first, with the text; below it what some have."""
    properties: Mapping[str, Schema] = build_schema(name, lang)["properties"]
    body = {"name": "body", "label": "글" if lang == "ko" else "Text", "widget": BODY, "required": False}
    fields = {key: _describe_field(key, value) for key, value in properties.items()}
    above = [fields.pop(key) for key in _ABOVE if key in fields]
    return [*above, body, *fields.values()]


def _describe_field(key: str, schema: Schema) -> Values:
    """Nothing has a default: what a writer leaves alone is not written."""
    common = {"name": key, "label": key, "hint": schema["description"], "required": key == "title"}
    return common | _choose_widget(schema)


def _choose_widget(schema: Schema) -> Values:
    if choices := schema.get("enum"):
        return {"widget": "select", "options": list(choices)}
    if schema["type"] == TEXTS["type"]:
        return {
            "widget": "list",
            "summary": "{{fields.one}}",
            "field": {"name": "one", "label": "+", "widget": "string"},
        }
    kind = schema["type"][0]
    if kind == "string" and "pattern" in schema:
        return {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False}
    return _WIDGETS.get(kind, _WIDGETS["string"])


_WIDGETS: Mapping[str, Values] = {
    "boolean": {"widget": "boolean"},
    "integer": {"widget": "number", "value_type": "int"},
    "string": {"widget": "string"},
}
