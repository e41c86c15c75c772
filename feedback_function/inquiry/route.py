"""`POST /v1/inquiries`: what a customer wrote, on disk before it is answered with a number."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from feedback_function.addresses import find_client_address
from feedback_function.admission import Refusal, RequestHead, refuse_large_body
from feedback_function.clients import ClientLimits
from feedback_function.database import StoreUnavailable
from feedback_function.door import Door, Receive, read_body
from feedback_function.inquiry.admission import admit_form
from feedback_function.inquiry.answers import answer_fault, answer_kept
from feedback_function.inquiry.attachments import BadFile
from feedback_function.inquiry.content import Attachment, Kept
from feedback_function.inquiry.expected import find_expected
from feedback_function.inquiry.form import BadForm, File, Inquiry, parse_fields, parse_json
from feedback_function.inquiry.multipart import parse_form
from feedback_function.inquiry.reference import make_reference
from feedback_function.inquiry.room import Room, RoomFull
from feedback_function.inquiry.service import InquiryService
from feedback_function.inquiry.site import Site, Topic
from feedback_function.inquiry.words import choose_words
from feedback_function.metrics import Metrics
from feedback_function.responses import JsonAnswer, list_refusal_headers
from feedback_function.settings import EndpointSettings

MOST_FORM_BYTES = 256 * 1024
MOST_BYTES_AT_WORK = 48 * 1024 * 1024
UPLOAD_SECONDS = 120.0
MOST_DRAINED, DRAIN_SECONDS = 64 * 1024 * 1024, 20.0
DRAWING_SECONDS = 30.0
RETRY_CLIENT_SECONDS, RETRY_SOON_SECONDS = 600, 10
HASTY_COSTS = 3
_NOT_THE_CLIENTS = (408, 503)
"""A try that a slow line or the server ended costs nothing: the page tries again by itself."""

log = logging.getLogger("hc.feedback")


class Fault(Refusal):
    """A refusal in the customer's words: `name` is that of their sentence."""

    def __init__(self, status: int, code: str, name: str, of: str = "", retry_after: int | None = None) -> None:
        super().__init__(status, f"inquiry_{code}", "", "", retry_after)
        self.code, self.name, self.of = code, name, of


@dataclass
class Visit:
    """What is known of a request by the time it is answered."""

    head: RequestHead
    site: Site | None = None
    lang: str = ""
    client: Sequence[str] = field(default_factory=tuple)
    charged: int = 0

    @property
    def as_page(self) -> bool:
        """Whether a form without script asks, by what browsers say of a page that they load."""
        return self.head.accept.lstrip().lower().startswith("text/html")


class InquiryRoute(Door):
    """Takes inquiries. Nothing of them is logged, and nothing is served back but the number."""

    def __init__(self, settings: EndpointSettings, metrics: Metrics, service: InquiryService) -> None:
        super().__init__(settings, metrics)
        self._service = service
        self._limits = ClientLimits(settings, settings.inquiry_requests)
        self._room = Room(MOST_BYTES_AT_WORK)

    async def answer(self, head: RequestHead, receive: Receive) -> JsonAnswer:
        """201 with the number, 200 where it was stored before, or a fault in the customer's language."""
        visit = Visit(head)
        try:
            return await self._take(visit, receive)
        except Refusal as refusal:
            if refusal.reason == "body_size":
                await _drain(head, receive)
            if refusal.status in _NOT_THE_CLIENTS:
                await self._limits.give_back(visit.client, visit.charged)
            self.metrics.count_rejected(refusal.reason)
            return _tell(refusal, visit)

    async def _take(self, visit: Visit, receive: Receive) -> JsonAnswer:
        site = visit.site = self._service.site.read()
        visit.lang = site.languages[0] if site else "ko"
        kind = admit_form(visit.head, self.settings)
        if site is None:
            raise _refuse_unavailable()
        await self._charge(visit, 1)
        most = MOST_FORM_BYTES + (site.files.bytes if kind == "multipart/form-data" else 0)
        _refuse_told_length(visit.head, most)
        try:
            with self._room.share(receive) as receive_counted:  # until all is kept, for so long the files are held
                inquiry, files = await _parse(visit, receive_counted, kind, most)
                visit.lang = inquiry.lang or visit.lang
                return await self._keep(visit, site, inquiry, files)
        except RoomFull:
            raise _refuse_unavailable() from None

    async def _charge(self, visit: Visit, cost: int) -> None:
        if not visit.client:
            head, now = visit.head, datetime.now(UTC)
            address = find_client_address(head.peer, head.forwarded_for, self.settings.trusted_proxies)
            visit.client = self._limits.identify(address, now.date())
        if not await self._limits.allow(visit.client, cost):
            raise Fault(429, "too_many", "too_many", retry_after=RETRY_CLIENT_SECONDS)
        visit.charged += cost

    async def _keep(self, visit: Visit, site: Site, inquiry: Inquiry, files: list[File]) -> JsonAnswer:
        topic = site.find_topic(inquiry.topic)
        if topic is None:
            raise _refuse_field("topic")
        if inquiry.is_trap:
            self._service.count("trap")
            return answer_kept(201, _pretend(inquiry, site, topic), site, visit.lang, as_page=visit.as_page)
        try:
            inquiry = await asyncio.to_thread(self._service.identify, inquiry, files)
            taken = await asyncio.to_thread(self._service.find, inquiry)
            if taken is None:
                await self._charge(visit, HASTY_COSTS - 1 if inquiry.is_hasty else 0)
                attached = await self._draw(files, site) if files else []
                taken = await asyncio.to_thread(self._service.keep, inquiry, attached, site, topic)
        except BadFile as fault:
            name = str(fault)
            raise Fault(413 if name == "files_large" else 422, "files", name, "files") from None
        except StoreUnavailable as fault:
            log.warning("not_stored", extra={"detail": f"{type(fault).__name__}: {fault}"})
            raise _refuse_unavailable() from None
        if not taken.is_new:
            await self._limits.give_back(visit.client, 1)
        status = 201 if taken.is_new else 200
        return answer_kept(status, taken.kept, site, visit.lang, as_page=visit.as_page)

    async def _draw(self, files: list[File], site: Site) -> list[Attachment]:
        """Raises `BadFile`, and `Refusal` where it takes too long. The thread can't be stopped: what it is at ends by
        the limits of attachments.py, of points and of scans, and it draws for one customer at a time."""
        try:
            async with asyncio.timeout(DRAWING_SECONDS):
                return await self._service.read_files(files, site)
        except TimeoutError:
            raise _refuse_unavailable() from None


