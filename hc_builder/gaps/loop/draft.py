"""A first draft for a gap: Markdown that a writer finishes, an article or a section of one that is there. No customer's
text reaches a path, and none is markup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from feedback_function.masking import mask_text
from hc_builder.atomic import write_new
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.outlines import FIRST, LAST
from hc_builder.errors import UserError
from hc_builder.gaps.loop.draft_sources import Source
from hc_builder.gaps.loop.outline import find_nearest
from hc_builder.gaps.loop.support import BorneSentence
from hc_builder.gaps.markdown_text import escape_markdown
from hc_builder.gaps.model.gaps import Gap
from hc_builder.yaml_lines import quote_yaml

_STEPS = re.compile(r"방법|어떻게|하는 ?법|하려면|how (?:to|do|can)", re.IGNORECASE)
_MOST_QUESTIONS = 5  # as many wordings as the report shows of a gap
_UNTITLED = "TITLE"


class DraftError(UserError):
    """The draft can't be written or replayed."""


@dataclass(frozen=True)
class GapDraft:
    """`path` is relative to the content folder."""

    path: str
    text: str


@dataclass(frozen=True)
class Material:
    """What a draft can start from: the parts of the question, sentences of the shop, replies of its agents, what
    customers said of the article, and an answer that its sources bear out."""

    parts: Sequence[str] = ()
    own: Sequence[Source] = ()
    replies: Sequence[Source] = ()
    remarks: Sequence[str] = ()
    answer: Sequence[BorneSentence] = ()


_NOTHING = Material()


def build_draft(gap: Gap, id: str, center: HelpCenter, material: Material = _NOTHING) -> GapDraft:
    """A draft for a missing article, in the category of its nearest articles; `id` is the gap's in the state."""
    nearest = find_nearest(gap, center)
    category = _find_category(nearest, gap, center)
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
        *_build_body(gap, id, kind, center, material),
    ]
    tag = f".{gap.lang}" if gap.lang else ""
    return GapDraft(f"{category}/{id}{tag}.md" if category else f"{id}{tag}.md", "\n".join(lines) + "\n")


def build_section(gap: Gap, id: str, center: HelpCenter, material: Material = _NOTHING) -> str:
    """A section for an article that is there, to be pasted into it."""
    heading = f"## {_show(gap.title) or _UNTITLED}"
    return "\n".join([heading, "", *_build_body(gap, id, "section", center, material)]).rstrip() + "\n"


def write_draft(draft: GapDraft, content: Path) -> Path:
    """The new file's path. Raises `DraftError` if the file exists: a writer's work is never overwritten."""
    path = content / draft.path
    try:
        write_new(path, draft.text.encode())
    except FileExistsError:
        raise DraftError(f"{path} already exists", "finish it, or delete it to start over") from None
    return path


def _build_body(gap: Gap, id: str, kind: str, center: HelpCenter, material: Material) -> list[str]:
    """Notes for the writer, the answer as far as there is one, and an outline."""
    lang = _find_words(gap, center)
    answer = [f"{escape_markdown(said.text)} <!-- {_defuse(said.place)} -->" for said in material.answer]
    level = "###" if kind == "section" else "##"
    parts = [line for part in material.parts for line in (f"{level} {_show(part)}", "")]
    notes = _comment_evidence(gap, id, lang, material)
    return [notes, "", *(answer or [FIRST[lang, kind]]), "", *parts, *LAST.get((lang, kind), [])]


def _find_words(gap: Gap, center: HelpCenter) -> str:
    """The language of what stands around customers' words: the gap's, or English where it has none of its own."""
    lang = gap.lang or center.settings.language
    return "ko" if lang == "ko" else "en"


def _find_category(nearest: Sequence[str], gap: Gap, center: HelpCenter) -> str:
    """The folder of the nearest articles; the first category where there is none."""
    folders = [shown.article.category for article in nearest if (shown := center.find(article, gap.lang))]
    if folders:
        return max(folders, key=folders.count)
    return next((category.id for category in center.categories if category.id), "")


def _list(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"  - {quote_yaml(value)}" for value in values)] if values else []


_HEADS = {
    "ko": (
        "답해야 할 질문:",
        "글을 읽은 손님의 말:",
        "우리 글에서 가져올 수 있는 말:",
        "상담에서 한 답:",
        "아래 답은 언어 모델이 썼고 문장마다 출처가 있어요. 맞는지 확인하고 이 메모를 지워 주세요.",
    ),
    "en": (
        "To answer:",
        "What readers of the article said:",
        "From our own articles:",
        "From replies of agents:",
        "A language model wrote the answer below, each sentence with its source. Check it, and delete this note.",
    ),
}


_FACTS = {
    "ko": "방문 {}건, 답을 못 얻은 방문 {}건, 상담으로 간 방문 {}건",
    "en": "{} sessions, {} without an answer, {} went to a person",
}


def _comment_evidence(gap: Gap, id: str, lang: str, material: Material) -> str:
    """An HTML comment whose content can't close it."""
    facts = f"{id}: {_FACTS[lang].format(gap.sessions, gap.failed, gap.contacted)}"
    said = [f"{_defuse(mask_text(wording.text))} ({wording.sessions})" for wording in gap.wordings]
    own = [f"{_defuse(source.text)} ({_defuse(source.place)})" for source in material.own]
    remarks = [_defuse(mask_text(remark)) for remark in material.remarks]
    *heads, written = _HEADS[lang]
    texts = (said, remarks, own, [_defuse(source.text) for source in material.replies])
    lists = [[head, *lines, ""] for head, lines in zip(heads, texts, strict=True) if lines]
    warning = [written, ""] if material.answer else []
    return "\n".join(["<!--", facts, "", *(line for lines in lists for line in lines), *warning, "-->"])


def _show(text: str) -> str:
    """A customer's wording as a heading."""
    return escape_markdown(mask_text(text))


def _defuse(text: str) -> str:
    return re.sub(r"[<>\x00-\x1f]+|-{2,}", " ", text)
