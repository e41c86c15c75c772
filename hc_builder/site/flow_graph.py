"""A guided flow drawn as a graph, for its writer: steps in columns by how far they are from the first."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from hc_builder.content.flows import ChoiceFields, Flow
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.stops import measure_depths

_WIDTH, _HEIGHT, _ACROSS, _DOWN, _EDGE = 220, 56, 110, 24, 16
_LONGEST = 17
_STYLE = """
svg { font: 13px/1.4 system-ui, sans-serif; color-scheme: light dark; background: light-dark(#fff, #121514); }
rect { fill: light-dark(#e9f2ee, #1a2b25); stroke: light-dark(#2f6f5e, #7fcab3); }
.end rect { fill: light-dark(#f5f7f6, #1b1f1d); stroke: light-dark(#7f8985, #78837d); }
.lost rect { stroke-dasharray: 4 3; }
text { fill: light-dark(#1a1f1d, #e9edeb); } .name { font-size: 11px; fill: light-dark(#56605b, #a6b1ab); }
path { fill: none; stroke: light-dark(#7f8985, #78837d); }
"""


@dataclass(frozen=True)
class _Box:
    name: str
    text: str
    kind: str
    column: int
    row: int

    @property
    def left(self) -> int:
        return _EDGE + self.column * (_WIDTH + _ACROSS)

    @property
    def top(self) -> int:
        return _EDGE + self.row * (_HEIGHT + _DOWN)


def draw_flow(flow: Flow) -> str:
    """SVG; a step that nobody reaches stands apart with a broken line."""
    boxes = {box.name: box for box in _place(flow)}
    lines = [
        _draw_line(boxes[step.name], boxes[_find_end(choice.fields)], choice.fields.say)
        for step in flow.steps.values()
        for choice in step.choices
    ]
    width = max(box.left for box in boxes.values()) + _WIDTH + _EDGE
    height = max(box.top for box in boxes.values()) + _HEIGHT + _EDGE
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    title = f' role="img"><title>{escape(flow.fields.title)}</title><style>{_STYLE}</style>'
    return "\n".join([head + title, *lines, *map(_draw_box, boxes.values()), "</svg>\n"])


def _place(flow: Flow) -> Iterator[_Box]:
    depths = measure_depths(flow)
    rows: dict[int, int] = {}
    for name, column, text, kind in [*_list_steps(flow, depths), *_list_ends(flow, depths)]:
        rows[column] = rows.get(column, -1) + 1
        yield _Box(name, text, kind, column, rows[column])


def _list_steps(flow: Flow, depths: dict[str, int]) -> Iterator[tuple[str, int, str, str]]:
    for step in flow.steps.values():
        yield step.name, depths.get(step.name, 0), step.fields.ask, "step" if step.name in depths else "step lost"


def _list_ends(flow: Flow, depths: dict[str, int]) -> Iterator[tuple[str, int, str, str]]:
    """What the choices lead to outside the flow, behind the last step that leads there."""
    columns: dict[str, int] = {}
    for step in flow.steps.values():
        for choice in step.choices:
            end = _find_end(choice.fields)
            if end not in flow.steps:
                columns[end] = max(columns.get(end, 0), depths.get(step.name, 0) + 1)
    person = read_interface_text(flow.lang)["contact_title"]
    for end, column in columns.items():
        yield end, column, person if end == "person" else end.partition(":")[2], "end"


def _find_end(choice: ChoiceFields) -> str:
    """The name of the box to which a choice leads."""
    if choice.go:
        return choice.go
    return f"article:{choice.article}" if choice.article else f"card:{choice.card}" if choice.card else "person"


def _draw_box(box: _Box) -> str:
    frame = f'<rect x="{box.left}" y="{box.top}" width="{_WIDTH}" height="{_HEIGHT}" rx="8"/>'
    rows = filter(None, (box.text[:_LONGEST], _cut(box.text[_LONGEST:])))
    words = [_write(box.left + 10, box.top + 24 + 18 * row, line) for row, line in enumerate(rows)]
    name = [] if box.kind == "end" else [_write(box.left, box.top - 4, box.name, ' class="name"')]
    return f'<g class="{box.kind}"><title>{escape(box.text)}</title>{frame}{"".join([*words, *name])}</g>'


def _write(x: int, y: int, text: str, style: str = "") -> str:
    return f'<text x="{x}" y="{y}"{style}>{escape(text)}</text>'


def _draw_line(start: _Box, end: _Box, say: str) -> str:
    x, y = start.left + _WIDTH, start.top + _HEIGHT // 2
    to_x, to_y = end.left, end.top + _HEIGHT // 2
    bend = _ACROSS // 2
    path = f"M{x} {y} C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}"
    return f'<path d="{path}"><title>{escape(say)}</title></path>'


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
