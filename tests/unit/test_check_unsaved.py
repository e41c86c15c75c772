"""`hc check --stdin`: what an editor has not saved yet is told as a check after saving would tell it; and the hook for
pre-commit."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from test_docs import find_misuse

from hc_builder.cli import main
from hc_builder.problems import render_problem
from hc_builder.project import load_project
from hc_builder.project_checks import NoSuchPlace, check_unsaved

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "mkdocs.yml": "site_name: 가게\nsite_url: https://a.example/\ndocs_dir: content\nplugins: [helpcenter]\n",
        "content/refund/index.md": "---\ntitle: 환불\n---\n",
        "content/refund/when.md": "---\ntitle: 환불은 언제 돼요?\n---\n사흘이 걸려요.\n",
        "content/refund/card.md": "---\ntitle: 카드는요?\n---\n[언제](when.md) 돼요.\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(text: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--lang", "en", *arguments], input=text.encode())


TEXTS = [
    "---\ntitle: 환불은 언제 돼요?\n---\n사흘이 걸려요.\n",
    "---\ntitle: 카드는요?\n---\n제목이 같아요.\n",
    "---\ntitel: 환불\nrelated: [refund/nothing]\n---\n[끊김](nowhere.md) [닻](card.md#no)\n",
    "---\ntitle: [\n",
    "---\ntitle: 초안이에요\ndraft: true\nreview: 1\n---\n",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_told_as_it_would_be_once_it_is_saved(shop: Path, text: str) -> None:
    before = (shop / "content/refund/when.md").read_bytes()
    told = check_unsaved(shop / "mkdocs.yml", Path("content/refund/when.md"), text.encode())
    assert (shop / "content/refund/when.md").read_bytes() == before
    (shop / "content/refund/when.md").write_text(text, encoding="utf-8")
    saved = load_project(shop / "mkdocs.yml").problems
    assert list(map(render_problem, told)) == [
        render_problem(one) for one in saved if one.path == "content/refund/when.md"
    ]


def test_a_file_that_is_not_there_yet_is_checked_at_its_place(shop: Path) -> None:
    told = run("---\ntitle: 새 글이에요?\n---\n[언제](when.md) [없음](no.md)\n", "--stdin", "content/refund/new.md")
    assert told.exit_code == 1
    assert told.stdout.startswith("content/refund/new.md:4: error[HC10]: link target 'no.md' does not exist")
    head = run("---\ntitle: 환불\norder: first\n---\n", "--stdin", "content/refund/index.md", "--format", "github")
    assert head.stdout.startswith("::error file=content/refund/index.md,line=3,title=HC03::")
    assert list((shop / "content/refund").iterdir()) == list((shop / "content/refund").glob("[iwc]*.md"))


def test_an_editor_may_stand_anywhere(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop / "content")
    told = run(TEXTS[0], "-f", "../mkdocs.yml", "--stdin", str(shop / "content/refund/when.md"))
    assert (told.exit_code, told.stdout) == (0, "0 errors, 0 warnings\n")


@pytest.mark.parametrize("place", ["mkdocs.yml", "content/../a.md", "/etc/passwd", "content/cards.yml", "content"])
def test_where_no_article_can_stand_none_is_checked(shop: Path, place: str) -> None:
    with pytest.raises(NoSuchPlace, match="no article can stand at"):
        check_unsaved(shop / "mkdocs.yml", Path(place), b"")


def test_what_needs_saved_files_is_refused(shop: Path) -> None:
    assert run("", "--stdin", "content/refund/when.md", "--fix").exit_code == 2


def test_the_hook_for_pre_commit_runs_a_command_that_there_is() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= hook.keys()
    assert find_misuse(hook["entry"]) == ""
