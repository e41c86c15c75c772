"""The drawing of a flow, and the command that gives it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.content.flows import read_flows
from hc_builder.site.flow_graph import draw_flow

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
FLOW = """title: 환불 <b>
steps:
  need: {ask: 무엇을 & 왜, choices: [{say: "다음 <i>", go: more}, {say: 상담, person: true}]}
  more: {ask: 더, choices: [{say: 글, article: when}]}
  lost: {ask: 아무도 안 와요, choices: [{say: 상담, person: true}]}
"""


def draw(folder: Path, text: str) -> ElementTree.Element:
    (folder / "flows").mkdir()
    (folder / "flows/refund.yml").write_text(text, "utf-8")
    [flow], _ = read_flows(folder, ("ko",))
    return ElementTree.fromstring(draw_flow(flow))


def test_steps_ends_and_choices_are_drawn(tmp_path: Path) -> None:
    drawing = draw(tmp_path, FLOW)
    boxes = [(box.get("class"), box.findtext(f"{SVG}title")) for box in drawing.iter(f"{SVG}g")]
    assert boxes == [
        ("step", "무엇을 & 왜"),
        ("step", "더"),
        ("step lost", "아무도 안 와요"),
        ("end", "직접 문의하기"),
        ("end", "when"),
    ]
    assert [line.findtext(f"{SVG}title") for line in drawing.iter(f"{SVG}path")] == ["다음 <i>", "상담", "글", "상담"]


def test_no_two_boxes_stand_in_one_place(tmp_path: Path) -> None:
    places = [(box.get("x"), box.get("y")) for box in draw(tmp_path, FLOW).iter(f"{SVG}rect")]
    assert len(set(places)) == len(places)


def test_the_command_draws_a_flow_of_the_shop() -> None:
    result = CliRunner().invoke(main, ["flows", "show", "refund", "-f", str(ROOT / "mkdocs.yml")])
    assert result.exit_code == 0
    assert ElementTree.fromstring(result.stdout).findtext(f"{SVG}title") == "환불·반품이 필요해요"


def test_the_command_lists_the_flows_of_the_shop() -> None:
    result = CliRunner().invoke(main, ["flows", "list", "-f", str(ROOT / "mkdocs.yml")])
    assert result.stdout.splitlines()[0] == "coupon (ko): 쿠폰이 안 써져요, 3 steps"


@pytest.mark.parametrize("options", [["refnd"], ["refund", "--lang", "en"]])
def test_a_flow_that_is_not_there_is_told(options: list[str]) -> None:
    result = CliRunner().invoke(main, ["flows", "show", *options, "-f", str(ROOT / "mkdocs.yml")])
    assert result.exit_code == 1
    assert f"there is no flow '{options[0]}'" in result.stderr
    assert "refund" in result.stderr
