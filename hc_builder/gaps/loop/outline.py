"""What an answer must say: which parts the question has, and whether an article that is there is where it belongs."""

from collections import Counter

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.gaps.grouping.content_words import ContentReader
from hc_builder.gaps.model.gaps import Gap

_MOST_PARTS = 4
_NAMED = 0.6
"""If what an article is called by and its headings have so much of what customers type, it is the article's matter."""
_MOST_RELATED = 3
"""As many links as fit under an article without becoming a list to search."""


def list_parts(gap: Gap, reader: ContentReader) -> list[str]:
    """Of the wordings that may be shown those that ask for something more than the title and those before them do."""
    known = {word for word, _ in reader.list_key_words(gap.title)}
    parts: list[str] = []
    for wording in gap.wordings:
        words = {word for word, _ in reader.list_key_words(wording.text)}
        if known and words - known and len(parts) < _MOST_PARTS:
            parts.append(wording.text)
        known |= words
    return parts


def find_nearest(gap: Gap, center: HelpCenter) -> list[str]:
    """Articles that the search gives for the gap's queries, those of many sessions first."""
    votes: Counter[str] = Counter()
    for member in gap.members:
        for place, article in enumerate(member.found[:_MOST_RELATED]):
            votes[article] += member.query.sessions * (_MOST_RELATED - place)
    ranked = sorted(votes, key=lambda article: (-votes[article], article))
    return [article for article in ranked if center.find(article, gap.lang)][:_MOST_RELATED]


def find_extended(gap: Gap, center: HelpCenter, reader: ContentReader) -> Shown | None:
    """The article that had better say it: the one that was found and did not help, or one whose matter it is already
    by its title, questions, keywords and headings."""
    if gap.kind != "missing":
        return center.find(gap.article, gap.lang)
    weights = weigh_terms(gap, reader)
    near = [shown for id in find_nearest(gap, center) if (shown := center.find(id, gap.lang))]
    shares = [(_measure_share(shown, weights, reader), shown) for shown in near]
    best, article = max(shares, key=lambda found: found[0], default=(0.0, None))
    return article if best >= _NAMED else None


def weigh_terms(gap: Gap, reader: ContentReader) -> Counter[str]:
    """The words of the gap, by sessions."""
    weights: Counter[str] = Counter()
    for member in gap.members:
        weights.update(dict.fromkeys(filter(None, reader.list_terms(member.query.asked)), member.query.sessions))
    return weights


def _measure_share(shown: Shown, weights: Counter[str], reader: ContentReader) -> float:
    fields = shown.article.fields
    headings = (section.title for section in shown.rendered.sections)
    names = {*reader.list_terms(" ".join((fields.title, *fields.questions, *fields.keywords, *headings)))}
    return sum(weights[term] for term in weights.keys() & names) / max(weights.total(), 1)
