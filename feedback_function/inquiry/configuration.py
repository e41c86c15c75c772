"""The settings of the form as the server works with them: read at the start, refused where they can't be used."""

import hashlib
import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from feedback_function.setting_fields import BadSetting

if TYPE_CHECKING:
    from feedback_function.inquiry.settings import InquirySettings

EVERY_TOPIC = "*"
_EXTRA = {"cryptography": "cryptography", "PIL": "Pillow", "python_multipart": "python-multipart"}
_SCHEMES: dict[str, tuple[Literal["tls", "starttls", "none"], int]] = {
    "smtps": ("tls", 465),
    "smtp": ("starttls", 587),
    "smtp+plain": ("none", 25),
}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class MailServer:
    """Where mail goes, and how. `secrecy`: TLS from the start, by STARTTLS, or none."""

    host: str
    port: int
    secrecy: Literal["tls", "starttls", "none"]
    user: str = ""
    password: str = field(default="", repr=False)
    authority: str = ""


class Hook(Struct, frozen=True, forbid_unknown_fields=True):
    """A webhook; `topics`: those it is told of, or all."""

    kind: Literal["slack", "discord", "kakaowork", "json"]
    url: Annotated[str, Meta(max_length=2000)]
    topics: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """By which the outbox knows it; the address may hold a secret."""
        return "hook:" + hashlib.sha256(self.url.encode()).hexdigest()[:12]

    def wants(self, topic: str) -> bool:
        return not self.topics or topic in self.topics


@dataclass(frozen=True)
class Configuration:
    """All that the outbox needs to hand an inquiry on."""

    server: MailServer
    sender: Address
    receivers: dict[str, str]
    hooks: tuple[Hook, ...]
    hook_secret: str = field(repr=False)
    hook_text: bool
    acknowledgements: int

    def find_receiver(self, topic: str) -> str:
        """Who gets the mail on that topic."""
        return self.receivers.get(topic) or self.receivers[EVERY_TOPIC]

    def find_hook(self, name: str) -> Hook | None:
        """The webhook of that name, if it is still configured."""
        return next((hook for hook in self.hooks if hook.name == name), None)


def build_configuration(settings: "InquirySettings") -> Configuration:
    """Raises `BadSetting` for what is missing or can't be used; no value is repeated, since many are secret."""
    _check_libraries()
    _check_keys(settings)
    return Configuration(
        server=read_server(settings),
        sender=_read_sender(settings.inquiry_sender),
        receivers=_read_receivers(settings.inquiry_receivers),
        hooks=read_hooks(settings),
        hook_secret=settings.inquiry_webhook_secret,
        hook_text=settings.inquiry_webhook_text,
        acknowledgements=settings.inquiry_acknowledgements,
    )


def _check_libraries() -> None:
    missing = [name for module, name in _EXTRA.items() if not find_spec(module)]
    if missing:
        raise BadSetting(
            f"HC_INQUIRY_SITE: {missing[0]} is not installed", "pip install 'hc-builder[feedback,inquiry]'"
        )


def _check_keys(settings: "InquirySettings") -> None:
    from feedback_function.inquiry.sealing import BadKey, Sealer

    try:
        Sealer(settings.inquiry_keys)
    except BadKey:
        what = "HC_INQUIRY_KEYS: a key can't be used" if settings.inquiry_keys else "HC_INQUIRY_KEYS is missing"
        raise BadSetting(what, "make one with `hc inquiries key`, and keep it apart from the database") from None


def read_server(settings: "InquirySettings") -> MailServer:
    """The mail server. Raises `BadSetting`."""
    try:
        parts = urlsplit(settings.inquiry_smtp)
        secrecy, usual = _SCHEMES[parts.scheme]
        host, port = parts.hostname or "", parts.port or usual
        if not host or parts.username is not None or parts.path.strip("/"):
            raise ValueError
    except (KeyError, ValueError):
        raise BadSetting(
            "HC_INQUIRY_SMTP: no mail server", "use smtps://smtp.naver.com:465 or smtp://host:587"
        ) from None
    user, password = settings.inquiry_smtp_user, settings.inquiry_smtp_password
    if user and secrecy == "none" and host not in _LOOPBACK:
        raise BadSetting("HC_INQUIRY_SMTP: a password would be sent in clear", "use smtps:// or smtp://")
    return MailServer(host, port, secrecy, user, password, settings.inquiry_smtp_ca)


def _read_sender(text: str) -> Address:
    name, address = parseaddr(text)
    if not is_address(address):
        raise BadSetting("HC_INQUIRY_SENDER: no address", "use Shop <help@shop.kr>")
    return Address(name, addr_spec=address)


def _read_receivers(text: str) -> dict[str, str]:
    hint = 'use {"*": "help@shop.kr"}, and a line more for each topic of its own'
    receivers: dict[str, str] = _decode("HC_INQUIRY_RECEIVERS", text or "{}", dict[str, str], hint)
    wrong = [topic for topic, address in receivers.items() if not is_address(address)]
    if wrong:
        raise BadSetting(f"HC_INQUIRY_RECEIVERS: no address for {wrong[0]!r}", hint)
    if EVERY_TOPIC not in receivers:
        raise BadSetting("HC_INQUIRY_RECEIVERS: nobody gets the topics that are not named", hint)
    return receivers


def read_hooks(settings: "InquirySettings") -> tuple[Hook, ...]:
    """The webhooks. Raises `BadSetting`."""
    hint = 'use [{"kind": "slack", "url": "https://…"}]; slack, discord, kakaowork or json'
    hooks: tuple[Hook, ...] = _decode("HC_INQUIRY_WEBHOOKS", settings.inquiry_webhooks or "[]", tuple[Hook, ...], hint)
    if not all(_is_safe(hook.url) for hook in hooks):
        raise BadSetting("HC_INQUIRY_WEBHOOKS: an address is no https://", hint)
    if any(hook.kind == "json" for hook in hooks) and len(settings.inquiry_webhook_secret) < _SECRET_LENGTH:
        raise BadSetting("HC_INQUIRY_WEBHOOK_SECRET is missing or short", "use at least 16 characters by chance")
    return hooks


_SECRET_LENGTH = 16


def _decode(name: str, text: str, kind: Any, hint: str) -> Any:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.MsgspecError, UnicodeError):
        raise BadSetting(f"{name} can't be read", hint) from None


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )


def is_address(text: str) -> bool:
    """Whether mail can be sent to it: one plain ASCII address."""
    from feedback_function.inquiry.form import EMAIL

    return len(text) <= 254 and re.fullmatch(EMAIL, text) is not None
