"""What keeps a text from being rendered at all."""

from hc_builder.errors import UserError


class MarkupError(UserError):
    """`line` is that of the rendered text, 1-based; 0: the text as a whole."""

    def __init__(self, what: str, line: int, hint: str = "") -> None:
        super().__init__(what, hint)
        self.line = line
