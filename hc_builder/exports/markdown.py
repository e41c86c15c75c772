"""An article as Markdown that means the same anywhere: the writer's own text with variables filled in, other tools'
syntax settled as its page settles it, and every address whole."""

import re
from urllib.parse import unquote

from hc_builder.content.help_center import Shown
from hc_builder.content.markup.foreign import HiddenText
from hc_builder.content.markup.masks import Masked, mask_foreign
from hc_builder.content.variables import Variables
from hc_builder.exports.source import ExportSource, Link
from hc_builder.importers.prose import Prose
from hc_builder.importers.targets import change_targets

_SIGNS = re.compile(r"[\\`*\[\]<|]|~~|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
"""What would be Markdown or HTML in a text that is none."""
_BLOCK = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=>|#{1,6}(?:\s|$)|[-+](?:\s|-|$)))|(?<=\s)(?=#+$)")
"""Where a line would begin a list, a quote, a rule or a heading, or end one."""
_ATTRIBUTES = re.compile(
    r"(?<=\))\{[ ]?[.#:\w][^{}\n]*\}|^[ ]*\{:[^{}\n]*\}[ ]*\n|[ ]+\{[ ]?[#.:][^{}\n]*\}(?=[ ]*$)", re.M
)
"""`{ width=300 }` after a picture, `{ #name }` after a heading: for this site's pages alone."""


def write_markdown(shown: Shown, variables: Variables, link: Link) -> str:
    """The text of an article, without its title."""
    prose = Prose(shown.article.body, "")
    masked = mask_foreign(prose.text, variables)
    known = {unquote(reference.target) for reference in shown.rendered.references}

    def change(target: str, is_shown: bool) -> str:
        meant = masked.show_text(target)
        return link(meant) if unquote(meant) in known else target

    prose.text = _drop_hidden_lines(_ATTRIBUTES.sub("", masked.text), masked)
    change_targets(prose, change)
    prose.text = prose.text.translate({ord(mark): _write(hidden) for mark, hidden in masked.marks.items()})
    return prose.finish().strip("\n").rstrip() + "\n"  # a margin may be that of code


def _drop_hidden_lines(text: str, masked: Masked) -> str:
    """A comment that has a line to itself leaves none, which would tear a list apart."""
    hidden = "".join(mark for mark, found in masked.marks.items() if not found.shown)
    return re.sub(rf"^[ \t]*[{hidden}]+[ \t]*\n", "", text, flags=re.M) if hidden else text


def _write(hidden: HiddenText) -> str:
    """What the page shows there. As entities, which are read in text, addresses and HTML alike; a name that is not
    defined is shown as it was written."""
    if hidden.shown == hidden.text and not hidden.text.startswith("<"):
        return hidden.text
    return _SIGNS.sub(lambda sign: "".join(f"&#{ord(each)};" for each in sign[0]), hidden.shown)


def write_line(text: str) -> str:
    """A title or summary as a line of Markdown."""
    line = _SIGNS.sub(lambda sign: "".join(f"\\{each}" for each in sign[0]), " ".join(text.split()))
    return _BLOCK.sub(lambda start: f"{start[0]}\\", line)


def write_body(source: ExportSource, shown: Shown, asked: dict[str, str] | None = None) -> str:
    """The text of an article with the site's variables and addresses."""
    variables = source.center.settings.in_language(shown.article.lang).texts_by_name
    return write_markdown(shown, variables, source.make_link(shown, asked))


def build_twin(source: ExportSource, shown: Shown, asked: dict[str, str] | None = None) -> str:
    """The page of an article: title, summary, text, and where the page stands."""
    body = write_body(source, shown, asked)
    return (
        f"{build_head(shown.article.title, shown.article.fields.summary)}{body}\n<{source.find_address(shown.url)}>\n"
    )


def build_head(title: str, summary: str) -> str:
    """The beginning of each file of Markdown."""
    return f"# {write_line(title)}\n\n" + (f"> {write_line(summary)}\n\n" if summary else "")
