"""A server that takes inquiries as the form's contract says, and can be busy, lose its answer or refuse."""

import asyncio
import email
import email.policy
from dataclasses import dataclass, field
from urllib.parse import parse_qsl
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

REFERENCE = "H7K3-P9QX"
EXPECTED = "2026-12-01T15:00:00+09:00"
_PAGE = f"<!doctype html><html lang=ko><title>접수</title><h1>접수 번호: {REFERENCE}</h1>"
_PORTAL = "<!doctype html><title>Wi-Fi</title><p>Sign in"


@dataclass
class Inquiry:
    """What came: text by name, lists of what came more than once, and the files' names with their bytes."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    files: list[tuple[str, str, bytes]] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.fields[name][0]


@dataclass
class Receiver:
    """`kept` by id; the next answers are those of `moods`, then all is well."""

    kept: dict[str, Inquiry] = field(default_factory=dict)
    moods: list[str] = field(default_factory=list)
    tries: int = 0

    @property
    def route(self) -> Route:
        return Route("/v1/inquiries", self.take, methods=["POST"])

    async def take(self, request: Request) -> Response:
        mood = self.moods.pop(0) if self.moods else "well"
        self.tries += 1
        inquiry = _parse(await request.body(), request.headers["content-type"])
        if mood == "busy":
            error = {"code": "unavailable", "field": None, "message": "지금은 받을 수 없어요."}
            return JSONResponse({"error": error}, 503, headers={"Retry-After": "60"})
        if mood == "many":
            error = {"code": "too_many", "field": None, "message": "잠시 뒤 다시 보내 주세요."}
            return JSONResponse({"error": error}, 429, headers={"Retry-After": "3600"})
        if mood == "refuses":
            error = {"code": "invalid", "field": "email", "message": "이 주소로는 답장을 보낼 수 없어요."}
            return JSONResponse({"error": error}, 422)
        if mood == "slow":
            await asyncio.sleep(0.6)
        return self._keep(inquiry, mood, request.headers.get("accept", ""))

    def _keep(self, inquiry: Inquiry, mood: str, accept: str) -> Response:
        id = inquiry.fields.get("id", [str(uuid4())])[0]
        status = 200 if id in self.kept else 201
        self.kept.setdefault(id, inquiry)
        if mood == "portal":  # it is stored, and something on the way answers instead
            return HTMLResponse(_PORTAL)
        if accept.startswith("text/html"):
            return HTMLResponse(
                f"<!doctype html><html lang=ko><title>접수</title><h1>접수 번호: {REFERENCE}</h1>", status
            )
        return JSONResponse({"inquiry": True, "reference": REFERENCE, "expected": EXPECTED}, status)


def _parse(body: bytes, content_type: str) -> Inquiry:
    inquiry = Inquiry()
    if content_type.startswith("application/x-www-form-urlencoded"):
        for name, value in parse_qsl(body.decode(), keep_blank_values=True):
            inquiry.fields.setdefault(name, []).append(value)
        return inquiry
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    for part in email.message_from_bytes(head + body, policy=email.policy.HTTP).iter_parts():
        _add(inquiry, part)
    return inquiry


def _add(inquiry: Inquiry, part: email.message.EmailMessage) -> None:
    name, data = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
    if (file := part.get_filename()) is not None:
        inquiry.files += [(file, part.get_content_type(), data)] if file else []
    else:
        inquiry.fields.setdefault(str(name), []).append(data.decode())
