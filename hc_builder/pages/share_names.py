"""Where the pictures are that the build draws for links to its pages."""

SHARED = "assets/share/"


def name_share_picture(lang: str, category: str) -> str:
    """Of a category by its id, or of the site (`""`)."""
    return f"{SHARED}{lang}/{category}.png" if category else f"{SHARED}{lang}.png"
