"""How to make an article findable: the line to paste, and where."""

import re
from collections.abc import Iterable

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.gaps.deciding.gaps import Gap
from hc_builder.gaps.model.report import Proposal
from hc_builder.gaps.query_keys import find_terms

_PLAIN = re.compile(r"[0-9A-Za-z가-힣]+(?: [0-9A-Za-z가-힣]+)*")
_MOST_QUESTIONS = 3


def build_proposals(gap: Gap, center: HelpCenter) -> tuple[Proposal, ...]:
    """Synonym, `questions` line or keywords for the article of an unfindable gap; of shown words only."""
    shown = center.find(gap.article)
    if shown is None:
        return ()
    path = center.shown_path(shown.article.path)
    unknown = [term for term in gap.terms if term not in _find_words(shown)]
    found = [*_propose_synonyms(gap, shown, unknown, f"{center.root.name}/synonyms.yml")]
    found += [Proposal("question", f"  - {quote_yaml(w.text)}", path) for w in gap.wordings[:_MOST_QUESTIONS]]
    if unknown and not gap.wordings:
        found.append(Proposal("keyword", f"keywords: [{', '.join(map(quote_yaml, unknown))}]", path))
    return tuple(found)


def render_synonym(word: str, meant: Iterable[str]) -> str:
    """The line of `content/synonyms.yml` by which `word` also finds what is `meant`."""
    return f"- {{from: [{quote_yaml(word)}], to: [{', '.join(map(quote_yaml, meant))}]}}"


def quote_yaml(text: str) -> str:
    """`text` as one YAML scalar, on one line: plain where that is safe, else double-quoted."""
    if _PLAIN.fullmatch(text) and not re.fullmatch(r"[0-9eE]+|(?i:yes|no|on|off|true|false|null|y|n)", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", escaped) + '"'


def _propose_synonyms(gap: Gap, shown: Shown, unknown: list[str], path: str) -> list[Proposal]:
    """A word that the article lacks, beside the word with which customers then found it."""
    words = _find_words(shown)
    retries = [retry for member in gap.members for retry in member.query.retries if retry.sessions >= 2]
    for retry in sorted(retries, key=lambda r: (-r.sessions, r.key)):
        known = [term for term in find_terms(retry.key) if term in words]
        if unknown and known:
            return [Proposal("synonym", render_synonym(unknown[0], known[:1]), path)]
    return []


def _find_words(shown: Shown) -> frozenset[str]:
    fields = shown.article.fields
    text = " ".join((fields.title, *fields.questions, *fields.keywords, fields.summary, shown.article.body))
    return frozenset(find_terms(text))
