"""Old addresses that can't be sent on, and rules that speak against each other."""

from collections.abc import Iterator

from hc_builder.content.help_center import HelpCenter
from hc_builder.content.redirects import OWN_FILE, clean_address, find_oddity, leads_to_itself, list_own_rules
from hc_builder.problems import Problem


def check_redirects(center: HelpCenter) -> Iterator[Problem]:
    """HC28."""
    for shown in center.articles:
        path, line = center.shown_path(shown.article.path), shown.article.lines.get("redirect_from", 1)
        for old in shown.article.fields.redirect_from:
            if oddity := find_oddity(old):
                what, hint = oddity
                yield Problem(path, line, "HC28", f"`redirect_from: {' '.join(old.split())}` {what}", hint)
            elif leads_to_itself(shown, old):
                what, hint = f"`redirect_from: {old}` is the article's own address", "take it off the list"
                yield Problem(path, line, "HC28", what, hint)
    yield from _check_own_rules(center)


def _check_own_rules(center: HelpCenter) -> Iterator[Problem]:
    """A writer's own rule comes first, so that of an article for the same address never counts."""
    ours = {clean_address(old): shown for shown in center.articles for old in shown.article.fields.redirect_from}
    for rule in list_own_rules(center):
        shown = ours.get(clean_address(rule.source))
        if shown and clean_address(rule.target) != shown.url.strip("/"):
            other = f"by `redirect_from` in {shown.article.path} to /{shown.url}"
            what = f"{rule.source} is sent to {rule.target}, and {other}"
            yield Problem(center.shown_path(OWN_FILE), rule.line, "HC28", what, "keep one of the two", "warning")
