"""The inquiry form of a help center: where it stands, where it is sent, and what its script needs to know."""

from collections.abc import Mapping

from hc_builder.content.contact_settings import Channel
from hc_builder.content.help_center import address
from hc_builder.content.settings import GivenSettings, Settings

FILE = "inquiry.json"
"""What the inquiry server must know of topics, hours and holidays, by path in the site."""

_FILE_TYPES = {
    "image": "image/jpeg,image/png,image/webp,image/gif",
    "pdf": "application/pdf",
    "video": "video/mp4,video/quicktime,video/webm",
    "text": "text/plain",
}
"""As browsers choose files by. HEIC is not among the pictures, so that iPhones send JPEG."""


def find_inquiry_page(settings: Settings, lang: str) -> str:
    """The address of the form under the site's root; empty where there is none."""
    has_form = settings.in_language(lang).contact.inquiry.endpoint
    return address("inquiry", lang, settings) if has_form else ""


def leads_to_form(channel: Channel, settings: GivenSettings) -> bool:
    """Whether it is the help center's own form that the channel leads to."""
    return channel.type == "form" and not channel.url and bool(settings.contact.inquiry.endpoint)


def find_inquiry_endpoint(settings: GivenSettings) -> str:
    """Where inquiries go: relative to the site's root, so that it stands below a base path, or whole."""
    return settings.contact.inquiry.endpoint.lstrip("/")


def list_file_types(settings: GivenSettings) -> str:
    """The media types that may go along, as `accept` of a file input has them."""
    return ",".join(_FILE_TYPES[kind] for kind in settings.contact.inquiry.files.kinds)


def describe_form(settings: GivenSettings, text: Mapping[str, str]) -> dict[str, object]:
    """What the script of the form needs to know, beside what every page's does."""
    files = settings.contact.inquiry.files
    return {
        "endpoint": find_inquiry_endpoint(settings),
        "most": files.most,
        "megabytes": files.megabytes,
        "types": list_file_types(settings),
        "text": {key: value for key, value in text.items() if key.startswith("inquiry_")},
    }
