"""Questions and answers for chatbot builders, and ready replies for agents, as tables that Excel opens too."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

import msgspec

from hc_builder.content.help_center import Shown
from hc_builder.exports.plain import write_answer, write_opening
from hc_builder.exports.source import FOLDER, ExportSource
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.search.document import find_summary

FAQ_COLUMNS = ("id", "category", "question", "short_answer", "answer", "url", "updated")
SNIPPET_COLUMNS = ("id", "category", "title", "text")
PLACEHOLDERS = {"customer": "{{customer}}", "agent": "{{agent}}"}
ZENDESK = {"customer": "{{ticket.requester.name}}", "agent": "{{current_user.name}}"}
"""What an agent's tool puts in place of each."""
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""Signs of full width count too, and blanks before one do not keep every spreadsheet from it."""
_PLACEHOLDER = re.compile(r"\{(?=[{%])")
_LEVEL = re.compile(r":{2,}")
"""What Zendesk divides its menus by."""
_BOM = "\ufeff"
"""Without it Excel takes UTF-8 for another encoding."""


def name_faq(lang: str) -> str:
    return f"{FOLDER}/{lang}/faq.csv"


def name_snippets(lang: str) -> str:
    return f"{FOLDER}/{lang}/snippets.csv"


def name_macros(lang: str) -> str:
    return f"{FOLDER}/{lang}/zendesk-macros.json"


def build_faq(source: ExportSource, lang: str) -> bytes:
    """A row for each wording of a question: the title first, then those of `questions`, with the same answer."""
    told = source.list_articles(lang)
    return _write(FAQ_COLUMNS, (row for shown in told for row in _list_wordings(source, shown)))


def _list_wordings(source: ExportSource, shown: Shown) -> Iterator[Sequence[str]]:
    fields = shown.article.fields
    category, updated = " > ".join(_list_titles(source, shown)), str(fields.updated or "")
    answers = (find_summary(shown), write_answer(shown), source.find_address(shown.url), updated)
    for question in dict.fromkeys((fields.title, *fields.questions)):
        yield (shown.article.id, category, question, *answers)


def build_snippets(source: ExportSource, lang: str) -> bytes:
    """A reply for each article, with `PLACEHOLDERS`."""
    rows = (
        (shown.article.id, " > ".join(_list_titles(source, shown)), shown.article.title, text)
        for shown, text in _list_replies(source, lang, PLACEHOLDERS)
    )
    return _write(SNIPPET_COLUMNS, rows)


def build_macros(source: ExportSource, lang: str) -> bytes:
    """The same as bodies of Zendesk's API for macros, which shows those of one category in one menu."""
    macros = [
        {
            "title": "::".join(map(_write_level, (*_list_titles(source, shown), shown.article.title))),
            "actions": [{"field": "comment_value", "value": text}],
        }
        for shown, text in _list_replies(source, lang, ZENDESK)
    ]
    return msgspec.json.encode({"macros": macros}) + b"\n"


def _write_level(title: str) -> str:
    """A title that is one level of a menu, on one line."""
    return _LEVEL.sub(":", " ".join(title.split()))


def _list_replies(source: ExportSource, lang: str, placeholders: dict[str, str]) -> Iterator[tuple[Shown, str]]:
    form, name = read_interface_text(lang)["snippet"], _keep_literal(source.name_help_center(lang))
    for shown in source.list_articles(lang):
        answer, url = _keep_literal(write_opening(shown)), source.find_address(shown.url)
        yield shown, form.format(answer=answer, url=url, name=name, **placeholders)


def _keep_literal(text: str) -> str:
    """No text of an article is a placeholder to the tool that reads it."""
    return _PLACEHOLDER.sub("{ ", text)


def _list_titles(source: ExportSource, shown: Shown) -> list[str]:
    return [each.title for each in source.center.ancestors(shown.article.category, shown.article.lang)]


def _write(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_keep_text(cell) for cell in row] for row in rows)
    return f"{_BOM}{text.getvalue()}".encode()


def _keep_text(cell: str) -> str:
    """What a spreadsheet would run as a formula begins with an apostrophe, as OWASP advises."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
