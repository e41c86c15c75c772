"""YAML as we write it: a text as one scalar on one line, which whoever reads it takes for that text."""

import json
import re
from collections.abc import Iterable

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./%&+~'·()!?,-]*[\w.%)!?])?")
_PLAIN_IN_LIST = re.compile(r"[^\W\d_](?:[\w ./%&+~'·()-]*[\w.%)])?")
_WORDS = re.compile(r"(?i:yes|no|on|off|true|false|null|y|n)")


def quote_yaml(text: str, in_list: bool = False) -> str:
    """`text` with blanks for what no line can hold: plain where YAML reads nothing else into it, else in double quotes,
    as JSON has them. `in_list`: within brackets, where a comma and a question mark are signs."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    plain = _PLAIN_IN_LIST if in_list else _PLAIN
    return line if plain.fullmatch(line) and not _WORDS.fullmatch(line) else json.dumps(line, ensure_ascii=False)


def list_yaml(texts: Iterable[str]) -> str:
    """`[one, two]`, on one line."""
    return f"[{', '.join(quote_yaml(text, in_list=True) for text in texts)}]"