def _refuse_told_length(head: RequestHead, most: int) -> None:
    told = head.content_length
    if told.isdecimal() and int(told[:12]) > most:
        raise refuse_large_body(most)


async def _parse(visit: Visit, receive: Receive, kind: str, most: int) -> tuple[Inquiry, list[File]]:
    """The form that a request brings. Raises `Refusal`; whatever is too large is refused before it is parsed."""
    try:
        async with asyncio.timeout(UPLOAD_SECONDS):
            body = await read_body(receive, most)
        return await _parse_body(body, kind, visit.head.content_type)
    except TimeoutError:
        raise Fault(408, "unavailable", "unavailable") from None
    except BadForm as fault:
        visit.lang = fault.lang or visit.lang
        raise _refuse_field(fault.field) from None


async def _drain(head: RequestHead, receive: Receive) -> None:
    """Let a browser finish sending what is too large, unless it is far too large: it reads no answer before. A browser
    says how much it sends."""
    left = int(head.content_length[:12]) if head.content_length.isdecimal() else 0
    if left > MOST_DRAINED:
        return
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            while left > 0 and (message := await receive()).get("more_body", False):
                left -= len(message.get("body", b""))


async def _parse_body(body: bytes, kind: str, content_type: str) -> tuple[Inquiry, list[File]]:
    if kind == "application/json":
        return parse_json(body), []
    fields, files = await parse_form(body, content_type)
    return parse_fields(fields), files


def _pretend(inquiry: Inquiry, site: Site, topic: Topic) -> Kept:
    """What a program that fills every field is told: as if it had been taken."""
    now = datetime.now(UTC)
    expected = find_expected(site, topic, now)
    return Kept(inquiry.id or uuid4(), make_reference(), now, expected, topic.id, None, inquiry.lang or "", "site")


def _refuse_field(name: str) -> Fault:
    known = name in ("topic", "text", "email", "phone", "order")
    return Fault(422, "invalid", name if known else "invalid", name)


def _refuse_unavailable() -> Fault:
    return Fault(503, "unavailable", "unavailable", retry_after=RETRY_SOON_SECONDS)


_CODES = {413: "too_large", 429: "too_many", 408: "unavailable", 503: "unavailable"}


def _tell(refusal: Refusal, visit: Visit) -> JsonAnswer:
    """The refusal as the contract of the form has it."""
    code = refusal.code if isinstance(refusal, Fault) else _CODES.get(refusal.status, "invalid")
    name = refusal.name if isinstance(refusal, Fault) else "origin" if refusal.reason == "origin" else code
    field_name = refusal.of if isinstance(refusal, Fault) else ""
    message = _say(name, visit)
    extra = tuple(list_refusal_headers(refusal))
    return answer_fault(
        refusal.status, code, field_name, message, visit.site, visit.lang, as_page=visit.as_page, extra=extra
    )


def _say(name: str, visit: Visit) -> str:
    faults = choose_words(visit.lang).faults
    if visit.site is None:
        return faults[name]
    files = visit.site.files
    kinds = ", ".join(faults["text_file" if kind == "text" else kind] for kind in files.kinds)
    return faults[name].format(most=files.most, megabytes=files.bytes >> 20, kinds=kinds)
