"""The index of `exports: [lunr]` as an app uses it: loaded by lunr.js in Node, asked through the script beside it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from hc_builder.exports import lunr_index
from hc_builder.project import load_project
from hc_builder.site.export_files import open_source

ROOT = Path(__file__).parents[2]
TESTS = [
    (entry["query"], entry["expect"] if isinstance(entry["expect"], list) else [entry["expect"]])
    for entry in yaml.safe_load((ROOT / "content/search-tests.yml").read_text("utf-8"))
    if entry["expect"] != "nothing"
]
REFUND = ("환불하고", "환불하고 싶어요", "환불하려면", "반품환불", "ghksqnf", "ㅎㅂ", "화불")
ODD = ("", "constructor", "__proto__ toString", "a:b^9 +c -d *~1", "가" * 5000)
WORST = 0.9


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What lunr.js answers for the example shop, in one run of Node."""
    folder = tmp_path_factory.mktemp("exports")
    project = load_project(ROOT / "mkdocs.yml")
    assert project.book is not None
    source = open_source(project, project.book)
    made = {
        lunr_index.name_index("ko"): lunr_index.build_index(source, "ko"),
        lunr_index.name_words("ko"): lunr_index.build_words(source, "ko"),
        lunr_index.SCRIPT: lunr_index.build_script(),
    }
    for path, data in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    queries = [query for query, _ in TESTS] + [*REFUND, *ODD]
    command = [str(ROOT / ".venv/bin/node"), "tests/js/search_lunr.js", str(folder / "exports"), "ko"]
    told = subprocess.run(command, input=json.dumps(queries), capture_output=True, text=True, cwd=ROOT, check=True)
    assert told.stderr == ""  # lunr.js warns of an index of another version
    answer = json.loads(told.stdout)
    return {"by_itself": answer["byItself"], **dict(zip(queries, answer["found"], strict=True))}


def test_the_search_tests_of_the_starter_are_answered_in_the_first_five(found: dict[str, Any]) -> None:
    answered = [query for query, expected in TESTS if set(expected) & set(found[query])]
    assert len(answered) / len(TESTS) >= WORST, sorted({query for query, _ in TESTS} - set(answered))


def test_without_the_script_lunr_finds_no_inflected_word_and_with_it_it_does(found: dict[str, Any]) -> None:
    assert found["by_itself"] == []
    assert [query for query in REFUND if not any(id.startswith(("refund/", "return/")) for id in found[query])] == []


def test_nothing_that_is_typed_is_an_error(found: dict[str, Any]) -> None:
    assert [query for query in ODD if not isinstance(found[query], list)] == []
    assert found[""] == []
