"""What a page of a guided flow shows: its question and choices, how far along it is, and the ways back."""

from collections import deque
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from hc_builder.content.cards import Card
from hc_builder.content.flows import Choice, Flow, Step
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.targets import quote_fragment, split_target
from hc_builder.pages.page_parts import ChoiceView, Link, StopView
from hc_builder.pages.places import Stop, stop_url

PERSON = "#contact"
"""Where every page has the ways to a person."""


def build_stop(center: HelpCenter, stop: Stop, cards: Mapping[str, Card]) -> StopView:
    """The view of one page; `cards` are those of its language by id."""
    flow, step = stop.flow, stop.step
    card = cards.get(stop.card)
    number, of = _find_progress(flow, step, stop.card)
    before = _find_before(flow, step, stop.card)
    return StopView(
        flow=flow.fields.title,
        ask=step.fields.ask if step else card.title if card else "",
        text=step.fields.text if step else "",
        choices=tuple(_list_choices(center, flow, step)) if step else (),
        card=card,
        number=number,
        of=of,
        back=_link(center, flow, before) if before else None,
        start=_link(center, flow, flow.start) if step is not flow.start else None,
        is_listed=not flow.fields.hidden and step is flow.start,
        target=f"flow:{flow.name}/{step.name if step else f'card-{stop.card}'}",
    )


def _link(center: HelpCenter, flow: Flow, step: Step) -> Link:
    return Link(step.fields.ask, stop_url(center, Stop(flow, step)))


def _list_choices(center: HelpCenter, flow: Flow, step: Step) -> Iterator[ChoiceView]:
    for choice in step.choices:
        url, kind = _find_lead(center, flow, choice)
        yield ChoiceView(choice.fields.say, url, kind)


def _find_lead(center: HelpCenter, flow: Flow, choice: Choice) -> tuple[str, str]:
    """The address and what it is of; faulty choices are told by the checks and lead nowhere."""
    fields = choice.fields
    if fields.go in flow.steps:
        return stop_url(center, Stop(flow, flow.steps[fields.go])), "step"
    if fields.card:
        return stop_url(center, Stop(flow, card=fields.card)), "card"
    path, fragment = split_target(fields.article)
    if shown := center.find(path, flow.lang):
        return shown.url + (f"#{quote_fragment(fragment)}" if fragment else ""), "article"
    return PERSON, "person"


def _find_progress(flow: Flow, step: Step | None, card: str) -> tuple[int, int]:
    """(How many questions this is, how many there are on the longest way through here)."""
    depths, before = measure_depths(flow), _find_before(flow, step, card)
    if step is None:
        depth = depths.get(before.name, 0) if before else 0
        return depth + 2, depth + 2
    depth = depths.get(step.name, 0)
    return depth + 1, depth + _measure_rest(flow).get(step.name, 1)


def _measure_rest(flow: Flow) -> dict[str, int]:
    """Questions from each step to the end of its longest way; none where the ways lead round in a circle, which the
    checks tell."""
    rest: dict[str, int] = {}
    try:
        for name in TopologicalSorter({name: flow.list_next(step) for name, step in flow.steps.items()}).static_order():
            rest[name] = 1 + max((rest[after] for after in flow.list_next(flow.steps[name])), default=0)
    except CycleError:
        return {}
    return rest


def measure_depths(flow: Flow) -> dict[str, int]:
    """Steps from the first one on the shortest way."""
    depths, waiting = {flow.start.name: 0}, deque([flow.start])
    while waiting:
        step = waiting.popleft()
        for name in flow.list_next(step):
            if name not in depths:
                depths[name] = depths[step.name] + 1
                waiting.append(flow.steps[name])
    return depths


def _find_before(flow: Flow, step: Step | None, card: str) -> Step | None:
    """The first step, on the shortest way, that leads here."""
    depths = measure_depths(flow)
    leading = (
        other
        for name in depths
        for other in [flow.steps[name]]
        if (step and step.name in flow.list_next(other)) or any(card and c.fields.card == card for c in other.choices)
    )
    return next(leading, None) if step is not flow.start else None
