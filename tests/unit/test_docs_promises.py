"""What documents name is there: paths, variables, options, addresses, codes and limits; their examples are read."""

import json
import re
import subprocess
import tomllib
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from click.testing import CliRunner
from doc_pages import BY_PAGE, PAGES, ROOT, read_page, split_sections
from PIL import Image
from test_docs import find_commands

from feedback_function import events
from feedback_function.cli import run_words
from feedback_function.settings import EndpointSettings
from hc_builder.cli import main
from hc_builder.problem_codes import read_codes

SOURCES = ("hc_builder", "feedback_function", "theme", "tools", "benchmarks", "tests")


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """The repository's files."""
    return subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")


@pytest.fixture(scope="module")
def sources(tracked: list[str]) -> str:
    """The code of the product and of what measures it, in one text."""
    kinds = (".py", ".js", ".toml", ".yml", ".html", "Makefile", "Containerfile")
    paths = (path for path in tracked if path.endswith(kinds) and path.startswith((*SOURCES, "Makefile")))
    return "\n".join((ROOT / path).read_text("utf-8") for path in paths if path not in OF_THIS_TEST)


OF_THIS_TEST = ("tests/unit/test_docs_promises.py", "tests/unit/doc_limits.toml")


def find_codes(page: Path) -> set[str]:
    return {code for section in split_sections(read_page(page)) for code in section.codes}


# ── Paths of the repository ─────────────────────────────────────────────────


@BY_PAGE
def test_every_file_of_the_repository_that_a_document_names_is_there(page: Path, tracked: list[str]) -> None:
    named = {code for code in find_codes(page) if re.match(rf"(?:{'|'.join(SOURCES)})/[\w*-][\w./*-]*$", code)}
    assert [code for code in named if not find_tracked(open_name(code.rstrip("/")), tracked)] == []


def open_name(path: str) -> str:
    """As a pattern, in which a name in capitals is any name."""
    return re.sub(r"\bNAME\b", "*", path)


def find_tracked(pattern: str, tracked: list[str]) -> bool:
    return any(fnmatch(path, pattern) or fnmatch(path, f"{pattern}/*") for path in tracked)


NOT_HERE = {"late-parcel.en.md", "._en.md", "robots.txt", "llms.txt"}  # of a shop and its site


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md", "benchmarks/README.md"])
def test_every_module_that_is_named_by_its_last_words_is_there(name: str, tracked: list[str]) -> None:
    named = {code for code in find_codes(ROOT / name) if re.match(r"[\w./-]+\.(?:py|js|toml|md|txt)$", code)}
    lacking = {code for code in named if not find_tracked(f"*{open_name(code)}", ["/" + path for path in tracked])}
    assert lacking - NOT_HERE == set()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "benchmarks/README.md"])
def test_every_make_target_that_is_named_is_one(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read_page(ROOT / "Makefile"), re.M))
    assert set(re.findall(r"(?:`|^ +|^)make ([a-z]+)", read_page(ROOT / name), re.M)) <= targets


def test_the_readme_has_every_command_in_its_table() -> None:
    told = re.findall(r"^\| (.*?) \|", read_page(ROOT / "README.md"), re.M)
    named = {match for cell in told for match in re.findall(r"`hc ([a-z-]+)", cell)}
    assert {path[0] for path, _ in find_commands(main) if path} == named


def list_packages(*groups: list[str]) -> set[str]:
    named = {re.match(r"[\w.-]+", each) for group in groups for each in group}
    return {match[0].lower() for match in named if match} - {"hc-builder"}


def test_every_library_has_its_line_and_no_other_has() -> None:
    given = tomllib.loads(read_page(ROOT / "pyproject.toml"))
    told = read_page(ROOT / "ARCHITECTURE.md").partition("## Dependencies")[2]
    rows = re.findall(r"^\| ([^|(]+?)(?: \(|(?: `\[\w+\]`)? \|)", told, re.M)[1:]
    named = {name.strip().lower() for row in rows for name in row.split(",")} - {"decap cms"}
    project = given["project"]
    assert named == list_packages(project["dependencies"], *project["optional-dependencies"].values())
    tools = list_packages(given["dependency-groups"]["dev"])
    tools |= {name.rpartition("/")[2] for name in json.loads(read_page(ROOT / "package.json"))["devDependencies"]}
    spoken = told.lower()
    assert {tool for tool in tools if not tool.startswith("types-") and tool not in spoken} - {"node"} == set()


