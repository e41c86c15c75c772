"""Small charts of the report as images inside the page: no script, no request, the same bytes for the same numbers."""

import base64
import re
from collections.abc import Sequence

import pygal
from pygal.style import Style

from feedback_function.shares import Share
from hc_builder.gaps.model.report import ReportDay

_LINE = "#2a9d78"
_GREY = "#888888"
_STYLE = Style(
    background="transparent", plot_background="transparent", foreground=_GREY, foreground_strong=_GREY,
    foreground_subtle=_GREY, colors=(_LINE,), font_family="sans-serif", label_font_size=11, major_label_font_size=11,
)  # fmt: skip
_WEEK = 7


def build_weekly_shares(days: Sequence[ReportDay], name: str) -> list[tuple[str, Share | None]]:
    """One share a week, the oldest first, each named by its last day; None where there was nothing to count."""
    weeks = [days[start : start + _WEEK] for start in range(len(days) % _WEEK, len(days), _WEEK)]
    return [(week[-1].day, _sum_shares([getattr(day.rates, name) for day in week])) for week in weeks]


def render_chart(points: Sequence[tuple[str, Share | None]]) -> str:
    """A line of percentages by week as a `data:` address."""
    chart = pygal.Line(
        style=_STYLE, js=[], no_prefix=True, disable_xml_declaration=True, show_legend=False, width=300, height=110,
        margin=4, dots_size=2.5, range=(0, 100), y_labels=[0, 50, 100], stroke_style={"width": 2.5}, print_values=False,
        x_labels=[day[5:] for day, _ in points], x_labels_major_count=2, show_minor_x_labels=False,
        truncate_label=-1,
    )  # fmt: skip
    chart.add("", [round(100 * share.share, 1) if share else None for _, share in points])
    svg = re.sub(r"<!--.*?-->", "", chart.render(is_unicode=True))  # the comments carry today's date
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def describe_chart(points: Sequence[tuple[str, Share | None]]) -> str:
    """The same in words, for those who cannot see it: `10-03 62%, 10-10 71%`."""
    return ", ".join(f"{day[5:]} {100 * share.share:.0f}%" for day, share in points if share)


def _sum_shares(shares: Sequence[Share]) -> Share | None:
    part, whole = sum(share.part for share in shares), sum(share.whole for share in shares)
    return Share(part, whole, part / whole, 0.0, 1.0) if whole else None
