"""Lines of YAML for a writer to paste. Customers' text is quoted here and nowhere else."""

import re
from collections.abc import Iterable

_PLAIN = re.compile(r"[0-9A-Za-z가-힣]+(?: [0-9A-Za-z가-힣]+)*")


def quote_yaml(text: str) -> str:
    """`text` as one YAML scalar, on one line: plain where that is safe, else double-quoted."""
    if _PLAIN.fullmatch(text) and not re.fullmatch(r"[0-9eE]+|(?i:yes|no|on|off|true|false|null|y|n)", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", escaped) + '"'


def render_synonym(word: str, meant: Iterable[str]) -> str:
    """The line of `content/synonyms.yml` by which `word` also finds what is `meant`."""
    return f"- {{from: [{quote_yaml(word)}], to: [{', '.join(map(quote_yaml, meant))}]}}"
