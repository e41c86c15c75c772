"""The sentences of an explanation. Korean ones put a word and a dash where a particle would depend on the word."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The sentences of one language."""

    quote: str
    numbers: Mapping[str, str]
    nothing_asked: str
    read_as: str
    turned: str
    weak: str
    weak_part: str
    rest: str
    also: str
    unknown: str
    only_meanings: str
    how: Mapping[str, str]
    count: str
    share: str
    card: str
    card_words: str
    answer: str
    none_found: str
    nearest: str
    stands_for: str
    places: Mapping[str, str]
    lacks: str
    asked: str
    ranked: str
    not_found: str
    better: str
    cures: str
    untried: str
    no_cure: str
    cure: Mapping[str, str]
    then: str


_KO = Words(
    quote="‘{}’",
    numbers={
        "order": "‘{query}’ — 주문번호로 보여서 찾지 않고, 주문 조회로 안내해요.",
        "parcel": "‘{query}’ — 운송장 번호로 보여서 찾지 않고, 배송 조회로 안내해요.",
    },
    nothing_asked="찾을 만한 말이 없어요. 조사와 어미, 어느 글에나 있는 말뿐이에요.",
    read_as="이렇게 읽었어요:",
    turned="한/영 자판을 바꿔 친 것으로 보았어요: ‘{}’.",
    weak="흔한 말이라 따지지 않았어요.",
    weak_part="‘{}’: 흔한 말이라 거의 따지지 않았어요.",
    rest="‘{}’: 조사나 어미라서 뗐어요.",
    also="같은 뜻으로 함께 찾은 말: {}.",
    unknown="‘{}’: 어느 글에도 없는 말이라 답 없이 남았어요.",
    only_meanings="‘{}’: 글에는 없는 말이지만, 같은 뜻의 말이나 그 일부가 글 {}개에 있어요.",
    how={
        "typed": "‘{}’: 적은 그대로.",
        "word": "‘{}’: 이 말에 들어 있는 낱말.",
        "part": "‘{}’: 이 말의 일부.",
        "synonym": "‘{}’: 통째로 보아.",
        "mended": "‘{}’: 잘못 친 말을 고쳐 읽음.",
        "typing": "‘{}’: 아직 다 치지 않은 말을 이어 읽음.",
        "initials": "‘{}’: 초성으로 읽음.",
        "spelled": "‘{}’: 초성으로 읽음.",
        "pair": "‘{}’: 두 글자가 든 말.",
    },
    count="글 {}개에 있어요.",
    share="(질문의 {}%)",
    card="결과 위에 보여 주는 카드: {} [{}]",
    card_words="카드를 찾는 말",
    answer="결과 위에 인용하는 답: {} [{}, {:.2f}]",
    none_found="답이라고 믿을 만큼 질문을 담은 글이 없어서, 아무 글도 보여 주지 않아요.",
    nearest="그나마 가까운 글:",
    stands_for=" → {}",
    places={
        "title": "제목",
        "question": "questions",
        "keywords": "keywords나 요약",
        "heading": "소제목",
        "text": "본문",
    },
    lacks="이 글에 없는 말",
    asked="물어보신 글: {} ({})",
    ranked="지금 {}번째로 나와요.",
    not_found="지금은 결과에 나오지 않아요.",
    better="{} — 첫째 글에는 {}에 있고, 이 글에는 {}에만 있어요.",
    cures="고치는 법. 하나씩 고친 글로 다시 찾아 확인했어요:",
    untried="고치는 법. 글이 많아 미리 해 보지는 않았어요:",
    no_cure="questions와 동의어, 제목을 고쳐 찾아봤지만 더 앞으로 오지 않아요. 질문에 맞는 글인지 보세요.",
    cure={
        "question": "{path}의 questions:에 ‘{text}’ 줄을 더하세요",
        "synonym": "두 말이 손님에게 같은 뜻이면 synonyms.yml에 `- {{from: [{text}], to: [{target}]}}` 줄을 더하세요",
        "title": "{path}의 제목에 ‘{text}’도 넣으세요",
    },
    then="고치면 {}번째로 나와요",
)

_EN = Words(
    quote="“{}”",
    numbers={
        "order": "“{query}” looks like an order number: it is not searched, and leads to the order look-up.",
        "parcel": "“{query}” looks like a parcel number: it is not searched, and leads to the parcel look-up.",
    },
    nothing_asked="There is nothing in it to search for: only words that stand in every article.",
    read_as="It was read as:",
    turned="typed with the other keyboard layout: “{}”.",
    weak="a common word that does not count.",
    weak_part="“{}”: a common word that hardly counts.",
    rest="“{}” was taken off as an ending.",
    also="Also searched, as meaning the same: {}.",
    unknown="“{}”: no article has it, so this part stays unanswered.",
    only_meanings="“{}”: no article has it, but {} have a word that means the same, or a piece of it.",
    how={
        "typed": "“{}”: as typed.",
        "word": "“{}”: a word in it.",
        "part": "“{}”: a part of it.",
        "synonym": "“{}” as a whole.",
        "mended": "“{}”: mended from a slip.",
        "typing": "“{}”: completed from what was typed.",
        "initials": "“{}”: from its initials.",
        "spelled": "“{}”: from its initials.",
        "pair": "“{}”: words that hold these two syllables.",
    },
    count="Articles with it: {}.",
    share="({}% of the question)",
    card="The card above the results: {} [{}]",
    card_words="the card's words",
    answer="The answer quoted above the results: {} [{}, {:.2f}]",
    none_found="No article has enough of the question to be believed an answer, so none is shown.",
    nearest="The nearest:",
    stands_for=" → {}",
    places={
        "title": "title",
        "question": "questions",
        "keywords": "keywords or summary",
        "heading": "a heading",
        "text": "text",
    },
    lacks="not in this article",
    asked="The article you asked about: {} ({})",
    ranked="It stands at place {} now.",
    not_found="It is not among the results now.",
    better="{}: the first article has it in its {}, this one only in its {}.",
    cures="What helps; each was tried on the changed article:",
    untried="What may help; with so many articles it was not tried:",
    no_cure="A question, a synonym and a longer title were tried, and none brings it further up.",
    cure={
        "question": "add “{text}” to `questions:` in {path}",
        "synonym": "if the two mean the same to customers, add `- {{from: [{text}], to: [{target}]}}` to synonyms.yml",
        "title": "put “{text}” into the title of {path}",
    },
    then="place {}",
)

WORDS: Mapping[str, Words] = {"ko": _KO, "en": _EN}
