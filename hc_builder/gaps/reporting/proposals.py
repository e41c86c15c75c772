"""How to make an article findable: the line to paste, where, and what it would do."""

from collections.abc import Iterable

from hc_builder.content.help_center import HelpCenter
from hc_builder.gaps.advice.trial import Advice
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.gaps import Gap
from hc_builder.gaps.model.report import Proposal
from hc_builder.search.synonyms import render_synonym
from hc_builder.yaml_lines import list_yaml, quote_yaml

_EXAMPLES = 3


def build_proposals(advice: Iterable[Advice], gap: Gap, center: HelpCenter) -> tuple[Proposal, ...]:
    """What was tried and helps `gap`, as lines for the files of the shop."""
    return tuple(_build_proposal(found, gap, center) for found in advice)


def _build_proposal(found: Advice, gap: Gap, center: HelpCenter) -> Proposal:
    text, file = _render(found, gap, center)
    answered, broken = _list_shown(found.answered), _list_shown(found.broken)
    return Proposal(found.cure.kind, text, file, found.answers, found.lost, answered, len(found.broken), broken)


def _render(found: Advice, gap: Gap, center: HelpCenter) -> tuple[str, str]:
    cure, shown = found.cure, center.find(gap.article, gap.lang)
    assert shown is not None
    if cure.kind == "synonym":
        return render_synonym(cure.text, [cure.target]), f"{center.root.name}/synonyms.yml"
    file = center.shown_path(shown.article.path)
    if cure.kind == "question":
        return f"  - {quote_yaml(cure.text)}", file
    return f"keywords: {list_yaml((*shown.article.fields.keywords, cure.text))}", file


def _list_shown(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Those that may be printed, most sessions first."""
    ordered = sorted(decisions, key=lambda decision: (-decision.query.sessions, decision.query.key))
    return tuple(wording.text for decision in ordered for wording in decision.query.shown[:1])[:_EXAMPLES]
