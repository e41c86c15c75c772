"""What search engines read of a page in the words of schema.org, as JSON-LD."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urljoin

import msgspec
from markupsafe import Markup

from hc_builder.content.contact_settings import Channel
from hc_builder.pages.outline import Instruction, read_outline
from hc_builder.pages.page_parts import Link
from hc_builder.pages.page_view import PageView

Thing = dict[str, Any]
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""No text can end the element that holds the JSON."""


def render_structured_data(view: PageView, content: str, site_url: str, site_name: str) -> Markup:
    """The element with what the page is, or nothing; `content` is the HTML of its article."""
    things = [*_describe(view, content, site_url, site_name)]
    if not things:
        return Markup("")
    data = {"@context": "https://schema.org", **(things[0] if len(things) == 1 else {"@graph": things})}
    text = msgspec.json.encode(data).decode().translate(_ESCAPES)
    return Markup(f'<script type="application/ld+json">{text}</script>')


def _describe(view: PageView, content: str, site_url: str, site_name: str) -> Iterator[Thing]:
    if not view.is_listed:
        return
    if view.kind == "home" and site_url:
        yield _describe_shop(view, site_url, site_name)
    if view.breadcrumbs and site_url:
        yield _describe_way(view, site_url)
    if view.kind != "article" or not view.article:
        return
    if view.article.type == "faq":
        yield from _describe_question(view.title, read_outline(content).opening)
    elif steps := read_outline(content).steps:
        yield _describe_steps(view, steps, site_url)


def _describe_shop(view: PageView, site_url: str, site_name: str) -> Thing:
    shop, channels = view.settings.shop, view.settings.contact.channels
    contacts = [{"@type": "ContactPoint", "contactType": "customer service", **way} for way in _find_ways(channels)]
    return {
        "@type": "Organization",
        "name": shop.name or site_name,
        "url": shop.url or site_url,
        **({"contactPoint": contacts} if contacts else {}),
    }


def _find_ways(channels: tuple[Channel, ...]) -> Iterator[Thing]:
    """Numbers and addresses that the page itself shows."""
    names = {"phone": "telephone", "email": "email"}
    return ({names[each.type]: each.value} for each in channels if each.type in names and each.value)


def _describe_way(view: PageView, site_url: str) -> Thing:
    """From the home page to this one."""
    links = (*view.breadcrumbs, Link(view.title, view.url))
    items = [
        {"@type": "ListItem", "position": place, "name": link.title, "item": urljoin(site_url, quote(link.url))}
        for place, link in enumerate(links, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _describe_question(title: str, answer: str) -> Iterator[Thing]:
    """None where the answer is no text."""
    if answer:
        question = {"@type": "Question", "name": title, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        yield {"@type": "FAQPage", "mainEntity": [question]}


def _describe_steps(view: PageView, steps: tuple[Instruction, ...], site_url: str) -> Thing:
    page = urljoin(site_url, quote(view.url)) if site_url else ""
    described = [
        {
            "@type": "HowToStep",
            "text": step.text,
            **({"url": f"{page}#{step.anchor}"} if page and step.anchor else {}),
        }
        for step in steps
    ]
    return {"@type": "HowTo", "name": view.title, "step": described}
