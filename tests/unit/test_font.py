"""A self-hosted font carries the glyphs the site uses and no others."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._f_v_a_r import Axis

from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Font, Settings
from hc_builder.pages.font import FontError, build_font_files, find_weights


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An article that uses 가 and 나, and a font that has 가, 나 and 힣."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("---\ntitle: 가\n---\n\n나\n", encoding="utf-8")
    names = {ord(character): f"g{ord(character):X}" for character in "가나힣"}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in (".notdef", *names.values())})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *names.values()), (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "test.ttf")
    return tmp_path


def read(project: Path, file: str) -> HelpCenter:
    settings = Settings(font=Font(file=file, family="Test"))
    return read_help_center(project / "content", settings, Renderer(), date(2026, 11, 21))


def test_only_the_glyphs_in_use_are_kept(project: Path) -> None:
    files = build_font_files(read(project, "test.ttf"), project, "")
    (name,) = [name for name in files if name.endswith(".woff2")]
    assert set(TTFont(BytesIO(files[name])).getBestCmap()) == {ord("가"), ord("나")}
    assert name.rpartition("/")[2] in files["assets/font/font.css"].decode()


def test_the_same_font_gives_the_same_bytes_whatever_the_clock_says(project: Path) -> None:
    files = build_font_files(read(project, "test.ttf"), project, "")
    (data,) = [data for name, data in files.items() if name.endswith(".woff2")]
    kept, given = TTFont(BytesIO(data))["head"].modified, TTFont(project / "test.ttf")["head"].modified
    assert (kept, find_weights(data)) == (given, "400")


def test_a_variable_font_has_the_range_of_its_weight_axis(project: Path) -> None:
    font = TTFont(project / "test.ttf")
    font["name"].setName("Width", 256, 3, 1, 0x409)
    font["fvar"] = newTable("fvar")
    for tag, low, high in (("wdth", 75, 125), ("wght", 100, 900)):
        axis = Axis()
        axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue, axis.axisNameID = tag, low, high, high, 256
        font["fvar"].axes.append(axis)
    out = BytesIO()
    font.save(out)
    assert find_weights(out.getvalue()) == "100 900"


def test_without_a_font_there_are_no_files(project: Path) -> None:
    assert build_font_files(read(project, ""), project, "") == {}


def test_a_font_that_is_not_there_is_told_with_its_cure(project: Path) -> None:
    with pytest.raises(FontError, match=r"(?s)nowhere\.ttf can't be read.*hint: name a TTF"):
        build_font_files(read(project, "nowhere.ttf"), project, "")
