"""Guided flows: a question, choices, and where each choice leads, one file of `content/flows/` for each.

title: 환불·반품
steps:
  need:
    ask: 무엇을 도와드릴까요?
    choices:
      - {say: 환불이 언제 되는지 궁금해요, article: refund/when}
      - {say: 물건을 돌려보내고 싶어요, go: reason}
  reason:
    ask: 왜 돌려보내시나요?
    choices:
      - {say: 마음이 바뀌었어요, article: "return/how#변심"}
      - {say: 상담원과 이야기할래요, person: true}

The first step is where a customer begins. A flow in another language has its tag in the name: `refund.en.yml`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

import msgspec

from hc_builder.content.article import split_language
from hc_builder.content.text_file import read_text_file
from hc_builder.content.typed_fields import convert_fields
from hc_builder.content.variables import NO_VARIABLES, Variables, check_node, fill_fields
from hc_builder.problems import Problem, did_you_mean
from hc_builder.yaml_text import Fields, Items, Node, Pair, Scalar, YamlFault, describe_node, find_repeated, parse_yaml

FOLDER = "flows"
LEADS = ("go", "article", "card", "person")
_FLOW_HINT = "write `title: …` and `steps:`, and below it one `name:` for each step; `hc docs writing` shows one whole"
_NAME = re.compile(r"(?!card-)[\w-]{1,60}")
_NAME_HINT = "take letters, digits, - and _ only, since it is a part of the address, and do not begin with card-"
_STEP_HINT = "write `ask: …` and `choices:` with one `- {say: …, go: step}` for each"
_CHOICE_HINT = "write `- {say: …, go: step}`, or `article: id`, `card: id` or `person: true` instead of `go`"


class FlowFields(msgspec.Struct, frozen=True):
    """`text` is for search engines and lists; a `hidden` flow stands in no sitemap and no list."""

    title: str = ""
    text: str = ""
    hidden: bool = False


class StepFields(msgspec.Struct, frozen=True):
    ask: str = ""
    text: str = ""


class ChoiceFields(msgspec.Struct, frozen=True):
    """Leads to one of: another step, an article's section (`refund/when#card`), a card, a person."""

    say: str = ""
    go: str = ""
    article: str = ""
    card: str = ""
    person: bool = False

    @property
    def leads(self) -> list[str]:
        """The keys that are given; one, where the choice is as it should be."""
        return [name for name in LEADS if getattr(self, name)]


@dataclass(frozen=True)
class Choice:
    fields: ChoiceFields
    line: int


@dataclass(frozen=True)
class Step:
    name: str
    fields: StepFields
    choices: tuple[Choice, ...]
    line: int


@dataclass(frozen=True)
class Flow:
    """`name` is the file's, without language tag; `path` is shown to the writer. `steps` has the first one first;
    `refused` are the names of those that can't be read."""

    name: str
    lang: str
    path: str
    fields: FlowFields
    steps: Mapping[str, Step]
    refused: frozenset[str] = frozenset()

    @property
    def start(self) -> Step:
        return next(iter(self.steps.values()))

    def find_id(self, stop: str) -> str:
        """Of the page of a step, or of a card that a choice leads to (`card-hours`), as an article's id is."""
        return f"{FOLDER}/{self.name}" if stop == self.start.name else f"{FOLDER}/{self.name}/{stop}"

    def list_cards(self) -> list[str]:
        """The ids of the cards that its choices lead to."""
        choices = (choice.fields.card for step in self.steps.values() for choice in step.choices)
        return list(dict.fromkeys(filter(None, choices)))

    def list_ids(self) -> list[str]:
        """Of all its pages."""
        return [self.find_id(stop) for stop in (*self.steps, *(f"card-{card}" for card in self.list_cards()))]

    def list_next(self, step: Step) -> list[str]:
        """Names of the steps to which a step leads, in the order of its choices."""
        return [choice.fields.go for choice in step.choices if choice.fields.go in self.steps]


def read_flows(
    root: Path, languages: tuple[str, ...], variables: Mapping[str, Variables] = MappingProxyType({})
) -> tuple[list[Flow], list[Problem]]:
    """Every flow of the content folder `root`, by name, and every fault; one that can't be read is left out.
    `variables` are those of each language."""
    folder = root / FOLDER
    flows, problems = [], []
    for path in sorted(folder.rglob("[!._]*")):
        shown_path = f"{root.name}/{path.relative_to(root).as_posix()}"
        if path.suffix in (".yml", ".yaml") and (hint := _find_move(path, folder)):
            problems.append(Problem(shown_path, 0, "HC44", "this file is not read as a flow", hint, "warning"))
        elif path.suffix == ".yml":
            flow, faults = _read_flow(path, shown_path, languages, variables)
            flows += [flow] if flow else []
            problems += faults
    return flows, problems


def _find_move(path: Path, folder: Path) -> str:
    """What name a flow's file should have; `""`: its own."""
    if path.parent != folder:
        return f"put it into {FOLDER}/ itself: flows stand in no folders"
    return f"call it {path.stem}.yml" if path.suffix != ".yml" else ""


