"""A file of the content on its way into the site: without what it says of places and people, and else bit for bit."""

import shutil
from pathlib import Path

from hc_builder.content.companions import FILM_SUFFIXES
from hc_builder.content.films import blank_private
from hc_builder.content.pictures import PICTURE_SUFFIXES
from hc_builder.media.metadata import strip_metadata

_CLEANED = PICTURE_SUFFIXES | frozenset(FILM_SUFFIXES)


def clean_file(file: Path) -> bytes | None:
    """Its bytes for the public; `None`: it may be copied as it is."""
    if file.suffix.lower() not in _CLEANED:
        return None
    data = file.read_bytes()
    cleaned = blank_private(strip_metadata(data))
    return None if cleaned == data else cleaned


def publish_file(file: Path, place: Path) -> None:
    """Raises `OSError`."""
    cleaned = clean_file(file)
    if cleaned is None:
        shutil.copyfile(file, place)
    else:
        place.write_bytes(cleaned)
