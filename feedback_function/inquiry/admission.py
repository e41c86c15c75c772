"""Whether a request may bring an inquiry, before its body is read."""

from msgspec.structs import replace

from feedback_function.admission import Refusal, RequestHead, is_allowed_origin, refuse_bots
from feedback_function.origins import read_origin
from feedback_function.settings import EndpointSettings

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}


def admit_form(head: RequestHead, settings: EndpointSettings) -> str:
    """The media type of a form, or of JSON in its place. Raises `Refusal`; a form says where its page is, whoever sends
    it, for no page of another site may have a customer's browser send one."""
    if head.method != "POST":
        raise Refusal(405, "method", "Only POST is answered here.", "Send it with POST.")
    kind = head.content_type.partition(";")[0].strip().lower()
    if kind not in FORM_TYPES | {"application/json"}:
        raise Refusal(415, "media_type", "The content type is not known.", "Send JSON or a form.")
    sent = replace(head, origin=find_page_origin(head))
    if (kind in FORM_TYPES and not sent.origin) or not is_allowed_origin(sent, settings):
        raise Refusal(403, "origin", "This origin may not send inquiries.", "Add it to HC_ORIGINS of the endpoint.")
    refuse_bots(head)
    return kind


def find_page_origin(head: RequestHead) -> str:
    """Of the page that sent it, by `Origin`, or where that tells nothing by `Referer`."""
    if head.origin not in ("", "null"):
        return head.origin
    scheme, _, rest = head.referer.partition("://")
    try:
        return read_origin(f"{scheme}://{rest.partition('/')[0]}") if rest else head.origin
    except ValueError:
        return head.origin
