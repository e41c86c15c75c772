"""An answer as bubbles of a Kakao channel's chatbot: SkillResponse, version 2.0.

The limits are those of Kakao's guide to skills ("응답 타입별 JSON 포맷", read in November 2026). A basicCard needs a
picture, so an answer without one is a textCard, or simpleText where it is too long for that.
"""

from collections.abc import Sequence
from typing import Any

from hc_builder.answering.answers import Answer, FoundArticle
from hc_builder.content.cards import CardLink
from hc_builder.search.result import FoundCard, Quote

MOST_OUTPUTS, MOST_QUICK_REPLIES, MOST_ITEMS, MOST_BUTTONS = 3, 10, 5, 3
MOST_TEXT, MOST_TITLE, MOST_TEXT_CARD, MOST_LABEL = 1_000, 50, 400, 14
_SHOWN_TITLES = 5
_LONGEST_DESCRIPTION = 80  # two lines of a list, of which Kakao cuts the rest

Part = dict[str, Any]
_WORDS = {
    "ko": {
        "more": "자세히 보기",
        "none": "맞는 답을 찾지 못했어요. 다른 말로 짧게 물어봐 주세요.",
        "articles": "함께 보면 좋은 글",
        "nearest": "혹시 이 글을 찾으셨나요?",
        "person": "상담원 연결",
        "busy": "지금은 질문이 많아요. 잠시 뒤에 다시 물어봐 주세요.",
    },
    "en": {
        "more": "Read more",
        "none": "We found no answer. Please ask in other, shorter words.",
        "articles": "Related articles",
        "nearest": "Were you looking for one of these?",
        "person": "Contact us",
        "busy": "Many people are asking right now. Please try again in a moment.",
    },
}


def build_response(answer: Answer) -> Part:
    """What answers first, then articles to go on with, then what to say next."""
    words = _find_words(answer.lang)
    listed = _list_others(answer)
    outputs = [*_show_best(answer, words), *_show_articles(listed, bool(answer.articles), words)]
    return _respond(outputs, _offer_replies(answer, listed, words))


def build_busy(lang: str) -> Part:
    """What is said in place of an answer that can't be given now."""
    return _respond([_show_text(_find_words(lang)["busy"])], [])


def _respond(outputs: Sequence[Part], replies: Sequence[Part]) -> Part:
    template: Part = {"outputs": outputs[:MOST_OUTPUTS]}
    if replies:
        template["quickReplies"] = replies[:MOST_QUICK_REPLIES]
    return {"version": "2.0", "template": template}


def _find_words(lang: str) -> dict[str, str]:
    return _WORDS["ko" if lang.startswith("ko") or not lang else "en"]


def _show_best(answer: Answer, words: dict[str, str]) -> list[Part]:
    if answer.wording and answer.wording.status == "kept":
        return _show_bubbles("", answer.wording.text, [CardLink(words["more"], answer.wording.sentences[0].url)])
    if answer.card:
        return _show_card(answer.card)
    if answer.quote:
        return _show_bubbles(answer.quote.title, write_quote(answer.quote), [CardLink(words["more"], answer.quote.url)])
    if answer.articles:
        best = answer.articles[0]
        return _show_bubbles(best.title, best.summary, [CardLink(words["more"], best.url)])
    return _show_bubbles("", words["none"], answer.contact)


def write_quote(quoted: Quote) -> str:
    """Steps with their numbers, cells with their columns, a line each."""
    if quoted.form == "step":
        return "\n".join(f"{number}. {part}" for number, part in enumerate(quoted.parts, 1))
    if quoted.form == "row" and len(quoted.columns) == len(quoted.parts):
        return "\n".join(f"{column}: {part}" for column, part in zip(quoted.columns, quoted.parts, strict=True))
    return quoted.text


def _show_card(card: FoundCard) -> list[Part]:
    unclickable = [link.label for link in card.links if not _build_button(link)]
    lines = [line for line in (card.text, *card.lines, *unclickable) if line]
    return _show_bubbles(card.title, "\n".join(lines), card.links)


def _show_bubbles(title: str, text: str, links: Sequence[CardLink]) -> list[Part]:
    """One card; where the text is too long for it, the text and a card of its own for the buttons."""
    buttons = [button for link in links if (button := _build_button(link))][:MOST_BUTTONS]
    title = _cut(title, MOST_TITLE)
    if len(title) + len(text) > MOST_TEXT_CARD:
        head = [{"textCard": {"title": title, "buttons": buttons}}] if title and buttons else []
        return [_show_text(text), *head]
    if not buttons:
        return [_show_text("\n".join(filter(None, (title, text))))]
    named = {"title": title, "description": text}
    return [{"textCard": {key: value for key, value in named.items() if value} | {"buttons": buttons}}]


def _show_text(text: str) -> Part:
    return {"simpleText": {"text": _cut(text, MOST_TEXT)}}


def _build_button(link: CardLink) -> Part | None:
    """A mail address is no button in a chat, and neither is an address without a host."""
    if link.url.startswith("tel:"):
        number = link.url.removeprefix("tel:")
        label = link.label.removesuffix(number).strip() or number
        return {"action": "phone", "label": _cut(label, MOST_LABEL), "phoneNumber": number}
    named = {"action": "webLink", "label": _cut(link.label, MOST_LABEL), "webLinkUrl": link.url}
    return named if _is_web(link.url) else None


def _list_others(answer: Answer) -> Sequence[FoundArticle]:
    """The articles that are not in the first bubble; none beside a card, which is all that was asked for."""
    if answer.card or not answer.articles:
        return answer.nearest
    best = answer.quote.article if answer.quote else answer.articles[0].id
    return [found for found in answer.articles if found.id != best]


def _show_articles(listed: Sequence[FoundArticle], is_sure: bool, words: dict[str, str]) -> list[Part]:
    items = [
        {"title": found.title, "description": _cut(found.section or found.summary, _LONGEST_DESCRIPTION)}
        | {"link": {"web": found.url}}
        for found in listed
        if _is_web(found.url)
    ]
    header = {"title": words["articles" if is_sure else "nearest"]}
    return [{"listCard": {"header": header, "items": items[:MOST_ITEMS]}}] if items else []


def _offer_replies(answer: Answer, listed: Sequence[FoundArticle], words: dict[str, str]) -> list[Part]:
    """Titles, which the chat can answer in turn, and the way to a person."""
    titles = [found.title for found in listed[:_SHOWN_TITLES]]
    is_shown = answer.is_empty or (answer.card is not None and answer.card.id == "card:contact")
    person = [words["person"]] if answer.contact and not is_shown else []
    return [{"action": "message", "label": _cut(said, MOST_LABEL), "messageText": said} for said in (*titles, *person)]


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
