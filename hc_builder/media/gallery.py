"""All pictures that articles show, in the forms in which the site serves them; each is encoded once, by its content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import msgspec

from hc_builder.cache import Cache, make_key, make_room_key
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.links import AddressBook
from hc_builder.content.pictures import Picture
from hc_builder.file_memo import FileMemo, hash_file
from hc_builder.media.encoding import encode_picture, is_moving
from hc_builder.media.moving import encode_film
from hc_builder.progress import track
from hc_builder.workers import map_in_processes

FOLDER = "assets/media/"
"""Where the forms stand in the site. Their names hold hashes, so a host may cache them for ever."""
ROOM = "media"
_WORTH_A_PROCESS = 4


class ServedForm(msgspec.Struct, frozen=True, array_like=True):
    """A file of the site: `kind` is `avif`, `webp`, or `mp4` and `still` of what moves. Without a `path` it is the
    source itself."""

    kind: str
    width: int
    path: str


class Exhibit(msgspec.Struct, frozen=True, array_like=True):
    """A picture as the site serves it beside its source: lighter forms, narrow ones first, or a film."""

    forms: tuple[ServedForm, ...] = ()

    def list_kind(self, kind: str) -> tuple[ServedForm, ...]:
        return tuple(form for form in self.forms if form.kind == kind)


class Encoded(msgspec.Struct, frozen=True, array_like=True):
    """What became of one file: kind, width and bytes of each form."""

    forms: tuple[tuple[str, int, bytes], ...] = ()


@dataclass(frozen=True)
class Gallery:
    """`exhibits` by the path of their source in the site; `sources` are the files on the disk by the same path."""

    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    sources: Mapping[str, Path] = field(default_factory=dict)
    cache: Cache = field(default_factory=Cache)

    @cached_property
    def key(self) -> bytes:
        """What stands for all that pages ask of it."""
        return make_key("gallery", msgspec.msgpack.encode(sorted(self.exhibits.items())))

    @cached_property
    def files(self) -> dict[str, str]:
        """Path of each form in the site → path of its source."""
        return {form.path: source for source, exhibit in self.exhibits.items() for form in exhibit.forms if form.path}

    def read(self, path: str) -> bytes:
        """The bytes of a form; made anew where the cache has lost them."""
        known = self.cache.get(_name_bytes(path))
        if known is None:
            made = encode_file(self.sources[self.files[path]])
            known = _keep(made, self.cache)[path]
        return known


def open_gallery(center: HelpCenter, book: AddressBook, cache: Cache, jobs: int = 1) -> Gallery:
    """Encodes what the cache does not know, by `jobs` processes."""
    sources = _find_shown(center, book) if center.settings.pictures == "light" else {}
    hashes = FileMemo(cache, f"gallery {center.root.absolute()}", hash_file, bytes)
    keys = {path: make_room_key(ROOM, "exhibit", hashes.find(file)) for path, file in sources.items()}
    hashes.save()
    known = {key: msgspec.msgpack.decode(packed, type=Exhibit) for key, packed in cache.get_many(keys.values()).items()}
    missing = {key: sources[path] for path, key in keys.items() if key not in known}
    for key, made in _encode_all(missing, jobs):
        _keep(made, cache)
        known[key] = Exhibit(tuple(ServedForm(*form[:2], _name_file(*form)) for form in made.forms))
        cache.put(key, msgspec.msgpack.encode(known[key]))
    return Gallery({path: known[key] for path, key in keys.items() if known[key].forms}, sources, cache)


def _encode_all(missing: Mapping[bytes, Path], jobs: int) -> Iterable[tuple[bytes, Encoded]]:
    files = list(missing.values())
    results = map_in_processes(encode_file, files, jobs if len(files) >= _WORTH_A_PROCESS else 1)
    return track("Encoding pictures", zip(missing, results, strict=True), len(files))


def _find_shown(center: HelpCenter, book: AddressBook) -> dict[str, Path]:
    """The pictures that articles show, as far as they can be decoded."""
    targets = (
        (shown, reference.target)
        for shown in center.articles
        for reference in shown.rendered.references
        if reference.tag == "img" and reference.attribute == "src"
    )
    paths = sorted({path for shown, target in targets if (path := book.find_media(shown, target))})
    return {path: center.files[path] for path in paths if _is_decodable(center, center.files[path])}


def _is_decodable(center: HelpCenter, file: Path) -> bool:
    picture = center.find_picture(file)
    return isinstance(picture, Picture) and picture.kind not in ("SVG", "MP4", "WEBM", "")


def encode_file(file: Path) -> Encoded:
    """In whichever process. A file that is gone by now has no forms."""
    try:
        data = file.read_bytes()
    except OSError:
        return Encoded()
    if not is_moving(data):
        return Encoded(tuple((form.kind, form.width, form.data) for form in encode_picture(data)))
    film = encode_film(data)
    return Encoded((("mp4", 0, film.data), ("still", 0, film.still))) if film else Encoded()


def _keep(made: Encoded, cache: Cache) -> dict[str, bytes]:
    """Bytes of each form by its path in the site."""
    named = {_name_file(*form): form[2] for form in made.forms if form[2]}
    cache.put_many({_name_bytes(path): data for path, data in named.items()})
    return named


def _name_file(kind: str, width: int, data: bytes) -> str:
    """`assets/media/720-1f3c5a7b.9d2e4c6a80.avif`, by content, so two of one name are one; empty for the source."""
    if not data:
        return ""
    hashed = blake2b(data, digest_size=9).hexdigest()
    suffix = "webp" if kind == "still" else kind
    return f"{FOLDER}{width or 'film'}-{hashed[:8]}.{hashed[8:18]}.{suffix}"


def _name_bytes(path: str) -> bytes:
    return make_room_key(ROOM, "form", path)
