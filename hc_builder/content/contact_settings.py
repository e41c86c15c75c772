"""The ways to a person, as `mkdocs.yml` says them: channels, opening hours, and the inquiry form."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from feedback_function.channels import Channel as ChannelType

FileKind = Literal["image", "pdf", "video", "text"]
SUMMARY = "{summary}"
"""In the address of a channel: here goes what the customer searched and read."""


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Opening hours in `zone`. `closed` adds the shop's own days to the public holidays of `holidays`."""

    weekdays: str = ""
    saturday: str = ""
    sunday: str = ""
    lunch: str = ""
    zone: str = "Asia/Seoul"
    holidays: str = "KR"
    closed: tuple[str, ...] = ()
    reply: str = ""


class Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to a person. `url` may be left out for `phone` and `email`, which are made of `value`, and for a `form`
    where the help center has one of its own."""

    type: ChannelType
    label: str = ""
    value: str = ""
    url: str = ""

    @property
    def href(self) -> str:
        made = {"phone": f"tel:{self.value.replace(' ', '')}", "email": f"mailto:{self.value}"}
        return self.url.replace(SUMMARY, "") or made.get(self.type, "")

    @property
    def summary_href(self) -> str:
        """The address with `{summary}` where what was tried goes along; empty where it can carry nothing."""
        is_mail = self.type == "email" and not self.url
        return f"{self.href}?body={SUMMARY}" if is_mail else self.url if SUMMARY in self.url else ""


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an inquiry is about. `reply_hours` of the contact hours may pass until it is answered; without them nothing
    is promised."""

    name: str
    reply_hours: Annotated[int, Meta(ge=1, le=1000)] | None = None


class InquiryFiles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may go along with an inquiry: at most so many files, of so many `megabytes` together; none where it is 0."""

    most: Annotated[int, Meta(ge=0, le=5)] = 5
    megabytes: Annotated[int, Meta(ge=1, le=10)] = 10
    kinds: tuple[FileKind, ...] = ("image",)


class Inquiry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The inquiry form, sent to a path or a whole address as the `endpoint` of feedback; without it there is no form.
    `topics` by id, in the order of the form; `keep`: days after which an inquiry is deleted, as the form says."""

    endpoint: str = ""
    topics: dict[str, Topic] = {}
    files: InquiryFiles = InquiryFiles()
    keep: Annotated[int, Meta(ge=1, le=1095)] = 30


class ContactSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    channels: tuple[Channel, ...] = ()
    hours: Hours = Hours()
    inquiry: Inquiry = Inquiry()
