"""Media as customers get them: what is too heavy, what can't be followed without sound, what nobody sees."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hc_builder.content.companions import find_companions, is_film_name, list_companions
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.links import AddressBook
from hc_builder.content.pictures import PICTURE_SUFFIXES, Picture
from hc_builder.problems import Problem

_HEAVY_PICTURE, _HEAVY_FILM = 5_000_000, 25 * 1024 * 1024
_NAMING = frozenset(".md .markdown .mdown .mkdn .mkd .mdx .yml .yaml .css .js .mjs .html .json .svg .xml .txt".split())
"""Files that may name another file in a way of their own."""


def check_weights(center: HelpCenter) -> Iterator[Problem]:
    """HC90, of every picture and film that the site would have."""
    for path, file in center.files.items():
        most = _HEAVY_FILM if is_film_name(path) else _HEAVY_PICTURE if _is_picture(path) else 0
        size = file.stat().st_size if most and file.exists() else 0
        if size > most:
            yield _tell_weight(center.shown_path(path), size, is_film_name(path))


def _tell_weight(path: str, size: int, is_film: bool) -> Problem:
    weight = f"{size / 1_000_000:,.1f} MB"
    if is_film:
        what, hint = (
            f"the film has {weight}, more than some hosts take",
            "save it with fewer pixels, or cut it into steps",
        )
    else:
        what = f"the picture has {weight}, which a customer waits for who enlarges it"
        hint = "make it at most 2,000 pixels wide, and save a photograph as JPEG or WebP"
    return Problem(path, 0, "HC90", what, hint, "warning")


def _is_picture(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in PICTURE_SUFFIXES


def check_captions(center: HelpCenter, book: AddressBook) -> Iterator[Problem]:
    """HC91, of films with sound that an article shows without captions."""
    for shown in center.articles:
        films = [ref for ref in shown.rendered.references if ref.attribute == "src" and is_film_name(_cut(ref.target))]
        for target in dict.fromkeys(_list_bare(center, book, shown)) if films else ():
            line = next((ref.line for ref in films if _cut(ref.target) == _cut(target)), 0)
            place = center.shown_path(shown.article.path), shown.article.find_line(line)
            stem = PurePosixPath(_cut(target)).stem
            hint = f"put them beside it as {stem}.{shown.article.lang}.vtt"
            yield Problem(*place, "HC91", f"the film '{target}' has sound and no captions", hint, "warning")


def _cut(target: str) -> str:
    return target.partition("#")[0].partition("?")[0]


def _list_bare(center: HelpCenter, book: AddressBook, shown: Shown) -> Iterator[str]:
    body = LexborHTMLParser(shown.rendered.html)
    players = [node for node in body.css("video") if not node.css_first("track")]
    sources = [source for player in players for source in (player, *player.css("source"))]
    for target in (node.attributes.get("src") or "" for node in [*body.css("img"), *sources]):
        path = book.find_media(shown, target) if is_film_name(_cut(target)) else None
        if path and _is_heard(center, path) and not _has_captions(center, shown, path, target, sources):
            yield target


def _is_heard(center: HelpCenter, path: str) -> bool:
    film = center.find_picture(center.files[path])
    return isinstance(film, Picture) and film.has_sound


def _has_captions(center: HelpCenter, shown: Shown, path: str, target: str, written: Iterable[LexborNode]) -> bool:
    """Those beside it count where the page makes the player; a player that is written names its own."""
    if any(node.attributes.get("src") == target for node in written):
        return False
    return bool(find_companions(path, center.files, center.settings.languages, shown.article.lang).captions)


def check_gifs(center: HelpCenter, book: AddressBook, has_encoder: bool) -> Iterator[Problem]:
    """HC93, of moving GIFs that articles show, where nothing is installed that makes films of them."""
    if has_encoder or center.settings.pictures == "as-is":
        return
    for path in sorted(_find_shown(center, book)):
        picture = center.find_picture(center.files[path]) if path.lower().endswith(".gif") else None
        if isinstance(picture, Picture) and picture.is_moving:
            what = f"the moving GIF stays as it is, with {center.files[path].stat().st_size / 1_000_000:,.1f} MB"
            hint = "pip install 'hc-builder[media]' makes a film of it that stands still for those who ask for that"
            yield Problem(center.shown_path(path), 0, "HC93", what, hint, "notice")


def check_unused(
    center: HelpCenter, book: AddressBook, named: Iterable[str], templates: Path | None = None
) -> Iterator[Problem]:
    """HC92, of pictures, films and captions that no article shows, nothing `named` in `mkdocs.yml` is, and no other
    file mentions."""
    own = {path for path, file in center.files.items() if file.is_relative_to(center.root) and _is_media(path)}
    left = own - _find_shown(center, book) - {name.lstrip("/") for name in named}
    mentioned = _find_mentioned({PurePosixPath(path).name for path in left}, filter(None, (center.root, templates)))
    for path in sorted(left):
        if PurePosixPath(path).name not in mentioned:
            hint = "show it in an article, or take it away"
            yield Problem(center.shown_path(path), 0, "HC92", "nothing shows this file", hint, "notice")


def _is_media(path: str) -> bool:
    return _is_picture(path) or is_film_name(path) or path.lower().endswith(".vtt")


def _find_shown(center: HelpCenter, book: AddressBook) -> set[str]:
    """What articles name, with what stands beside films."""
    targets = (
        (shown, target)
        for shown in center.articles
        for target in (*(ref.target for ref in shown.rendered.references), *shown.rendered.style_targets)
    )
    found = {path for shown, target in targets if (path := book.find_media(shown, target))}
    films = filter(is_film_name, tuple(found))
    return found | {path for film in films for path in list_companions(film, center.settings.languages)}


def _find_mentioned(names: set[str], folders: Iterable[Path]) -> set[str]:
    """Those of `names` that stand in any text; read only where there is something to look for."""
    if not names:
        return set()
    files = (file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix.lower() in _NAMING)
    found: set[str] = set()
    for file in filter(Path.is_file, files):
        text = file.read_text("utf-8", "replace")
        found |= {name for name in names - found if name in text}
    return found
