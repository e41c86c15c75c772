"""Articles that have another name now keep what the log says of them under the old one."""

from collections.abc import Mapping

import ibis.expr.types as ir

from hc_builder.content.help_center import HelpCenter
from hc_builder.content.published import Published, list_present
from hc_builder.content.redirects import clean_address

_QUOTE = "quote:"


def find_renames(center: HelpCenter, published: Published) -> dict[str, str]:
    """Old id → id today: of the addresses in `redirect_from`, and of texts that were published under another id."""
    today = {entry.content: entry.id for _, entry in list_present(center) if entry.content}
    moved = {entry.id: today[entry.content] for entry in published.entries.values() if entry.content in today}
    former = {clean_address(address): entry.id for address, entry in published.entries.items()}
    led = {
        former.get(old, old): shown.article.id
        for shown in center.articles
        for old in map(clean_address, shown.article.fields.redirect_from)
    }
    present = {shown.article.id for shown in center.articles}
    return {old: new for old, new in sorted((moved | led).items()) if old not in present}


def rename_articles(events: ir.Table, renames: Mapping[str, str]) -> ir.Table:
    """The events (columns as `COLUMNS`), each about the article as it is called today."""
    if not renames:
        return events
    quotes = {_QUOTE + old: _QUOTE + new for old, new in renames.items()}
    article, answer = events.article.substitute(dict(renames)), events.answer.substitute(quotes)
    return events.mutate(article=article, answer=answer)
