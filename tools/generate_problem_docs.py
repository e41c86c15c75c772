"""Writes docs/problems.md and docs/problems.ko.md from the table of codes, `hc_builder/problem_codes.toml`.

    python tools/generate_problem_docs.py

What stands before the sections is in `tools/problem_docs/`, one file a language.
"""

from collections.abc import Iterator
from pathlib import Path

from hc_builder.problem_codes import GROUPS, Code, read_codes
from hc_builder.problem_docs import render_code

ROOT = Path(__file__).parents[1]
PAGES = {"en": ROOT / "docs" / "problems.md", "ko": ROOT / "docs" / "problems.ko.md"}
_HEADS = {"en": "| Code | Severity | In short |", "ko": "| 번호 | 정도 | 한마디로 |"}
_SEVERITIES = {
    "en": {name: name for name in ("error", "warning", "notice", "off")},
    "ko": {"error": "오류", "warning": "경고", "notice": "알림", "off": "꺼져 있음"},
}


def render_page(lang: str) -> str:
    """The whole document."""
    intro = Path(__file__).with_name("problem_docs").joinpath(f"{lang}.md").read_text("utf-8")
    fixed = ", ".join(f"[{name}](#{name.lower()})" for name, code in read_codes().items() if code.fixed)
    return "\n\n".join([intro.strip().replace("FIXED", f"{fixed}."), _render_table(lang), *_render_groups(lang)]) + "\n"


def _render_table(lang: str) -> str:
    rows = [
        f"| [{name}](#{name.lower()}) | {_say_severity(code, lang)} | {code.in_language(lang).title} |"
        for name, code in read_codes().items()
    ]
    return "\n".join([_HEADS[lang], "|---|---|---|", *rows])


def _say_severity(code: Code, lang: str) -> str:
    usual, when = _SEVERITIES[lang][code.severities[0]], code.in_language(lang).when
    return f"{usual}, {when}" if when else usual


def _render_groups(lang: str) -> Iterator[str]:
    for group, titles in GROUPS.items():
        codes = ((name, code) for name, code in read_codes().items() if code.group == group)
        sections = [f"### {name}\n\n{render_code(code, lang)}" for name, code in codes]
        if sections:
            yield "\n\n".join([f"## {titles[lang == 'ko']}", *sections])


if __name__ == "__main__":
    for lang, path in PAGES.items():
        path.write_text(render_page(lang), "utf-8")
