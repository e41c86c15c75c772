"""The mail to the shop, with what the customer wrote, and the acknowledgement to the customer, with nothing of it.

Both are plain text, so nothing in them is markup, and only an address that was checked stands in a header.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from feedback_function.inquiry.attachments import ENDINGS
from feedback_function.inquiry.content import Attachment, Kept, Opened
from feedback_function.inquiry.site import Site
from feedback_function.inquiry.words import Words, choose_words, show_time

_FIELDS = {
    "ko": "접수 번호/분야/접수 시각/답변 예상 시각/이메일/전화번호/주문번호/보던 글/검색한 말/읽은 글/언어/파일".split(
        "/"
    ),
    "en": (
        "Reference/Topic/Received/Reply expected/E-mail/Phone/Order number/Came from/Searched for/Read/Language/Files"
    ).split("/"),
}
_SUBJECT = {"ko": "[{reference}] {topic} 문의", "en": "[{reference}] Inquiry: {topic}"}
_NO_MAIL = {"ko": "이 손님은 이메일을 남기지 않았어요.", "en": "This customer left no e-mail address."}
_REPLY = {"ko": "이 메일에 답장하면 손님에게 가요.", "en": "A reply to this mail goes to the customer."}


def write_to_shop(
    identity: UUID, inquiry: Opened, files: Sequence[Attachment], site: Site, sender: Address, receiver: str
) -> EmailMessage:
    """All of the inquiry, in the language of the shop. A reply goes to the customer."""
    language = "ko" if site.languages[0].startswith("ko") else "en"
    topic = site.name_topic(inquiry.topic, site.languages[0])
    subject = _SUBJECT[language].format(reference=inquiry.reference, topic=topic)
    message = _begin(identity, inquiry, sender, receiver, subject)
    if inquiry.content.email:
        message["Reply-To"] = Address(addr_spec=inquiry.content.email)
    told = dict(zip(_FIELDS[language], _list_values(inquiry, files, site, topic), strict=True))
    lines = [f"{name}: {value}" for name, value in told.items() if value]
    closing = _REPLY[language] if inquiry.content.email else _NO_MAIL[language]
    message.set_content("\n".join([*lines, "", *_quote(inquiry.content.text), "", closing, ""]), cte="base64")
    for number, file in enumerate(files, 1):
        kind, _, subtype = file.kind.partition("/")
        name = f"{inquiry.reference}-{number}.{ENDINGS[file.kind]}"
        params = {"charset": "utf-8"} if kind == "text" else None
        message.add_attachment(file.data, kind, subtype, filename=name, params=params)
    return message


def write_acknowledgement(identity: UUID, inquiry: Opened, site: Site, sender: Address) -> EmailMessage:
    """The number and by when to expect a reply, in the customer's language: no link, and no word of theirs."""
    words = choose_words(inquiry.lang)
    subject = words.subject.format(reference=inquiry.reference)
    message = _begin(identity, inquiry, sender, inquiry.content.email, subject)
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    lines = [words.greeting, "", *list_receipt(inquiry, site, words), "", words.kept, words.automatic, ""]
    message.set_content("\n".join(lines), cte="base64")
    return message


def list_receipt(inquiry: Kept, site: Site, words: Words) -> list[str]:
    """What the customer keeps: number, topic, and by when to expect a reply."""
    told = {
        words.reference: inquiry.reference,
        words.topic: site.name_topic(inquiry.topic, inquiry.lang),
        words.received: _show(inquiry.received_at, site, words),
        words.expected: _show(inquiry.expected_at, site, words),
    }
    return [f"{name}: {value}" for name, value in told.items() if value]


def _begin(identity: UUID, inquiry: Kept, sender: Address, receiver: str, subject: str) -> EmailMessage:
    """The same headers however often it is sent, so that mail programs know a second one for a copy."""
    message = EmailMessage(SMTP)
    message["From"] = sender
    message["To"] = Address(addr_spec=receiver)
    message["Subject"] = subject
    message["Date"] = format_datetime(inquiry.received_at)
    message["Message-ID"] = f"<{identity}@{sender.domain}>"
    return message


def _list_values(inquiry: Opened, files: Sequence[Attachment], site: Site, topic: str) -> Iterable[str]:
    words, content = choose_words(site.languages[0]), inquiry.content
    yield from (inquiry.reference, topic, _show(inquiry.received_at, site, words))
    yield from (_show(inquiry.expected_at, site, words), content.email, content.phone, content.order, content.article)
    yield from (" · ".join(content.queries), " · ".join(content.articles), inquiry.lang, str(len(files) or ""))


def _quote(text: str) -> list[str]:
    """Marked line by line, so that no line of the customer's passes for one of ours."""
    return [f"> {line}" for line in text.split("\n")]


def _show(at: datetime | None, site: Site, words: Words) -> str:
    return show_time(at.astimezone(site.clock), words) if at else ""
