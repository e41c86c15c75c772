"""A month of a shop as it is: few of the failed queries are typed twice, and nobody says what they wanted.

Topics are planted by taking articles away, and by leaving articles in place that customers' words don't find. What
customers type stands in `wordings/*.yml`; each says it in an own way, with slips. They search by the shop's real
search. Half of the topics (`wordings/held.yml`) is there to test on only.
"""

import random
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import yaml

from feedback_function.events import Contact, Event, Open, Search, Shown, Vote
from hc_builder.cache import Cache
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.result import SearchResult
from hc_builder.search.synonyms import read_synonyms

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DAYS = 28
SEEN = 3
"""So many results a customer looks at."""
WORDINGS = Path(__file__).parent / "wordings"
_NAMED = re.compile(r"^(questions|keywords):\n(?:[ \t-].*\n)*|^(questions|keywords): *\[.*\]\n", re.MULTILINE)


@dataclass(frozen=True)
class Topic:
    """What customers want: `kind` is what the report should say of it, `article` the one that answers (or would)."""

    name: str
    kind: str
    article: str
    wordings: tuple[str, ...]


def read_topics(path: Path) -> list[Topic]:
    """The planted topics of one file of wordings."""
    kinds = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Topic(name, kind, name.split()[0], tuple(text.splitlines()))
        for kind, topics in kinds.items()
        for name, text in topics.items()
    ]


