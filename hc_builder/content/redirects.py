"""Old addresses: those of `redirect_from`, and the writer's own rules in `_redirects`. One form for checks and site.

All of them count from the root of the site. Where that is not the root of its host (`base`, such as `/help/`), what is
written for the host has the base before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.targets import is_external, quote_path

OWN_FILE = "_redirects"
_WILDCARD = re.compile(r"\*|(?:^|/):")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_CONDITION = re.compile(r"[\w-]+=\S*")
_ADDRESS = re.compile(r"(?<!\S)/(?!/)\S*")
MOVING = ("301", "302", "303", "307", "308")
"""The statuses that lead elsewhere."""
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
    """One line of the writer's own `_redirects`, as written; `target` and `status` are empty where there is none. One
    that is `conditional` is followed for some requests only, by query, language, country or cookie."""

    source: str
    target: str
    status: str
    line: int
    is_conditional: bool = False

    @property
    def has_wildcard(self) -> bool:
        return bool(_WILDCARD.search(self.source))

    @property
    def is_plain(self) -> bool:
        """Whether it sends one address on, for whoever asks: a page can do that, and every host."""
        sends_on = self.status.removesuffix("!") in ("", *MOVING) and not _is_of_host(self.target)
        return bool(self.target) and sends_on and not (self.has_wildcard or self.is_conditional)


@dataclass(frozen=True)
class Redirect:
    """An old address (`source`, as `clean_address` gives it), and where it leads: the `target` is a whole URL, or an
    address that counts from the root of the site (`/refund/when/#days`). `lang` is the language of what is there."""

    source: str
    target: str
    lang: str
    status: int = 301

    def lead(self, base: str) -> str:
        """The target as a browser must be told it."""
        return put_below(base, self.target)


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
    return RedirectRule(source, target, status, number, len(words) < len(rest)) if source else None


def list_redirects(center: HelpCenter) -> tuple[Redirect, ...]:
    """Every old address that leads to one other, each once: the writer's own rule comes before `redirect_from`. What
    can't be an address is left out."""
    rules = (rule for rule in list_own_rules(center) if rule.is_plain and not find_oddity(rule.source))
    own = (_settle(rule, center.settings.language) for rule in rules)
    found: dict[str, Redirect] = {}
    for redirect in (*own, *_list_from_articles(center)):
        found.setdefault(redirect.source, redirect)
    return tuple(found.values())


def _settle(rule: RedirectRule, lang: str) -> Redirect:
    target = quote(rule.target, safe="/?#!$&'()*+,;=:@~%")
    return Redirect(clean_address(rule.source), target, lang, int(rule.status.removesuffix("!") or 301))


def _list_from_articles(center: HelpCenter) -> list[Redirect]:
    """In the order of addresses."""
    found = (
        Redirect(clean_address(old), f"/{quote_path(shown.url)}", shown.article.lang)
        for shown in center.articles
        for old in shown.article.fields.redirect_from
        if not find_oddity(old) and not leads_to_itself(shown, old)
    )
    return sorted(found, key=lambda redirect: redirect.source)


def join_redirects(center: HelpCenter, base: str = "/", force: bool = False) -> str:
    """The site's `_redirects`: hosts take the first rule that matches, so those of `redirect_from` stand behind the
    writer's own for one address, and before the first of them that is for many. Under `force` rules go before files, as
    Netlify must be told, and Cloudflare must not."""
    own = _read_own(center).rstrip()
    lines = [f"{_put_line_below(base, line)}\n" for line in own.split("\n")] if own else []
    wide = next((rule.line - 1 for rule in list_own_rules(center) if rule.has_wildcard), len(lines))
    return "".join([*lines[:wide], *_render_from_articles(center, base, "301!" if force else "301"), *lines[wide:]])


def _render_from_articles(center: HelpCenter, base: str, status: str) -> list[str]:
    """One line an old address, `/old/ /new/ 301`: the form that static hosts (Netlify, Cloudflare Pages) read."""
    lines = {
        f"{base}{address} {redirect.lead(base)} {status}\n"
        for redirect in _list_from_articles(center)
        for address in spell(redirect.source)
    }
    return sorted(lines)


def _put_line_below(base: str, line: str) -> str:
    """A line of the writer's own."""
    rule = _COMMENT.sub("", line)
    return _ADDRESS.sub(lambda address: put_below(base, address[0]), rule) + line[len(rule) :]


def put_below(base: str, target: str) -> str:
    """An address of the site as one of the host: `/refund/` → `/help/refund/`. That of another site stays, and of what
    is the host's own (`/.netlify/…`)."""
    return target if is_external(target) or _is_of_host(target) else base + target.removeprefix("/")


def _is_of_host(target: str) -> bool:
    return target.startswith("/.")


def leads_to_itself(shown: Shown, old: str) -> bool:
    return clean_address(old) == shown.url.strip("/")


def spell(path: str) -> Iterator[str]:
    """With and without a slash at its end, which hosts tell apart; the address of a file has none."""
    yield quote(path)
    if not path.endswith((".html", ".htm")):
        yield f"{quote(path)}/"


def _read_own(center: HelpCenter) -> str:
    own = center.files.get(OWN_FILE)
    return own.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n") if own else ""
