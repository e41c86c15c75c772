"""What the scripts of pages are told: by a script what all pages of a language share, and by an attribute the rest."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from hc_builder.content.settings import GivenSettings
from hc_builder.pages.theme_assets import name_asset

_SCRIPT_TEXTS = ("search_", "filter_", "type_", "now_", "survey_", "page_", "along_")
_POPULAR_IN_SEARCH = 4


def build_settings_script(frame: Mapping[str, Any]) -> tuple[str, bytes]:
    """Address and content of the script that tells the others what all pages of a language share, so that a reader
    fetches it once. That of an audience lies in its folder, as all that is theirs. Addresses in it are relative to the
    site's root."""
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
    path, script = name_asset("ui/settings.js", f"globalThis.hcSettings={_pack(values)};")
    return f"{frame['search']}{path.rpartition('/')[2]}" if frame["audience"] else path, script


def find_endpoint(settings: GivenSettings) -> str:
    """Where events go: relative to the site's root, so that it stands below a base path, or whole; empty when the shop
    gathers none."""
    return settings.feedback.endpoint.lstrip("/")


def find_meaning(settings: GivenSettings) -> str:
    """Where a second look by meaning is asked for, as `find_endpoint`; empty when the shop has none."""
    return settings.meaning_endpoint.lstrip("/")


def pack_script(values: Mapping[str, object]) -> str:
    """Compact JSON that can stand between single quotes in HTML."""
    return _pack(values).replace("&", "\\u0026").replace("'", "\\u0027").replace("<", "\\u003c")


def _pack(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
