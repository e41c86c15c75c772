"""How many customers opened each article: what is popular."""

import ibis.expr.types as ir

from feedback_function.customers import Limits
from hc_builder.gaps.counting.customers import keep_tables, select_customers
from hc_builder.gaps.model.queries import PRIVATE_BELOW
from hc_builder.gaps.model.window import LogWindow


def count_readers(events: ir.Table, window: LogWindow, limits: Limits) -> dict[str, int]:
    """Article → sessions that opened it inside the window, those of bots and floods left out; an article of fewer than
    `PRIVATE_BELOW` is left out, too."""
    with keep_tables() as keep:
        customers = select_customers(events, window, limits, keep).events
        opens = customers.filter(customers.type == "open", customers.article.notnull())
        by_article = opens.group_by("article").agg(sessions=opens.session.nunique())
        rows = by_article.filter(by_article.sessions >= PRIVATE_BELOW).to_pyarrow().to_pylist()
    return {row["article"]: row["sessions"] for row in rows}
