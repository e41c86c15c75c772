"""A shop's own templates and styles against what the theme has: names that nothing shows (HC37)."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import jinja2
from jinja2 import nodes

from hc_builder.problems import Problem, did_you_mean

THEME = Path(__file__).parents[1] / "theme"
PREFIX = "helpcenter/"
"""Before the name of a template: the theme's own, where the shop has one of that name."""
_LIKE_A_SLIP = 80
_VARIABLE = re.compile(r"--hc-([\w-]+)(?=\s*[:),])")


@cache
def read_interface() -> Mapping[str, Mapping[str, str]]:
    """`theme/interface.toml`: what shops may rely on."""
    return tomllib.loads((THEME / "interface.toml").read_text("utf-8"))


@dataclass(frozen=True)
class _Block:
    """A block of a template, and those that it stands in."""

    name: str
    line: int
    outer: frozenset[str]


@dataclass(frozen=True)
class _Template:
    """`name` is its path in its folder; `text` can be parsed."""

    name: str
    path: Path

    @cached_property
    def tree(self) -> nodes.Template:
        """Empty where it can't be parsed: the build tells that with its line."""
        try:
            return jinja2.Environment().parse(self.path.read_text("utf-8", "replace"))
        except jinja2.TemplateSyntaxError:
            return nodes.Template([], lineno=1)

    @cached_property
    def blocks(self) -> tuple[_Block, ...]:
        return tuple(_walk(self.tree, frozenset()))

    @property
    def extends(self) -> tuple[str, int]:
        """The name of the template that it fills, and the line that says so; `""` where there is none."""
        found = self.tree.find(nodes.Extends)
        return (_read_name(found), found.lineno) if found else ("", 0)

    @property
    def uses(self) -> Iterator[str]:
        kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        return (_read_name(found) for found in self.tree.find_all(kinds))


def _walk(node: nodes.Node, outer: frozenset[str]) -> Iterator[_Block]:
    for child in node.iter_child_nodes():
        own = {child.name} if isinstance(child, nodes.Block) else set()
        yield from (_Block(name, child.lineno, outer) for name in own)
        yield from _walk(child, outer | own)


def _read_name(node: nodes.Node) -> str:
    name = getattr(node, "template", None)
    return str(name.value) if isinstance(name, nodes.Const) else ""


@dataclass(frozen=True)
class _Templates:
    """Those of the shop by name, over those of the theme."""

    own: Mapping[str, _Template]

    def find(self, name: str) -> _Template | None:
        if name in self.own:
            return self.own[name]
        path = THEME / name.removeprefix(PREFIX)
        return _Template(name, path) if name and path.is_file() else None

    def list_blocks(self, name: str) -> list[str]:
        """Of that template and of all that it fills in turn."""
        found: list[str] = []
        met: set[str] = set()
        while (template := self.find(name)) and name not in met:
            met.add(name)
            found += [block.name for block in template.blocks]
            name, _ = template.extends
        return list(dict.fromkeys(found))


def check_templates(folder: Path, shown: str, named: Collection[str] = ()) -> Iterator[Problem]:
    """Of `theme: custom_dir`, whose files messages name as below `shown`; `named` are templates that the
    configuration names."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.html"))}
    templates = _Templates({name: _Template(name, path) for name, path in files.items()})
    used = {name for template in templates.own.values() for name in template.uses} | {*named}
    for name, template in templates.own.items():
        place = f"{shown}/{name}"
        yield from _check_blocks(templates, template, place)
        if name not in used and (fault := _find_stranger(name)):
            yield Problem(place, 0, "HC37", fault[0], fault[1], "warning")


def _check_blocks(templates: _Templates, template: _Template, place: str) -> Iterator[Problem]:
    parent, line = template.extends
    if not parent:
        return
    if parent == template.name:
        hint = f'write `{{% extends "{PREFIX}{parent}" %}}`: the theme\'s own of that name'
        yield Problem(place, line, "HC37", "the template extends itself", hint)
        return
    known = templates.list_blocks(parent)
    for block in template.blocks if known else ():
        if block.name not in known and block.outer.isdisjoint(known):
            what = f"`{parent}` has no block `{block.name}`, so what stands in it is not shown"
            hint = did_you_mean(block.name, known) or f"blocks there: {', '.join(known)}"
            yield Problem(place, block.line, "HC37", what, hint, "warning")


def _find_stranger(name: str) -> tuple[str, str] | None:
    """A template that nothing names, and whose name is like one of the theme's."""
    known = [path.relative_to(THEME).as_posix() for path in THEME.rglob("*.html")]
    near = "" if name in known else did_you_mean(name, known, _LIKE_A_SLIP)
    return ("the theme has no template of this name, and nothing names it, so it is not shown", near) if near else None


def check_styles(styles: Mapping[str, Path]) -> Iterator[Problem]:
    """Variables of the theme, in the shop's own styles by the name that messages give them."""
    known = [f"--hc-{name}" for name in read_interface()["variables"]]
    for shown, path in styles.items():
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            for name in dict.fromkeys(found[0] for found in _VARIABLE.finditer(line)):
                if name not in known:
                    what = f"the theme has no variable `{name}`"
                    hint = "`hc docs theming` lists them; begin the name of your own otherwise than with --hc-"
                    yield Problem(shown, number, "HC37", what, did_you_mean(name, known, 75) or hint, "warning")
