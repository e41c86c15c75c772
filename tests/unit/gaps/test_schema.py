"""The published schema of the JSON form."""

import json
from pathlib import Path

from hc_builder.gaps.model.report import build_schema

PUBLISHED = Path(__file__).parents[3] / "docs" / "gap-report.schema.json"


def test_the_published_schema_is_that_of_the_code() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == json.loads(json.dumps(build_schema()))