def _read_flow(
    path: Path, shown_path: str, languages: tuple[str, ...], variables: Mapping[str, Variables]
) -> tuple[Flow | None, list[Problem]]:
    file = read_text_file(path, shown_path)
    if file is None:  # a link that leads nowhere, as editors leave them
        return None, []
    text, problems = file
    if any(problem.code == "HC16" for problem in problems):
        return None, [*problems]
    root = parse_yaml(text)
    if isinstance(root, YamlFault):
        return None, [*problems, Problem(shown_path, root.line, "HC44", root.what, root.hint)]
    if not isinstance(root, Fields):
        line = root.line if root else 1
        return None, [*problems, Problem(shown_path, line, "HC44", "the file is no flow", _FLOW_HINT)]
    name, lang = split_language(path.stem, languages)
    filled = variables.get(lang, NO_VARIABLES)
    own, below = _take_out(fill_fields(root, filled), "steps")
    fields, faults = convert_fields(own, FlowFields, shown_path, partial(_tell_unknown, "flow", ("steps",), _FLOW_HINT))
    steps, more = _read_steps(below, root.line, shown_path)
    lacking = [] if fields.title else [Problem(shown_path, 1, "HC44", "a flow without `title`", _FLOW_HINT)]
    if not _NAME.fullmatch(name):
        return None, [Problem(shown_path, 0, "HC44", f"a flow's file can't be called {name!r}", _NAME_HINT)]
    named = {pair.key.value for pair in below.pairs} if isinstance(below, Fields) else set()
    read = {step.name: step for step in steps}
    flow = Flow(name, lang, shown_path, fields, read, frozenset(named - read.keys())) if steps else None
    return flow, [*problems, *faults, *lacking, *more, *check_node(root, filled, shown_path)]


def _read_steps(node: Node | None, line: int, path: str) -> tuple[list[Step], list[Problem]]:
    if not isinstance(node, Fields) or not node.pairs:
        return [], [Problem(path, node.line if node else line, "HC44", "a flow without `steps`", _FLOW_HINT)]
    twice = [
        Problem(path, again.line, "HC44", f"two steps are called {again.value!r}", f"the first is on line {first}")
        for again, first in find_repeated(node)
    ]
    read = [_read_step(pair, path) for pair in node.pairs]
    return [step for step, _ in read if step], [*twice, *(fault for _, faults in read for fault in faults)]


def _read_step(pair: Pair, path: str) -> tuple[Step | None, list[Problem]]:
    name, line = pair.key.value, pair.key.line
    if not _NAME.fullmatch(name):
        return None, [Problem(path, line, "HC44", f"a step can't be called {name!r}", _NAME_HINT)]
    if not isinstance(pair.value, Fields):
        return None, [Problem(path, line, "HC44", f"the step `{name}` asks nothing", _STEP_HINT)]
    own, below = _take_out(pair.value, "choices")
    fields, faults = convert_fields(own, StepFields, path, partial(_tell_unknown, "step", ("choices",), _STEP_HINT))
    choices, more = _read_choices(below, name, line, path)
    if not fields.ask:
        faults = [*faults, Problem(path, line, "HC44", f"the step `{name}` has no `ask`", _STEP_HINT)]
    return Step(name, fields, tuple(choices), line), [*faults, *more]


def _read_choices(node: Node | None, step: str, line: int, path: str) -> tuple[list[Choice], list[Problem]]:
    if not isinstance(node, Items) or not node.nodes:
        return [], [Problem(path, node.line if node else line, "HC44", f"the step `{step}` has no choices", _STEP_HINT)]
    read = [_read_choice(item, path) for item in node.nodes]
    return [choice for choice, _ in read if choice], [fault for _, faults in read for fault in faults]


def _read_choice(node: Node, path: str) -> tuple[Choice | None, list[Problem]]:
    if not isinstance(node, Fields):
        what = f"a choice is a group of `say` and where it leads, not {describe_node(node)}"
        return None, [Problem(path, node.line, "HC44", what, _CHOICE_HINT)]
    fields, faults = convert_fields(node, ChoiceFields, path, partial(_tell_unknown, "choice", (), _CHOICE_HINT))
    return Choice(fields, node.line), faults or list(_find_faults(fields, node.line, path))


def _find_faults(choice: ChoiceFields, line: int, path: str) -> Iterator[Problem]:
    if not choice.say:
        yield Problem(path, line, "HC44", "a choice without `say`", _CHOICE_HINT)
    if not choice.leads:
        yield Problem(path, line, "HC44", f"the choice {choice.say!r} leads nowhere", _CHOICE_HINT)
    if len(choice.leads) > 1:
        what = f"the choice {choice.say!r} leads to more than one place: {', '.join(choice.leads)}"
        yield Problem(path, line, "HC44", what, "keep one of them")


def _take_out(node: Fields, key: str) -> tuple[Fields, Node | None]:
    """The group without `key`, and what stands under it."""
    below = next((pair.value for pair in node.pairs if pair.key.value == key), None)
    return Fields(node.line, tuple(pair for pair in node.pairs if pair.key.value != key)), below


def _tell_unknown(
    kind: str, more: tuple[str, ...], hint: str, key: Scalar, known: Collection[str], path: str
) -> Problem:
    near = did_you_mean(key.value, [*known, *more])
    return Problem(path, key.line, "HC44", f"unknown key `{key.value}` in a {kind}", near or hint)
