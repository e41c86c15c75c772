"""How far a word is spread: by how many sessions, and on how many days."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hc_builder.gaps.counting.episodes import number_local_day
from hc_builder.gaps.model.queries import Spread
from hc_builder.gaps.model.window import LogWindow


def count_spreads(events: ir.Table, terms: Sequence[tuple[str, str]], window: LogWindow) -> list[Spread]:
    """One for each word; `terms` are texts as they were typed, in a search or a comment, each with a word of it. A
    session that used several of the texts counts once."""
    texts, words = zip(*terms, strict=True)
    pairs = ibis.memtable(pa.table({"text": pa.array(texts, pa.string()), "term": pa.array(words, pa.string())}))
    typed = events.mutate(text=ibis.coalesce(events.query, events.comment), day=number_local_day(events.t, window))
    used = typed.filter(typed.type.isin(("search", "vote"))).select("text", "session", "day").join(pairs, "text")
    spread = used.group_by("term").agg(sessions=used.session.nunique(), days=used.day.nunique())
    return [Spread(row["term"], row["sessions"], row["days"]) for row in spread.to_pyarrow().to_pylist()]
