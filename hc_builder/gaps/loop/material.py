"""What a draft is made from, and what it becomes: an article, or a section of one that is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.gaps.grouping.content_words import ContentReader
from hc_builder.gaps.loop.draft import DraftError, Material
from hc_builder.gaps.loop.draft_sources import Reply, Source, find_paragraphs, find_replies
from hc_builder.gaps.loop.outline import find_extended, find_nearest, list_parts
from hc_builder.gaps.loop.support import keep_borne
from hc_builder.gaps.loop.writer import LanguageModel
from hc_builder.gaps.model.gaps import Findings, Gap

Form = Literal["article", "section"]
_NOTED, _FOR_A_MODEL = 3, 8
_MOST_ASKED, _MOST_REMARKS = 5, 3


@dataclass(frozen=True)
class Gathered:
    """`dropped` sentences of the language model are borne out by no source."""

    material: Material
    dropped: int = 0


def choose_article(gap: Gap, id: str, center: HelpCenter, reader: ContentReader, form: Form | None) -> Shown | None:
    """The article to extend; None where a new one is better, or `form` says so. Raises `DraftError` where nothing is
    to be written, or there is nothing to extend."""
    if form is None and gap.kind == "unfindable":
        hint = "paste a line that `hc gaps` proposes under it, or choose: --as article, --as section"
        raise DraftError(f"{gap.article} answers {id}, and the search does not find it", hint)
    article = None if form == "article" else find_extended(gap, center, reader)
    if form == "section" and article is None:
        raise DraftError(f"no article is near enough to {id} to be extended", "draft a new one: --as article")
    return article


def gather_material(
    gap: Gap,
    article: Shown | None,
    center: HelpCenter,
    findings: Findings,
    reader: ContentReader,
    replies: Sequence[Reply],
    model: LanguageModel | None,
) -> Gathered:
    """`article` is the one to extend. Raises `ServerError` where the model can't be asked."""
    near = dict.fromkeys([*([article.article.id] if article else []), *find_nearest(gap, center)])
    most = _FOR_A_MODEL if model else _NOTED
    own = find_paragraphs(gap, near, center, reader, most)
    said = find_replies(gap, replies, findings.discretion, reader, most)
    parts, remarks = list_parts(gap, reader), _list_remarks(gap, findings)
    if model is None or not (own or said):
        return Gathered(Material(parts, own, said, remarks))
    kept, dropped = keep_borne(model.write(_list_asked(gap), [*own, *said]), _name(own, said), reader)
    return Gathered(Material(parts, own[:_NOTED], said[:_NOTED], remarks, kept), dropped)


def _list_asked(gap: Gap) -> list[str]:
    """Only what may be printed."""
    return [wording.text for wording in gap.wordings[:_MOST_ASKED]] or [gap.title]


def _name(own: Sequence[Source], said: Sequence[Source]) -> list[Source]:
    """All sources, replies under a name too."""
    return [*own, *(Source(source.text, "reply") for source in said)]


def _list_remarks(gap: Gap, findings: Findings) -> list[str]:
    """The latest comments on an article that did not help, as far as they may be printed."""
    if gap.kind != "unhelpful":
        return []
    rows = [row for row in findings.counts.comments if row["article"] == gap.article and row["comment"]]
    rows.sort(key=lambda row: (-row["t"], row["comment"]))
    return [row["comment"] for row in rows if findings.discretion.may_print(row["comment"])][:_MOST_REMARKS]
