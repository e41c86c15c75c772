"""Personal data in sentences that nobody wrote by hand, looked for in the bytes of the database's files."""

import random
from uuid import UUID

from event_samples import make_body, make_event

from feedback_function.facts import MAX_EVENTS
from feedback_function.parsing import parse_events
from feedback_function.store import open_store

SURNAMES, GIVEN = "김이박최정강조윤장임한오서신권황안송전홍", "민준서연도윤하은지호예진수빈우진영희철수길동"
BEFORE = ["", "제 번호는 ", "연락처: ", "환불은 ", "주문자 ", "안녕하세요 ", "어제 주문한 건인데 ", "(급함) "]
AFTER = [
    "",
    "로 연락 주세요",
    "이에요",
    "입니다",
    " 확인 부탁드려요",
    "인데 언제 와요?",
    ", 감사합니다",
    " 😀",
    "\n빨리요",
]


def make_digits(chance, count):
    return "".join(chance.choice("0123456789") for _ in range(count))


def make_phone(chance):
    mark = chance.choice(["", "-", " ", ".", "–", " - "])
    parts = [
        chance.choice(["010", "011", "02", "031", "070", "+82 10", "0507"]),
        make_digits(chance, 4),
        make_digits(chance, 4),
    ]
    return mark.join(parts), parts[1] + mark + parts[2]


def make_resident_number(chance):
    birth = f"{chance.randint(0, 99):02}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    tail = chance.choice("12345678") + make_digits(chance, 6)
    return birth + chance.choice(["-", "", " "]) + tail, tail


def make_card(chance):
    digits = [int(digit) for digit in "4" + make_digits(chance, 14)]
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-1::-2]]
    number = "".join(map(str, digits)) + str(-(sum(doubled) + sum(digits[-2::-2])) % 10)
    mark = chance.choice(["", "-", " "])
    text = mark.join(number[start : start + 4] for start in range(0, 16, 4))
    return text, text


def make_email(chance):
    local = "".join(chance.choice("abcdefghijklmnop0123456789._") for _ in range(9)).strip(".") + "q"
    return f"{local}@{chance.choice(['naver.com', 'gmail.com', 'mail.shop.co.kr'])}", f"{local}@"


def make_account(chance):
    shape = chance.choice([(3, 3, 6), (4, 2, 7), (6, 2, 6), (3, 6, 5)])
    text = "-".join(chance.choice("1234") + make_digits(chance, size - 1) for size in shape)
    return text, text


def make_parcel(chance):
    text = chance.choice("123456") + make_digits(chance, chance.choice([9, 11, 12]))
    return text, text


def make_order(chance):
    text = f"2026{chance.randint(1, 12):02}{chance.randint(1, 28):02}-{make_digits(chance, 7)}"
    return text, text


def make_name(chance):
    name = chance.choice(SURNAMES) + chance.choice(GIVEN) + "쀍"  # a syllable that no other text has
    return name + chance.choice(["님", " 님", "씨", " 씨"]), name


def make_home(chance):
    text = f"{chance.randint(101, 999)}동 {chance.randint(101, 2999)}호"
    return text, text


MAKERS = [
    make_phone, make_resident_number, make_card, make_email, make_account, make_parcel, make_order, make_name,
    make_home,
]  # fmt: skip


def make_sentence(chance):
    """A sentence with one or two secrets; returns it and them."""
    secrets = [chance.choice(MAKERS)(chance) for _ in range(chance.randint(1, 2))]
    text = chance.choice(BEFORE) + ", ".join(written for written, _ in secrets) + chance.choice(AFTER)
    return text, [secret for _, secret in secrets]


def make_carrier(chance, number, text):
    """An event that carries `text`. Its id is no random one, in which seven digits might be by accident."""
    field = {"comment": text} if chance.random() < 0.5 else {"query": text}
    return make_event("vote" if "comment" in field else "search", id=str(UUID(int=number)), **field)


def test_no_generated_personal_data_is_in_the_databases_bytes(tmp_path):
    chance = random.Random(20260615)
    sentences = [make_sentence(chance) for _ in range(1500)]
    store = open_store(f"sqlite:///{tmp_path / 'events.db'}")
    for start in range(0, len(sentences), MAX_EVENTS):
        body = make_body(
            *(make_carrier(chance, n, text) for n, (text, _) in enumerate(sentences[start:][:MAX_EVENTS], start))
        )
        assert store.append(parse_events(body).accepted) == MAX_EVENTS
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    found = [(text, secret) for text, secrets in sentences for secret in secrets if secret.encode() in kept]
    assert found == []
