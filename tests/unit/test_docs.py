"""The documents say what the code does: each code, setting, key and command is in them, and their examples hold."""

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import click
import msgspec
import pytest
import yaml
from click.testing import CliRunner
from doc_pages import BY_PAGE, DOCS, FENCE, ROOT, read_page

from hc_builder.checks import check_help_center
from hc_builder.checks.search_tests import read_expectations, run_search_tests
from hc_builder.cli import main
from hc_builder.config import read_config
from hc_builder.content.article import ArticleFields, parse_article
from hc_builder.content.category import CategoryFields
from hc_builder.content.front_matter import parse_front_matter
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.redirects import join_redirects
from hc_builder.content.settings import GivenSettings, Settings
from hc_builder.content.settings_reading import parse_settings
from hc_builder.problem_codes import read_codes
from hc_builder.problems import Problem, render_problem
from hc_builder.project import Project
from hc_builder.search.synonyms import read_synonyms

sys.path.insert(0, str(ROOT / "tools"))

from generate_problem_docs import PAGES as PROBLEM_PAGES
from generate_problem_docs import render_page

GUIDES = ("writing.ko.md", "writing.md")


def read_doc(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def find_blocks(text: str, language: str, title: str = "") -> list[str]:
    """The code blocks of a document in that language (and with that title, if one is given)."""
    return [match[4] for match in FENCE.finditer(text) if match[2] == language and title in ("", match[3])]


def find_first_cells(text: str) -> list[str]:
    """What stands in code marks in the first cell of each table row."""
    return re.findall(r"^\| \[?`([^`]+)`", text, re.M)


def find_section(text: str, number: int) -> str:
    """The text below the `number`th heading of the second level, up to the next."""
    return re.split(r"^## .*\n", text, flags=re.M)[number]


# ── Problems ────────────────────────────────────────────────────────────────


def find_codes_in_sources() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "hc_builder").rglob("*.py"))
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str) and re.fullmatch(r"HC\d\d", value)}


def test_the_table_has_every_code_that_is_raised_and_no_other() -> None:
    assert read_codes().keys() == find_codes_in_sources()


@pytest.mark.parametrize("lang", PROBLEM_PAGES)
def test_the_documents_of_problems_are_those_of_the_table(lang: str) -> None:
    text = PROBLEM_PAGES[lang].read_text("utf-8")
    assert text == render_page(lang), "run: make problems"
    assert sorted(re.findall(r"^### (HC\d\d)$", text, re.M)) == list(read_codes())


FAULTY_SITE = {
    "refund/type.md": "---\ntitle: 하나\ntype: tutrial\n---\n본문이에요.\n",
    "refund/inspection.md": "---\ntitle: 둘\nreview_by: 2026-01-02\n---\n본문이에요.\n",
    "refund/Card.md": "---\ntitle: 셋\n---\n본문이에요.\n",
    "refund/card.md": "---\ntitle: 넷\n---\n본문이에요.\n",
    "refund/large.md": f"---\ntitle: 다섯\n---\n{'가' * 600_000}\n",
    "synonyms.yml": "- [배송비, 택배비]\n\n- [환불]\n",
    "gift/gift-wrapping.md": "---\ntitle: 선물 포장을 할 수 있나요?\n---\n포장지로 싸서 보내 드려요.\n",
    "search-tests.yml": "- query: 보자기\n  expect: gift/gift-wrapping\n"
    "- query: 선물 포장\n  expect: gift/gift-wraping\n- query: 포장\n  exspect: nothing\n",
}


@pytest.fixture
def faulty_content(tmp_path: Path) -> Path:
    """Faults that the shelf of tests/sites lacks, for the examples of problems.md."""
    content = tmp_path / "content"
    for name, text in FAULTY_SITE.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    return content


def find_problems(content: Path) -> list[Problem]:
    """Those of the articles, the synonyms and the search tests."""
    today = date(2026, 11, 1)
    center = read_help_center(content, Settings(), Renderer(), today)
    synonyms, faults = read_synonyms(content / "synonyms.yml", "content/synonyms.yml")
    config = content.parent / "mkdocs.yml"
    config.write_text("site_name: 시험\ndocs_dir: content\nplugins: [helpcenter]\n", encoding="utf-8")
    project = Project(read_config(config), today, center, {"ko": synonyms}, ())
    return [*check_help_center(center, today), *faults, *run_search_tests(project)]


def test_each_example_of_a_problem_is_what_the_code_prints(faulty_content: Path) -> None:
    shelf = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "sites").glob("*/expected.txt")]
    printed = "\n".join([*shelf, *map(render_problem, find_problems(faulty_content))])
    for example in find_blocks(read_doc("problems.md"), "text"):
        fault = re.sub(r"\n\d+ errors?, \d+ warnings?$", "", example.rstrip())
        assert fault in printed or "[HC78]" in fault  # what another site answers: tests/unit/test_external_links.py


