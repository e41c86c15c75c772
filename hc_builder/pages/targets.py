"""The page that a link in cards and settings names: `refund/when#card`, `delivery`, `flows/refund`."""

from hc_builder.content.flows import FOLDER
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.targets import quote_fragment, split_target
from hc_builder.pages.page_parts import Link
from hc_builder.pages.places import Stop, stop_url


def find_page(center: HelpCenter, target: str, lang: str) -> Link | None:
    """The article of that id, in `lang` or else the first language, with the section that is named; or the category or
    flow of that language, by its title."""
    id, fragment = split_target(target)
    id = id.strip("/")
    if shown := center.find(id, lang):
        return Link(shown.article.title, shown.url + (f"#{quote_fragment(fragment)}" if fragment else ""))
    if id and (category := center.category_by_key.get((lang, id))):
        return Link(category.title, center.category_url(category))
    flows = {f"{FOLDER}/{flow.name}": flow for flow in center.flows if flow.lang == lang}
    flow = flows.get(id)
    return Link(flow.fields.title, stop_url(center, Stop(flow, flow.start))) if flow else None
