"""Names of other tools as ours: paths that every host and file system takes, titles that people read."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set

from hc_builder.importers.model import HEAD

_LONGEST = 80
_MOST_BYTES = 240
"""File systems take 255 bytes: a number, a language and `.md` may come behind."""
_OWN_PAGES = frozenset(("404", "assets", "inquiry", "search"))
_NO_WORDS = re.compile(r"<[^<>]*>|\]\([^()]*\)|https?:\S+|`[^`]*`|\{[^{}]*\}|&\w+;")
_NO_LETTER = re.compile(r"[^\w]+|_+")
_ORDER = re.compile(r"^(\d{1,3})[-_. ]+(?=\D)")
_HASH = re.compile(r"[ _-]+[0-9a-f]{32}(?=$|\.)")
_RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))))


def make_slug(name: str) -> str:
    """`General Store` → `general-store`, `교환·환불` → `교환-환불`: letters, digits and hyphens of any language."""
    words = _NO_LETTER.sub("-", unicodedata.normalize("NFC", name).casefold()).strip("-")
    slug = _cut(words[:_LONGEST], slice(_MOST_BYTES)).strip("-") or "article"
    return f"{slug}-page" if slug in _RESERVED or slug == "index" else slug


def make_path(parts: Iterable[str]) -> str:
    return "/".join(map(make_slug, filter(None, parts)))


def make_readable(name: str) -> str:
    """`180-day-return-policy` → `180 day return policy`, `02_getting-started` → `Getting started`."""
    bare = unicodedata.normalize("NFC", drop_hash(name)).lstrip("_.")
    words = " ".join(re.split(r"[\s_-]+", drop_order(bare))).strip() or bare
    return words[:1].upper() + words[1:] if words.islower() and words.isascii() else words


def drop_hash(name: str) -> str:
    """`Returns 0a1b…` (32 digits), as Notion names files → `Returns`."""
    return _HASH.sub("", name)


def drop_order(name: str) -> str:
    """`02-install` → `install`; `180-day-return-policy` has a number of its own."""
    return _ORDER.sub("", name) if re.match(r"0\d|\d[-_. ]", name) and not _is_date(name) else name


def find_order(name: str) -> int | None:
    found = _ORDER.match(name)
    return int(found[1]) if found and drop_order(name) != name else None


def _is_date(name: str) -> bool:
    return bool(re.match(r"\d{4}-\d{2}|\d{1,2}[-.]\d{1,2}", name))


def keep_clear(path: str) -> str:
    """A path that does not begin with the name of one of the site's own pages."""
    first, slash, rest = path.partition("/")
    return f"{first}-page{slash}{rest}" if first in _OWN_PAGES else path


def place_head(folder: str, taken: Iterable[str], is_page: bool = False) -> str:
    """Where the text of a folder's page stands: on the category's page, or where that has one, or the text `is_page` by
    itself, or the folder is the first page, which shows none, as an article of the folder."""
    used = set(taken)
    head = f"{folder}/{HEAD}"
    return make_unique(f"{folder}/overview".lstrip("/"), used) if is_page or not folder or head in used else head


def make_unique(path: str, taken: Iterable[str]) -> str:
    used = taken if isinstance(taken, Set) else set(taken)
    return next(name for name in _number(path) if name not in used)


def _number(path: str) -> Iterator[str]:
    yield path
    yield from (f"{path}-{number}" for number in range(2, 1_000_000))


def clean_media_path(path: str) -> str:
    """A path that stays in its folder and that no site leaves out: `.gitbook/a b.png` → `gitbook/a b.png`."""
    parts = [_clean_name(part) for part in re.split(r"[\\/]", unicodedata.normalize("NFC", path))]
    return "/".join(part for part in parts if part) or "file"


def _clean_name(part: str) -> str:
    printable = "".join(sign if sign.isprintable() and sign not in '<>:"|?*' else "-" for sign in part)
    return _cut(re.sub(r"^[._\s]+", "", printable).strip()[-120:], slice(-_MOST_BYTES, None))


def _cut(name: str, kept: slice) -> str:
    """So many bytes of it, and no part of a character."""
    return name.encode()[kept].decode(errors="ignore")


def guess_language(text: str) -> str:
    """By script, as far as that tells: Hangul is Korean, Kana Japanese, Han alone Chinese, the rest is taken for
    English. Tags, addresses and code are of no language."""
    text = _NO_WORDS.sub(" ", text)
    counts = {
        "ko": len(re.findall("[가-힣]", text)),
        "ja": len(re.findall("[ぁ-ヿ]", text)) * 3,
        "zh": len(re.findall("[一-鿿]", text)),
        "en": len(re.findall("[A-Za-z]", text)) // 3,
    }
    return max(counts, key=lambda lang: counts[lang])
