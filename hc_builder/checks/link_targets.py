"""A link as cards, flows and settings write it: an article or another page by its id, or a whole address."""

from hc_builder.content.help_center import HelpCenter
from hc_builder.content.targets import find_anchor, find_external_fault, is_external, split_target
from hc_builder.pages.targets import find_page
from hc_builder.problems import did_you_mean


def find_target_fault(center: HelpCenter, lang: str, target: str) -> tuple[str, str] | None:
    """What is wrong with a link to any page, and the cure; `None`: it leads to one."""
    if is_external(target):
        return find_external_fault(target)
    path, fragment = split_target(target)
    id = path.strip("/")
    is_list = not center.find(id, lang) and find_page(center, target, lang)
    return None if is_list else find_link_fault(center, lang, f"{id}#{fragment}")


def find_link_fault(center: HelpCenter, lang: str, target: str) -> tuple[str, str] | None:
    """What is wrong with `refund/when#card`, and the cure; `None`: it leads to an article and a heading in it."""
    path, fragment = split_target(target)
    shown = center.find(path, lang)
    if not shown:
        hint = did_you_mean(path, [id for other, id in center.by_key if other == lang])
        return f"there is no article `{path}`", hint or "write its path under the content folder, without .md"
    anchors = [heading.anchor for heading in shown.rendered.headings]
    if (anchor := find_anchor(fragment)) and anchor not in shown.rendered.anchors:
        hint = did_you_mean(anchor, anchors) or f"headings there: {', '.join(anchors) or 'none'}"
        return f"{path} has no heading `#{anchor}`", hint
    return None
