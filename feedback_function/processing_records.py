"""The records of processing that 개인정보 보호법 asks a shop for: what, why, how long and by whom, true for an endpoint
with given settings. The words of the fields are those of `privacy`.
"""

from dataclasses import dataclass

from feedback_function.events import EVENT_TYPES
from feedback_function.inquiry.statements import list_notes, list_receivers, list_rows
from feedback_function.privacy import Language, list_fields
from feedback_function.settings import EndpointSettings

_PURPOSES = {
    "search": (
        "무엇을 찾지 못하는지 알아 글과 검색을 고치려고",
        "to learn what is not found, and mend articles and search",
    ),
    "open": ("어떤 글로 해결하는지 알려고", "to learn which articles answer"),
    "view": ("읽지 않은 글에 남긴 평가를 가려내려고", "to tell votes on articles that nobody read"),
    "vote": ("도움이 안 되는 글을 고치려고", "to mend articles that do not help"),
    "contact": ("글로 해결하지 못한 문의를 줄이려고", "to need fewer customers to ask a person"),
    "survey": ("만족도를 알려고", "to know how satisfied customers are"),
    "missing": ("끊긴 주소를 고치려고", "to mend dead links"),
}
_COMMON = ("at", "session", "lang", "page")


@dataclass(frozen=True)
class Words:
    """The sentences of one language."""

    head: str
    days: str
    forever: str
    totals: str
    address: str
    who: str
    shared: str
    memory: str
    notes: tuple[str, ...]


_WORDS = {
    "ko": Words(
        head="| 항목 | 처리 목적 | 보관 기간 | 접근 |",
        days="받은 날부터 {days}일이 지난 날짜의 것을 하루치씩, 늦어도 {most}일과 한 시간 안에 지워요",
        forever="기한 없음(HC_RETENTION_DAYS=0)",
        totals="| 하루 단위 합계(글마다 몇 번, 누구의 것도 아닌 수) | 추세를 보려고 | 기한 없음 | {who} |",
        address=(
            "| IP 주소: 저장하지 않음. 그날의 키로 만든 해시만 {place} | 한 사람이 너무 많이 보내는 것을 막으려고"
            " | 그날 하루 | 없음 |"
        ),
        who="{store} 읽을 수 있는 운영자",
        shared="Redis에",
        memory="메모리에",
        notes=(
            "글로 적은 것(검색어, 의견, 찾을 수 없던 경로)은 브라우저와 서버에서 가린 뒤 저장해요.",
            "모든 기록에 함께 들어요: {common}.",
            "쿠키, IP 주소, 브라우저 정보(User-Agent)는 저장하지 않고, 회원 정보와 잇지 않아요.",
            "엔드포인트는 받은 것을 {receivers} 말고는 어디에도 보내지 않아요.",
            "한 탭의 기록은 `hc feedback erase --session ID`로 지워요. 백업을 두면 백업도 따로 지워야 해요.",
        ),
    ),
    "en": Words(
        head="| what | why | how long | who |",
        days="day by day once {days} days have passed since it came, after {most} days and an hour at most",
        forever="without limit (HC_RETENTION_DAYS=0)",
        totals="| daily totals (how often, by article; of nobody) | to see trends | without limit | {who} |",
        address=(
            "| IP address: not stored. A hash with the day's key, {place} | so that no one sends too much"
            " | that day | nobody |"
        ),
        who="operators who may read {store}",
        shared="in Redis",
        memory="in memory",
        notes=(
            "What is typed (search words, comments, paths not found) is masked in the browser and on the server first.",
            "With every record: {common}.",
            "No cookie, IP address or browser name (User-Agent) is stored, and nothing is joined with accounts.",
            "The endpoint passes what it gets to nothing but {receivers}.",
            "`hc feedback erase --session ID` deletes the records of one tab. Backups are to be deleted apart.",
        ),
    ),
}


def render_records(settings: EndpointSettings, language: Language = "ko") -> str:
    """A table in Markdown, and what is true of all its lines."""
    words, is_english = _WORDS[language], language == "en"
    who = words.who.format(store=_name_store(settings, is_english))
    kept = words.days.format(days=settings.retention_days, most=settings.retention_days + 1)
    ends = f"{kept if settings.retention_days else words.forever} | {who} |"
    rows = [
        f"| {', '.join(_list_own(kind, language))} | {_PURPOSES[kind][is_english]} | {ends}" for kind in EVENT_TYPES
    ]
    place = words.shared if _shares_limits(settings) else words.memory
    rows += list_rows(settings, language)
    table = [words.head, "|---|---|---|---|", *rows, words.totals.format(who=who), words.address.format(place=place)]
    told = {"common": ", ".join(list_fields(language, _COMMON)), "receivers": _list_receivers(settings, is_english)}
    notes = [*(note.format(**told) for note in words.notes), *list_notes(settings, language)]
    return "\n".join([*table, "", *(f"- {note}" for note in notes)]) + "\n"


def _list_own(kind: str, language: Language) -> list[str]:
    """The fields of a kind of event, without those of all."""
    fields = EVENT_TYPES[kind].__struct_fields__
    return list_fields(language, [field for field in fields if field not in _COMMON])


def _shares_limits(settings: EndpointSettings) -> bool:
    return not settings.limits_url.startswith("memory")


def _name_store(settings: EndpointSettings, is_english: bool) -> str:
    if settings.database_url.startswith("sqlite"):
        return "the endpoint's SQLite file" if is_english else "엔드포인트의 SQLite 파일을"
    return "the shop's PostgreSQL" if is_english else "쇼핑몰의 PostgreSQL을"


def _list_receivers(settings: EndpointSettings, is_english: bool) -> str:
    """Of servers that `settings` name."""
    form = list_receivers(settings, "en" if is_english else "ko")
    if settings.database_url.startswith("sqlite") and not _shares_limits(settings):
        own = "its own file" if is_english else "자기 파일"
        return ", ".join([own, *form])
    named = ["PostgreSQL"] * (not settings.database_url.startswith("sqlite")) + ["Redis"] * _shares_limits(settings)
    own = ("the shop's " if is_english else "쇼핑몰의 ") + (" and " if is_english else "·").join(named)
    return ", ".join([own, *form])
