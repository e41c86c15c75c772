"""A link to an article by its id, as cards and flows write it."""

from hc_builder.content.help_center import HelpCenter
from hc_builder.content.targets import find_anchor, split_target
from hc_builder.problems import did_you_mean


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
