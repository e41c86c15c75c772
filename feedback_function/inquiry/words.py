"""What customers are told by the server, in their language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Language = Literal["ko", "en"]


@dataclass(frozen=True)
class Words:
    """The sentences of one language."""

    faults: dict[str, str]
    got: str
    reference: str
    topic: str
    received: str
    expected: str
    home: str
    failed: str
    back: str
    subject: str
    greeting: str
    kept: str
    automatic: str
    weekdays: tuple[str, ...]
    day: str


_KO = Words(
    faults={
        "invalid": "문의를 읽지 못했어요. 적은 내용을 살펴보고 다시 보내 주세요.",
        "topic": "문의 분야를 골라 주세요.",
        "text": "문의 내용을 적어 주세요. 5,000자까지 보낼 수 있어요.",
        "email": "답을 받을 이메일 주소나 전화번호를 적어 주세요. 이메일은 name@example.com처럼 써요.",
        "phone": "전화번호를 숫자로 적어 주세요. 예: 010-1234-5678",
        "order": "주문번호는 40자까지 적을 수 있어요.",
        "origin": "이 페이지에서는 문의를 보낼 수 없어요.",
        "too_large": "보낸 것이 너무 커요. 파일을 줄여서 다시 보내 주세요.",
        "too_many": "짧은 시간에 문의를 많이 보냈어요. 잠시 뒤에 다시 보내 주세요.",
        "files_many": "파일이 너무 많아요. {most}개까지 보낼 수 있어요.",
        "files_large": "파일이 너무 커요. 모두 합해 {megabytes}MB까지 보낼 수 있어요.",
        "files_kind": "보낼 수 없는 파일이에요. 보낼 수 있는 것: {kinds}.",
        "unavailable": "지금은 문의를 받지 못하고 있어요. 적은 내용을 그대로 두고 잠시 뒤에 다시 보내 주세요.",
        "image": "사진(JPEG, PNG, WebP, GIF)",
        "pdf": "PDF",
        "video": "동영상(MP4, WebM)",
        "text_file": "텍스트",
    },
    got="문의를 접수했어요",
    reference="접수 번호",
    topic="분야",
    received="접수 시각",
    expected="답변 예상 시각",
    home="고객센터로 돌아가기",
    failed="문의를 보내지 못했어요",
    back="브라우저의 뒤로 가기를 누르면 적던 내용으로 돌아가요.",
    subject="[{reference}] 문의를 접수했어요",
    greeting="문의를 접수했어요. 답을 기다리는 동안 아래 번호를 가지고 있어 주세요.",
    kept="이 주소로 문의한 적이 없다면 이 메일은 지워도 괜찮아요.",
    automatic="자동으로 보낸 메일이에요.",
    weekdays=("월", "화", "수", "목", "금", "토", "일"),
    day="{month}월 {day}일({weekday}) {time}",
)
_EN = Words(
    faults={
        "invalid": "Your inquiry could not be read. Please check what you wrote and send it again.",
        "topic": "Please choose a topic.",
        "text": "Please write your question, in up to 5,000 characters.",
        "email": "Please give an e-mail address such as name@example.com, or a phone number, for the answer.",
        "phone": "Please write the phone number in digits, such as 010-1234-5678.",
        "order": "An order number has up to 40 characters.",
        "origin": "Inquiries can't be sent from this page.",
        "too_large": "This is too large. Please send less, or smaller files.",
        "too_many": "Many inquiries came from here in a short time. Please try again later.",
        "files_many": "Too many files: up to {most} can be sent.",
        "files_large": "The files are too large: up to {megabytes} MB together can be sent.",
        "files_kind": "This file can't be sent. What can: {kinds}.",
        "unavailable": "Inquiries can't be taken right now. Please keep what you wrote and try again soon.",
        "image": "pictures (JPEG, PNG, WebP, GIF)",
        "pdf": "PDF",
        "video": "films (MP4, WebM)",
        "text_file": "text",
    },
    got="We have your inquiry",
    reference="Reference",
    topic="Topic",
    received="Received",
    expected="Reply expected by",
    home="Back to the help center",
    failed="Your inquiry was not sent",
    back="Your browser's back button leads to what you wrote.",
    subject="[{reference}] We have your inquiry",
    greeting="We have your inquiry. Please keep the number below until we reply.",
    kept="If you did not write to us, you can delete this mail.",
    automatic="This mail was sent automatically.",
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    day="{weekday} {year}-{month:02}-{day:02}, {time}",
)


def choose_language(lang: str) -> Language:
    """Korean for Korean; English for every other language, of which there are no words yet."""
    return "ko" if lang.partition("-")[0].lower() == "ko" else "en"


def choose_words(lang: str) -> Words:
    """The sentences for a customer who reads `lang`."""
    return _KO if choose_language(lang) == "ko" else _EN


def show_time(at: datetime, words: Words) -> str:
    """A local time: `12월 1일(화) 15:00`."""
    weekday = words.weekdays[at.weekday()]
    return words.day.format(year=at.year, month=at.month, day=at.day, weekday=weekday, time=f"{at:%H:%M}")
