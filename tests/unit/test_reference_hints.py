"""What a dead reference is told with is what its writer wrote, and the cure is that of its kind."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks.references import check_references
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.problems import Problem


def check(folder: Path, text: str, dialect: str = "commonmark") -> list[Problem]:
    (folder / "a.md").write_text(f"---\ntitle: 글\n---\n{text}\n", encoding="utf-8")
    (folder / "b.md").write_text("---\ntitle: 다른 글\n---\n나\n", encoding="utf-8")
    renderer = Renderer(dialect="python-markdown" if dialect == "python-markdown" else "commonmark")
    return check_references(read_help_center(folder, Settings(), renderer, date(2026, 11, 29)))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[가](<빈 칸.md>)", "'빈 칸.md'"),
        ("[가](%EB%B9%88%20zz.md)", "'빈 zz.md'"),
        ("[가](zz%20yy.md)", "'zz%20yy.md'"),
        ("![가](<q w[1].png>)", "'q w[1].png'"),
        ('<a href="p q r.md">가</a>', "'p q r.md'"),
    ],
)
def test_a_path_is_shown_as_it_was_written(tmp_path: Path, written: str, shown: str) -> None:
    (problem,) = check(tmp_path, written)
    assert shown in problem.what


@pytest.mark.parametrize("number", ["010-1234-5678", "<010 1234 5678>", "1588-1234", "+82-10-1234-5678"])
def test_a_telephone_number_needs_its_scheme(tmp_path: Path, number: str) -> None:
    (problem,) = check(tmp_path, f"[전화]({number})")
    assert problem.hint == f"write 'tel:{number.strip('<>')}'"


@pytest.mark.parametrize("dialect", ["commonmark", "python-markdown"])
@pytest.mark.parametrize(
    "written",
    [
        r"![](C:\Users\Kim\a.png)",
        "![](d:/pics/a.png)",
        r"[표](\\server\share\a.pdf)",
        '<a href="file:///C:/a.pdf">표</a>',
        r'<img src="C:\a.png" alt="">',
    ],
)
def test_a_path_of_the_writers_own_disk_is_told_as_that(tmp_path: Path, dialect: str, written: str) -> None:
    (problem,) = check(tmp_path, written, dialect)
    assert "lies on a disk of your own" in problem.what
    assert "%5C" not in problem.what
    assert "copy the file into the content folder" in problem.hint


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("[가]()", "HC10"),
        ("![가]()", "HC12"),
        ('<a href="">가</a>', "HC10"),
        ('<img src="" alt="가">', "HC12"),
        ('<img src=" " alt="가">', "HC12"),
    ],
)
def test_an_empty_target_is_told(tmp_path: Path, written: str, code: str) -> None:
    (problem,) = check(tmp_path, written)
    assert (problem.code, problem.line) == (code, 4)
    assert "is empty" in problem.what


@pytest.mark.parametrize(
    "target", ["tel:1588", "x-app:open", "https://a.example", "//cdn.example/a.png", "#top", "b.md"]
)
def test_what_leads_elsewhere_is_not_told(tmp_path: Path, target: str) -> None:
    assert check(tmp_path, f"[가]({target})") == []


def test_links_that_begin_with_the_content_folders_own_name_in_other_letters_need_a_base(tmp_path: Path) -> None:
    content = tmp_path / "Insights"
    content.mkdir()
    assert check(content, "[가](/Insights/b)") == []
    (problem,) = check(content, "[가](/insights/b)")
    assert problem.hint.startswith("set `base_path: /insights/`")


@pytest.mark.parametrize(
    ("headings", "named"), [(2, "anchors there: 1-a, 2-a"), (12, "1-a, 2-a, 3-a, 4-a, 5-a, 6-a, 7-a, 8-a and 4 more")]
)
def test_of_many_anchors_the_first_are_named_and_the_rest_counted(tmp_path: Path, headings: int, named: str) -> None:
    text = "\n\n".join(f"## {number} a\n\n글" for number in range(1, headings + 1))
    (problem,) = check(tmp_path, f"[가](#xyz-nothing-like-it)\n\n{text}")
    assert named in problem.hint
