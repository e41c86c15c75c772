"""The sheet's charts as SVG in the page: drawn with its colours, named for those who cannot see them, no script.

Every chart stands beside the same numbers as text or as a table. Labels are escaped here; all else is numbers.
"""

from collections.abc import Sequence

from markupsafe import Markup, escape

_SPARK = (120, 30)
_CELL, _GAP, _LEFT, _TOP = 20, 2, 24, 16
_EVERY = 3
"""Hours between two labels of the heat map."""


def draw_spark(shares: Sequence[float | None], name: str) -> Markup:
    """A line through the weeks, over the range that they span: it shows the trend, and the numbers beside it the size.
    Empty where there are not two weeks."""
    known = [(place, share) for place, share in enumerate(shares) if share is not None]
    if len(known) < 2:
        return Markup("")
    width, height = _SPARK
    low, high = min(share for _, share in known), max(share for _, share in known)
    middle, span = (low + high) / 2, max(high - low, 0.05)
    points = [
        (4 + place * (width - 8) / (len(shares) - 1), height / 2 - (share - middle) / span * (height - 10))
        for place, share in known
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    drawn = f'<polyline points="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'
    words = ", ".join(f"{100 * share:.0f}%" for _, share in known)
    return _frame("spark", width, height, name, words, drawn)


def draw_weeks(numbers: Sequence[int], name: str) -> Markup:
    """A small column for each week, the oldest first."""
    width, height, most = 6 * len(numbers), 20, max([*numbers, 1])
    drawn = "".join(
        f'<rect x="{6 * place}" y="{height - size:.1f}" width="4" height="{size:.1f}"/>'
        for place, number in enumerate(numbers)
        if (size := max(1.0, height * number / most))
    )
    return _frame("weeks", width, height, name, ", ".join(map(str, numbers)), drawn)


def draw_bar(number: int, most: int) -> Markup:
    """A bar beside its number in a table, which says the same; so it is hidden from those who listen."""
    width = 100 * number / most if most else 0
    rect = f'<rect width="{width:.1f}" height="10" rx="1"/>'
    return Markup(f'<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{rect}</svg>')


def draw_heat(table: Sequence[Sequence[int]], weekdays: Sequence[str], name: str, words: str) -> Markup:
    """Seven rows of 24 hours, darker where there is more; the busiest cell has a ring as well."""
    most = max(map(max, table))
    step = _CELL + _GAP
    cells, labels = [], []
    for day, row in enumerate(table):
        y = _TOP + day * step
        labels.append(f'<text x="0" y="{y + 14}">{escape(weekdays[day])}</text>')
        for hour, number in enumerate(row):
            x = _LEFT + hour * step
            ring = ' class="most"' if number == most and most else ""
            shade = 0.06 + 0.94 * number / most if most else 0.06
            cells.append(
                f'<rect{ring} x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" rx="3" fill-opacity="{shade:.2f}"/>'
            )
    labels += [f'<text x="{_LEFT + hour * step}" y="11">{hour}</text>' for hour in range(0, 24, _EVERY)]
    drawn = "".join(map(str, (*cells, *labels)))
    return _frame("heat", _LEFT + 24 * step, _TOP + 7 * step, name, words, drawn)


def _frame(kind: str, width: int, height: int, name: str, words: str, drawn: str) -> Markup:
    """An image that is read out as its name and its words."""
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    label = f"<title>{escape(name)}</title><desc>{escape(words)}</desc>"
    return Markup(
        f'<svg class="{kind}" {size} role="img" aria-label="{escape(name)}: {escape(words)}">{label}{drawn}</svg>'
    )