class MonthShop:
    """A copy of some content without the articles of missing topics, and with unfindable ones stripped of the words
    that their writer gave them for searching."""

    def __init__(self, content: Path, folder: Path, topics: Sequence[Topic]) -> None:
        self.content, self._cache = folder / "content", folder / "cache"
        shutil.copytree(content, self.content, ignore=shutil.ignore_patterns("media"))
        for topic in topics:
            for article in topic.name.split():
                self._plant(topic.kind, self.content / f"{article}.md")

    def _plant(self, kind: str, path: Path) -> None:
        if kind == "missing":
            path.unlink()
        elif kind == "unfindable":
            path.write_text(_NAMED.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")

    def read_center(self) -> HelpCenter:
        return read_help_center(self.content, Settings(), Renderer(), NOW.date())

    @contextmanager
    def open_search(self, center: HelpCenter) -> Iterator[SearchEngine]:
        synonyms, _ = read_synonyms(self.content / "synonyms.yml", "content/synonyms.yml")
        with SearchEngine(build_index(center, "ko", synonyms, Cache(self._cache))) as engine:
            yield engine


BEFORE = ("혹시 ", "저기요 ", "안녕하세요 ", "저 ", "질문이요 ", "급한데 ", "고객센터 ", "온서랍 ", "제가 ", "근데 ")
AFTER_SENTENCE = ("?", "??", " ㅠㅠ", " ㅜㅜ", "..", "!", " 급해요", " 알려주세요", " 답변 부탁드려요", " 궁금합니다")
AFTER_WORDS = (
    " 문의", " 알려주세요", " 어떻게 해요", " 어떻게 하나요", " 방법", " 되나요?", " 하고 싶어요", " 좀 해주세요",
    " 관련", " 문의드립니다", " 가능한가요", " 부탁드려요", " 어디서 해요", " 받고 싶어요", "은요?", " 해 주세요",
)  # fmt: skip
_SENTENCE = re.compile(r"(요|까|다|죠|죠|대|돼|니|데|님|줘|줘요|싶음)[?.! ]*$")
_VOWELS = {"ㅏ": "ㅑ", "ㅐ": "ㅔ", "ㅔ": "ㅐ", "ㅗ": "ㅛ", "ㅜ": "ㅠ", "ㅣ": "ㅏ", "ㅓ": "ㅏ", "ㅡ": "ㅜ", "ㅚ": "ㅙ"}
_ALL_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"


def say(wording: str, chance: random.Random) -> str:
    """The wording as one person types it: with a manner of speaking, without spaces, with a slip of a finger."""
    text = wording
    if chance.random() < 0.45:
        ends = AFTER_SENTENCE if _SENTENCE.search(text) else AFTER_WORDS
        text = text.rstrip("?") + chance.choice(ends)
    if chance.random() < 0.12:
        text = chance.choice(BEFORE) + text
    if chance.random() < 0.18:
        text = text.replace(" ", "")
    if chance.random() < 0.08:
        text = _slip(text, chance)
    return text


def _slip(text: str, chance: random.Random) -> str:
    """One vowel is another."""
    places = [place for place, letter in enumerate(text) if "가" <= letter <= "힣"]
    if not places:
        return text
    place = chance.choice(places)
    lead, rest = divmod(ord(text[place]) - 0xAC00, 588)
    vowel, tail = divmod(rest, 28)
    other = _ALL_VOWELS.index(_VOWELS.get(_ALL_VOWELS[vowel], _ALL_VOWELS[vowel]))
    return text[:place] + chr(0xAC00 + lead * 588 + other * 28 + tail) + text[place + 1 :]


CHATTER = (
    "오늘 날씨",
    "비트코인 시세",
    "로또 번호",
    "맛집 추천",
    "유튜브",
    "내일 비 와요?",
    "주식",
    "네이버",
    "심심해",
    "노래 추천",
    "환율",
    "아이폰 신형",
    "축구 결과",
    "지하철 노선도",
    "넷플릭스",
    "사랑해",
    "안녕",
    "영화 예매",
    "버스 시간표",
    "고양이 사료",
)
NOISE = (
    "ㅋㅋㅋㅋㅋㅋ",
    "ㅁㄴㅇㄹㅁㄴ",
    "http://x.example",
    "!!!!",
    "ㅁㄴㅇㄹ",
    "<script>",
    "....",
    "asdfasdf",
    "ㅎㅎㅎㅎㅎ",
)
PERSONAL = (
    "minji_kim99 비번 hello123!",
    "김민지인데 전화 좀",
    "박서준 주문 확인",
    "12가3456 차 앞에 놔주세요",
    "제 동생 김하늘 집",
    "qwer1234!! 로 로그인",
    "이영희 고객 환불",
    "101동 1203호 현관",
    "정우성 010 번호로 연락",
    "soyeon.lee 아이디 찾기",
)
INITIALS = {"ㅂㅅㅈㅎ": "delivery/track", "ㅂㅍㅅㅊ": "return/request-return"}
_CHANNELS = ("kakao", "phone", "form", "chat", "email")


@dataclass
class Month:
    """The log, and what each text was typed for: text → topic's name → sessions."""

    log: list[Event] = field(default_factory=list)
    meant: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    topics: dict[str, Topic] = field(default_factory=dict)


class Customers:
    """Makes the log of a month. The same seed and shop give the same log."""

    def __init__(self, search: SearchEngine, center: HelpCenter, topics: Sequence[Topic], seed: int) -> None:
        self._search, self._chance, self._number = search, random.Random(seed), 0
        self._planted = topics
        self._titles = {shown.article.id: shown.article.title for shown in center.articles}
        self._known = _build_known(center, topics)
        self._found: dict[str, tuple[tuple[str, ...], Shown | None]] = {}
        self.month = Month(topics={topic.name: topic for topic in (*topics, *self._known)})

    def live(self) -> Month:
        for topic in self._planted:
            for _ in range(self._chance.randint(10, 60)):
                self._visit(topic)
        for _ in range(1_400):
            weights = [1 / (place + 3) for place in range(len(self._known))]
            self._visit(self._chance.choices(self._known, weights)[0])
        for text in (*CHATTER, *CHATTER[:6], *NOISE * 3, *PERSONAL):
            kind = "spam" if text in NOISE else "out_of_scope"
            self._begin(Topic(kind, kind, "", (text,)))
            self._ask(text)
        for text, article in INITIALS.items():
            for _ in range(6):
                self._begin(Topic(text, "answered", article, (text,)))
                self._seek(self._ask(text))
        self._forge_votes()
        return self.month

    def _visit(self, topic: Topic) -> None:
        self._begin(topic)
        self._seek(self._ask(say(self._chance.choice(topic.wordings), self._chance)))

    def _seek(self, found: tuple[str, ...]) -> None:
        article = self._topic.article
        if self._topic.kind != "missing" and article in found[:SEEN]:
            self._read(found.index(article) + 1)
        elif self._topic.kind == "missing":
            self._go_without(found)
        else:
            self._struggle(found)

    def _read(self, rank: int) -> None:
        """The right article is in sight: nine of ten open it."""
        topic, chance = self._topic, self._chance
        if chance.random() > 0.9:
            return
        self._open(topic.article, "search", rank)
        bad = 0.7 if topic.kind == "unhelpful" else 0.04
        if chance.random() < 0.4:
            self._vote(topic.article, chance.random() > bad)
        if chance.random() < bad / 2:
            self._leave_for_person()

    def _go_without(self, found: tuple[str, ...]) -> None:
        """There is no such article: some go to a person, ask in other words, open what there is, or leave."""
        act, chance = self._chance.random(), self._chance
        if act < 0.3:
            self._leave_for_person()
        elif act < 0.5:
            again = self._ask(say(chance.choice(self._topic.wordings), chance))
            if chance.random() < 0.4:
                self._leave_for_person()
            elif again and chance.random() < 0.4:
                self._open(again[0], "search", 1)
        elif act < 0.68 and found:
            self._open(found[0], "search", 1)
            if (after := chance.random()) < 0.25:
                self._vote(found[0], False)
            elif after < 0.5:
                self._leave_for_person()

    def _struggle(self, found: tuple[str, ...]) -> None:
        """It is there and out of sight: some find it in its own words or by browsing, others as if it were missing."""
        act, chance, article = self._chance.random(), self._chance, self._topic.article
        if act < 0.3:
            again = self._ask(say(self._titles[article], chance))
            if article in again[:SEEN]:
                self._open(article, "search", again.index(article) + 1)
        elif act < 0.42:
            self._open(article, "browse", None)
        elif act < 0.65:
            self._leave_for_person()
        elif act < 0.75 and found:
            self._open(found[0], "search", 1)
            if chance.random() < 0.3:
                self._vote(found[0], False)
        elif act < 0.85:
            self._ask(say(chance.choice(self._topic.wordings), chance))

    def _forge_votes(self) -> None:
        """A rival's hour: 25 tabs that vote "no" on one article, and do nothing else."""
        for _ in range(25):
            self._begin(Topic("forged", "spam", "", ()))
            self._at = NOW - timedelta(days=3) + timedelta(seconds=self._chance.randrange(3600))
            self._vote("delivery/how-long", False)

    def _begin(self, topic: Topic) -> None:
        self._number += 1
        self._topic, self._query = topic, ""
        self._session = f"session-{self._number:012}"
        self._at = NOW - timedelta(seconds=self._chance.randrange(3600, DAYS * 86_400))

    def _ask(self, text: str) -> tuple[str, ...]:
        if text not in self._found:
            result = self._search.search(text)
            self._found[text] = tuple(hit.id for hit in result.hits), _build_answer(result)
        found, answer = self._found[text]
        self._query = text
        self.month.meant[text][self._topic.name] += 1
        self._add(Search, 20, query=text, results=len(found), top=list(found[:5]), answer=answer)
        return found

    def _open(self, article: str, source: str, rank: int | None) -> None:
        query = self._query if source == "search" else None
        self._add(Open, 7, article=article, source=source, rank=rank, query=query)

    def _vote(self, article: str, helpful: bool) -> None:
        self._add(Vote, 40, article=article, helpful=helpful, reason=None if helpful else "unclear")

    def _leave_for_person(self) -> None:
        self._add(Contact, 30, channel=self._chance.choice(_CHANNELS), query=self._query or None)

    def _add(self, kind: type, after: int, **fields: object) -> None:
        self._at += timedelta(seconds=after)
        id = UUID(int=self._chance.getrandbits(128), version=4)
        common = {"v": 1, "id": id, "at": self._at, "session": self._session, "lang": "ko", "page": "/"}
        self.month.log.append(kind(**common, received_at=self._at, **fields))


def _build_known(center: HelpCenter, topics: Sequence[Topic]) -> list[Topic]:
    """All other articles, asked for by their titles and `questions`; the order is that of how often they are asked."""
    planted = {article for topic in topics for article in topic.name.split()}
    others = [shown.article for shown in center.articles if shown.article.id not in planted]
    known = [
        Topic(article.id, "answered", article.id, (article.fields.title, *article.fields.questions))
        for article in others
    ]
    random.Random(0).shuffle(known)
    return known


def _build_answer(found: SearchResult) -> Shown | None:
    if found.answer:
        return Shown(kind="quote", target=found.answer.article)
    return Shown(kind="card", target=found.card.id.removeprefix("card:")) if found.card else None
