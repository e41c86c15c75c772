"""What an event is: the one definition, for the endpoint, the store, the exports and the analyzer."""

import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from feedback_function.channels import CHANNELS, Channel
from feedback_function.facts import MAX_COMMENT, MAX_PAGE, MAX_QUERY, MAX_TOP
from feedback_function.facts import SCORES as _SCORE_ENDS

RULES = {
    "v": "The number 1.",
    "id": "A UUID made in the browser; the same event sent twice is stored once.",
    "type": "One of search, open, view, vote, contact, survey, missing.",
    "at": "The browser's clock as an RFC 3339 time in UTC, such as 2026-01-31T09:00:00.000Z. Within 31 days"
    " before and 10 minutes after the endpoint's own, which else takes its place.",
    "session": "16 to 64 of A-Z a-z 0-9 _ -, random, for one tab.",
    "lang": "The page's language as a BCP 47 tag, such as ko or en-US.",
    "page": "The path of the page, beginning with /, at most 300 characters.",
    "received_at": "When the endpoint took the event. Set by the endpoint; whatever is sent is replaced.",
    "at_replaced": "The browser's clock was far off, and `at` is the endpoint's time. Set by the endpoint.",
    "query": "What the customer searched, masked, at most 200 characters.",
    "results": "How many articles were shown for the settled query, a whole number from 0 to 1,000,000.",
    "top": "At most 5 article ids, best first.",
    "found": "meaning: no word answered, and the articles shown are near in meaning. Left out: found by words.",
    "answer": "The answer that was shown: `kind` is quote or card, `target` the article quoted or the card's id.",
    "target": "What is no article, instead of one: flow:NAME/STEP, such as flow:refund/reason; card:ID; notice:ID.",
    "shown": "The article quoted, or the card's id.",
    "asked": "The path that was asked for and is not there, masked, at most 300 characters.",
    "article": "An article id: its path under content/ without .md, such as delivery/late-parcel.",
    "from": "What led there: search, answer, browse, related, flow, card, notice, form, widget, agent or link.",
    "widget": "widget: it happened in the widget on a page of the shop, and `page` is that page's path, masked.",
    "searcher": "widget: searched in the widget on a page of the shop, and `page` is that page's path, masked."
    " agent: a chatbot or an AI agent asked, and `page` is the path of its channel.",
    "rank": "The position in the result list, a whole number from 1 to 1,000,000. Kept when `from` is search.",
    "helpful": "true or false. A later vote of the session on the article replaces the earlier one.",
    "reason": "One of missing, unclear, wrong, outdated, other.",
    "comment": "What the customer adds, masked, at most 1,000 characters.",
    "channel": f"Where the customer left for a person: {', '.join(CHANNELS[:-1])} or {CHANNELS[-1]}.",
    "kind": "One of csat, ces, nps.",
    "score": "A whole number: csat 1 to 5, ces 1 to 7, nps 0 to 10.",
}
SCORES = {kind: range(low, high + 1) for kind, (low, high) in _SCORE_ENDS.items()}


def _rule(field: str, **limits: Any) -> Meta:
    return Meta(description=RULES[field], **limits)


BEHIND, AHEAD = timedelta(days=31), timedelta(minutes=10)
"""How far a browser's clock may be from the endpoint's; a visitor's queue waits for the network no longer."""

_END = r"$(?!\n)"  # Python's $ also matches before a last line feed
_ID_PATTERN = r"^[^/\x00-\x1f\x7f][^\x00-\x1f\x7f]{0,299}" + _END
_TARGET_PATTERN = r"^(flow|card|notice):[^/\x00-\x1f\x7f][^\x00-\x1f\x7f]{0,289}" + _END
FLOW, FLOW_CARD = "flow:", "/card-"
"""A target that begins with the first is a step of a guided flow: a question, or with the second in it a card."""

