"""Customers of the example shop with known intents, for tests of the gap analyzer.

They search by the shop's real search on its real content, and do what customers do with what they see.
"""

import random
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from feedback_function.events import Contact, Event, Open, Search, Vote
from hc_builder.cache import Cache
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms

NOW = datetime(2026, 11, 21, tzinfo=UTC)
START = NOW - timedelta(weeks=8)
PUBLISHED = NOW - timedelta(weeks=4)
SEEN = 3
"""So many results a customer looks at."""


@dataclass(frozen=True)
class Intent:
    """What customers want: `kind` is what the report should say of it, `article` the one that answers (or would)."""

    name: str
    kind: str
    article: str
    wordings: tuple[str, ...]
    a_week: int
    better: tuple[str, ...] = ()
    """What some type next: words that the search knows."""


INTENTS = (
    Intent("overseas", "published", "delivery/overseas", (
        "해외로 보내주나요", "미국에서도 받을 수 있어요?", "외국 배송 가능한가요", "해외 배송 되나요", "해외배송"), 8),
    Intent("cash receipt", "published", "order/cash-receipt", (
        "현금영수증 발급", "현금영수증 신청하고 싶어요", "현금 영수증 어떻게 받나요", "현금영수증은 어디서 받아요"), 8),
    Intent("merge", "missing", "", (
        "계정 통합하기", "아이디 두 개인데 하나로 합치고 싶어요", "계정 두 개 통합", "아이디 합치기"), 6),
    Intent("store", "missing", "", (
        "오프라인 매장 있나요", "매장 위치 알려주세요", "오프라인 매장 위치", "매장이 어디예요"), 6),
    Intent("jobs", "missing", "", ("채용 공고", "채용 하나요", "채용 공고 어디서 봐요"), 4),
    Intent("selling", "missing", "", ("입점 문의", "입점하고 싶어요", "입점 신청 어떻게 해요", "입점 제휴 문의"), 4),
    Intent("stars", "unfindable", "review/write-review-points", (
        "별점 남기면 뭐 줘요", "별점 주면 뭐 줘요"), 5, ("리뷰 적립금",)),
    Intent("strange message", "unfindable", "privacy/phishing-sms", (
        "이상한 메시지가 왔어요", "이상한 메시지"), 5, ("사칭 문자",)),
    Intent("other house", "unfindable", "order/change-address", (
        "언니네서 받고 싶어요", "언니네에서 받기"), 5, ("배송지 변경",)),
    Intent("treat family", "unfindable", "gift/send-a-gift", (
        "가족한테 쏘고 싶어요", "친구한테 쏘기"), 5, ("선물하기",)),
    Intent("refund", "unhelpful", "refund/when", (
        "환불은 언제 돼요", "환불 언제 되나요", "환불 기간", "환불 기간", "환불하고 싶어요", "환블 기간"), 10),
    Intent("shrunk", "unhelpful", "product/wash-care", ("세탁 방법", "세탁기 돌려도 돼요", "물세탁 되나요"), 5),
    Intent("white screen", "unhelpful", "app/page-not-loading", ("화면이 하얘요", "화면이 안 떠요"), 5),
    Intent("fee", "answered", "delivery/fee", (
        "배송비 얼마예요", "배송비", "배송비", "배송비", "무료배송 얼마부터예요", "qothdql", "배숑비"), 18),
    Intent("password", "answered", "account/forgot-password", ("비번 까먹음", "비밀번호 잊어버렸어요"), 9),
    Intent("colour", "answered", "product/real-color", ("색깔이 사진이랑 달라요", "실제 색상"), 6),
    Intent("installment", "answered", "order/card-installment", ("할부 되나요", "무이자 할부"), 6),
    Intent("broken", "answered", "return/defective-item", ("물건이 깨져서 왔어요", "불량품이에요"), 8),
    Intent("points", "answered", "benefits/points-expiry", ("적립금 소멸", "적립금 유효기간"), 6),
    Intent("weather", "out_of_scope", "", ("오늘 날씨", "비트코인 시세"), 1),
    Intent("one person's own", "rare", "", (
        "제 동생 집 현관에 두고 갔대요", "사촌 누나 주소로 보냈어요 어떡해요", "회사 경비실에 맡겨 주세요 제발",
        "엄마가 대신 받으면 안 되나요", "김밥집 옆 건물 2층이에요"), 1),
    Intent("noise", "spam", "", ("ㅋㅋㅋㅋㅋㅋ", "ㅁㄴㅇㄹㅁㄴ", "http://x.example", "!!!!"), 3),
)  # fmt: skip
LACKING = ("delivery/overseas", "order/cash-receipt", "account/merge-accounts")


