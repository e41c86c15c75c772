"""The examples of all documents are accepted by what reads them, and limits that they tell are those of the code."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from doc_pages import BY_PAGE, FENCE, ROOT, read_page
from test_docs import find_settings

from hc_builder.config import read_config
from hc_builder.content.article import ArticleFields
from hc_builder.content.cards import read_own_cards
from hc_builder.content.category import CategoryFields
from hc_builder.content.flows import read_flows
from hc_builder.content.front_matter import parse_front_matter
from hc_builder.content.settings import GivenSettings
from hc_builder.content.settings_reading import parse_settings


def check_settings(text: str, folder: Path) -> list[Any]:
    return parse_settings(yaml.safe_load(text), "mkdocs.yml")[1]


def check_config(text: str, folder: Path) -> list[Any]:
    """As `mkdocs.yml`, beside the files that the guides speak of."""
    for name in ("content/styles/shop.css", "overrides/home.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")
    least = {"site_name": "시험", "docs_dir": "content", "plugins": "[helpcenter]"}
    lacking = "".join(f"{key}: {value}\n" for key, value in least.items() if f"{key}:" not in text)
    (folder / "mkdocs.yml").write_text(lacking + text, encoding="utf-8")
    return [problem for problem in read_config(folder / "mkdocs.yml").problems if problem.code != "HC57"]


def check_head(text: str, folder: Path) -> list[Any]:
    return parse_front_matter(text, "a.md", ArticleFields)[1]


def check_category(text: str, folder: Path) -> list[Any]:
    return parse_front_matter(text if text.startswith("---") else f"---\n{text}---\n", "index.md", CategoryFields)[1]


def check_cards(text: str, folder: Path) -> list[Any]:
    (folder / "cards.yml").write_text(text, encoding="utf-8")
    return read_own_cards(folder / "cards.yml", "cards.yml")[1]


def check_flow(text: str, folder: Path) -> list[Any]:
    (folder / "flows").mkdir()
    (folder / "flows/refund.yml").write_text(text, encoding="utf-8")
    return read_flows(folder, ("ko",))[1]


def pass_over(text: str, folder: Path) -> list[Any]:
    return []


ELSEWHERE = (
    *(".github/", ".gitlab-ci.yml", ".pre-commit-config.yaml"),  # of others: tests/integration/test_ci_recipes.py
    *("content/synonyms.yml", "content/search-tests.yml"),  # tests/unit/test_docs.py
    *("base.yml", "onseorap.yml", "chaekjang.yml"),  # tests/integration/test_brand.py
)
SETTINGS = {field.name for field in msgspec.structs.fields(GivenSettings)}
OF_MKDOCS = {"extra_css", "theme", "site_name", "site_url", "docs_dir", "plugins"}


def find_check(title: str, text: str) -> Callable[[str, Path], list[Any]] | None:
    """What reads such an example, by its name or else by its keys; nothing, if nobody does."""
    if title.startswith(ELSEWHERE):
        return pass_over
    if text.startswith("---"):
        return check_category if title.endswith("index.md") else check_head
    given = yaml.safe_load(text)
    if isinstance(given, list):
        return check_cards
    keys = set(given)
    by_keys = {check_flow: {"title", "text", "steps"}, check_category: {"groups"}, check_settings: SETTINGS}
    by_keys |= {check_config: OF_MKDOCS}
    return next((check for check, known in by_keys.items() if keys <= known), None)


def list_examples(page: Path) -> Iterator[tuple[str, str]]:
    for match in FENCE.finditer(read_page(page)):
        if match[2] == "yaml" or (match[2] == "markdown" and match[4].startswith("---")):
            yield match[3] or "", match[4]


@BY_PAGE
def test_every_example_of_settings_and_content_is_accepted(page: Path, tmp_path: Path) -> None:
    for number, (title, text) in enumerate(list_examples(page)):
        folder = tmp_path / str(number)
        folder.mkdir()
        check = find_check(title, text)
        assert check is not None, f"nothing reads this example: {text}"
        assert check(text, folder) == [], text


# ── Defaults and limits ─────────────────────────────────────────────────────

LIMITS = tomllib.loads(Path(__file__).with_name("doc_limits.toml").read_text("utf-8"))["limit"]
WORDS = dict(enumerate("zero one two three four five six seven eight nine ten".split()))


def read_constant(constant: str) -> float:
    """The number that `path NAME` is set to: digits, and products and quotients of them."""
    path, name = constant.split()
    (value,) = re.findall(rf"^(?:export )?(?:const )?{name}(?:: \w+)? = ([\d_.*/ <]+)", read_page(ROOT / path), re.M)
    return float(eval(value.strip().rstrip("_"), {}))


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit["constant"])
def test_every_limit_that_is_told_is_that_of_the_code(limit: dict[str, Any]) -> None:
    held = read_constant(limit["constant"]) / limit.get("unit", 1)
    if "value" in limit:
        assert held == limit["value"]
    told = read_page(ROOT / limit["guide"])
    spelled = {f"{held:,.10g}", f"{held:.10g}", WORDS.get(int(held), "")} - {""}
    assert any(limit["says"].format(number) in told for number in spelled), spelled


@pytest.mark.parametrize("name", ["settings.md", "settings.ko.md"])
def test_every_number_that_a_setting_has_by_default_is_told(name: str) -> None:
    rows = dict(re.findall(r"^\| \[?`([^`]+)`\]?[^|]*\|[^|]*\| ([^|]*) \|", read_page(ROOT / "docs" / name), re.M))
    numbers = {key: value for key, value in find_settings(GivenSettings) if isinstance(value, int)}
    assert {key: rows[key] for key in numbers} == {key: f"`{json.dumps(value)}`" for key, value in numbers.items()}


# ── Figures that are told twice ─────────────────────────────────────────────


def find_row(name: str, beginning: str) -> list[float]:
    """The numbers of the first row of a page of figures that begins so."""
    (row, *_) = re.findall(rf"^\| {re.escape(beginning)} \|(.*)$", read_page(ROOT / "benchmarks" / name), re.M)
    return [float(number) for number in re.findall(r"(?<![\w.])\d*\.?\d+", row)]


def test_the_first_page_of_the_benchmarks_tells_what_the_others_tell() -> None:
    told = read_page(ROOT / "benchmarks/README.md")
    hc, mini, material, pagefind = (
        [round(100 * share) for share in find_row("search.md", engine)[-14:]]
        for engine in ("**hc**", "MiniSearch, prefix and fuzzy", "Material's search worker (lunr.js)", "Pagefind 1.6")
    )
    question, joined, key, initials, layout = 0, 2, 6, 10, 11
    assert f"{hc[question]} of 100 | MiniSearch {mini[question]} · Material's search {material[question]}" in told
    assert f"· Pagefind {pagefind[question]} |" in told
    assert " · ".join(str(hc[place]) for place in (joined, key, layout, initials)) + " of 100" in told
    shown, right = find_row("answers.md", "**0.85**")[:2]
    assert f"{100 * shown:.0f} of 100 questions; {100 * right:.0f} of 100 of these answers are right" in told
    assert f"{find_row('builds.md', 'this project, cold, 1 core')[1]:.0f} s of one core" in told
    assert f"{find_row('builds.md', '… a body edited')[1]} s | Zensical" in told


def test_the_guide_tells_how_much_of_the_specification_is_read_as_it_says() -> None:
    differences = yaml.safe_load(read_page(ROOT / "tests/unit/commonmark_differences.yml"))
    kept = 652 - sum(len(each["examples"]) for each in differences)
    assert f"Of the 652 examples of the specification {kept} are read as it says" in read_page(
        ROOT / "docs/markdown.md"
    )
