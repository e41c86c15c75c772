"""What the settings name of the content: shortcuts and popular questions of the home page, the shop's pictures."""

from collections.abc import Iterator

from hc_builder.checks.link_targets import find_target_fault
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.pictures import PictureFault
from hc_builder.pages.icons import has_icon, suggest_icon
from hc_builder.problems import Problem, did_you_mean

_FILE = "mkdocs.yml"
_KINDS = ("PNG", "JPEG", "WEBP")
_LOGO_KINDS = ("SVG", "PNG", "WEBP")
_FAVICON_KINDS = ("SVG", "PNG", "ICO")
_ICON_HINT = "take a name from https://pictogrammers.com/library/mdi/, with material/ before it"


def check_settings(center: HelpCenter) -> Iterator[Problem]:
    """HC06 of links to no page, and of icons and pictures that there are not."""
    settings = center.settings
    for number, shortcut in enumerate(settings.shortcuts, 1):
        name = f"setting `helpcenter: shortcuts[{number}]"
        if fault := find_target_fault(center, settings.language, shortcut.link):
            yield Problem(_FILE, 0, "HC06", f"{name}.link`: {fault[0]}", fault[1])
        if not has_icon(shortcut.icon):
            what = f"{name}.icon`: there is no icon `{shortcut.icon}`"
            yield Problem(_FILE, 0, "HC06", what, suggest_icon(shortcut.icon) or _ICON_HINT)
    for number, suggestion in enumerate(settings.widget.suggestions, 1):
        for target in suggestion.show:
            if fault := find_target_fault(center, settings.language, target):
                what = f"setting `helpcenter: widget.suggestions[{number}].show`: {fault[0]}"
                yield Problem(_FILE, 0, "HC06", what, fault[1])
    yield from _check_pictures(center)
    yield from _check_brand(center)
    known = {id for _, id in center.by_key}
    for number, id in enumerate(settings.popular, 1):
        if id not in known:
            hint = did_you_mean(id, known) or "write its path under the content folder, without .md"
            what = f"setting `helpcenter: popular[{number}]`: there is no article `{id}`"
            yield Problem(_FILE, 0, "HC06", what, hint)


_KIND_HINTS: dict[tuple[str, ...], str] = {
    _KINDS: "export it as PNG, JPEG or WebP: not every app shows another",
    _LOGO_KINDS: "export it as SVG, PNG or WebP",
    _FAVICON_KINDS: "export it as SVG, PNG or ICO",
}
_LEAST_LOGO, _LEAST_PICTURE = 180, 200


def _check_pictures(center: HelpCenter) -> Iterator[Problem]:
    """Of each language; a logo has one for all."""
    wanted = {("logo", center.settings.shop.logo): _LEAST_LOGO}
    for lang in center.settings.languages:
        wanted["picture", center.settings.in_language(lang).shop.picture] = _LEAST_PICTURE
    for (name, path), least in wanted.items():
        if path and (fault := _find_picture_fault(center, path, least)):
            yield Problem(_FILE, 0, "HC06", f"setting `helpcenter: shop.{name}`: {fault[0]}", fault[1])


def _check_brand(center: HelpCenter) -> Iterator[Problem]:
    """Links of head and foot, and files, of each language, each fault once."""
    faults = (fault for lang in center.settings.languages for fault in _find_brand_faults(center, lang))
    for name, what, hint in dict.fromkeys(faults):
        yield Problem(_FILE, 0, "HC06", f"setting `helpcenter: brand.{name}`: {what}", hint)


def _find_brand_faults(center: HelpCenter, lang: str) -> Iterator[tuple[str, str, str]]:
    """The setting, what is wrong with it and how to mend it."""
    brand = center.settings.in_language(lang).brand
    named = [(f"header[{number}]", each) for number, each in enumerate(brand.header, 1)]
    for place, column in enumerate(brand.footer, 1):
        named += [(f"footer[{place}].links[{number}]", each) for number, each in enumerate(column.links, 1)]
    for name, link in named:
        if fault := find_target_fault(center, lang, link.link):
            yield f"{name}.link", *fault
    logos = ("logo", brand.logo, _LOGO_KINDS), ("logo_dark", brand.logo_dark, _LOGO_KINDS)
    for name, path, kinds in (*logos, ("favicon", brand.favicon, _FAVICON_KINDS)):
        if path and (fault := _find_picture_fault(center, path, 1, kinds)):
            yield name, *fault
    if brand.logo_dark and not brand.logo:
        yield "logo_dark", "there is no `logo` beside it", "name the one for light pages as `logo`"


def _find_picture_fault(
    center: HelpCenter, path: str, least: int, kinds: tuple[str, ...] = _KINDS
) -> tuple[str, str] | None:
    """What is wrong with a picture that has to have `least` pixels on each side, and how to mend it."""
    if path not in center.files:
        hint = did_you_mean(path, center.files) or "write its path under the content folder, such as images/logo.png"
        return f"there is no file `{path}`", hint
    picture = center.find_picture(center.files[path])
    if isinstance(picture, PictureFault):
        return f"the picture `{path}` {picture.what}", picture.hint
    if picture.kind not in kinds:
        return f"`{path}` is a {picture.kind}", _KIND_HINTS[kinds]
    if not picture.width:
        return f"`{path}` says neither its width nor its height", "give its <svg> a `viewBox`"
    if min(picture.width, picture.height) < least:
        what = f"`{path}` has {picture.width} × {picture.height} pixels"
        return what, f"export it with at least {least} on each side"
    return None
