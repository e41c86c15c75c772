"""Old addresses: those of `redirect_from`, and the writer's own rules in `_redirects`. One form for checks and site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.targets import quote_path

OWN_FILE = "_redirects"
_WILDCARD = re.compile(r"\*|(?:^|/):")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_CONDITION = re.compile(r"[\w-]+=\S*")
_ODD = (
    (re.compile(r"[\x00-\x1f\x7f]"), "holds a character that can't be seen", "write it in one line"),
    (
        re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:)?//"),
        "is a whole URL",
        "write what stands behind the host's name only",
    ),
    (re.compile(r"#"), "holds `#`, which no host sees", "take off the part from `#` on"),
    (re.compile(r"\?"), "holds `?`: hosts pass over the part behind it", "take off the part from `?` on"),
    (_WILDCARD, "holds a wildcard", "write such a rule into _redirects in the content folder"),
    (re.compile(r"(?:^|/)\.{1,2}(?:/|$)|\\"), "holds `..`, `.` or `\\`", "write the address as a browser shows it"),
)


@dataclass(frozen=True)
class RedirectRule:
    """One line of the writer's own `_redirects`, as written; `target` and `status` are empty where there is none."""

    source: str
    target: str
    status: str
    line: int

    @property
    def has_wildcard(self) -> bool:
        return bool(_WILDCARD.search(self.source))


def find_oddity(old: str) -> tuple[str, str] | None:
    """Why an address of `redirect_from` can't be sent on, and the cure."""
    if not clean_address(old):
        return "is the home page", "name the old address itself, such as faq/refund"
    return next(((what, hint) for sign, what, hint in _ODD if sign.search(old)), None)


def clean_address(old: str) -> str:
    """An address without slashes at its ends, as the disk would have it: `/faq/%ED%99%98/` → `faq/환`."""
    return unquote(old).strip().strip("/")


def list_own_rules(center: HelpCenter) -> list[RedirectRule]:
    """Comments are not among them."""
    parsed = (_parse_rule(line, number) for number, line in enumerate(_read_own(center).split("\n"), 1))
    return [rule for rule in parsed if rule]


def _parse_rule(line: str, number: int) -> RedirectRule | None:
    """`/source [query=…] /target [status] [Condition=…]`."""
    source, *rest = _COMMENT.sub("", line).split() or [""]
    words = [word for word in rest if not _CONDITION.fullmatch(word)]
    if words and words[0].isdecimal():
        words.insert(0, "")
    target, status, *_ = [*words, "", ""]
    return RedirectRule(source, target, status, number) if source else None


def join_redirects(center: HelpCenter) -> str:
    """The site's `_redirects`: hosts take the first rule that matches, so those of `redirect_from` stand behind the
    writer's own for one address, and before the first of them that is for many."""
    own = _read_own(center).rstrip()
    lines = [f"{line}\n" for line in own.split("\n")] if own else []
    wide = next((rule.line - 1 for rule in list_own_rules(center) if rule.has_wildcard), len(lines))
    return "".join([*lines[:wide], render_redirects(center), *lines[wide:]])


def render_redirects(center: HelpCenter) -> str:
    """One line an old address, `/old/ /new/ 301`: the form that static hosts (Netlify, Cloudflare Pages) read."""
    lines = {
        f"/{address} /{quote_path(shown.url)} 301"
        for shown in center.articles
        for old in shown.article.fields.redirect_from
        if not find_oddity(old) and not leads_to_itself(shown, old)
        for address in _spell(clean_address(old))
    }
    return "".join(f"{line}\n" for line in sorted(lines))


def leads_to_itself(shown: Shown, old: str) -> bool:
    return clean_address(old) == shown.url.strip("/")


def _spell(path: str) -> Iterator[str]:
    """With and without a slash at its end, which hosts tell apart; the address of a file has none."""
    yield quote(path)
    if not path.endswith((".html", ".htm")):
        yield f"{quote(path)}/"


def _read_own(center: HelpCenter) -> str:
    own = center.files.get(OWN_FILE)
    return own.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n") if own else ""
