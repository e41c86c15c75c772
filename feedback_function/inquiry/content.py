"""What is sealed of an inquiry, and what an inquiry is once it is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from feedback_function.errors import UserError
from feedback_function.inquiry.form import Inquiry
from feedback_function.inquiry.sealing import SealedElsewhere, Sealer


class UnknownInquiry(UserError):
    """No inquiry with that number is kept."""


class Content(Struct, frozen=True, omit_defaults=True):
    """What the customer sent. `id` is the inquiry's, so that the seals of two can't change places unnoticed."""

    id: UUID
    text: str
    email: str = ""
    phone: str = ""
    order: str = ""
    article: str = ""
    queries: list[str] = []
    articles: list[str] = []


@dataclass(frozen=True)
class Attachment:
    """A file as it is handed on: `kind` is the type that its content has, such as `image/jpeg`."""

    kind: str
    data: bytes


@dataclass(frozen=True)
class Kept:
    """An inquiry as the database has it in clear."""

    id: UUID
    reference: str
    received_at: datetime
    expected_at: datetime | None
    topic: str
    article: str | None
    lang: str
    source: str


@dataclass(frozen=True)
class Opened(Kept):
    """An inquiry with what the customer wrote."""

    content: Content


def build_content(identity: UUID, inquiry: Inquiry) -> Content:
    """Of a form that was sent."""
    return Content(
        identity,
        inquiry.text,
        email=inquiry.email or "",
        phone=inquiry.phone or "",
        order=inquiry.order or "",
        article=inquiry.article or "",
        queries=inquiry.queries or [],
        articles=inquiry.articles or [],
    )


def seal_content(sealer: Sealer, content: Content) -> bytes:
    return sealer.seal(msgspec.json.encode(content))


def open_content(sealer: Sealer, identity: UUID, sealed: bytes) -> Content:
    """Raises `SealedElsewhere`, also for what was sealed for another inquiry."""
    content = msgspec.json.decode(sealer.open(sealed), type=Content)
    if content.id != identity:
        raise SealedElsewhere(
            "an inquiry holds the seal of another", "the database was tampered with: restore a backup"
        )
    return content


def seal_file(sealer: Sealer, identity: UUID, number: int, data: bytes) -> bytes:
    return sealer.seal(_build_label(identity, number) + data)


def open_file(sealer: Sealer, identity: UUID, number: int, sealed: bytes) -> bytes:
    """Raises `SealedElsewhere`, also for what was sealed for another inquiry."""
    label, data = _build_label(identity, number), sealer.open(sealed)
    if not data.startswith(label):
        raise SealedElsewhere("a file holds the seal of another", "the database was tampered with: restore a backup")
    return data[len(label) :]


def _build_label(identity: UUID, number: int) -> bytes:
    return identity.bytes + bytes([number])
