"""What commands do beside their work: where they write, how they end, and what they refuse before they begin."""

import os
import threading
from pathlib import Path

import pytest
import small_shop
from click.testing import CliRunner, Result

from hc_builder.cli import main
from hc_builder.cli.gaps import write
from hc_builder.cli.site import describe_build
from hc_builder.site.record import Built

FLOWS = {
    "refund/when.md": "---\ntitle: 환불은 언제 되나요?\n---\n사흘이 걸려요.\n",
    "flows/refund.yml": "title: 환불\nsteps:\n  need:\n    ask: 무엇을요?\n    choices:\n"
    "      - {say: 언제요, article: refund/when}\n      - {say: 왜요, go: why}\n"
    "  why:\n    ask: 왜요?\n    choices:\n      - {say: 사람, person: true}\n"
    "      - {say: 글, article: refund/when}\n",
    "flows/short.yml": "title: 짧은 것\nsteps:\n  one:\n    ask: 무엇을요?\n    choices:\n"
    "      - {say: 언제요, article: refund/when}\n      - {say: 사람, person: true}\n",
}


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_shop.write_shop(tmp_path_factory.mktemp("shop"), articles=FLOWS)


def run(*words: str | Path) -> Result:
    return CliRunner(env={"LC_ALL": "C"}).invoke(main, [str(word) for word in words])


def test_flows_are_listed_with_their_steps(config: Path) -> None:
    told = run("flows", "list", "-f", config)
    assert told.output.splitlines() == ["refund (ko): 환불, 2 steps", "short (ko): 짧은 것, 1 step"]


def test_a_flow_is_drawn_to_stdout_or_a_file_and_one_that_is_not_there_is_told(config: Path, tmp_path: Path) -> None:
    shown = run("flows", "show", "short", "-f", config)
    assert shown.stdout.startswith("<svg")
    assert run("flows", "show", "short", "-f", config, "--out", tmp_path / "a.svg").stdout == ""
    assert (tmp_path / "a.svg").read_text("utf-8") == shown.stdout
    missing = run("flows", "show", "shrt", "-f", config)
    assert (missing.exit_code, "did you mean 'short'?" in missing.stderr) == (1, True)
    other = run("flows", "show", "short", "-f", config, "--lang", "en")
    assert "there is no flow 'short' in en" in other.stderr
    assert "leave --lang out" in other.stderr


def test_a_report_goes_into_a_pipe_as_it_comes(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    write("글", pipe)
    reader.join(10)
    assert (read, pipe.is_fifo()) == (["글"], True)


def test_a_report_is_a_file_of_its_own_and_its_place_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("before", "utf-8")
    (tmp_path / "link").hardlink_to(tmp_path / "a.md")
    write("after", tmp_path / "a.md")
    assert [(tmp_path / name).read_text("utf-8") for name in ("a.md", "link")] == ["after", "before"]
    assert capsys.readouterr().err == f"Wrote {tmp_path / 'a.md'}\n"
    write("after", None)
    assert capsys.readouterr().out == "after"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["mcp", "--host", "0.0.0.0"], "--host and --allow-host go with --http"),
        (["mcp", "--allow-host", "a.example"], "--host and --allow-host go with --http"),
        (["answer", "serve", "--model", "x"], "--writer and --model belong together"),
        (["answer", "serve", "--writer", "http://127.0.0.1"], "--writer and --model belong together"),
        (["answer", "serve", "--requests", "many"], "--requests"),
        (["mcp", "--port", "0"], "--port"),
        (["schema", "settings", "--write"], "leave NAME out"),
    ],
)
def test_what_does_not_go_together_is_refused_at_once(words: list[str], told: str) -> None:
    result = run(*words)
    assert (result.exit_code, told in result.stderr) == (2, True)


@pytest.mark.parametrize("words", [["gaps"], ["report"], ["popular"], ["mcp"]])
def test_without_a_project_a_command_says_so(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert "mkdocs.yml" in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_a_build_says_what_it_took_from_before() -> None:
    built = Built("site", articles=1_000, pages=1_200, files=1_500, size=2_500_000, read=3, written=5, removed=1)
    assert describe_build(built, is_same=False, seconds=1.25) == (
        "Built site: 1,000 articles, 1,200 pages, 2.5 MB in 1.2 s; 997 articles from the cache, "
        "5 files written, 1 removed"
    )
    same = describe_build(built, is_same=True, seconds=0)
    assert same == "Built site: 1,000 articles, 1,200 pages, 2.5 MB in 0.0 s; nothing changed"


def test_schemas_are_listed_printed_and_written(config: Path) -> None:
    listed = run("schema")
    names = [line.split()[0] for line in listed.stdout.splitlines()]
    assert "settings" in names
    assert all(len(line) > 14 and line[13] == " " for line in listed.stdout.splitlines())
    assert '"$schema"' in run("schema", "settings").stdout
    unknown = run("schema", "setings")
    assert (unknown.exit_code, "did you mean 'settings'?" in unknown.stderr) == (2, True)
    written = run("schema", "--write", "-f", config)
    assert (written.exit_code, f"Wrote {config.parent / '.vscode'}" in written.stderr) == (0, True)
    (config.parent / ".vscode/settings.json").write_text("{}", "utf-8")
    again = run("schema", "--write", "-f", config)
    assert "settings.json is your own and stays as it is" in again.stderr
    assert '"yaml.schemas"' in again.stdout
