"""Turning over the nodes of a page."""

from collections.abc import Collection

from selectolax.lexbor import LexborHTMLParser, LexborNode


def put_into(node: LexborNode, frame: LexborNode | None) -> None:
    """`frame` takes the place of `node`, and holds it."""
    assert frame is not None
    node.insert_before(frame)
    placed = node.prev
    assert placed is not None
    placed.insert_child(node)
    node.decompose()


def put_before(node: LexborNode, html: str) -> None:
    """The one element that `html` is."""
    body = LexborHTMLParser(f"<body>{html}</body>").body
    assert body is not None
    assert body.child is not None
    node.insert_before(body.child)


def replace(node: LexborNode, html: str) -> None:
    """By the one element that `html` is."""
    put_before(node, html)
    node.decompose()


def has_above(node: LexborNode, tags: Collection[str]) -> bool:
    """Whether it stands in one of these."""
    while (parent := node.parent) is not None:
        if parent.tag in tags:
            return True
        node = parent
    return False
