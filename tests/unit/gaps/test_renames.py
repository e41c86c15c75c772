"""A renamed article keeps its history."""

from datetime import date
from pathlib import Path

import ibis
import pyarrow as pa
import pytest

from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.published import Entry, Published, list_present
from hc_builder.content.settings import Settings
from hc_builder.gaps.events.columns import COLUMNS
from hc_builder.gaps.events.renames import find_renames, rename_articles


@pytest.fixture
def center(tmp_path: Path) -> HelpCenter:
    for name, fields in {"fee": "redirect_from: [/delivery/price/, old/fee]", "card": ""}.items():
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\n{fields}\n---\n{name}의 본문\n", encoding="utf-8")
    return read_help_center(tmp_path, Settings(), Renderer(), date(2026, 11, 21))


def test_an_old_address_and_a_known_text_lead_to_the_name_of_today(center: HelpCenter) -> None:
    (content,) = (entry.content for _, entry in list_present(center) if entry.id == "card")
    entries = {"pay/card/": Entry("pay/card", "card", content), "card/": Entry("card", "card", content)}
    assert find_renames(center, Published(entries)) == {
        "delivery/price": "fee",
        "old/fee": "fee",
        "pay/card": "card",
    }


def test_opens_votes_and_answers_count_for_the_article_of_today() -> None:
    rows = [("fee", None), ("old/fee", None), (None, "quote:old/fee"), (None, "card:old/fee"), (None, None)]
    empty = {name: [None] * len(rows) for name in COLUMNS.names}
    articles, answers = zip(*rows, strict=True)
    table = ibis.memtable(pa.table(empty | {"article": list(articles), "answer": list(answers)}, COLUMNS))
    found = rename_articles(table, {"old/fee": "fee"}).select("article", "answer").to_pyarrow().to_pylist()
    assert [(row["article"], row["answer"]) for row in found] == [
        ("fee", None),
        ("fee", None),
        (None, "quote:fee"),
        (None, "card:old/fee"),
        (None, None),
    ]
    assert rename_articles(table, {}) is table