class Shop:
    """A copy of the example content without the articles in `LACKING`; those of published intents come in week 5."""

    def __init__(self, content: Path, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self._whole = content
        shutil.copytree(content, self.content, ignore=shutil.ignore_patterns("media"))
        for article in LACKING:
            (self.content / f"{article}.md").unlink()
        for path in self.content.rglob("*.md"):
            self._date(path, path.read_text(encoding="utf-8"), START.date())

    def publish(self) -> None:
        """What a writer does in week 5."""
        for intent in INTENTS:
            if intent.kind == "published":
                text = (self._whole / f"{intent.article}.md").read_text(encoding="utf-8")
                self._date(self.content / f"{intent.article}.md", text, PUBLISHED.date())

    def _date(self, path: Path, text: str, day: date) -> None:
        path.write_text(re.sub(r"^updated: .*$", f"updated: {day}", text, flags=re.MULTILINE), encoding="utf-8")

    def read_center(self) -> HelpCenter:
        return read_help_center(self.content, Settings(), Renderer(), date(2026, 11, 21))

    @contextmanager
    def open_search(self, center: HelpCenter) -> Iterator[SearchEngine]:
        synonyms, _ = read_synonyms(self.content / "synonyms.yml", "content/synonyms.yml")
        with SearchEngine(build_index(center, "ko", synonyms, Cache(self.folder / "cache"))) as engine:
            yield engine


class Customers:
    """Makes the log of some weeks. Seeded: the same shop gives the same log."""

    def __init__(self, search: SearchEngine, seed: int) -> None:
        self._search = search
        self._times = random.Random(seed)
        self._found: dict[str, tuple[str, ...]] = {}
        self._number = seed * 1_000_000
        self.log: list[Event] = []

    def visit(self, since: datetime, weeks: int) -> list[Event]:
        """All visits of the weeks, in no order."""
        for intent in INTENTS:
            for _ in range(intent.a_week * weeks):
                at = since + timedelta(seconds=self._times.randrange(weeks * 7 * 86400 - 3600))
                self._visit(intent, at)
        return self.log

    def _visit(self, intent: Intent, at: datetime) -> None:
        self._number += 1
        self._chance = random.Random(self._number)  # each visit by itself: another search result changes no other visit
        self._session, self._at = f"session-{self._number:012}", at
        found = self._ask(self._chance.choice(intent.wordings))
        if intent.kind in ("spam", "out_of_scope"):
            return
        if intent.article in found[:SEEN]:
            self._read(intent, found.index(intent.article) + 1)
        else:
            self._struggle(intent, found)

    def _read(self, intent: Intent, rank: int) -> None:
        """The right article is in sight: nine of ten open it."""
        if self._chance.random() > 0.9:
            return
        self._open(intent.article, "search", rank)
        bad = 0.7 if intent.kind == "unhelpful" else 0.03
        if self._chance.random() < 0.6:
            helpful = self._chance.random() > bad
            reason = None if helpful else "unclear"
            self._add(Vote, 40, article=intent.article, helpful=helpful, reason=reason)
        if self._chance.random() < bad / 2:
            self._add(Contact, 20, channel="kakao", article=intent.article)

    def _struggle(self, intent: Intent, found: tuple[str, ...]) -> None:
        """It is not: some try other words, browse, open something else, go to a person, or leave."""
        act = self._chance.random()
        if intent.better and act < 0.55:
            again = self._ask(self._chance.choice(intent.better))
            if intent.article in again[:SEEN]:
                self._open(intent.article, "search", again.index(intent.article) + 1)
        elif intent.better and act < 0.75:
            self._open(intent.article, "browse", None)
        elif act < 0.3 and found:
            self._open(found[0], "search", 1)
            self._ask(self._chance.choice(intent.wordings), after=8)
        elif act < 0.7:
            self._add(Contact, 30, channel="form")

    def _ask(self, query: str, after: int = 20) -> tuple[str, ...]:
        if query not in self._found:
            self._found[query] = tuple(hit.id for hit in self._search.search(query).hits)
        found = self._found[query]
        self._query = query
        self._add(Search, after, query=query, results=len(found), top=list(found[:5]))
        return found

    def _open(self, article: str, source: str, rank: int | None) -> None:
        self._add(Open, 6, article=article, source=source, rank=rank, query=self._query if source == "search" else None)

    def _add(self, kind: type, after: int, **fields: object) -> None:
        self._at += timedelta(seconds=after)
        id = UUID(int=self._chance.getrandbits(128), version=4)
        common = {"v": 1, "id": id, "at": self._at, "session": self._session, "lang": "ko", "page": "/"}
        self.log.append(kind(**common, received_at=self._at, **fields))


def make_bots(at: datetime) -> list[Event]:
    """A crawler of 120 searches in one tab, and a flood of 80 tabs with one search each."""
    chance = random.Random(7)

    def search(session: str, seconds: int, query: str) -> Search:
        time = at + timedelta(seconds=seconds)
        id = UUID(int=chance.getrandbits(128), version=4)
        return Search(
            v=1, id=id, at=time, session=session, lang="ko", page="/", query=query, results=0, received_at=time
        )

    crawler = [search("session-crawler-1", second, f"상품 {second}번 있나요") for second in range(120)]
    return crawler + [search(f"session-flood-{n:04}", n * 3, "공짜 쿠폰 주세요") for n in range(80)]