# ── Variables, options, codes, names ────────────────────────────────────────


def find_variables(text: str) -> set[str]:
    return set(re.findall(r"\bHC_[A-Z_]*[A-Z]\b(?!_)", text))


def test_every_variable_that_is_told_is_read_and_every_one_that_is_read_is_told(sources: str) -> None:
    told = find_variables("".join(map(read_page, PAGES)))
    endpoint = {f"HC_{field.upper()}" for field in EndpointSettings.__dataclass_fields__}
    read = endpoint | set(re.findall(r"(?:environ\.get\(|[A-Z]+ = |, |^ +|Vendor\()\"(HC_[A-Z_]+)\"", sources, re.M))
    assert told - read == set()
    assert endpoint - told == set()
    assert set(re.findall(r"\"(HC_[A-Z_]+(?:TOKEN|KEY|JOBS))\"", sources)) - told == set()


FOREIGN_OPTIONS = {
    *("--build-arg", "--env", "--ulimit"),  # docker
    *("--only-binary", "--nginx", "--prod"),  # pip, certbot, netlify
    *("--checkJs",),  # tsc
}


@BY_PAGE
def test_every_option_that_a_document_names_exists(page: Path, sources: str) -> None:
    options = {found for code in find_codes(page) for found in re.findall(r"(?:^|\s)(--(?!hc-)[a-z][\w-]*)", code)}
    known = {option for _, command in find_commands(main) for each in command.params for option in each.opts}
    known |= {option for _, command in find_commands(main) for each in command.params for option in each.secondary_opts}
    assert {option for option in options - known if f'"{option}"' not in sources} - FOREIGN_OPTIONS - {
        "--help"
    } == set()


@BY_PAGE
def test_every_code_of_a_problem_that_a_document_names_exists(page: Path) -> None:
    assert set(re.findall(r"\bHC\d\d\b", read_page(page))) <= read_codes().keys()


def test_every_extra_that_is_named_can_be_installed() -> None:
    extras = tomllib.loads(read_page(ROOT / "pyproject.toml"))["project"]["optional-dependencies"]
    asked = {
        name
        for page in PAGES
        for group in re.findall(r"hc-builder\[([\w,]+)\]", read_page(page))
        for name in group.split(",")
    }
    assert asked <= extras.keys()
    assert extras.keys() == set(re.findall(r"`\[(\w+)\]`", read_page(ROOT / "README.md")))


@BY_PAGE
def test_every_number_for_prometheus_that_a_document_names_is_given(page: Path, sources: str) -> None:
    named = {found for code in find_codes(page) for found in re.findall(r"\bhc_(?!builder\b)[a-z_]+\b", code)}
    given = set(re.findall(r'"(hc_[a-z_]+)(?=["{])', sources))
    fitting = {name for name in named if name.removesuffix("_total") in given or name.rpartition("_")[0] + "_" in given}
    assert named - given - fitting - {"hc_feedback", "hc_analyst"} == set()  # the last two are roles of a database


@BY_PAGE
def test_what_a_program_is_said_to_say_is_in_its_code(page: Path, sources: str) -> None:
    """Tables headed "it says": sentences and names in its log."""
    for table in re.findall(r"^\| it says \|.*\n\|[-| ]+\n((?:\|.*\n)+)", read_page(page), re.M):
        said = [code for row in table.splitlines() for code in re.findall(r"`([^`]+)`", row.split(" | ")[0])]
        assert [each for each in said if find_said(each) not in sources] == []


def find_said(text: str) -> str:
    """Without what the moment brings: `login 535`."""
    return re.sub(r" (?:\d{3}|…)$", "", text)


def test_every_field_kind_and_source_of_an_event_that_is_told_exists() -> None:
    told = "\n".join(map(read_page, PAGES))
    kinds = [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)]
    fields = {field.encode_name for kind in kinds for field in msgspec.structs.fields(kind)}
    named = set(re.findall(r"(?:[Tt]he event's|events? with|in the search event \() ?`(\w+)[:`]", told))
    assert {"lang", "answer"} <= named <= fields
    types = set(re.findall(r"`(\w+)` (?:events?\b|이벤트|기록)|events? of type `(\w+)`|an `(open)`", told))
    assert {"missing", "view"} <= {name for names in types for name in names if name} <= events.EVENT_TYPES.keys()
    assert {"agent", "form"} <= set(re.findall(r"`from: (\w+)`", told)) <= set(get_args(events.Source))


