"""A first draft for a gap: Markdown that a writer finishes. No customer's text reaches a path, and none is markup."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from feedback_function.masking import mask_text
from hc_builder.content.help_center import HelpCenter
from hc_builder.errors import UserError
from hc_builder.gaps.loop.draft_sources import Source
from hc_builder.gaps.model.gaps import Gap
from hc_builder.gaps.yaml_lines import quote_yaml

_STEPS = re.compile(r"방법|어떻게|하는 ?법|하려면|how (?:to|do|can)", re.IGNORECASE)
_MOST_QUESTIONS = 5  # as many wordings as the report shows of a gap
_MOST_RELATED = 3  # as many links as fit under an article without becoming a list to search
_UNTITLED = "TITLE"


class DraftError(UserError):
    """The draft can't be written or replayed."""


@dataclass(frozen=True)
class GapDraft:
    """`path` is relative to the content folder."""

    path: str
    text: str


def build_draft(
    gap: Gap, id: str, center: HelpCenter, paragraphs: Sequence[Source] = (), replies: Sequence[Source] = ()
) -> GapDraft:
    """A draft for a missing article, in the category of its nearest articles; `id` is the gap's in the state. What it
    can start from, sentences of the shop and `replies` of its agents, stands in its comment."""
    nearest = find_nearest(gap, center)
    category = _find_category(nearest, center)
    kind = "tutorial" if any(_STEPS.search(wording.text) for wording in gap.wordings) else "faq"
    questions = [mask_text(wording.text) for wording in gap.wordings[:_MOST_QUESTIONS]]
    title = mask_text(gap.title) or _UNTITLED
    lines = [
        "---",
        f"title: {quote_yaml(title)}",
        f"type: {kind}",
        *_list("questions", [question for question in questions if question != title]),
        *_list("keywords", gap.terms),
        *_list("related", nearest),
        "draft: true",
        "---",
        _comment_evidence(gap, id, center, paragraphs, replies),
        "",
        *_find_skeleton(center, kind),
    ]
    return GapDraft(f"{category}/{id}.md" if category else f"{id}.md", "\n".join(lines) + "\n")


def write_draft(draft: GapDraft, content: Path) -> Path:
    """The new file's path. Raises `DraftError` if the file exists: a writer's work is never overwritten."""
    path = content / draft.path
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(draft.text)
    except FileExistsError:
        raise DraftError(f"{path} already exists", "finish it, or delete it to start over") from None
    return path


_SKELETONS = {
    ("ko", "faq"): ["<!-- 첫 문장에서 바로 답해 주세요. -->", "", "## 더 알아보기", "", "- "],
    ("ko", "tutorial"): [
        "<!-- 무엇을 하게 되는지 한 문장으로 적어 주세요. -->",
        "",
        *("1. ", "2. ", "3. "),
        "",
        "## 안 될 때",
        "",
        "- ",
    ],
    ("en", "faq"): ["<!-- Answer in the first sentence. -->", "", "## Learn more", "", "- "],
    ("en", "tutorial"): [
        "<!-- Say in one sentence what the reader will do. -->",
        "",
        *("1. ", "2. ", "3. "),
        "",
        "## If it does not work",
        "",
        "- ",
    ],
}


def _find_skeleton(center: HelpCenter, kind: str) -> list[str]:
    """In the shop's first language; in English for one that has no skeleton of its own."""
    return _SKELETONS.get((center.settings.languages[0], kind)) or _SKELETONS["en", kind]


def find_nearest(gap: Gap, center: HelpCenter) -> list[str]:
    """Articles that the search gives for the gap's queries, those of many sessions first."""
    votes: Counter[str] = Counter()
    for member in gap.members:
        for place, article in enumerate(member.found[:_MOST_RELATED]):
            votes[article] += member.query.sessions * (_MOST_RELATED - place)
    ranked = sorted(votes, key=lambda article: (-votes[article], article))
    return [article for article in ranked if center.find(article)][:_MOST_RELATED]


def _find_category(nearest: Sequence[str], center: HelpCenter) -> str:
    """The folder of the nearest articles; the first category where there is none."""
    folders = [shown.article.category for article in nearest if (shown := center.find(article))]
    if folders:
        return max(folders, key=folders.count)
    return next((category.id for category in center.categories if category.id), "")


def _list(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"  - {quote_yaml(value)}" for value in values)] if values else []


_HEADS = {
    "ko": ("답해야 할 질문:", "우리 글에서 가져올 수 있는 말:", "상담에서 한 답:"),
    "en": ("To answer:", "From our own articles:", "From replies of agents:"),
}


def _comment_evidence(
    gap: Gap, id: str, center: HelpCenter, paragraphs: Sequence[Source], replies: Sequence[Source]
) -> str:
    """An HTML comment whose content can't close it."""
    facts = f"{id}: {gap.sessions} sessions, {gap.failed} without an answer, {gap.contacted} went to a person"
    said = [f"{_defuse(mask_text(wording.text))} ({wording.sessions})" for wording in gap.wordings]
    own = [f"{_defuse(source.text)} ({source.place})" for source in paragraphs]
    given = [_defuse(source.text) for source in replies]
    heads = _HEADS.get(center.settings.languages[0], _HEADS["en"])
    lists = [[head, *texts, ""] for head, texts in zip(heads, (said, own, given), strict=True) if texts]
    return "\n".join(["<!--", facts, "", *(line for lines in lists for line in lines), "-->"])


def _defuse(text: str) -> str:
    return re.sub(r"[<>\-\x00-\x1f]+", " ", text)
