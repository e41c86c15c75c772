"""The example shop uses every feature of a shop, or a reason says why not: a feature that comes needs its example."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from doc_pages import DOCS, ROOT
from test_docs import find_section, find_settings

from hc_builder.content.article import ArticleFields
from hc_builder.content.cards import CardFields
from hc_builder.content.category import CategoryFields
from hc_builder.content.flows import ChoiceFields, FlowFields, StepFields
from hc_builder.content.settings import GivenSettings
from hc_builder.content.settings_reading import parse_settings

CONTENT = ROOT / "content"
WITHOUT: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("example_shop.toml").read_text("utf-8"))
SHOWN = re.compile(r"^      # (\w+: .+)$", re.M)
"""A setting that waits in `mkdocs.yml` behind a `#`."""


def find_names(value: Any, known: set[str], at: str = "") -> Iterator[str]:
    """The dotted names among `known` that a value gives; names of a shop's own choice lie between."""
    if isinstance(value, list):
        for item in value:
            yield from find_names(item, known, at)
    if isinstance(value, dict):
        for key, inner in value.items():
            name = f"{at}.{key}" if at else str(key)
            yield from [name] if name in known else []
            yield from find_names(inner, known, name if name in known else at)


def list_keys(*shapes: type[msgspec.Struct]) -> set[str]:
    return {field.name.rstrip("_") for shape in shapes for field in msgspec.structs.fields(shape)}


def tell_unused(kind: str, known: set[str], used: set[str]) -> tuple[list[str], list[str]]:
    """What is neither used nor excused, and what is excused and used nevertheless or no longer known."""
    excused = WITHOUT.get(kind, {})
    lacking = [name for name in sorted(known - used) if not any(f"{name}.".startswith(f"{each}.") for each in excused)]
    return lacking, [name for name in excused if name in used or name not in known]


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def read_heads(pattern: str) -> list[dict[str, Any]]:
    texts = (path.read_text("utf-8") for path in CONTENT.rglob("*.md") if re.search(pattern, path.as_posix()))
    return [yaml.safe_load(text.split("\n---\n")[0]) for text in texts]


# ── Settings ────────────────────────────────────────────────────────────────


def read_given() -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings at work, and those that wait behind a `#`."""
    path = ROOT / "mkdocs.yml"
    shown = (yaml.safe_load(line) for line in SHOWN.findall(path.read_text("utf-8")))
    return read_yaml(path)["plugins"][0]["helpcenter"], {key: value for each in shown for key, value in each.items()}


def test_the_example_gives_every_setting_or_shows_it_behind_a_sign_of_comment() -> None:
    known = {name for name, _ in find_settings(GivenSettings)}
    given, shown = read_given()
    below_shown = {name for name in known if name.partition(".")[0] in shown}
    assert tell_unused("settings", known, {*find_names(given, known), *below_shown}) == ([], [])


def test_each_setting_behind_a_sign_of_comment_is_accepted_and_waits_there_alone() -> None:
    given, shown = read_given()
    assert len(shown) > 8
    assert given.keys() & shown.keys() == set()
    assert parse_settings(given | shown, "mkdocs.yml")[1] == []


# ── Content ─────────────────────────────────────────────────────────────────


def find_content() -> Iterator[tuple[str, set[str], Any]]:
    flows = [read_yaml(path) for path in (CONTENT / "flows").glob("*.yml")]
    steps = [step for flow in flows for step in flow["steps"].values()]
    yield "article", list_keys(ArticleFields), read_heads(r"(?<!/index)\.md$")
    yield "category", list_keys(CategoryFields), read_heads(r"index\.md$")
    yield "cards", list_keys(CardFields), read_yaml(CONTENT / "cards.yml")
    yield "flow", list_keys(FlowFields), flows
    yield "step", list_keys(StepFields) | {"choices"}, steps
    yield "choice", list_keys(ChoiceFields), [choice for step in steps for choice in step["choices"]]
    yield (
        "synonyms",
        {"from", "to", "not"},
        [each for each in read_yaml(CONTENT / "synonyms.yml") if "from" in each or "not" in each],
    )
    yield "search-tests", {"query", "expect", "within"}, read_yaml(CONTENT / "search-tests.yml")


@pytest.mark.parametrize(
    ("kind", "known", "given"), find_content(), ids=lambda each: each if isinstance(each, str) else ""
)
def test_the_example_uses_every_key(kind: str, known: set[str], given: Any) -> None:
    used = {key for item in given for key in item}
    assert tell_unused(kind, known, used & known) == ([], [])


def test_the_example_has_a_text_on_a_category_s_page_and_a_film_with_all_that_belongs_to_it() -> None:
    texts = [path.read_text("utf-8").split("\n---\n", 1)[1].strip() for path in CONTENT.rglob("index.md")]
    assert any(texts)
    (film, *_) = CONTENT.rglob("*.mp4")
    assert {path.name for path in film.parent.glob(f"{film.stem}*")} > {film.name, f"{film.stem}-poster.webp"}


# ── Forms of text ───────────────────────────────────────────────────────────

FORMS = {
    "Boxes": r"^> \[!\w+\]",
    "Folds": r"^<details>",
    "Tabs": r'^=== "',
    "Attributes": r"\)\{ width=",
    "Definitions": r"^:   ",
    "Footnotes": r"\[\^1\]:",
    "Tasks": r"^- \[ \] ",
    "Abbreviations": r"^\*\[\w+\]: ",
    "Marks, keys, deletions": r"==[^=\n]+==",
    "Bare links": r"\s[\w.]+@[\w.]+로",
    "HTML": r"^<figure",
    "video": r"^!\[.*\]\(.*\.mp4\)",
    "Links": r"\]\(\.\./[\w/-]+\.md\)",
    "Pictures": r"!\[.+\]\(.+\.webp\)",
    "Video": r"\.mp4\b",
    "Callouts": r"^> \[!\w+\]",
    "Tables and footnotes": r"^\|.*\[\^1\]",
    "Surveys": r'<div data-survey="ces">',
}


def test_the_example_uses_every_form_of_text_that_the_guides_tell() -> None:
    markdown = (DOCS / "markdown.md").read_text("utf-8")
    forms = re.findall(r"^\| ([\w, ]+) \| ", find_section(markdown, 1), re.M)[1:]
    guide = (DOCS / "writing.md").read_text("utf-8").partition("## What the text can hold")[2].partition("\n## ")[0]
    known = {*forms, *re.findall(r"^### (.+)$", guide, re.M)}
    text = "\n".join(path.read_text("utf-8") for path in CONTENT.rglob("*.md"))
    used = {form for form, pattern in FORMS.items() if re.search(pattern, text, re.M)}
    assert tell_unused("forms", known, used) == ([], [])
