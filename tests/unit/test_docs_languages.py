"""Each guide says the same in English and in Korean, section by section, and in the same words throughout."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from doc_pages import DOCS, FENCE, HANGUL, ROOT, Section, read_sections

GUIDES = sorted(path.stem for path in DOCS.glob("*.md") if not path.stem.endswith(".ko"))
TOLD_BY_TABLE = {"problems"}  # both languages stand side by side in hc_builder/problem_codes.toml, code by code
TERMS = tomllib.loads(Path(__file__).with_name("korean_terms.toml").read_text("utf-8"))


def pair_sections(guide: str) -> Iterator[tuple[Section, Section]]:
    return zip(read_sections(f"{guide}.md"), read_sections(f"{guide}.ko.md"), strict=True)


@pytest.mark.parametrize("guide", GUIDES)
def test_both_languages_have_the_same_sections_and_lead_to_each_other(guide: str) -> None:
    english, korean = read_sections(f"{guide}.md"), read_sections(f"{guide}.ko.md")
    assert [section.level for section in english] == [section.level for section in korean]
    assert f"]({guide}.ko.md)" in english[1].text
    assert f"]({guide}.md)" in korean[1].text


@pytest.mark.parametrize("guide", GUIDES)
def test_a_korean_guide_leads_to_english_only_to_its_own_translation(guide: str) -> None:
    text = FENCE.sub("", (DOCS / f"{guide}.ko.md").read_text("utf-8"))
    targets = set(re.findall(r"\]\((?!\w+:)([\w-]+)\.md(?:#[^)]*)?\)", text))
    assert targets <= {guide}


# ── Code and tables ─────────────────────────────────────────────────────────


def find_shape(value: Any) -> Any:
    """YAML without what is said to people: of several words, or in Hangul; of a place in a page its page."""
    if isinstance(value, dict):
        return {key: find_shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [find_shape(inner) for inner in value]
    plain = str(value).partition("#")[0]
    return str if " " in plain or HANGUL.search(plain) else plain


def find_gist(language: str, text: str) -> Any:
    """A code block without what is said to people: comments, words in quotes, the language that is chosen."""
    if language == "yaml":
        return [find_shape(each) for each in yaml.safe_load_all(re.sub(r"!ENV", "", text))]
    if language in ("text", "markdown"):
        return len(text.splitlines())
    plain = re.sub(r"\s+(?:#|//) .*$|^# .*\n", "", text, flags=re.M)
    return re.sub(r"--lang \w+", "--lang", re.sub(r'"[^"\n]*"', '""', plain))


@pytest.mark.parametrize("guide", GUIDES)
def test_both_languages_show_the_same_code_but_for_what_it_says_to_people(guide: str) -> None:
    for english, korean in pair_sections(guide):
        gists = [[(block[:2], find_gist(block[0], block[2])) for block in side.blocks] for side in (english, korean)]
        assert gists[0] == gists[1], english.heading


@pytest.mark.parametrize("guide", GUIDES)
def test_both_languages_have_tables_of_equal_rows(guide: str) -> None:
    for english, korean in pair_sections(guide):
        rows = [[line.count(" |") for line in side.prose.splitlines() if line[:1] == "|"] for side in (english, korean)]
        assert rows[0] == rows[1], english.heading


@pytest.mark.parametrize("guide", [guide for guide in GUIDES if guide not in TOLD_BY_TABLE])
def test_what_stands_in_code_marks_in_one_language_stands_there_in_the_other(guide: str) -> None:
    """Words in it may be translated: then as many are Korean as English ones lack their like."""
    for english, korean in pair_sections(guide):
        lacking, more = english.codes - korean.codes, korean.codes - english.codes
        assert all(map(HANGUL.search, more)), (english.heading, more, lacking)
        assert len(lacking) == len(more), (english.heading, lacking, more)


# ── Numbers ─────────────────────────────────────────────────────────────────

ENGLISH = {
    **{
        word: str(n)
        for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
    },
    "a": "1",
    "an": "1",
    "single": "1",
    "first": "1",
    "once": "1",
    "both": "2",
    "half": "0.5",
    "twice": "2",
    "second": "2",
    "third": "3",
    "quarter": "4",
    "quarters": "4",
    "fifth": "5",
    "sixth": "6",
    "eighth": "8",
    "tenth": "10",
    "tenths": "10",
    "twentieth": "20",
    "twenty": "20",
    "thirty": "30",
    "thousand": "1000",
    "billion": "1000000000",
    "hundred": "100",
    "november": "11",
}
KOREAN = {
    "1": "한 |하나|첫|하루|혼자",
    "2": "두 |둘|이틀|절반",
    "3": "세 |셋|사흘",
    "4": "네 |넷",
    "5": "다섯",
    "8": "여덟",
    "10": "열",
    "100": "백 ",
    "200": "이백",
}


def find_numbers(text: str) -> set[str]:
    """Numbers in digits, without separators; 65만 is 650000, and so is 0.65 million."""
    prose = re.sub(r"`[^`]+`|\]\([^)]*\)|HC\d\d", "", text)
    found = re.findall(r"(\d[\d,]*(?:\.\d+)?)( million|만|억)?", prose)
    scale = {"": 1, " million": 1_000_000, "만": 10_000, "억": 100_000_000}
    return {f"{round(float(digits.replace(',', '')) * scale[unit], 6):.10g}" for digits, unit in found}


def find_words(text: str) -> set[str]:
    return {ENGLISH[word] for word in re.findall(r"[a-z]+", text.lower()) if word in ENGLISH}


@pytest.mark.parametrize("guide", [guide for guide in GUIDES if guide not in TOLD_BY_TABLE])
def test_both_languages_tell_the_same_numbers(guide: str) -> None:
    for english, korean in pair_sections(guide):
        there, here = find_numbers(english.prose), find_numbers(korean.prose)
        spelled = find_words(english.prose)
        assert here - there - spelled == set(), (english.heading, "only in Korean")
        lacking = {number for number in there - here if not re.search(KOREAN.get(number, "$^"), korean.prose)}
        assert lacking == set(), (english.heading, "only in English")


# ── One word for one thing ──────────────────────────────────────────────────

SPOKEN = [
    *sorted(DOCS.glob("*.ko.md")),
    ROOT / "hc_builder/messages.ko.toml",
    ROOT / "theme/lang/ko.yml",
    ROOT / "mkdocs.yml",
    ROOT / "hc_builder/cli/help.ko.toml",
    *sorted((ROOT / "hc_builder/gaps/reporting").glob("*.ko.yml")),
]


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.name)
def test_korean_says_one_word_for_one_thing(path: Path) -> None:
    prose = re.sub(r"`[^`\n]+`", "", FENCE.sub("", path.read_text("utf-8")))
    said = {word: re.findall(rf".{{0,12}}(?:{others}).{{0,8}}", prose) for word, others in TERMS.items()}
    assert {word: found for word, found in said.items() if found} == {}
