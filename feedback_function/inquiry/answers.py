"""What a customer's browser gets: JSON for a script, a small whole page for a form without one."""

from datetime import datetime
from html import escape

import msgspec

from feedback_function.inquiry.content import Kept
from feedback_function.inquiry.site import Site
from feedback_function.inquiry.words import Words, choose_language, choose_words, show_time
from feedback_function.responses import SECURITY_HEADERS, JsonAnswer

_HEADERS = SECURITY_HEADERS | {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}
"""Without `frame-ancestors`: the widget shows the form in a frame on the shop's pages, whose origins nothing here
knows, and the answer comes in the same frame. Who may frame the form is said by the headers of the help center's host;
on the answer there is nothing to be tricked into pressing."""
_PAGE = """<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body {{ font: 1.0625rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1.25rem }}
body {{ word-break: keep-all }}
h1 {{ font-size: 1.5rem }}
dl {{ display: grid; grid-template-columns: auto 1fr; gap: .25rem 1.25rem }}
dt {{ opacity: .75 }}
dd {{ margin: 0; font-weight: 600 }}
</style>
<main>
<h1>{title}</h1>
{body}
{home}
</main>
</html>
"""


class HtmlAnswer(JsonAnswer, frozen=True):
    """A page in the place of JSON."""

    def build_headers(self, allowed_origin: str = "") -> list[tuple[bytes, bytes]]:
        """All headers; a page is read by nobody's script."""
        own = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
        return [*own, *self.extra, (b"content-length", str(len(self.body)).encode()), (b"vary", b"Origin, Accept")]


def answer_kept(status: int, kept: Kept, site: Site, lang: str, *, as_page: bool) -> JsonAnswer:
    """The number, and by when to expect a reply."""
    expected = kept.expected_at.astimezone(site.clock) if kept.expected_at else None
    if as_page:
        return HtmlAnswer(status, _render_receipt(kept.reference, expected, site, lang))
    told = {"inquiry": True, "reference": kept.reference, "expected": expected}
    return JsonAnswer(status, msgspec.json.encode(told))


def answer_fault(
    status: int, code: str, field: str, message: str, site: Site | None, lang: str, *, as_page: bool,
    extra: tuple[tuple[bytes, bytes], ...] = (),
) -> JsonAnswer:  # fmt: skip
    """What is wrong, in the customer's words."""
    if as_page:
        words = choose_words(lang)
        body = f"<p>{escape(message)}</p>\n<p>{escape(words.back)}</p>"
        return HtmlAnswer(status, _render(words.failed, body, site, lang), extra)
    told = {"error": {"code": code, "field": field, "message": message}}
    return JsonAnswer(status, msgspec.json.encode(told), extra)


def _render_receipt(reference: str, expected: datetime | None, site: Site, lang: str) -> bytes:
    words = choose_words(lang)
    rows = {words.reference: reference}
    if expected:
        rows[words.expected] = show_time(expected, words)
    terms = "\n".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows.items())
    return _render(words.got, f"<dl>\n{terms}\n</dl>", site, lang)


def _render(title: str, body: str, site: Site | None, lang: str) -> bytes:
    words: Words = choose_words(lang)
    home = f'<p><a href="{escape(site.home)}">{escape(words.home)}</a></p>' if site and site.home else ""
    return _PAGE.format(lang=choose_language(lang), title=escape(title), body=body, home=home).encode()
