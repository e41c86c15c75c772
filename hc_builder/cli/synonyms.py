"""`hc synonyms`: the words of customers beside the words of the articles."""

import click

from hc_builder.cli.gap_options import GapOptions, source_options
from hc_builder.cli.help import Group
from hc_builder.cli.outputs import inform


@click.group(cls=Group)
def synonyms() -> None:
    """Words that mean the same to a customer.

    \b
    Example:
      hc synonyms suggest
    """


@synonyms.command()
@source_options
@click.option("--json", "as_json", is_flag=True, help="One line of JSON per suggestion.")
def suggest(options: GapOptions, as_json: bool) -> None:
    """Suggest synonyms for words that customers search with and no article has.

    Prints entries for content/synonyms.yml, each under its evidence, and writes none: paste those that are right. A
    word is printed if at least three sessions searched with it. Its evidence is what they searched or read next; for
    a word without any, the extra 'semantic' names the title or keyword that is nearest in meaning.

    \b
    Example:
      hc synonyms suggest
      hc synonyms suggest --events november.jsonl --json
    """
    from hc_builder.extras import is_extra_installed
    from hc_builder.gaps.commands import suggest_synonyms
    from hc_builder.gaps.synonyms.suggest import render_suggestion, render_suggestion_json

    can_mean = is_extra_installed("semantic")
    found, unexplained = suggest_synonyms(options.build_request(), can_mean)
    render = render_suggestion_json if as_json else render_suggestion
    for suggestion in found:
        click.echo(render(suggestion))
    if unexplained and not can_mean:
        count = "1 word" if unexplained == 1 else f"{unexplained} words"
        told = f"{count} without evidence: pip install 'hc-builder[semantic]' to guess the meaning"
        inform(told)
    if not found:
        inform("Nothing to suggest: for no unknown word of three sessions is there evidence.")