# ── Command lines beside `hc` ───────────────────────────────────────────────


@BY_PAGE
def test_every_command_line_of_the_endpoint_is_one_that_it_takes(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HC_PORT", "none")  # a command that is understood stops here, before it does anything
    lines = re.findall(r"python -m feedback_function ([a-z][^`|\n…#]*)", read_page(page))
    for line in lines:
        assert "HC_PORT" in " ".join(run_words(line.split(), BytesIO()).lines), line


@BY_PAGE
def test_every_script_that_is_called_is_there_and_takes_its_options(page: Path) -> None:
    calls = re.findall(r"python (benchmarks/\w+\.py|tools/[\w/]+\.py)([^`\n]*)", read_page(page))
    for path, words in calls:
        text = read_page(ROOT / path)
        assert [word for word in re.findall(r"--[\w-]+", words) if f'"{word}"' not in text] == [], path


# ── Addresses of a site ─────────────────────────────────────────────────────

SHOP = """
site_name: 시험
site_url: https://help.example/
docs_dir: content
theme: {name: helpcenter, language: ko}
plugins:
  - helpcenter:
      languages: [ko, en]
      shop: {name: 시험, url: 'https://shop.example/', logo: images/logo.png}
      contact:
        channels: [{type: form, label: 문의}, {type: phone, value: 1588-0000}]
        hours: {weekdays: 09:00-18:00}
        inquiry: {endpoint: /v1/inquiries, topics: {other: {name: 그 밖}}}
      feedback: {endpoint: /v1/events}
      widget: {origins: ['https://shop.example']}
      exports: [articles, llms, faq, snippets, lunr, holidays]
"""
HOSTS = ("github-pages", "netlify", "cloudflare", "vercel", "nginx", "apache", "s3")


def write_shop(folder: Path) -> None:
    texts = {
        "mkdocs.yml": SHOP,
        "content/index.md": "---\ntitle: 시험\n---\n",
        "content/refund/when.md": "---\ntitle: 환불은 언제 받나요?\nredirect_from: [faq/date]\n---\n3일 안에 받아요.\n",
        "content/refund/when.en.md": "---\ntitle: When do I get my refund?\n---\nWithin three days.\n",
        "content/business/index.md": "---\ntitle: 사업자\naudience: 사업자\n---\n",
        "content/business/fee.md": "---\ntitle: 사업자 배송비\n---\n3,000원이에요.\n",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "content/images").mkdir()
    Image.new("RGB", (512, 512), "#2f6f5e").save(folder / "content/images/logo.png")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every file that `hc new`, `hc build` and `hc deploy-files` make of a shop that uses what there is."""
    folder = tmp_path_factory.mktemp("shop")
    write_shop(folder)
    config = ["-f", str(folder / "mkdocs.yml")]
    built = CliRunner().invoke(main, ["build", *config, "--site", str(folder / "site")])
    assert built.exit_code == 0, built.output
    for host in HOSTS:
        CliRunner().invoke(main, ["deploy-files", host, *config, "--site", str(folder / "site")])
    within = {path.relative_to(folder / "site").as_posix() for path in (folder / "site").rglob("*")}
    return within | {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


FILE = re.compile(r"/?[\w.*/-]+\.(?:html|json|xml|txt|csv|ics|webmanifest|conf|js)")
EXAMPLES = {
    "Screen.svg", "screen.svg", "sidebars.js", "translations.json", "users.json",  # of others
    "request-repair.txt", "request-repair.ko.txt", "articles-2.json", "NAME.html",
}  # fmt: skip


@BY_PAGE
def test_every_file_that_a_document_names_is_made_or_read(
    page: Path, made: set[str], tracked: list[str], sources: str
) -> None:
    named = {code.removeprefix("/") for code in find_codes(page) if FILE.fullmatch(code)} - EXAMPLES
    known = (*made, *tracked)
    lacking = {name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in known)}
    assert {name for name in lacking if f'"{name}"' not in sources and f"/{name}" not in sources} == set()


@BY_PAGE
def test_every_route_that_a_document_names_is_served(page: Path, sources: str) -> None:
    named = {
        route
        for code in find_codes(page)
        for route in re.findall(r"(?:^|(?:GET|POST) |\s)(/(?:v1/|metrics|openapi|__)[\w./-]*\w)", code)
    }
    assert {route for route in named if f'"{route}"' not in sources} == set()
