"""Scripts, styles and drawings without what only people need, which is half of what a customer would fetch.

Where the library is not to be had (it has no wheel for Windows on arm64), they are served as they were written: the
same pages, with more bytes.
"""

try:
    from minify import string as _minify
except ImportError:

    def _minify(media_type: str, text: str) -> str:
        return text


def minify_script(text: str) -> str:
    """Without comments, blanks and long names."""
    shrunk: str = _minify("application/javascript", text)
    return shrunk


def minify_css(text: str) -> str:
    """Without comments and blanks."""
    shrunk: str = _minify("text/css", text)
    return shrunk


def minify_drawing(svg: str) -> str:
    """Without blanks and what is drawn as if it were not said."""
    shrunk: str = _minify("image/svg+xml", svg)
    return shrunk
