"""What an issue says of its gap, in a block that is ours; whatever a person writes around it stays."""

import re

from feedback_function.masking import mask_text
from hc_builder.gaps.markdown_text import escape_markdown, fence_code
from hc_builder.gaps.model.gaps import GapRecord

_BLOCK = re.compile(r"<!-- hc-gap (gap-[0-9a-f]+) (open|closed) -->.*?<!-- /hc-gap -->", re.DOTALL)
_WORDS = {
    "ko": {
        "missing": "글이 없어요",
        "unfindable": "글이 있는데 못 찾아요",
        "unhelpful": "글을 찾았는데 도움이 안 됐어요",
        "gap": "빈틈",
        "visits": "찾은 방문",
        "opened": "처음 알린 날",
        "owner": "맡은 사람",
        "article": "글",
        "draft": "초안",
        "published": "답한 날",
        "dismissed": "닫은 까닭",
        "note": "메모",
        "next": "다음 할 일",
    },
    "en": {
        "missing": "no article answers it",
        "unfindable": "an article answers it and the search does not find it",
        "unhelpful": "an article is found and does not help",
        "gap": "Gap",
        "visits": "Visits",
        "opened": "First reported",
        "owner": "Owner",
        "article": "Article",
        "draft": "Draft",
        "published": "Answered since",
        "dismissed": "Dismissed",
        "note": "Note",
        "next": "Next",
    },
}
_STEPS = {"missing": "hc gaps draft {id}"}
_STEP = "hc report --format html -o report.html"
_LONGEST = 120


def is_wanted_open(record: GapRecord) -> bool:
    return record.status in ("open", "drafted")


def render_title(record: GapRecord, lang: str) -> str:
    """In the words that may be printed; without any, by kind and id."""
    title = mask_text(" ".join(record.title.split()))[:_LONGEST]
    return title or f"{_WORDS[lang].get(record.kind, record.kind)} ({record.id})"


def render_block(record: GapRecord, lang: str) -> str:
    """The part of an issue's text that is kept up to date."""
    words = _WORDS[lang]
    state = "open" if is_wanted_open(record) else "closed"
    is_published, is_dismissed = record.status == "published", record.status == "dismissed"
    facts = [
        ("gap", f"{fence_code(record.id)} {words.get(record.kind, record.kind)}"),
        ("visits", f"{record.sessions:,}"),
        ("opened", str(record.opened)),
        ("owner", escape_markdown(mask_text(record.owner))),
        ("article", fence_code(record.article) if record.article else ""),
        ("draft", fence_code(record.draft) if record.draft else ""),
        ("published", str(record.published) if is_published and record.published else ""),
        ("dismissed", escape_markdown(mask_text(record.reason)) if is_dismissed else ""),
        *(("note", escape_markdown(mask_text(note))) for note in record.notes),
    ]
    lines = [f"- {words[name]}: {fact}" for name, fact in facts if fact]
    step = _STEPS.get(record.kind, _STEP).format(id=record.id)
    more = ["", f"{words['next']}: {fence_code(step)}"] if state == "open" and not record.draft else []
    return "\n".join([f"<!-- hc-gap {record.id} {state} -->", *lines, *more, "<!-- /hc-gap -->"])


def read_block(body: str) -> tuple[str, str] | None:
    """The gap that an issue is about, and the state in which we left it; None for an issue of somebody else's."""
    found = _BLOCK.search(body)
    return (found[1], found[2]) if found else None


def put_block(body: str, block: str) -> str:
    """The issue's text with our part as it is now."""
    return _BLOCK.sub(lambda _: block, body, count=1)
