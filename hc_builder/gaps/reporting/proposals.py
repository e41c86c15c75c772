"""How to make an article findable: the line to paste, and where."""

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.gaps.model.gaps import Gap
from hc_builder.gaps.model.report import Proposal
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.yaml_lines import quote_yaml, render_synonym

_MOST_QUESTIONS = 3


def build_proposals(gap: Gap, center: HelpCenter, analyzer: QueryAnalyzer) -> tuple[Proposal, ...]:
    """Synonym, `questions` line or keywords for the article of an unfindable gap; of shown words only."""
    shown = center.find(gap.article)
    if shown is None:
        return ()
    path = center.shown_path(shown.article.path)
    words = _find_words(shown, analyzer)
    unknown = [term for term in gap.terms if term not in words]
    found = [*_propose_synonyms(gap, words, unknown, analyzer, f"{center.root.name}/synonyms.yml")]
    found += [Proposal("question", f"  - {quote_yaml(w.text)}", path) for w in gap.wordings[:_MOST_QUESTIONS]]
    if unknown and not gap.wordings:
        found.append(Proposal("keyword", f"keywords: [{', '.join(map(quote_yaml, unknown))}]", path))
    return tuple(found)


def _propose_synonyms(
    gap: Gap, words: frozenset[str], unknown: list[str], analyzer: QueryAnalyzer, path: str
) -> list[Proposal]:
    """A word that the article lacks, beside the word with which customers then found it."""
    retries = [retry for member in gap.members for retry in member.query.retries if retry.sessions >= 2]
    for retry in sorted(retries, key=lambda r: (-r.sessions, r.key)):
        known = [term for term in analyzer.find_terms(retry.key) if term in words]
        if unknown and known:
            return [Proposal("synonym", render_synonym(unknown[0], known[:1]), path)]
    return []


def _find_words(shown: Shown, analyzer: QueryAnalyzer) -> frozenset[str]:
    fields = shown.article.fields
    sections = (f"{section.title} {section.text}" for section in shown.rendered.sections)
    text = " ".join((fields.title, *fields.questions, *fields.keywords, fields.summary, *sections))
    return frozenset(analyzer.find_terms(text))