Time = Annotated[datetime, Meta(tz=True, description=RULES["at"], extra_json_schema={"pattern": "(Z|[+]00:00)$"})]
SESSION = re.compile("[A-Za-z0-9_-]{16,64}")
Session = Annotated[str, _rule("session", pattern=f"^{SESSION.pattern}{_END}")]
Lang = Annotated[str, _rule("lang", pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}" + _END)]
_PATH_PATTERN = r"^/[^\x00-\x1f\x7f]{0,299}" + _END
Page = Annotated[str, _rule("page", pattern=_PATH_PATTERN, max_length=MAX_PAGE)]
Asked = Annotated[str, _rule("asked", pattern=_PATH_PATTERN, max_length=MAX_PAGE)]
Query = Annotated[str, _rule("query", max_length=MAX_QUERY)]
Comment = Annotated[str, _rule("comment", max_length=MAX_COMMENT)]
ArticleId = Annotated[str, _rule("article", pattern=_ID_PATTERN)]
Target = Annotated[str, _rule("target", pattern=_TARGET_PATTERN)]
Results = Annotated[int, _rule("results", ge=0, le=1_000_000)]
Rank = Annotated[int, _rule("rank", ge=1, le=1_000_000)]
Source = Literal["search", "answer", "browse", "related", "flow", "card", "notice", "form", "widget", "agent", "link"]
Widget = Annotated[Literal["widget"], _rule("widget")]
Searcher = Annotated[Literal["widget", "agent"], _rule("searcher")]
Reason = Literal["missing", "unclear", "wrong", "outdated", "other"]
Way = Literal["meaning"]
Kind = Literal["csat", "ces", "nps"]


class _Base(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """The fields that every event has."""

    v: Annotated[Literal[1], _rule("v")]
    id: Annotated[UUID, _rule("id")]
    at: Time
    session: Session
    lang: Lang
    page: Page
    received_at: Annotated[datetime, Meta(tz=True, description=RULES["received_at"])] | None = None
    at_replaced: Annotated[bool, _rule("at_replaced")] = False

    @property
    def type(self) -> str:
        """The event's `type` as it is written in JSON."""
        return _NAMES[type(self)]


class Shown(Struct, frozen=True, forbid_unknown_fields=False):
    """An answer that was on the screen above the results. As text it is `kind:target`, and so it is stored."""

    kind: Annotated[Literal["quote", "card"], _rule("answer")]
    target: Annotated[str, _rule("shown", pattern=_ID_PATTERN)]

    def __str__(self) -> str:
        return f"{self.kind}:{self.target}"


def read_shown(text: str) -> Shown:
    """What `str` made of a `Shown`."""
    return msgspec.convert(dict(zip(("kind", "target"), text.split(":", 1), strict=True)), Shown)


class Search(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="search"):
    """A settled query and what it found."""

    query: Query
    results: Results
    top: Annotated[list[ArticleId], _rule("top", max_length=MAX_TOP)] = []
    found: Annotated[Way, _rule("found")] | None = None
    answer: Shown | None = None
    source: Searcher | None = msgspec.field(name="from", default=None)


class _OfOne(_Base, frozen=True, kw_only=True, omit_defaults=True):
    """About an `article`, or about a `target` that is none."""

    article: ArticleId | None = None
    target: Target | None = None

    def __post_init__(self) -> None:
        if self.article is None and self.target is None:
            raise ValueError("missing required field `article`")
        if self.article is not None and self.target is not None:
            raise ValueError("`$.target`")

    @property
    def subject(self) -> str:
        """The article or the target."""
        return self.article or self.target or ""

    @property
    def is_question(self) -> bool:
        """A step of a flow that asks, and so answers nothing yet."""
        return self.target is not None and self.target.startswith(FLOW) and FLOW_CARD not in self.target


class Open(_OfOne, frozen=True, kw_only=True, omit_defaults=True, tag="open"):
    """An article, or a step of a guided flow, was opened. `source` is the form's `from`."""

    source: Annotated[Source, _rule("from")] = msgspec.field(name="from")
    query: Query | None = None
    rank: Rank | None = None


class View(_OfOne, frozen=True, kw_only=True, omit_defaults=True, tag="view"):
    """What was opened was on the screen for 5 seconds, or is voted on; once a session and day. It is no action of the
    customer's."""


class Vote(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="vote"):
    """The answer to "was this helpful?"; the last one of a session on an article counts."""

    article: ArticleId
    helpful: Annotated[bool, _rule("helpful")]
    reason: Annotated[Reason, _rule("reason")] | None = None
    comment: Comment | None = None


class Contact(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="contact"):
    """The customer left for a person."""

    channel: Annotated[Channel, _rule("channel")]
    query: Query | None = None
    article: ArticleId | None = None
    source: Widget | None = msgspec.field(name="from", default=None)


class Survey(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="survey"):
    """A score for satisfaction (csat), effort (ces) or recommendation (nps)."""

    kind: Annotated[Kind, _rule("kind")]
    score: Annotated[int, _rule("score", ge=0, le=10)]
    article: ArticleId | None = None
    comment: Comment | None = None

    def __post_init__(self) -> None:
        if self.score not in SCORES[self.kind]:
            raise ValueError("`$.score`")


class Missing(_Base, frozen=True, kw_only=True, omit_defaults=True, tag="missing"):
    """A page that is not there was asked for. It is no action of the customer's."""

    asked: Asked


Event = Search | Open | View | Vote | Contact | Survey | Missing
EVENT_TYPES: dict[str, type[Event]] = {
    "search": Search,
    "open": Open,
    "view": View,
    "vote": Vote,
    "contact": Contact,
    "survey": Survey,
    "missing": Missing,
}
_NAMES: dict[type[_Base], str] = {kind: name for name, kind in EVENT_TYPES.items()}


def render_event(event: Event) -> bytes:
    """The event as one line of JSON, without the line feed."""
    return msgspec.json.encode(event)
