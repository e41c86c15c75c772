"""Faults are told in order, and many of a kind once."""

from hc_builder.problems import Kind, Problem, did_you_mean, render_problems


def repeat(count: int, **more: object) -> list[Problem]:
    return [Problem(f"content/{n:02}.md", 3, "HC02", "the same", "mend it", "warning", **more) for n in range(count)]  # type: ignore[arg-type]


def test_up_to_three_alike_are_told_one_by_one() -> None:
    assert render_problems(repeat(3)).count("the same") == 3


def test_more_alike_are_told_once_with_their_first_places() -> None:
    assert render_problems(repeat(9)) == (
        "content/00.md:3: warning[HC02]: the same\n"
        "  also: content/01.md:3, content/02.md:3 and 6 more\n"
        "  hint: mend it\n"
        "0 errors, 9 warnings"
    )


def test_a_kind_is_told_with_its_subjects_and_the_setting_that_mends_it() -> None:
    kind = Kind("unknown keys", "set `foreign_keys: [{}]`")
    problems = [
        Problem("a.md", n, "HC02", f"{n}", "", "warning", kind, f"k{n % 2}" if n < 5 else "ms,.x") for n in range(1, 6)
    ]
    assert render_problems(problems) == (
        "a.md:1: warning[HC02]: 5 unknown keys in 1 file: `k1`, `k0`, `ms,.x`\n"
        "  also: a.md:2, a.md:3 and 2 more\n"
        '  hint: set `foreign_keys: [k1, k0, "ms,.x"]`\n'
        "0 errors, 5 warnings"
    )


def test_an_error_and_a_warning_are_never_told_as_one() -> None:
    errors = [Problem(f"{n}.md", 1, "HC10", "x") for n in range(4)]
    warnings = [Problem(f"{n}.md", 1, "HC10", "x", "", "warning") for n in range(4)]
    assert render_problems([*errors, *warnings]).count("[HC10]") == 2


def test_fifty_thousand_of_a_kind_are_a_few_lines() -> None:
    assert len(render_problems(repeat(50_000))) < 300


def test_a_word_that_is_like_none_is_not_guessed() -> None:
    assert (did_you_mean("keyword", ["keywords", "title"]), did_you_mean("zzz", ["title"])) == (
        "did you mean 'keywords'?",
        "",
    )
    assert did_you_mean("", ["", "refund"]) == ""
