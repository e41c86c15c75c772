"""What is wrong with a guided flow as a whole: dead ends, circles, steps nobody reaches, choices that say the same."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter

from hc_builder.checks.link_targets import find_link_fault
from hc_builder.content.cards import list_intents
from hc_builder.content.flows import Choice, Flow, Step
from hc_builder.content.help_center import HelpCenter
from hc_builder.problems import Problem, did_you_mean
from hc_builder.search.phrases import squeeze


def check_flows(center: HelpCenter) -> Iterator[Problem]:
    """HC45, of every flow."""
    intents = list_intents(center.settings)
    is_read = not any(problem.code == "HC43" for problem in center.problems)
    for flow in center.flows:
        lang = flow.lang
        own = [card.id for card in center.own_cards if (card.fields.lang or center.settings.language) == lang]
        yield from check_flow(flow, center, [*intents, *own] if is_read else [*intents, *own, *flow.list_cards()])


def check_flow(flow: Flow, center: HelpCenter, cards: Collection[str]) -> Iterator[Problem]:
    """HC45. `cards` are the ids of the cards of the flow's language. What leads to a step or card that can't be read is
    not told on top of that."""
    for step in flow.steps.values():
        yield from _check_same(step, flow)
        for choice in step.choices:
            yield from _check_lead(choice, flow, center, cards)
    for id in flow.list_ids():
        if (flow.lang, id) in center.by_key or (flow.lang, id) in center.category_by_key:
            what = f"a page of this flow and an article or category have one address, {id}"
            yield Problem(flow.path, 0, "HC45", what, "give one of the two another name")
    yield from _check_case(flow)
    if not flow.refused:
        yield from _check_reach(flow)
    yield from _check_circle(flow)


def _check_case(flow: Flow) -> Iterator[Problem]:
    """Each step has an address, and some hosts tell no capitals."""
    first: dict[str, str] = {}
    for name, step in flow.steps.items():
        twin = first.setdefault(name.casefold(), name)
        if twin != name:
            what = f"the step `{name}` differs from `{twin}` only in capitals"
            yield Problem(flow.path, step.line, "HC45", what, "rename one of the two: to some hosts they are the same")


def _check_same(step: Step, flow: Flow) -> Iterator[Problem]:
    said: dict[str, list[Choice]] = defaultdict(list)
    for choice in step.choices:
        said[squeeze(choice.fields.say)].append(choice)
    for first, *others in said.values():
        for other in others:
            what = f"two choices of `{step.name}` say {other.fields.say!r}; the first is on line {first.line}"
            yield Problem(flow.path, other.line, "HC45", what, "say what tells them apart, or take one out")


def _check_lead(choice: Choice, flow: Flow, center: HelpCenter, cards: Collection[str]) -> Iterator[Problem]:
    fields = choice.fields
    if fields.go and fields.go not in flow.steps and fields.go not in flow.refused:
        hint = did_you_mean(fields.go, list(flow.steps)) or f"steps here: {', '.join(flow.steps)}"
        yield Problem(flow.path, choice.line, "HC45", f"there is no step `{fields.go}`", hint)
    if fields.article and (fault := find_link_fault(center, flow.lang, fields.article)):
        yield Problem(flow.path, choice.line, "HC45", *fault)
    if fields.card and fields.card not in cards:
        known = f"cards here: {', '.join(cards)}" if cards else "there is none yet: settings and cards.yml give them"
        hint = did_you_mean(fields.card, list(cards)) or known
        yield Problem(flow.path, choice.line, "HC45", f"there is no card `{fields.card}`", hint)
    if fields.person and not center.settings.contact.channels:
        what = "a choice leads to a person, but the settings name no way to one"
        yield Problem(flow.path, choice.line, "HC45", what, "add `contact: channels` to mkdocs.yml, or lead elsewhere")


def _check_reach(flow: Flow) -> Iterator[Problem]:
    reached, open_ = {flow.start.name}, [flow.start]
    while open_:
        new = [name for name in flow.list_next(open_.pop()) if name not in reached]
        reached.update(new)
        open_.extend(flow.steps[name] for name in new)
    for name, step in flow.steps.items():
        if name not in reached:
            what = f"no choice leads to the step `{name}`"
            yield Problem(flow.path, step.line, "HC45", what, f"add `go: {name}` to a choice, or take the step out")


def _check_circle(flow: Flow) -> Iterator[Problem]:
    """A way round that comes back: a customer who takes it is asked the same again."""
    try:
        TopologicalSorter({name: flow.list_next(step) for name, step in flow.steps.items()}).prepare()
    except CycleError as error:
        backwards: list[str] = error.args[1][1:]
        first = next(name for name in flow.steps if name in backwards)
        at = backwards.index(first)
        names = [first, *backwards[:at][::-1], *backwards[at + 1 :][::-1]]
        around = " → ".join([*names, first])
        what = f"the steps lead round in a circle: {around}"
        yield Problem(flow.path, flow.steps[names[0]].line, "HC45", what, "lead to an article or a person instead")
