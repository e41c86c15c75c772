"""What a shop makes of the codes, and what its writers silence."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.cache import Cache
from hc_builder.checks import check_help_center
from hc_builder.checks.references import check_references
from hc_builder.checks.texts import leave_silenced
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.content.settings_reading import parse_settings
from hc_builder.problem_codes import read_codes

TODAY = date(2026, 11, 29)
PICTURE = "![](https://shop.example/a.png)"


def read(folder: Path, body: str, severities: dict[str, str] | None = None, cache: Cache | None = None) -> HelpCenter:
    (folder / "a.md").write_text(f"---\ntitle: 화면\n---\n{body}\n", "utf-8")
    settings = Settings(severities=severities or {})
    return read_help_center(folder, settings, Renderer(), TODAY, cache=cache)


def tell(folder: Path, body: str, severities: dict[str, str] | None = None) -> list[tuple[str, int, str]]:
    found = check_help_center(read(folder, body, severities), TODAY)
    return [(problem.code, problem.line, problem.severity) for problem in found]


@pytest.mark.parametrize("severity", ["error", "notice"])
def test_a_code_counts_as_the_shop_says(severity: str, tmp_path: Path) -> None:
    assert tell(tmp_path, PICTURE, {"HC60": severity}) == [("HC60", 4, severity)]


def test_a_code_that_is_off_is_not_told(tmp_path: Path) -> None:
    assert tell(tmp_path, PICTURE, {"HC60": "off"}) == []


def test_a_bare_off_is_the_word_and_not_false() -> None:
    settings, problems = parse_settings({"severities": {"HC60": False}}, "mkdocs.yml")
    assert (dict(settings.severities), problems) == ({"HC60": "off"}, [])


@pytest.mark.parametrize(
    "body",
    [
        f"<!-- hc-ignore HC60: 꾸밈이에요 -->\n{PICTURE}",
        f"<!-- hc-ignore HC60: 꾸밈이에요 -->\n\n\n{PICTURE}",
        f"{PICTURE} <!-- hc-ignore HC60: 꾸밈이에요 -->",
        f"글이에요.\n\n{PICTURE}\n\n<!-- hc-ignore-file HC60: 모두 꾸밈이에요 -->",
    ],
)
def test_a_comment_with_a_reason_silences_its_line_the_next_text_or_the_article(body: str, tmp_path: Path) -> None:
    assert tell(tmp_path, body) == []


def test_a_comment_does_not_reach_beyond_the_next_text(tmp_path: Path) -> None:
    told = tell(tmp_path, f"<!-- hc-ignore HC60: 꾸밈이에요 -->\n{PICTURE}\n\n{PICTURE}")
    assert told == [("HC60", 7, "warning")]


@pytest.mark.parametrize("comment", ["hc-ignore HC60", "hc-ignore HC60:", "hc-ignore HC60: ", "hc-ignore-file HC60:"])
def test_a_comment_without_a_reason_silences_nothing_and_is_told(comment: str, tmp_path: Path) -> None:
    told = tell(tmp_path, f"<!-- {comment} -->\n{PICTURE}")
    assert told == [("HC76", 4, "warning"), ("HC60", 5, "warning")]


def test_a_comment_in_code_is_an_example_and_silences_nothing(tmp_path: Path) -> None:
    body = f"```markdown\n<!-- hc-ignore HC60: 본보기 -->\n```\n\n{PICTURE}"
    assert tell(tmp_path, body) == [("HC60", 8, "warning")]


def test_a_comment_that_silences_nothing_can_be_silenced_by_the_shop(tmp_path: Path) -> None:
    body = "글이에요.\n\n<!-- hc-ignore HC60: 옛 그림 -->"
    assert [code for code, _, _ in tell(tmp_path, body)] == ["HC77"]
    assert tell(tmp_path, body, {"HC77": "off"}) == []


def test_a_silenced_dead_link_does_not_stand_in_the_way_of_a_preview(tmp_path: Path) -> None:
    body = "<!-- hc-ignore HC10: 곧 쓸 글이에요 -->\n[글](soon.md)\n\n[없는 글](gone.md)"
    center = read(tmp_path, body)
    assert [problem.line for problem in leave_silenced(center, check_references(center))] == [7]


def test_an_article_that_is_as_it_was_is_not_read_for_its_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content").mkdir()
    cache = Cache(tmp_path / "cache")
    first = check_help_center(read(tmp_path / "content", PICTURE, cache=cache), TODAY, cache=cache)
    again = read(tmp_path / "content", PICTURE, cache=cache)
    monkeypatch.setattr(type(again.articles[0].article), "body", property(lambda article: 1 / 0))
    assert check_help_center(again, TODAY, cache=cache) == first
    assert [problem.code for problem in first] == ["HC60"]


def test_a_code_that_no_right_site_can_have_is_not_silenced_by_a_comment(tmp_path: Path) -> None:
    fixed = next(code for code, each in read_codes().items() if each.fixed)
    center = read(tmp_path, f"<!-- hc-ignore {fixed}: 까닭이 있어요 -->\n본문이에요.")
    (told,) = [problem for problem in check_help_center(center, TODAY) if problem.code == "HC76"]
    assert told.what == f"{fixed} can't be silenced: no right site can be made with it"
