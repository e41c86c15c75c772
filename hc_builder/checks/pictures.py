"""Pictures and films that a browser will not show, or not whole."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from hc_builder.content.companions import is_film_name
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.pictures import PICTURE_SUFFIXES, PictureFault
from hc_builder.problems import Problem


def check_pictures(center: HelpCenter) -> Iterator[Problem]:
    """HC29, for every picture and film that the site would have."""
    for path, file in center.files.items():
        if PurePosixPath(path).suffix.lower() in PICTURE_SUFFIXES or is_film_name(path):
            picture = center.find_picture(file)
            if isinstance(picture, PictureFault):
                what = f"the {'film' if is_film_name(path) else 'picture'} {picture.what}"
                yield Problem(center.shown_path(path), 0, "HC29", what, picture.hint, "warning")
