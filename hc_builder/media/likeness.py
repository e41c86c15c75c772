"""How like two pictures are: structural similarity (Wang et al., 2004) of their lightness."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

ALIKE = 0.98
"""From here on a reader sees no difference at the size shown."""
_WINDOW = 8
_STEADY = (0.01 * 255) ** 2, (0.03 * 255) ** 2

_Values = NDArray[np.floating[Any]]


def find_likeness(one: Image.Image, other: Image.Image) -> float:
    """1: the same. Of pictures of one size; what is clear lies on white. Windows stand side by side: those that overlap
    say the same, for forty times the work."""
    first, second = (_cut(each) for each in (one, other))
    means = first.mean((1, 3)), second.mean((1, 3))
    spreads = first.var((1, 3)) + second.var((1, 3))
    shared = (first * second).mean((1, 3)) - means[0] * means[1]
    squares = means[0] ** 2 + means[1] ** 2
    small, large = _STEADY
    likeness = (2 * means[0] * means[1] + small) * (2 * shared + large) / ((squares + small) * (spreads + large))
    return float(likeness.mean())


def _cut(image: Image.Image) -> _Values:
    """Rows of windows: (down, within, across, within). A picture smaller than a window is one."""
    values = np.asarray(_flatten(image), dtype=np.float32)
    height, width = (min(_WINDOW, side) for side in values.shape)
    rows, columns = values.shape[0] // height, values.shape[1] // width
    return values[: rows * height, : columns * width].reshape(rows, height, columns, width)


def _flatten(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("L")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    return paper.convert("L")
