"""The schemas that editors go by say what the readers accept, key by key, and VS Code's own server reads them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import jsonschema_rs
import msgspec
import pytest
import yaml
from click.testing import CliRunner
from test_docs import find_blocks, find_settings, read_doc
from yaml_language_server import YamlLanguageServer

from hc_builder.cli import main
from hc_builder.config_file import read_config_file
from hc_builder.content.article import ArticleFields, parse_article
from hc_builder.content.cards import CardFields, read_own_cards
from hc_builder.content.category import CategoryFields
from hc_builder.content.flows import ChoiceFields, FlowFields, StepFields
from hc_builder.content.front_matter import parse_front_matter
from hc_builder.content.settings import GivenSettings
from hc_builder.problems import Problem, render_problem
from hc_builder.schemas.catalogue import CATALOGUE, UnknownSchema, build_schema
from hc_builder.schemas.editors import write_editor_files
from hc_builder.schemas.snippets import build_snippets

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
SITES = sorted(path.parent for path in (ROOT / "tests/sites").glob("*/mkdocs.yml"))


def find_faults(name: str, value: Any) -> list[str]:
    validator = jsonschema_rs.validator_for(build_schema(name, "ko"))
    return [error.message for error in validator.iter_errors(msgspec.to_builtins(value))]


def list_keys(shape: type[msgspec.Struct]) -> set[str]:
    return {name.rstrip("_") for name in get_type_hints(shape)}


# ── The same keys as the readers ────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_key_that_is_read_is_in_its_schema_with_its_meaning_and_no_other(lang: str) -> None:
    notice, cards, flow = (build_schema(name, lang) for name in ("notice", "cards", "flow"))
    step = flow["properties"]["steps"]["additionalProperties"]
    shapes = [
        (notice, list_keys(ArticleFields)),
        (build_schema("article", lang), list_keys(ArticleFields) - {"from", "until", "severity", "pages"}),
        (build_schema("category", lang), list_keys(CategoryFields)),
        (cards["items"], list_keys(CardFields)),
        (flow, list_keys(FlowFields) | {"steps"}),
        (step, list_keys(StepFields) | {"choices"}),
        (step["properties"]["choices"]["items"], list_keys(ChoiceFields)),
    ]
    for schema, keys in shapes:
        assert schema["properties"].keys() == keys
        assert not schema["additionalProperties"]
        assert all(is_told(value["description"], lang) for value in schema["properties"].values())


def is_told(meaning: str, lang: str) -> bool:
    return bool(re.search("[가-힣]" if lang == "ko" else "[a-z]", meaning)) and "](" not in meaning


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_setting_is_in_the_schema_of_mkdocs_yml_with_its_meaning(lang: str) -> None:
    parts = build_schema("settings", lang)["$defs"]
    found = dict(list_settings(parts, "GivenSettings"))
    assert found.pop("enabled") == ""
    assert found.keys() == {name for name, _ in find_settings(GivenSettings)}
    names = ("verification.", "widget.suggestions.show")  # told by names and examples alone
    assert [name for name, meaning in found.items() if not is_told(meaning, lang) and not name.startswith(names)] == []
    assert all(found.values())


def list_settings(parts: dict[str, Any], part: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in parts[part]["properties"].items():
        yield f"{prefix}{name}", value.get("description", "")
        for inner in set(re.findall(r"#/\$defs/(\w+)", json.dumps(value))):
            yield from list_settings(parts, inner, f"{prefix}{name}.")


VALUES = ["", "text", "3", "-3", "'3'", "3.5", "true", "Yes", "'off'", "maybe", "2026-03-31", "2026-3-1", "faq"]
VALUES += ["tutorial", "outage", "[a, b]", "[]", "[[a]]", "{a: b}", "'{{ name }}'"]


@pytest.mark.parametrize(("name", "shape"), [("notice", ArticleFields), ("category", CategoryFields)])
def test_a_value_is_valid_where_the_reader_takes_it(name: str, shape: type[msgspec.Struct]) -> None:
    validator = jsonschema_rs.validator_for(build_schema(name, "ko"))
    for key in sorted(list_keys(shape)):
        for value in VALUES[:-1]:
            line = f"{key}: {value}\n"
            faults = parse_front_matter(f"---\n{line}---\n", "a.md", shape)[1]
            is_valid = validator.is_valid(msgspec.to_builtins(yaml.safe_load(line)))
            is_half_written = value == "" and key in ("type", "severity")  # an editor shows the choices
            assert is_valid == (not faults and not is_half_written), line


# ── Files ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "pattern"), [(name, pattern) for name, each in CATALOGUE.items() for pattern in each.files]
)
def test_the_files_of_the_example_shop_are_valid(name: str, pattern: str) -> None:
    files = list(CONTENT.glob(pattern))
    assert files or name == "popular"
    for file in files:
        assert find_faults(name, yaml.safe_load(file.read_text("utf-8"))) == [], file


def test_the_front_matter_of_the_example_shop_is_valid() -> None:
    for name in ("article", "category", "notice"):
        validator = jsonschema_rs.validator_for(build_schema(name, "ko"))
        files = [path for path in CONTENT.rglob("*.md") if classify(path) == name]
        heads = (yaml.safe_load(path.read_text("utf-8").split("---")[1]) for path in files)
        assert files
        assert [head for head in heads if not validator.is_valid(msgspec.to_builtins(head))] == []


def classify(path: Path) -> str:
    return "category" if path.stem == "index" else "notice" if path.parent.name == "notices" else "article"


def test_a_configuration_is_valid_unless_the_reader_tells_a_fault_in_it() -> None:
    validator = jsonschema_rs.validator_for(build_schema("settings", "en"))
    checked = 0
    for site in [ROOT, *SITES]:
        told = (site / "expected.txt").read_text("utf-8") if site != ROOT else ""
        if not re.search(r"\[HC(06|5[1-6])\]|Error", told):
            values = read_config_file(site / "mkdocs.yml").values
            assert validator.is_valid(msgspec.to_builtins(values)), site
            checked += 1
    assert checked > 80


def test_the_examples_of_settings_are_valid() -> None:
    for block in find_blocks(read_doc("settings.md"), "yaml"):
        example = yaml.safe_load(block.replace(": off", ': "off"'))  # to editors, who read YAML 1.2, it is a word
        whole = example if "plugins" in example else {"site_name": "가게", "plugins": [{"helpcenter": example}]}
        assert find_faults("settings", whole) == [], block


MISTAKES = [
    ("settings", "site_name: a\nplugins:\n  - helpcenter: {shop: {nmae: 온서랍}}\n"),
    ("settings", "site_name: a\nplugins:\n  - helpcenter: {shop: {color: 2f6f5e}}\n"),
    ("settings", "site_name: a\nplugins:\n  - helpcenter: {widget: {position: middle}}\n"),
    ("settings", "site_name: a\nplugins:\n  - helpcenter: {severities: {HC60: of}}\n"),
    ("settings", "site_name: a\nplugins:\n  - helpcenter: {contact: {channels: [{label: 전화}]}}\n"),
    ("settings", "site_name: a\nplugins:\n  - helpcenter: {policies: {ko: {약관: 3}}}\n"),
    ("settings", "site_name: a\nsite_nam: b\n"),
    ("article", "title: a\nquestion: [b]\n"),
    ("article", "title: a\nfrom: 2026-12-01\n"),
    ("article", "title: a\nreview_by: 다음 달\n"),
    ("category", "title: a\norder: first\n"),
    ("cards", "- words: [a]\n  titel: b\n"),
    ("cards", "words: [a]\ntitle: b\n"),
    ("flow", "title: a\nsteps: {one: {ask: b, choices: [{say: c}]}}\n"),
    ("flow", "title: a\nsteps: {one: {ask: b, choices: [{say: c, go: d, person: true}]}}\n"),
    ("synonyms", "- [환불]\n"),
    ("synonyms", "- {form: [a], to: [b]}\n"),
    ("search-tests", "- query: a\n  exspect: b\n"),
    ("popular", "- [refund/when]\n"),
]


@pytest.mark.parametrize(("name", "text"), MISTAKES)
def test_a_file_with_a_mistake_is_not_valid(name: str, text: str) -> None:
    assert find_faults(name, yaml.safe_load(text))


def test_there_is_a_mistake_for_each_schema_but_that_of_notices() -> None:
    assert {name for name, _ in MISTAKES} == CATALOGUE.keys() - {"notice"}


def test_keys_of_other_tools_that_the_settings_name_are_valid() -> None:
    schema = build_schema("article", "ko", ["layout"])
    assert jsonschema_rs.is_valid(schema, {"title": "a", "layout": "wide"})
    assert not jsonschema_rs.is_valid(schema, {"title": "a", "lay": "wide"})


def test_a_schema_that_there_is_not_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownSchema, match="did you mean 'cards'"):
        build_schema("card", "ko")


# ── Editors ─────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[YamlLanguageServer]:
    folder = tmp_path_factory.mktemp("shop")
    assert write_editor_files(folder, "mkdocs.yml", "content", "ko") == {}
    with YamlLanguageServer(folder) as server:
        yield server


def test_vs_code_finds_nothing_wrong_with_the_example_shop(server: YamlLanguageServer) -> None:
    paths = ["mkdocs.yml", "content/cards.yml", "content/synonyms.yml", "content/flows/refund.yml"]
    assert [server.check(path, (ROOT / path).read_text("utf-8")) for path in paths] == [[]] * 4
    assert server.check("mkdocs.yml", "site_name: a\nsite_url: !ENV [URL, b]\nstrict: !ENV CI\n") == []


def test_vs_code_tells_a_mistake_at_its_line(server: YamlLanguageServer) -> None:
    told = server.check("mkdocs.yml", "site_name: a\nplugins:\n  - helpcenter:\n      shop:\n        nmae: 온서랍\n")
    assert told == [(5, "Property nmae is not allowed.")]
    told = server.check("content/cards.yml", "- words: [a]\n  title: b\n  from: 내일\n")
    assert told == [(3, "2026-03-31 같은 날짜")]
    (place, _), *_ = server.check("content/flows/new.en.yml", "title: a\nsteps:\n  one: {ask: b}\n")
    assert place == 3


def test_vs_code_completes_in_korean(server: YamlLanguageServer) -> None:
    keys = server.complete("content/cards.yml", "- words: [a]\n  |\n")
    assert keys["until"] == "보이는 마지막 날."
    settings = server.complete("mkdocs.yml", "site_name: a\nplugins:\n  - helpcenter:\n      shop:\n        |\n")
    assert "주문 번호" in settings["order_lookup"]
    choices = server.complete("mkdocs.yml", "plugins:\n  - helpcenter:\n      widget:\n        position: |\n")
    assert {"left", "right"} <= choices.keys()


def test_what_a_team_wrote_for_its_editor_stays_and_what_it_lacks_is_told(tmp_path: Path) -> None:
    own = tmp_path / ".vscode/settings.json"
    own.parent.mkdir()
    own.write_text('{"editor.fontSize": 15} // 크게\n', encoding="utf-8")
    missing = write_editor_files(tmp_path, "mkdocs.yml", "docs/help", "en")
    assert missing.keys() == {".vscode/settings.json"}
    named = missing[".vscode/settings.json"]["yaml.schemas"]
    assert named[".vscode/hc/flow.schema.json"] == ["docs/help/flows/*.yml"]
    assert own.read_text("utf-8") == '{"editor.fontSize": 15} // 크게\n'
    own.write_text(json.dumps({"editor.fontSize": 15, **missing[".vscode/settings.json"]}), encoding="utf-8")
    assert write_editor_files(tmp_path, "mkdocs.yml", "docs/help", "en") == {}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_task_finds_each_problem_in_what_hc_check_prints(lang: str, tmp_path: Path) -> None:
    write_editor_files(tmp_path, "mkdocs.yml", "content", lang)
    (task,) = json.loads((tmp_path / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    assert task["command"] == "hc check"
    for severity, matcher in zip(("error", "warning", "notice"), task["problemMatcher"], strict=True):
        line = render_problem(Problem("content/환불/a b.md", 7, "HC10", "x", "y", severity), lang)
        found = re.match(matcher["pattern"]["regexp"], line.split("\n")[0])
        assert found
        assert found.groups() == ("content/환불/a b.md", "7", "HC10", "x")
        assert matcher["severity"] == {"notice": "info"}.get(severity, severity)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_snippets_give_what_the_readers_take(lang: str, tmp_path: Path) -> None:
    snippets = {each["prefix"]: each for each in build_snippets(lang).values()}
    assert snippets.keys() > list_keys(ArticleFields)
    texts = {prefix: fill("\n".join(each["body"])) for prefix, each in snippets.items()}
    for prefix in ("hc-faq", "hc-tutorial"):
        assert parse_article(texts[prefix], "a.md", "a.md", ("ko",))[1] == []
    assert parse_article(texts["hc-notice"], "notices/a.md", "a.md", ("ko",))[1] == []
    for key in list_keys(ArticleFields):
        assert parse_front_matter(f"---\n{texts[key]}\n---\n", "a.md", ArticleFields)[1] == []
    (tmp_path / "cards.yml").write_text(texts["hc-card"], encoding="utf-8")
    assert read_own_cards(tmp_path / "cards.yml", "cards.yml")[1] == []
    assert find_faults("flow", yaml.safe_load(texts["hc-flow"])) == []
    assert find_faults("search-tests", yaml.safe_load(texts["hc-search-test"])) == []


def fill(body: str) -> str:
    """As a writer who takes what is proposed, on 2026-11-30."""
    for name, value in (("YEAR", "2026"), ("MONTH", "11"), ("DATE", "30")):
        body = body.replace(f"$CURRENT_{name}", value)
    body = re.sub(r"\$\{\d\|([^,|]+)[^|]*\|\}", r"\1", body)
    return re.sub(r"\$\d", "3", re.sub(r"\$\{\d:([^}]*)\}", r"\1", body))


def test_the_command_prints_a_schema_and_lists_them() -> None:
    told = CliRunner().invoke(main, ["schema", "cards", "--lang", "ko"])
    assert json.loads(told.stdout) == build_schema("cards", "ko")
    listed = CliRunner().invoke(main, ["schema", "--lang", "ko"]).stdout
    assert [line.split()[0] for line in listed.splitlines()] == list(CATALOGUE)
    assert CliRunner().invoke(main, ["schema", "cards", "--write"]).exit_code == 2


def test_snippets_in_english_hold_no_korean() -> None:
    assert re.findall("[가-힣]+", json.dumps(build_snippets("en"), ensure_ascii=False)) == []


@pytest.mark.parametrize("page", ["editors.md", "editors.ko.md"])
def test_the_guide_names_every_schema_and_snippet(page: str) -> None:
    text = read_doc(page)
    assert [name for name in CATALOGUE if f"| `{name}` |" not in text] == []
    markdown = [each["prefix"] for each in build_snippets("ko").values() if each["scope"] == "markdown"]
    assert [prefix for prefix in markdown if prefix.startswith("hc-") and f"`{prefix}`" not in text] == []


def test_a_setting_may_be_left_empty_and_an_entry_of_its_list_may_not() -> None:
    def find(value: object) -> list[str]:
        return find_faults("settings", {"site_name": "a", "plugins": [{"helpcenter": {"languages": value}}]})

    assert (find(None), find(["ko"])) == ([], [])
    assert find([None]) != []


def test_what_a_team_recommends_beside_ours_stays_and_ours_is_told_where_it_lacks(tmp_path: Path) -> None:
    own = tmp_path / ".vscode/extensions.json"
    own.parent.mkdir()
    for listed, missing in ((["a.b"], {".vscode/extensions.json"}), (["a.b", "redhat.vscode-yaml"], set())):
        own.write_text(json.dumps({"recommendations": listed}), encoding="utf-8")
        assert write_editor_files(tmp_path, "mkdocs.yml", "content", "en").keys() == missing


def test_hc_check_is_the_task_that_one_key_runs(tmp_path: Path) -> None:
    write_editor_files(tmp_path, "mkdocs.yml", "content", "en")
    (task,) = json.loads((tmp_path / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    assert task["group"] == {"kind": "build", "isDefault": True}


def test_a_schema_that_there_is_not_is_wrong_use() -> None:
    assert CliRunner().invoke(main, ["schema", "crads"]).exit_code == 2
