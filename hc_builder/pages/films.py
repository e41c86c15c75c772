"""Films of a page: a player for `![](clip.mp4)`, a film in place of a moving picture, and other sites' players behind a
click."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup
from selectolax.lexbor import LexborNode

from hc_builder.content.companions import FILM_SUFFIXES, Companions
from hc_builder.media.gallery import Exhibit
from hc_builder.pages.interface_text import name_language
from hc_builder.pages.nodes import replace
from hc_builder.pages.pictures import set_sides
from hc_builder.pages.references import Ask, find_suffix, read_companions

_MIME = {".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".webm": "video/webm"}
_PASSED_ON = ("id", "class", "width", "height", "title")
_WORD = re.compile(r"[\w-]{1,40}", re.A)
_SHOWN = ("embed", "shorts", "live", "v")


def show_films(ask: Ask, body: LexborNode, text: Mapping[str, str]) -> None:
    """`<img>` of a film becomes its player, and a player has what stands beside its film."""
    for image in body.css("img"):
        if find_suffix(image.attributes.get("src") or "") in FILM_SUFFIXES:
            _show_film(ask, image, text)
    for video in body.css("video"):
        video.attrs["playsinline"] = ""  # or an iPhone shows it full screen, and the text is gone
        source = video.css_first("source[src]")
        set_sides(ask, video, video.attributes.get("src") or (source.attributes.get("src") if source else "") or "")


def _show_film(ask: Ask, image: LexborNode, text: Mapping[str, str]) -> None:
    target, alt = image.attributes.get("src") or "", image.attributes.get("alt") or ""
    beside = read_companions(ask("beside", target))
    given = {name: value for name in _PASSED_ON if (value := image.attributes.get(name))}
    named = given | ({"aria-label": alt} if alt else {}) | ({"poster": beside.poster} if beside.poster else {})
    written = Markup(" ").join(Markup('{}="{}"').format(name, value) for name, value in named.items())
    preload = "none" if beside.poster else "metadata"
    source = Markup('<source src="{}" type="{}">').format(target, _MIME[find_suffix(target)])
    player = Markup('<video controls preload="{}" {}>{}{}</video>').format(
        preload, written, source, _write_captions(beside)
    )
    _put_film(image, player, beside.transcript, text)


def _write_captions(beside: Companions) -> Markup:
    """The first ones are on: most watch without sound."""
    tracks = (
        Markup('<track kind="captions" src="{}" srclang="{}" label="{}"{}>').format(
            path, lang, name_language(lang), Markup("") if number else Markup(" default")
        )
        for number, (lang, path) in enumerate(beside.captions)
    )
    return Markup("").join(tracks)


def _put_film(image: LexborNode, player: Markup, transcript: str, text: Mapping[str, str]) -> None:
    """In place of its paragraph where it stands alone in it, as a player with a text below it is no part of a line."""
    if not transcript:
        replace(image, player)
        return
    lines = Markup("").join(Markup("<p>{}</p>").format(line) for line in transcript.splitlines() if line.strip())
    fold = Markup('<details class="hc-transcript"><summary>{}</summary>{}</details>').format(
        text["film_transcript"], lines
    )
    paragraph = image.parent
    is_alone = paragraph is not None and paragraph.tag == "p" and not paragraph.text(strip=True)
    whole = paragraph if is_alone and paragraph is not None and len(paragraph.css("img")) == 1 else image
    replace(whole, Markup('<div class="hc-film">{}{}</div>').format(player, fold))


def show_moving(image: LexborNode, exhibit: Exhibit) -> None:
    """A film without sound that repeats. The page's script plays it where no one has asked for less motion; the still
    that its writer has given to those who did stands there until then."""
    film, still = exhibit.list_kind("mp4"), exhibit.list_kind("still")
    picture = image.parent if image.parent is not None and image.parent.tag == "picture" else None
    own = picture.css_first("source[media*=reduce]") if picture else None
    poster = (own.attributes.get("srcset") if own else "") or still[0].path
    given = {name: image.attributes.get(name) or "" for name in ("width", "height", "title", "class", "id")}
    named = {name: value for name, value in given.items() if value} | {"aria-label": image.attributes.get("alt") or ""}
    written = Markup(" ").join(Markup('{}="{}"').format(name, value) for name, value in named.items() if value)
    player = Markup(
        '<video data-moving muted loop playsinline controls preload="none" poster="{}" {}>'
        '<source src="{}" type="video/mp4"></video>'
    ).format(poster, written, film[0].path)
    replace(picture or image, player)


def hold_back_players(body: LexborNode, text: Mapping[str, str]) -> None:
    """A player of YouTube or Vimeo, written as `<iframe>` or as a picture, becomes a link, and the page's script puts
    it in the link's place once that is clicked: before that nothing is asked of the other site."""
    for node in body.css("iframe[src], img[src]"):
        if found := find_player(node.attributes.get("src") or ""):
            title = node.attributes.get("title") or node.attributes.get("alt") or text["embed_film"]
            note = text["embed_note"].format(site=found.site)
            link = '<a class="hc-embed" href="{}" data-player="{}" rel="noopener"><b>{}</b><span>{}</span></a>'
            replace(node, Markup(link).format(found.page, found.player, title, note))


class Player(NamedTuple):
    """Name of the site, address of its player without cookies, and of the page that shows the film."""

    site: str
    player: str
    page: str


def find_player(address: str) -> Player | None:
    """That of YouTube or Vimeo; `None` for any other address."""
    parts = urlsplit(f"https:{address}" if address.startswith("//") else address)
    host, words = (parts.hostname or "").removeprefix("www."), [word for word in parts.path.split("/") if word]
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if host in ("youtube.com", "youtube-nocookie.com", "m.youtube.com", "youtu.be") and words:
        id = (
            asked.get("v", "") if words[0] == "watch" else words[-1] if words[0] in _SHOWN or host == "youtu.be" else ""
        )
        return _describe_youtube(id, asked.get("start") or asked.get("t") or "") if _WORD.fullmatch(id) else None
    if host in ("player.vimeo.com", "vimeo.com") and words and words[-1].isdecimal():
        player = f"https://player.vimeo.com/video/{words[-1]}?autoplay=1&dnt=1"
        return Player("Vimeo", player, f"https://vimeo.com/{words[-1]}")
    return None


def _describe_youtube(id: str, start: str) -> Player:
    seconds = start.removesuffix("s")
    since, jump = (f"&start={seconds}", f"&t={seconds}") if seconds.isdecimal() else ("", "")
    player = f"https://www.youtube-nocookie.com/embed/{id}?autoplay=1{since}"
    return Player("YouTube", player, f"https://www.youtube.com/watch?v={id}{jump}")
