"""The steps of a tutorial: each is framed with its picture, which stands beside the text where there is room."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s+\S")
_PICTURES = "img, video"
_ALONE_IN = ("p", "figure", "video")
_TALL = 0.8
"""Height by width from which a picture is of use at less than half of the text's width."""


def frame_steps(body: LexborNode) -> None:
    """Numbered headings with what follows them, and the items of numbered lists, where one picture belongs to them."""
    for heading in body.css("body > h2"):
        if _NUMBERED.match(heading.text()):
            _frame([heading, *_list_below(heading)])
    for item in body.css("body > ol > li"):
        _frame(list(item.iter(include_text=True)))


def _list_below(heading: LexborNode) -> Iterator[LexborNode]:
    """What stands under `heading`, up to the next of its level."""
    node = heading.next
    while node is not None and node.tag not in ("h1", "h2"):
        yield node
        node = node.next


def _frame(nodes: list[LexborNode]) -> None:
    pictures = [node for node in nodes if node.tag != "-text" and node.css_first(_PICTURES)]
    has_loose_words = any(node.tag == "-text" and (node.text_content or "").strip() for node in nodes)
    if has_loose_words or len(pictures) != 1 or not _is_tall_alone(pictures[0]):
        return
    pictures[0].attrs["class"] = f"{pictures[0].attributes.get('class') or ''} hc-step__picture".strip()
    frame = LexborHTMLParser('<div class="hc-step"></div>').css_first("div")
    assert frame is not None
    nodes[0].insert_before(frame)
    placed = nodes[0].prev
    assert placed is not None
    for node in nodes:
        placed.insert_child(node)
        node.decompose()


def _is_tall_alone(block: LexborNode) -> bool:
    """Whether the block is one picture and nothing else, of a known size, and no wider than it is high."""
    pictures = block.css(_PICTURES)
    if block.tag not in _ALONE_IN or len(pictures) != 1 or (block.tag == "p" and block.text(strip=True)):
        return False
    width, height = (pictures[0].attributes.get(name) or "" for name in ("width", "height"))
    return width.isdecimal() and height.isdecimal() and int(height) >= int(width) * _TALL
