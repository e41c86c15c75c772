"""Icons by the names that front matter uses: `material/truck-outline` → SVG that can stand in a page.

The drawings are Material Design Icons (7,447 of them, Apache-2.0), read out of the archive that the package
`justmyresource-mdi` carries. The package itself is not imported.
"""

import re
from difflib import get_close_matches
from functools import cache
from importlib.metadata import distribution
from urllib.parse import quote
from zipfile import ZipFile

from markupsafe import Markup

from hc_builder.minified import minify_drawing

DEFAULT_ICON = "material/folder-outline"
_SET = "material/"
_ID = re.compile(r' id="[^"]*"')
_SAFE_IN_URL = " '()*,/:;=!$+~"


@cache
def render_icon(name: str) -> Markup:
    """The drawing as an `<svg>` element in the colour that surrounds it; a folder where there is none of that name."""
    names = _read_names()
    svg = _open_archive().read(f"{names.get(name, names[DEFAULT_ICON])}.svg").decode()
    return Markup(minify_drawing(_ID.sub("", svg, count=1)))


def render_icon_url(name: str) -> str:
    """The drawing as a `data:` address, for stylesheets: `url("…")` can hold it."""
    svg = str(render_icon(name)).replace('"', "'")
    return "data:image/svg+xml," + quote(svg, safe=_SAFE_IN_URL)


def has_icon(name: str) -> bool:
    return name in _read_names()


def suggest_icon(name: str) -> str:
    """`did you mean 'material/truck-outline'?`, or `""` where nothing is near."""
    near = get_close_matches(name.removeprefix(_SET), _read_names().values(), n=1, cutoff=0.7)
    return f"did you mean '{_SET}{near[0]}'?" if near else ""


@cache
def _open_archive() -> ZipFile:
    return ZipFile(str(distribution("justmyresource-mdi").locate_file("justmyresource_mdi/icons.zip")))


@cache
def _read_names() -> dict[str, str]:
    """`material/truck-outline` → `truck-outline`, the name within the archive."""
    bare = (member.removesuffix(".svg") for member in _open_archive().namelist())
    return {_SET + name: name for name in bare}
