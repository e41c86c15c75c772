"""What a page asks of all that lies beyond its article: addresses, sizes, lighter pictures, a film's companions."""

import posixpath
from collections.abc import Callable

import msgspec

from hc_builder.content.companions import Companions, find_companions
from hc_builder.content.help_center import Shown
from hc_builder.content.links import AddressBook, relative_url, rewrite
from hc_builder.content.pictures import Picture
from hc_builder.content.targets import quote_path
from hc_builder.media.gallery import Exhibit, Gallery, ServedForm

Asked = dict[str, str]
"""What a page takes from beyond its article: question → answer. The page is the same as long as the answers are."""
Ask = Callable[[str, str], str]
"""Kind of the question, and target as its writer wrote it → answer, empty where there is none."""
NO_GALLERY = Gallery()


def answer(book: AddressBook, shown: Shown, question: str, gallery: Gallery = NO_GALLERY) -> str:
    """`link ../a.md` → the address to write; `size a.png` → width and height; `exhibit a.png` → an `Exhibit`
    with addresses as the page must write them, and `beside a.mp4` → `Companions` with targets, both as JSON."""
    kind, _, target = question.partition(" ")
    if kind == "link":
        return rewrite(book, shown, target)
    path = book.find_media(shown, target)
    if path is None:
        return ""
    match kind:
        case "size":
            picture = book.center.find_picture(book.center.files[path])
            return f"{picture.width} {picture.height}" if isinstance(picture, Picture) else ""
        case "exhibit":
            return _show_exhibit(gallery.exhibits.get(path), path, shown.url)
        case _:
            return _show_companions(book, shown, path)


def _show_exhibit(exhibit: Exhibit | None, source: str, url: str) -> str:
    if exhibit is None:
        return ""
    forms = tuple(ServedForm(form.kind, form.width, relative_url(form.path or source, url)) for form in exhibit.forms)
    return msgspec.json.encode(Exhibit(forms)).decode()


def read_exhibit(found: str) -> Exhibit:
    return msgspec.json.decode(found, type=Exhibit) if found else Exhibit()


def _show_companions(book: AddressBook, shown: Shown, path: str) -> str:
    found = find_companions(path, book.center.files, book.center.settings.languages, shown.article.lang)
    captions = tuple((lang, f"/{quote_path(name)}") for lang, name in found.captions)
    text = _read_text(book, found.transcript)
    poster = f"/{quote_path(found.poster)}" if found.poster else ""
    return msgspec.json.encode(Companions(poster, captions, text)).decode()


def _read_text(book: AddressBook, path: str) -> str:
    """The words themselves stand on the page."""
    return book.center.files[path].read_text("utf-8", "replace").strip() if path else ""


def read_companions(found: str) -> Companions:
    return msgspec.json.decode(found, type=Companions) if found else Companions()


def find_suffix(target: str) -> str:
    """`.mp4` of `media/clip.mp4#t=10,20`."""
    return posixpath.splitext(target.partition("#")[0].partition("?")[0])[1].lower()
