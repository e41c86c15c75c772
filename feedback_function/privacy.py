"""What the endpoint keeps, in words for a privacy page, generated from the settings and rules in force.

python -m feedback_function.privacy [en]
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from feedback_function.events import EVENT_TYPES
from feedback_function.inquiry.statements import list_statements
from feedback_function.masking import OWN_TAG, list_tags
from feedback_function.settings import EndpointSettings, read_settings

Language = Literal["ko", "en"]

_FIELD_NAMES = {
    "at": ("이용 시각", "time"),
    "session": ("탭마다 새로 만드는 임의의 번호", "a random number made anew for each tab"),
    "lang": ("페이지 언어", "language of the page"),
    "page": ("페이지 경로", "path of the page"),
    "query": ("검색어", "search words"),
    "results": ("검색 결과 수", "number of results"),
    "top": ("검색 결과에 나온 글", "articles in the results"),
    "found": ("낱말로 찾았는지 뜻으로 찾았는지", "whether they were found by words or by meaning"),
    "answer": ("검색 결과 위에 보여 준 답", "answer shown above the results"),
    "asked": ("찾을 수 없던 페이지의 경로", "path of a page that was not found"),
    "article": ("읽거나 평가한 글", "article read or rated"),
    "target": ("지나온 안내 흐름의 단계", "step of a guided flow"),
    "source": ("글을 열게 된 경로", "what led to the article"),
    "rank": ("검색 결과에서의 순서", "position in the results"),
    "helpful": ("도움이 되었는지에 대한 평가", "rating of helpfulness"),
    "reason": ("도움이 되지 않은 이유", "reason"),
    "comment": ("남긴 의견", "comment"),
    "channel": ("선택한 문의 방법", "contact channel chosen"),
    "kind": ("설문 종류", "kind of survey"),
    "score": ("설문 점수", "survey score"),
}
_UNTOLD = {"v", "id", "received_at", "at_replaced"}
"""The form's version, the event's own number, and `at` seen from the other side."""


@dataclass(frozen=True)
class Words:
    """The sentences of one language."""

    kept: str
    masked: str
    missed: str
    waiting: str
    own: str
    never: str
    days: str
    forever: str
    signals: str


_WORDS = {
    "ko": Words(
        kept="도움말을 개선하기 위해 다음 항목을 기록해요: {fields}.",
        masked="검색어와 의견에 든 개인정보는 브라우저와 서버에서 한 번씩 가린 뒤 저장해요: {tags}.",
        missed=(
            "가리기는 글자의 모양과 앞뒤 낱말을 보고 해요. 무엇인지 밝히지 않고 적은 이름이나 남다르게 쓴 번호는 "
            "가리지 못할 수 있으니, 검색어와 의견에 개인정보를 적지 말아 주세요."
        ),
        waiting=(
            "적은 글은 가리기 전까지 그 탭 안(sessionStorage)에만 잠시 있고, 탭을 닫으면 사라져요. "
            "브라우저에 남겨 두었다가 보내는 것은 가린 글뿐이에요."
        ),
        own="쇼핑몰이 쓰는 번호",
        never="쿠키를 쓰지 않고, IP 주소와 브라우저 정보(User-Agent)를 저장하지 않으며, 다른 회사에 보내지 않아요.",
        days="기록은 {days}일 동안 보관한 뒤 하루치씩 지워요. 그 뒤에는 하루 단위 합계만 남아요.",
        forever="기록은 기한 없이 보관해요.",
        signals=(
            "추적 거부(Do Not Track)나 Global Privacy Control을 켜면, "
            "직접 남긴 평가와 설문, 그리고 평가한 글을 보았다는 기록만 저장해요."
        ),
    ),
    "en": Words(
        kept="To improve this help center we record: {fields}.",
        masked="Personal data in search words and comments is masked in the browser and again on the server: {tags}.",
        missed=(
            "Masking goes by form and by the words beside it. A name without a label, or a number written in an "
            "unusual way, may be missed, so please leave personal data out of search words and comments."
        ),
        waiting=(
            "Until it is masked, what you type waits in its tab alone (sessionStorage) and goes with it. "
            "What the browser keeps for sending is masked."
        ),
        own="numbers of the shop's own",
        never="We set no cookie, store neither IP address nor browser name (User-Agent), and pass nothing to others.",
        days="Records are deleted after {days} days, a day's at a time. Daily totals stay.",
        forever="Records are kept without limit.",
        signals=(
            "With Do Not Track or Global Privacy Control on, only ratings and surveys you give are stored, and that "
            "the article rated was on the screen."
        ),
    ),
}


def render_privacy(settings: EndpointSettings, language: Language = "ko") -> str:
    """A Markdown list for the site's privacy page, true for an endpoint with these `settings`."""
    words = _WORDS[language]
    retention = words.days.format(days=settings.retention_days) if settings.retention_days else words.forever
    lines = [
        words.kept.format(fields=", ".join(list_fields(language))),
        words.masked.format(tags=", ".join(_list_masked(settings, words))),
        words.missed,
        words.waiting,
        words.never,
        retention,
        words.signals,
        *list_statements(settings, language),
    ]
    return "".join(f"- {line}\n" for line in lines)


def _list_masked(settings: EndpointSettings, words: Words) -> list[str]:
    """What is masked, in words; the shop's own numbers if it has named their forms."""
    tags = [tag.strip("[]") for tag in list_tags() if tag != OWN_TAG]
    return [*tags, words.own] if settings.mask else tags


def list_fields(language: Language, named: Iterable[str] | None = None) -> list[str]:
    """Those `named`, or every field that an event may carry, in plain words; one without words is a `KeyError`, not a
    silence."""
    every = (field for kind in EVENT_TYPES.values() for field in kind.__struct_fields__)
    fields = dict.fromkeys(every if named is None else named)
    return [_FIELD_NAMES[field][language == "en"] for field in fields if field not in _UNTOLD]


if __name__ == "__main__":
    print(render_privacy(read_settings(), "en" if sys.argv[1:] == ["en"] else "ko"), end="")
