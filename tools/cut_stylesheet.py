"""Cuts out of Material's stylesheet what an article needs: text, tables, callouts, tabs, code.

    python tools/cut_stylesheet.py > theme/assets/typeset.css

Most of that sheet styles parts of a page that this theme does not have (navigation, header, search, social cards):
22 KB of the 27 that a customer's first page would fetch to look right. Run it again after a new version of Material.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files

import tinycss2
from tinycss2.ast import Node

KEPT_PARTS = re.compile(r"md-(?:typeset|button)(?:__|--|$)")
"""Of the classes `md-…`; all others name parts of Material's own page."""
_UNUSED = ("no-js", "js", "mermaid", "giscus", "arithmatex")
_UNUSED_ATTRIBUTE = re.compile(r"\[data-md-|\[dir=rtl\]|#__")
_NOTICE = """\
/*! Cut from the stylesheet of Material for MkDocs {version} by tools/cut_stylesheet.py: do not edit.
    Copyright (c) Martin Donath and contributors, MIT License */
"""


def read_material_sheet() -> str:
    """The main stylesheet of the installed package."""
    folder = files("material") / "templates" / "assets" / "stylesheets"
    [sheet] = [file for file in folder.iterdir() if file.name.startswith("main.") and file.name.endswith(".css")]
    return sheet.read_text("utf-8").partition("/*# sourceMappingURL")[0]


def cut_stylesheet(sheet: str, users: Iterable[str] = ()) -> str:
    """The rules of `sheet` that can match; of its variables, those that a rule or a sheet of `users` reads."""
    rules = "\n".join(_keep_rules(tinycss2.parse_stylesheet(sheet, skip_whitespace=True, skip_comments=True)))
    return _drop_variables(rules, " ".join(users))


def _keep_rules(rules: Iterable[Node]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = ",".join(filter(_can_match, _split_selectors(rule.prelude)))
            if selectors:
                yield f"{selectors}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.lower_at_keyword in ("media", "supports"):
            inside = "\n".join(_keep_rules(tinycss2.parse_rule_list(rule.content, True, True)))
            if inside:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{\n{inside}\n}}"
        elif rule.lower_at_keyword != "charset":
            yield rule.serialize()


def _split_selectors(prelude: list[Node]) -> Iterator[str]:
    selector: list[Node] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield tinycss2.serialize(selector)
            selector = []
        else:
            selector.append(token)
    yield tinycss2.serialize(selector)


def _can_match(selector: str) -> bool:
    classes = re.findall(r"\.([A-Za-z][\w-]*)", selector)
    strange = [name for name in classes if name in _UNUSED or (name.startswith("md-") and not KEPT_PARTS.match(name))]
    return not strange and not _UNUSED_ATTRIBUTE.search(selector)


def _drop_variables(rules: str, users: str) -> str:
    """Again and again: a variable may be read by one that nothing reads."""
    read = set(re.findall(r"var\(\s*(--[\w-]+)", rules + users))
    kept = re.sub(r"(?<=[{;])(--[\w-]+):(?:\"(?:\\.|[^\"])*\"|[^;}\"])*;?", lambda it: it[0] * (it[1] in read), rules)
    kept = re.sub(r"^[^{}@\n]*\{\}\n", "", kept, flags=re.M)
    return kept if kept == rules else _drop_variables(kept, users)


if __name__ == "__main__":
    own = (files("hc_builder") / "theme" / "assets" / "helpcenter.css").read_text("utf-8")
    print(_NOTICE.format(version=version("mkdocs-material")) + cut_stylesheet(read_material_sheet(), [own]))