@pytest.mark.parametrize(("name", "exit_code"), [("dead-link", 1), ("template-tag", 0)])
def test_a_build_tells_the_same_faults_as_a_check(name: str, exit_code: int, tmp_path: Path) -> None:
    site = ROOT / "tests" / "sites" / name
    built = CliRunner().invoke(main, ["build", "-f", str(site / "mkdocs.yml"), "--site", str(tmp_path / "site")])
    assert built.output.startswith((site / "expected.txt").read_text(encoding="utf-8"))
    assert built.exit_code == exit_code


# ── Settings ────────────────────────────────────────────────────────────────


def find_settings(shape: type[msgspec.Struct], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Each setting's dotted name and its default, groups included."""
    types = get_type_hints(shape)
    for field in msgspec.structs.fields(shape):
        name = f"{prefix}{field.name}"
        yield name, field.default
        for inner in (types[field.name], *get_args(types[field.name])):
            if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
                yield from find_settings(inner, f"{name}.")


SETTINGS_PAGES = ("settings.md", "settings.ko.md")


@pytest.mark.parametrize("page", SETTINGS_PAGES)
def test_every_setting_is_documented_with_its_default_and_no_other_is(page: str) -> None:
    text = read_doc(page)
    settings = dict(find_settings(GivenSettings))
    assert sorted(find_first_cells(text)) == sorted(settings)
    for name, default in settings.items():
        if isinstance(default, str) and default:
            row = next(line for line in text.splitlines() if re.match(rf"\| \[?`{re.escape(name)}`", line))
            assert f"`{default}`" in row


def test_each_example_of_a_setting_is_accepted() -> None:
    examples = [yaml.safe_load(block) for block in find_blocks(read_doc("settings.md"), "yaml")]
    assert len(examples) > 10
    for example in examples:
        options = example["plugins"][0]["helpcenter"] if "plugins" in example else example
        assert parse_settings(options, "mkdocs.yml")[1] == []


# ── Writing ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guide_lists_every_front_matter_key_and_no_other(guide: str) -> None:
    text = read_doc(guide)
    assert find_first_cells(find_section(text, 3)) == [
        field.name.rstrip("_") for field in msgspec.structs.fields(ArticleFields)
    ]
    keys = {field.name for field in msgspec.structs.fields(CategoryFields)}
    assert set(find_first_cells(find_section(text, 4))) == keys


@pytest.mark.parametrize("guide", GUIDES)
def test_the_front_matter_of_the_guide_is_accepted(guide: str) -> None:
    text = read_doc(guide)
    articles = find_blocks(text, "markdown", "content/refund/when.md")
    assert len(articles) >= 3
    for article in articles:
        assert parse_article(article, "refund/when.md", "content/refund/when.md", ("ko",))[1] == []
    (category,) = find_blocks(text, "markdown", "content/refund/index.md")
    assert parse_front_matter(category, "content/refund/index.md", CategoryFields)[1] == []
    for example in re.findall(r"^\| `\w+` \|.*?\| `(\w+: .+?)` \|", find_section(text, 3), re.M):
        assert parse_front_matter(f"---\n{example}\n---\n", "a.md", ArticleFields)[1] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_the_synonyms_and_search_tests_of_the_guide_are_accepted(guide: str, tmp_path: Path) -> None:
    for name, read in (("synonyms.yml", read_synonyms), ("search-tests.yml", read_expectations)):
        (block,) = find_blocks(read_doc(guide), "yaml", f"content/{name}")
        (tmp_path / name).write_text(block, encoding="utf-8")
        assert read(tmp_path / name, name)[1] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_the_search_tests_of_the_guide_are_among_those_that_the_example_shop_passes(guide: str) -> None:
    (block,) = find_blocks(read_doc(guide), "yaml", "content/search-tests.yml")
    held = yaml.safe_load((ROOT / "content" / "search-tests.yml").read_text(encoding="utf-8"))
    assert [entry for entry in yaml.safe_load(block) if entry not in held] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_the_markup_of_the_guide_renders_without_a_trace_of_its_signs(guide: str) -> None:
    blocks = [block for block in find_blocks(read_doc(guide), "markdown") if not block.startswith("---")]
    html = "\n".join(Renderer().render(block, "ko").html for block in blocks)
    for sign in ("[!", "===", "[^", "](", "**", "markdown=", "{ width"):
        assert sign not in html
    for shown in (
        'class="admonition warning"',
        "<figcaption><strong>",
        "tabbed-set",
        "footnote",
        "request-repair.mp4",
        "<table",
    ):
        assert shown in html


def test_both_guides_hold_the_same_examples_of_text() -> None:
    korean, english = (find_blocks(read_doc(guide), "markdown") for guide in GUIDES)
    assert korean == english


# ── Addresses ───────────────────────────────────────────────────────────────


@pytest.fixture
def moved_articles(tmp_path: Path) -> HelpCenter:
    """The moved articles of the documents, and one that still links to their old addresses."""
    texts = {
        "refund/when.md": find_blocks(read_doc("writing.md"), "markdown", "content/refund/when.md")[-1]
        + "\n사흘이 걸려요.\n",
        "delivery/island-fee.md": "---\ntitle: 제주 배송비\nredirect_from: [delivery/jeju-fee]\n---\n3,000원이에요.\n",
        "order/old.md": "---\ntitle: 옛 글\n---\n[1](/faq/refund-date) [2](../help/42.html) [3](/delivery/jeju-fee)\n",
        "_headers": find_blocks(read_doc("deploy.md"), "text", "content/_headers")[0],
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return read_help_center(tmp_path, Settings(), Renderer(), date(2026, 11, 1))


def test_the_redirects_of_the_documents_are_what_the_build_writes(moved_articles: HelpCenter) -> None:
    written = join_redirects(moved_articles)
    assert find_blocks(read_doc("deploy.md"), "text")[0] in written
    for guide in GUIDES:
        (line,) = re.findall(r"`(/\S+ /\S+ 301)`", read_doc(guide))
        assert f"{line}\n" in written


def test_links_to_old_addresses_keep_working_as_the_guide_promises(moved_articles: HelpCenter) -> None:
    assert check_help_center(moved_articles, date(2026, 11, 1)) == []


def test_the_headers_of_the_deployment_guide_go_into_the_site(moved_articles: HelpCenter) -> None:
    assert "_headers" in moved_articles.files


# ── Commands ────────────────────────────────────────────────────────────────


def find_commands(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command and sub-command by its path of names."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None, name
            yield from find_commands(inner, *path, name)


def find_misuse(line: str) -> str:
    """What is wrong with a command line that begins with `hc`; nothing, if it is as the command takes it."""
    command: click.Command = main
    words = shlex.split(line, comments=True)[1:]
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words.pop(0))
        if found is None:
            return f"no such command: {line}"
        command = found
    try:
        _, left_over, _ = command.make_parser(click.Context(command)).parse_args(words)
    except click.UsageError as error:
        return f"{error.format_message()}: {line}"
    return f"too many words: {line}" if left_over else ""


def find_command_lines(text: str) -> list[str]:
    """Every `hc …` of a text that is a command line: a line of its own or in code marks, split where the shell does."""
    quoted = re.findall(r"`(hc [^`\n]+)`", text)
    lines = re.findall(
        r"^ *(?:- run: |\.venv/bin/|(?:[A-Z_]+=\S+ )+)?(hc .+|.*&& hc .+)$", re.sub(r"`[^`\n]+`", "", text), re.M
    )
    parts = (part.strip() for line in [*quoted, *lines] for part in re.split(r"&&|[|;<>]", line))
    return [part for part in parts if re.match(r"hc [a-z-]", part) and "…" not in part]


def test_every_command_says_in_its_help_how_it_is_used_with_an_example_that_works() -> None:
    commands = dict(find_commands(main))
    assert {("new",), ("serve",), ("build",), ("check",)} < set(commands)
    for path, command in commands.items():
        told = CliRunner().invoke(main, [*path, "--help"])
        assert told.exit_code == 0, told.output
        assert "Example:" in told.output, f"hc {' '.join(path)} --help has no example"
        examples = find_command_lines((command.help or "").partition("Example:")[2])
        assert any(f"{line} ".startswith(" ".join(("hc", *path, ""))) for line in examples), path
        assert [misuse for misuse in map(find_misuse, examples) if misuse] == []


def test_the_list_of_commands_needs_no_extra_to_be_installed() -> None:
    script = """
import sys
sys.modules |= dict.fromkeys(("sqlalchemy", "duckdb", "igraph", "sklearn", "pyarrow", "hc_builder.mkdocs_plugin"))
from hc_builder.cli import main
main(["--help"])
"""
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    context = click.Context(main)
    assert re.findall(r"^  ([\w-]+) {2,}\S", told.partition("Commands:")[2], re.M) == main.list_commands(context)


@BY_PAGE
def test_every_command_line_of_the_documents_is_one_the_command_takes(page: Path) -> None:
    lines = find_command_lines(read_page(page))
    assert [misuse for misuse in map(find_misuse, lines) if misuse] == []


# ── The documents among themselves ──────────────────────────────────────────


def find_anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to a document's headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@BY_PAGE
def test_links_between_the_documents_lead_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]+`", "", FENCE.sub("", read_page(page)))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        other = (page.parent / name).resolve() if name else page
        assert other.exists(), target
        assert not anchor or anchor in find_anchors(read_page(other)), target
