"""What the privacy text and the records of processing say of the form, true for the settings at work."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from feedback_function.inquiry.configuration import Hook, read_hooks, read_server

if TYPE_CHECKING:
    from feedback_function.inquiry.settings import InquirySettings

_SERVICES = {"slack": "Slack", "discord": "Discord", "kakaowork": "Kakao Work", "json": "webhook"}


@dataclass(frozen=True)
class Words:
    """The sentences of one language."""

    taken: str
    kept: str
    passed: str
    acknowledged: str
    told: str
    told_text: str
    row: str
    erase: str


_WORDS = {
    "ko": Words(
        taken=(
            "문의 양식으로 보낸 것은 답하기 위해서만 받아요: 분야, 문의 내용, 이메일 주소나 전화번호, 주문번호, 파일, "
            "문의를 연 글, 손님이 지우지 않고 보낸 검색어와 읽은 글. 답을 하려면 그대로 읽어야 하므로 가리지 않아요."
        ),
        kept=(
            "문의와 파일은 암호화해서 {days}일 동안 보관한 뒤 지워요. 그 뒤에는 하루 단위 합계만 남아요. "
            "사진은 찍은 곳 같은 숨은 정보를 지우고 받아요."
        ),
        passed="문의는 담당자에게 메일로 전해요. 메일은 {host} 서버를 거치고, 담당자의 메일함에 남아요.",
        acknowledged="이메일 주소를 적으면 그 주소로 접수 번호와 답변 예상 시각을 보내요.",
        told="문의가 오면 {services}에 접수 번호와 분야를 알려요. 문의 내용은 보내지 않아요.",
        told_text="문의가 오면 {services}에 접수 번호와 분야, 문의 내용을 알려요.",
        row=(
            "| 문의 양식: 분야, 문의 내용, 이메일 주소나 전화번호, 주문번호, 파일, 검색어, 읽은 글 | 문의에 답하려고"
            " | 암호화해서 {days}일, 그 뒤 한 시간 안에 지워요 | 키를 가진 운영자, 메일을 받는 담당자 |"
        ),
        erase="문의는 `hc inquiries erase 번호` 또는 `--email 주소`로 지워요. 담당자가 받은 메일은 따로 지워야 해요.",
    ),
    "en": Words(
        taken=(
            "What you send by the inquiry form is taken to answer you, and for nothing else: topic, text, e-mail"
            " address or phone number, order number, files, the article from which you came, and the searches and"
            " articles that you left in. It is not masked, since a person has to read it."
        ),
        kept=(
            "Inquiries and files are kept encrypted for {days} days and then deleted; daily totals stay. Pictures are"
            " taken without what is hidden in them, such as the place."
        ),
        passed="Inquiries go to whoever answers by mail, by way of the server {host}, and stay in their mailbox.",
        acknowledged="If you give an e-mail address, the number and the expected time of the reply are sent to it.",
        told="{services} is told the number and topic of each inquiry, and not its text.",
        told_text="{services} is told the number, topic and text of each inquiry.",
        row=(
            "| inquiry form: topic, text, e-mail address or phone number, order number, files, searches, articles read"
            " | to answer | encrypted for {days} days, deleted within an hour after them"
            " | operators who have the keys, and who gets the mail |"
        ),
        erase=(
            "`hc inquiries erase NUMBER` or `--email ADDRESS` deletes inquiries. The mail that the shop got is to be"
            " deleted apart."
        ),
    ),
}


def list_statements(settings: "InquirySettings", language: Literal["ko", "en"]) -> list[str]:
    """Sentences for the privacy page; none where there is no form. Raises `BadSetting`."""
    if not settings.inquiry_site:
        return []
    words, hooks = _WORDS[language], read_hooks(settings)
    lines = [
        words.taken,
        words.kept.format(days=settings.inquiry_keep),
        words.passed.format(host=read_server(settings).host),
    ]
    if settings.inquiry_acknowledgements:
        lines.append(words.acknowledged)
    if hooks:
        told = words.told_text if settings.inquiry_webhook_text else words.told
        lines.append(told.format(services=_name_services(hooks)))
    return lines


def list_rows(settings: "InquirySettings", language: Literal["ko", "en"]) -> list[str]:
    """Rows for the records of processing."""
    return [_WORDS[language].row.format(days=settings.inquiry_keep)] if settings.inquiry_site else []


def list_notes(settings: "InquirySettings", language: Literal["ko", "en"]) -> list[str]:
    """What is true of these rows: how to erase them, and where they go. Raises `BadSetting`."""
    return [_WORDS[language].erase, *list_statements(settings, language)[2:]] if settings.inquiry_site else []


def list_receivers(settings: "InquirySettings", language: Literal["ko", "en"]) -> list[str]:
    """The servers that what the form takes is sent to. Raises `BadSetting`."""
    if not settings.inquiry_site:
        return []
    mail = ("the mail server {}" if language == "en" else "메일 서버 {}").format(read_server(settings).host)
    hooks = read_hooks(settings)
    return [mail, *([_name_services(hooks)] if hooks else [])]


def _name_services(hooks: tuple[Hook, ...]) -> str:
    return ", ".join(dict.fromkeys(_SERVICES[hook.kind] for hook in hooks))
