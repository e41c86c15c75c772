"""How many customers opened each article: what is popular."""

import ibis.expr.types as ir

from hc_builder.content.settings import Gaps
from hc_builder.gaps.counting import bots, episodes
from hc_builder.gaps.counting.counts import find_others, keep_tables
from hc_builder.gaps.model.queries import PRIVATE_BELOW
from hc_builder.gaps.model.window import LogWindow


def count_readers(events: ir.Table, window: LogWindow, limits: Gaps) -> dict[str, int]:
    """Article → sessions that opened it inside the window, those of bots and floods left out; an article of fewer than
    `PRIVATE_BELOW` is left out, too."""
    inside = episodes.select_window(events, window)
    with keep_tables() as keep:
        left_out, _ = find_others(inside, keep(bots.summarize_sessions(inside)), limits, keep)
        customers = episodes.leave_out(inside, left_out, "session")
        opens = customers.filter(customers.type == "open", customers.article.notnull())
        by_article = opens.group_by("article").agg(sessions=opens.session.nunique())
        rows = by_article.filter(by_article.sessions >= PRIVATE_BELOW).to_pyarrow().to_pylist()
    return {row["article"]: row["sessions"] for row in rows}
