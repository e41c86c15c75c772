"""The widget for the shop's own pages: the loader under its lasting names, and what the panel shows by language."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from hc_builder.content.help_center import HelpCenter, address
from hc_builder.content.settings import GivenSettings
from hc_builder.pages.inquiry_form import find_inquiry_page, leads_to_form
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.lists import fill_all_shelves
from hc_builder.pages.notices import find_notices
from hc_builder.pages.popular import choose_popular
from hc_builder.pages.script_settings import find_endpoint
from hc_builder.pages.targets import find_page
from hc_builder.pages.theme_assets import ThemeAssets, build_widget_loader, build_widget_style
from hc_builder.project import Project

NAMES = ("widget.js", "widget.v1.js")
"""The newest loader, and that of version 1, which stays compatible; they are the same so far."""

_SETTINGS = re.compile(r"""(["'`])\{settings\}\1""")
_TEXTS = (
    *("widget_title", "widget_close", "widget_back", "widget_suggestions", "widget_none", "popular", "contact_title"),
    *("box_label", "box_placeholder", "search_answer", "search_results", "search_count", "search_failed"),
    "search_number",
)
_POPULAR = 4


def build_widget_files(project: Project, assets: ThemeAssets) -> dict[str, bytes]:
    """Content by path in the site; nothing where no page may show the widget."""
    settings = project.settings
    if not settings.widget.origins:
        return {}
    loader = _fill_loader(settings, build_widget_style(settings.palettes)).encode()
    popular = _find_popular(project.center)
    panels = {
        f"widget/{lang}.json": msgspec.json.encode(_describe_panel(project, assets, lang, popular[lang]))
        for lang in settings.languages
    }
    return dict.fromkeys(NAMES, loader) | panels


def _fill_loader(settings: Any, style: str) -> str:
    given = {
        "languages": settings.languages,
        "label": {lang: read_interface_text(lang)["widget_open"] for lang in settings.languages},
        "position": settings.widget.position,
        "zIndex": settings.widget.z_index,
        "style": style,
    }
    return _SETTINGS.sub(lambda _: json.dumps(msgspec.json.encode(given).decode()), build_widget_loader())


def _describe_panel(project: Project, assets: ThemeAssets, lang: str, popular: list[list[str]]) -> dict[str, Any]:
    center, settings = project.center, project.settings.in_language(lang)
    text = read_interface_text(lang)
    return {
        "panel": assets.later["widget/panel.js"],
        "client": assets.later["search/client.js"],
        "queue": assets.later["feedback/queue.js"],
        "masking": assets.later["feedback/masking.js"],
        "endpoint": find_endpoint(settings),
        "mask": settings.feedback.mask,
        "index": f"search/{lang}/",
        "search": address("search", lang, project.settings),
        "home": address("", lang, project.settings),
        "zone": settings.contact.hours.zone,
        "popular": popular,
        "suggestions": list(_list_suggestions(center, settings, lang)),
        "notices": list(_list_notices(project, lang)),
        "channels": list(_list_channels(project, settings, lang)),
        "text": {key: text[key] for key in _TEXTS},
    }


def _find_popular(center: HelpCenter) -> dict[str, list[list[str]]]:
    shelves = fill_all_shelves(center)
    return {
        lang: [[shown.article.title, shown.url] for shown in choose_popular(center, filled, lang)[:_POPULAR]]
        for lang, filled in shelves.items()
    }


def _list_suggestions(center: HelpCenter, settings: GivenSettings, lang: str) -> Iterator[dict[str, Any]]:
    """Faulty ones are told by the checks, and left out."""
    for suggestion in settings.widget.suggestions:
        pages = (find_page(center, target, lang) for target in suggestion.show)
        yield {"pages": suggestion.pages, "links": [[page.title, page.url] for page in pages if page]}


def _list_notices(project: Project, lang: str) -> Iterator[dict[str, str]]:
    """Those for every page."""
    for shown in find_notices(project.center, lang, project.today):
        fields = shown.article.fields
        if not fields.pages:
            until = fields.until.isoformat() if fields.until else ""
            yield {"title": shown.article.title, "url": shown.url, "until": until}


def _list_channels(project: Project, settings: GivenSettings, lang: str) -> Iterator[dict[str, Any]]:
    text = read_interface_text(lang)
    for channel in settings.contact.channels:
        is_own = leads_to_form(channel, settings)
        yield {
            "type": channel.type,
            "title": channel.label or text[f"contact_{channel.type}"],
            "value": channel.value,
            "url": find_inquiry_page(project.settings, lang) if is_own else channel.href,
            "isOwn": is_own,
        }
