"""What an import will do or did, for people: how many of what, and all that could not be carried, with its place."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from hc_builder.importers.importing import ASIDE, CONFIG, Plan
from hc_builder.importers.merging import Fate, Step
from hc_builder.importers.model import Loss
from hc_builder.korean import say

_SHOWN = 3
_NAMED = (Fate.CONFLICT, Fate.GONE, Fate.GONE_KEPT)


def render_plan(plan: Plan, shown: int = _SHOWN) -> str:
    """`shown`: how many places of a kind are named; 0: all."""
    return "\n".join(
        [*_tell_numbers(plan), *_tell_steps(plan, shown), *_tell_losses(plan.export.losses, shown), *_tell_next(plan)]
    )


def _tell_numbers(plan: Plan) -> Iterator[str]:
    drafts = sum(article.draft for article in plan.export.articles)
    old = sum(len(article.old) for article in plan.export.articles)
    yield say(
        f"{plan.count('article'):,} articles ({drafts:,} drafts), {plan.count('category'):,} categories, "
        f"{plan.count('media'):,} files, {old:,} old addresses, into {plan.content}"
    )


def _tell_steps(plan: Plan, shown: int) -> Iterator[str]:
    for fate in Fate:
        steps = [step for step in plan.steps if step.fate is fate]
        if steps:
            yield f"  {say(_TOLD[fate])}: {len(steps):,}"
            yield from _name_steps(steps, shown) if fate in _NAMED else ()


_TOLD = {
    Fate.NEW: "new",
    Fate.UPDATED: "changed at the source",
    Fate.SAME: "the same",
    Fate.KEPT: "edited here, kept",
    Fate.CONFLICT: f"changed at the source and here: yours is kept, the source's is put into {ASIDE}",
    Fate.GONE: "gone at the source: kept as drafts",
    Fate.GONE_KEPT: "gone at the source, edited here: kept as they are",
    Fate.REMOVED_HERE: "deleted here: not brought back",
}


def _name_steps(steps: Sequence[Step], shown: int) -> Iterator[str]:
    yield from (f"    {step.path}" for step in (steps[:shown] if shown else steps))
    if shown and len(steps) > shown:
        yield "    " + say(f"and {len(steps) - shown:,} more")


def _tell_losses(losses: Sequence[Loss], shown: int) -> Iterator[str]:
    if not losses:
        return
    yield say("could not be carried:")
    groups = [list(some) for _, some in groupby(sorted(losses, key=lambda loss: loss.what), key=lambda loss: loss.what)]
    for some in sorted(groups, key=len, reverse=True):
        yield f"  {say(some[0].what)}: {len(some):,}"
        yield from (f"    {_name_place(loss)}" for loss in (some[:shown] if shown else some))
        if shown and len(some) > shown:
            yield "    " + say(f"and {len(some) - shown:,} more")


def _name_place(loss: Loss) -> str:
    place = f"{loss.place}:{loss.line}" if loss.line else loss.place
    return f"{place}  {say(loss.sample)}".rstrip()


def _tell_next(plan: Plan) -> Iterator[str]:
    if plan.languages:
        yield say(f"add to `languages` in {CONFIG}, or their pages are not built: {', '.join(plan.languages)}")
