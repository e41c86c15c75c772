"""Articles that have another name at the source than they had: known again by their words, so that they stay where they
are here, with all that was edited."""

import re
from collections import Counter
from collections.abc import Iterable

from hc_builder.importers.memory import Records, digest_bytes
from hc_builder.importers.model import SourceArticle
from hc_builder.importers.titles import letters

_LEAST = 20
"""Letters of a text that is like no other by chance."""
_TARGET = re.compile(r"\]\([^()\n]*\)|\b(?:src|href)=\"[^\"]*\"")


def digest_text(article: SourceArticle) -> str:
    """Over title and words, without what depends on its place; empty for one that says too little."""
    words = letters(_TARGET.sub("", article.body))
    return digest_bytes(f"{article.lang} {letters(article.title)} {words}".encode()) if len(words) >= _LEAST else ""


def follow_texts(articles: Iterable[SourceArticle], records: Records) -> Records:
    """The records, those of articles that are gone under the keys of new ones that say the same; what several say tells
    nothing."""
    texts = {f"article:{article.key}": digest_text(article) for article in articles}
    gone = {key: record.text for key, record in records.items() if key not in texts and key.startswith("article:")}
    new = {key: text for key, text in texts.items() if key not in records}
    counts = Counter([*gone.values()]), Counter([*new.values()])
    by_text = {text: key for key, text in new.items() if text and counts[0][text] == counts[1][text] == 1}
    return {by_text.get(gone.get(key, ""), key): record for key, record in records.items()}
