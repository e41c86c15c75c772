"""`inquiry.json`: what the inquiry server must know of the shop; who receives inquiries stands in its environment."""

from typing import Any

import msgspec

from hc_builder.content.settings import Settings
from hc_builder.pages.inquiry_form import FILE
from hc_builder.pages.opening_hours import Span, build_opening_hours, parse_span
from hc_builder.project import Project

_VERSION = 1
_SPANS = ("weekdays", "saturday", "sunday", "lunch")


def build_inquiry_file(project: Project) -> dict[str, bytes]:
    """Its content by path in the site; nothing where the shop has no form."""
    settings = project.settings
    contact, inquiry = settings.contact, settings.contact.inquiry
    if not inquiry.endpoint:
        return {}
    described = {
        "v": _VERSION,
        "zone": contact.hours.zone,
        "topics": list(_list_topics(settings)),
        "hours": {name: _write_span(parse_span(getattr(contact.hours, name))) for name in _SPANS},
        "holidays": build_opening_hours(contact.hours, project.today).closed,
        "files": _describe_files(settings),
        "languages": settings.languages,
        "home": project.config.site_url,
    }
    return {FILE: msgspec.json.encode(described)}


def _list_topics(settings: Settings) -> list[dict[str, Any]]:
    spoken = {lang: settings.in_language(lang).contact.inquiry.topics for lang in settings.languages}
    return [
        {
            "id": id,
            "name": {lang: topics[id].name for lang, topics in spoken.items() if id in topics},
            "reply_hours": topic.reply_hours,
        }
        for id, topic in settings.contact.inquiry.topics.items()
    ]


def _describe_files(settings: Settings) -> dict[str, Any]:
    files = settings.contact.inquiry.files
    return {"most": files.most, "bytes": files.megabytes * 1024 * 1024, "kinds": files.kinds}


def _write_span(span: Span | None) -> list[str] | None:
    return [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in span] if span else None
