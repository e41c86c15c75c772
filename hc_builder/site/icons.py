"""Favicon, touch icon and web manifest, of one logo."""

from functools import partial

import msgspec

from hc_builder.cache import Cache, make_key
from hc_builder.content.help_center import HelpCenter
from hc_builder.site.drawing import draw_icon

_SIZES = {32: False, 180: True, 192: False, 512: False}
"""Side in pixels, and whether on white: browsers' tabs, iOS, and two that manifests are asked for."""
_INSTALLED = (192, 512)


def build_icons(center: HelpCenter, site_name: str, cache: Cache) -> dict[str, bytes]:
    """By path in the site; none without a logo."""
    shop = center.settings.shop
    logo = center.files.get(shop.logo)
    if logo is None:
        return {}
    data = logo.read_bytes()
    icons = {
        f"assets/icons/{size}.png": cache.remember(
            make_key("icon of logo", data, str(size)), bytes, partial(draw_icon, logo, size, is_opaque)
        )
        for size, is_opaque in _SIZES.items()
    }
    return icons | {"site.webmanifest": _describe(center, site_name)}


def _describe(center: HelpCenter, site_name: str) -> bytes:
    """Addresses are relative to the manifest, so they hold under any path."""
    icons = [{"src": f"assets/icons/{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in _INSTALLED]
    manifest = {
        "name": site_name,
        "short_name": center.settings.shop.name or site_name,
        "lang": center.settings.language,
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "icons": icons,
    }
    return msgspec.json.encode(manifest)
