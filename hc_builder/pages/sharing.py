"""What messengers and social networks show of a page: Open Graph, which Twitter reads as well."""

from urllib.parse import quote, urljoin

from hc_builder.pages.outline import SharedPicture, read_outline
from hc_builder.pages.page_view import PageView

_TERRITORIES = {
    "de": "DE",
    "en": "US",
    "es": "ES",
    "fr": "FR",
    "ja": "JP",
    "ko": "KR",
    "th": "TH",
    "vi": "VN",
    "zh": "CN",
}
"""Of a language whose code names none."""


def find_locale(lang: str) -> str:
    """`ko` → `ko_KR`, `zh-TW` → `zh_TW`, or `""` where no territory is known, which Open Graph asks for."""
    territory = _TERRITORIES.get(lang, "")
    return lang.replace("-", "_") if "-" in lang else f"{lang}_{territory}" if territory else ""


def find_share_picture(view: PageView, content: str, site_url: str) -> SharedPicture | None:
    """The first picture of the article whose text is `content`, or else that of the shop, with its whole address; none
    where the site has no address."""
    if not site_url:
        return None
    own = read_outline(content).picture if content else None
    if own:
        return SharedPicture(urljoin(site_url + quote(view.url), own.address), own.is_wide)
    return SharedPicture(site_url + quote(view.picture), is_wide=True) if view.picture else None
