"""What the scripts of a page are told, as JSON in an attribute."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from hc_builder.content.settings import GivenSettings

_SCRIPT_TEXTS = ("search_", "filter_", "type_", "now_", "survey_", "page_", "along_")
_POPULAR_IN_SEARCH = 4


def render_script_settings(frame: Mapping[str, Any]) -> str:
    """What scripts of all pages of a language need to know, from the fields that these pages share. Addresses are
    relative to the site's root."""
    settings, hours = frame["settings"], frame["hours"]
    values = {
        "endpoint": find_endpoint(settings),
        **({"meaning": meaning} if (meaning := find_meaning(settings)) else {}),
        **({"mask": settings.feedback.mask} if settings.feedback.mask else {}),
        "index": frame["search"],
        "search": frame["search_page"],
        "categories": frame["topics"],
        "popular": [(row.title, row.url) for row in frame["popular"][:_POPULAR_IN_SEARCH]],
        "lookup": {"order": settings.shop.order_lookup, "parcel": settings.shop.parcel_lookup},
        "hours": asdict(hours) if hours.is_known else None,
        "text": {key: text for key, text in frame["text"].items() if key.startswith(_SCRIPT_TEXTS)},
    }
    return pack_script(values)


def find_endpoint(settings: GivenSettings) -> str:
    """Where events go: relative to the site's root, so that it stands below a base path, or whole; empty when the shop
    gathers none."""
    return settings.feedback.endpoint.lstrip("/")


def find_meaning(settings: GivenSettings) -> str:
    """Where a second look by meaning is asked for, as `find_endpoint`; empty when the shop has none."""
    return settings.meaning_endpoint.lstrip("/")


def pack_script(values: Mapping[str, object]) -> str:
    """Compact JSON that can stand between single quotes in HTML."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("'", "\\u0027").replace("<", "\\u003c")
