"""Guided flows: what is read of a file, and what is told of a fault in it or in its graph."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks import check_help_center
from hc_builder.checks.flows import check_flow
from hc_builder.checks.names import check_names
from hc_builder.checks.redirects import check_redirects
from hc_builder.content.contact_settings import Channel, ContactSettings
from hc_builder.content.flows import Flow, read_flows
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.problems import Problem

FLOW = """title: 환불·반품
steps:
  need:
    ask: 무엇을 도와드릴까요?
    choices:
      - {say: 환불이 언제 되나요, article: "when#카드"}
      - {say: 돌려보내고 싶어요, go: reason}
  reason:
    ask: 왜 돌려보내시나요?
    text: 사진이 있으면 더 빨라요.
    choices:
      - {say: 주문을 볼래요, card: order}
      - {say: 상담원과 이야기할래요, person: true}
"""
CONTACT = ContactSettings(channels=(Channel("phone", value="1588-0000"),))


def read(folder: Path, text: str, name: str = "refund.yml") -> tuple[list[Flow], list[Problem]]:
    (folder / "flows").mkdir(exist_ok=True)
    (folder / "flows" / name).write_text(text, "utf-8")
    return read_flows(folder, ("ko", "en"))


def check(folder: Path, text: str, contact: ContactSettings = CONTACT) -> list[Problem]:
    (folder / "when.md").write_text("---\ntitle: 환불 시기\n---\n## 카드\n사흘\n", "utf-8")
    center: HelpCenter = read_help_center(folder, Settings(contact=contact), Renderer(), date(2026, 11, 29))
    [flow], problems = read(folder, text)
    return [*problems, *check_flow(flow, center, ["order"])]


def test_a_flow_is_read_as_it_is_meant(tmp_path: Path) -> None:
    [flow], problems = read(tmp_path, FLOW)
    assert problems == []
    assert (flow.name, flow.lang, flow.start.name) == ("refund", "ko", "need")
    assert [choice.fields.say for choice in flow.start.choices] == ["환불이 언제 되나요", "돌려보내고 싶어요"]
    assert flow.list_next(flow.start) == ["reason"]
    assert check(tmp_path, FLOW) == []


def test_a_tag_in_the_name_is_the_language(tmp_path: Path) -> None:
    [flow], _ = read(tmp_path, FLOW, "refund.en.yml")
    assert (flow.name, flow.lang) == ("refund", "en")


@pytest.mark.parametrize("name", ["a b.yml", "card-x.yml", "a&b.yml"])
def test_a_name_that_is_no_part_of_an_address_is_refused(tmp_path: Path, name: str) -> None:
    flows, [problem] = read(tmp_path, FLOW, name)
    assert flows == []
    assert "can't be called" in problem.what


def test_leftovers_of_editors_are_no_flows(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows/.#r.yml").symlink_to("me@host.123")
    (tmp_path / "flows/lost.yml").symlink_to("nowhere.yml")
    (tmp_path / "flows/_own.yml").write_text("x", "utf-8")
    assert read_flows(tmp_path, ("ko",)) == ([], [])


def test_a_folder_is_no_flow_and_has_none_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "flows/folder.yml").mkdir(parents=True)
    (tmp_path / "flows/sub").mkdir()
    (tmp_path / "flows/sub/refund.yml").write_text(FLOW, "utf-8")
    flows, problems = read_flows(tmp_path, ("ko",))
    assert flows == []
    folder, below = problems
    assert (folder.path.rpartition("/")[2], folder.code, folder.severity) == ("folder.yml", "HC16", "error")
    assert (below.code, below.severity, below.hint) == (
        "HC44", "warning", "put it into flows/ itself: flows stand in no folders"
    )  # fmt: skip


def test_what_leads_to_a_step_that_is_refused_is_not_told_as_well(tmp_path: Path) -> None:
    text = FLOW.replace("go: reason", "go: a b").replace("  reason:", "  a b:")
    [problem] = check(tmp_path, text)
    assert "can't be called 'a b'" in problem.what


def test_what_leads_to_a_card_that_is_refused_is_not_told_as_well(tmp_path: Path) -> None:
    (tmp_path / "cards.yml").write_text("- words: [영업]\n  id: order\n", "utf-8")
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows/refund.yml").write_text(FLOW.replace("#카드", ""), "utf-8")
    (tmp_path / "when.md").write_text("---\ntitle: 환불 시기\n---\n사흘\n", "utf-8")
    center = read_help_center(tmp_path, Settings(contact=CONTACT), Renderer(), date(2026, 11, 29))
    [problem] = check_help_center(center, date(2026, 11, 29))
    assert "a card without `title`" in problem.what


def test_names_that_differ_in_capitals_only_are_told(tmp_path: Path) -> None:
    [problem] = check(tmp_path, FLOW.replace("go: reason", "go: NEED").replace("  reason:", "  NEED:"))
    assert "`NEED` differs from `need` only in capitals" in problem.what
    for name in ("refund.yml", "REFUND.yml"):
        read(tmp_path, FLOW, name)
    center = read_help_center(tmp_path, Settings(contact=CONTACT), Renderer(), date(2026, 11, 29))
    assert [problem.path.rpartition("/")[2] for problem in check_names(center)] == ["refund.yml"]


def test_another_ending_is_told(tmp_path: Path) -> None:
    _, [problem] = read(tmp_path, FLOW, "refund.yaml")
    assert (problem.code, problem.severity) == ("HC44", "warning")


@pytest.mark.parametrize("id", ["flows/refund", "flows/refund/reason", "flows/refund/card-order"])
def test_an_article_and_a_page_of_a_flow_have_no_address_in_common(tmp_path: Path, id: str) -> None:
    path = tmp_path / f"{id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("---\ntitle: 글\n---\n본문\n", "utf-8")
    assert any(f"one address, {id}" in problem.what for problem in check(tmp_path, FLOW))


@pytest.mark.parametrize("old", ["flows/refund", "/flows/refund/reason/"])
def test_an_old_address_that_a_flow_has_is_told(tmp_path: Path, old: str) -> None:
    (tmp_path / "old.md").write_text(f"---\ntitle: 옛 글\nredirect_from: [{old}]\n---\n본문\n", "utf-8")
    read(tmp_path, FLOW)
    center = read_help_center(tmp_path, Settings(contact=CONTACT), Renderer(), date(2026, 11, 29))
    assert any("is a page that the site has" in problem.what for problem in check_redirects(center))


def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    assert read_flows(tmp_path, ("ko",)) == ([], [])


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "no flow"),
        ("- 하나\n", 1, "no flow"),
        ("title: 환불\n", 1, "without `steps`"),
        ("title: 환불\nsteps:\n  need:\n", 3, "asks nothing"),
        ("title: 환불\nsteps:\n  need:\n    ask: 무엇?\n", 3, "has no choices"),
        ("title: 환불\nsteps:\n  need:\n    choices:\n      - {say: 네, person: true}\n", 3, "has no `ask`"),
        (FLOW.replace("title: 환불·반품\n", ""), 1, "without `title`"),
        (FLOW.replace("title:", "titel:"), 1, "unknown key `titel`"),
        (FLOW.replace("    ask: 왜", "    question: 왜"), 9, "unknown key `question`"),
        (FLOW.replace("person: true", "persn: true"), 13, "unknown key `persn`"),
        (FLOW.replace("person: true", "person: 아마"), 13, "`person` must be true or false"),
        (FLOW.replace(", person: true", ""), 13, "leads nowhere"),
        (FLOW.replace("person: true", "person: true, go: need"), 13, "more than one place: go, person"),
        (FLOW.replace("{say: 주문을 볼래요, card: order}", "주문을 볼래요"), 12, "a choice is a group"),
        (FLOW.replace("say: 주문을 볼래요, ", ""), 12, "a choice without `say`"),
        (FLOW.replace("  reason:\n", "  need:\n"), 8, "two steps are called 'need'"),
        (FLOW.replace("}", "", 1), 6, ""),
        (FLOW.replace("  reason:", "  ../../x:"), 8, "can't be called '../../x'"),
        (FLOW.replace("  reason:", "  a/b:"), 8, "can't be called 'a/b'"),
        (FLOW.replace("  reason:", "  card-order:"), 8, "can't be called 'card-order'"),
        (FLOW.replace("  reason:", "  <b>:"), 8, "can't be called '<b>'"),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    _, problems = read(tmp_path, text)
    found = [problem for problem in problems if told in problem.what]
    assert [(problem.path, problem.line) for problem in found[:1]] == [(f"{tmp_path.name}/flows/refund.yml", line)]
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (FLOW.replace("go: reason", "go: reasons"), 7, "no step `reasons`"),
        (FLOW.replace("go: reason", "person: true"), 8, "no choice leads to the step `reason`"),
        (FLOW.replace("when#카드", "wen"), 6, "no article `wen`"),
        (FLOW.replace("when#카드", "when#칻"), 6, "has no heading `#칻`"),
        (FLOW.replace("card: order", "card: orders"), 12, "no card `orders`"),
        (FLOW.replace("주문을 볼래요", "상담원과 이야기 할래요"), 13, "two choices of `reason` say"),
        (FLOW.replace("card: order", "go: need"), 3, "in a circle: need → reason → need"),
        (
            "title: 원\nsteps:\n"
            "  a:\n    ask: 가\n    choices: [{say: 나로, go: b}]\n"
            "  b:\n    ask: 나\n    choices: [{say: 다로, go: c}]\n"
            "  c:\n    ask: 다\n    choices: [{say: 가로, go: a}, {say: 상담, person: true}]\n",
            3,
            "in a circle: a → b → c → a",
        ),
    ],
)
def test_a_fault_of_the_graph_is_told_with_its_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    problems = check(tmp_path, text)
    [problem] = [problem for problem in problems if told in problem.what]
    assert problem.line == line
    assert problem.hint


def test_a_person_needs_a_way_to_one(tmp_path: Path) -> None:
    [problem] = check(tmp_path, FLOW, ContactSettings())
    assert "no way to one" in problem.what


def test_a_long_flow_is_checked_without_recursion(tmp_path: Path) -> None:
    steps = "".join(
        f"  s{n}:\n    ask: 질문 {n}\n    choices:\n      - {{say: 다음, go: s{n + 1}}}\n" for n in range(1500)
    )
    end = "  s1500:\n    ask: 끝\n    choices:\n      - {say: 상담, person: true}\n"
    assert check(tmp_path, f"title: 긴 흐름\nsteps:\n{steps}{end}") == []
