"""Many small ES modules → one script, for V8 without a module loader and for a browser in one request.

The convention, held by `bundle_modules`: imports name what they want, `import { a, b } from "./x.js";` or of another
room `"../room/x.js"`, on one line or several; exports stand before a declaration (`export function`, `export const`,
`export class`); no name is declared in two modules. Types are imported in comments, which are dropped. The modules are
joined inside one function, so that their names can be shortened, and minified; numbers and short strings with a name in
capitals are written out where they are used, so that a name for each costs no bytes.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from hc_builder.minified import minify_script

_IMPORT = re.compile(r'^import \{([\w$,\s]+)\} from "(\.{1,2}/(?:[a-z]+/)?[a-z_]+\.js)";\n', re.M | re.A)
_EXPORT = re.compile(r"^export (?=(?:async )?function\b|const\b|class\b)", re.M)
_DECLARED = re.compile(r"^(export )?(?:async )?(?:function\*?|const|let|class) ([\w$]+)", re.M | re.A)
_CONSTANT = re.compile(r'^const ([A-Z][A-Z0-9_]+) = (-?[0-9][0-9._]*|"[^"\n]{0,40}");.*\n', re.M | re.A)
_STRAY = re.compile(r"^(?:import\b|export\b).*", re.M)


class BundleError(Exception):
    """A module breaks the convention; the message says which, and how to mend it."""


@dataclass(frozen=True)
class _Module:
    path: Path
    imports: dict[Path, tuple[str, ...]]
    declared: tuple[str, ...]
    exported: tuple[str, ...]
    body: str


def bundle_modules(entry: Path, script: bool = False) -> str:
    """`entry` and all it imports as one ES module; as a `script`, an expression of its exports."""
    modules: dict[Path, _Module] = {}
    _collect(entry.resolve(), modules, ())
    _check_names(modules)
    exported = modules[entry.resolve()].exported
    exports = ", ".join(exported)
    bodies = _inline_constants("\n".join(module.body for module in modules.values()), exported)
    strict = '"use strict";' if script else ""  # as modules are anyway
    joined = f"(() => {{\n{strict}\n{bodies}\nreturn {{ {exports} }};\n}})()"
    return minify_script(joined if script or not exports else f"export const {{ {exports} }} = {joined};")


def _inline_constants(source: str, exported: tuple[str, ...]) -> str:
    """Minifiers that keep no scopes do not; nothing is named in capitals but such constants."""
    values = {name: value for name, value in _CONSTANT.findall(source) if name not in exported}
    if not values:
        return source
    rest = _CONSTANT.sub(lambda found: "" if found[1] in values else found[0], source)
    return re.sub(rf"(?<![\w$])(?<![^.]\.)(?:{'|'.join(values)})(?![\w$])", lambda found: values[found[0]], rest)


def _collect(path: Path, modules: dict[Path, _Module], above: tuple[Path, ...]) -> None:
    """Depth first, so that a module stands after those it imports."""
    if path in above:
        raise BundleError(f"{path.name} imports itself by way of {' → '.join(p.name for p in above)}")
    if path in modules:
        return
    module = _read_module(path)
    for imported, wanted in module.imports.items():
        _collect(imported, modules, (*above, path))
        strange = set(wanted) - set(modules[imported].exported)
        if strange:
            raise BundleError(
                f"{path.name} imports {', '.join(sorted(strange))}, which {imported.name} does not export"
            )
    modules[path] = module


def _read_module(path: Path) -> _Module:
    if not path.is_file():
        raise BundleError(f"there is no module {path.name} in {path.parent}")
    source = path.read_text("utf-8")
    named = ((match[2], match[1].replace(",", " ").split()) for match in _IMPORT.finditer(source))
    imports = {(path.parent / place).resolve(): tuple(names) for place, names in named}
    declared = _DECLARED.findall(source)
    body = _EXPORT.sub("", _IMPORT.sub("", source))
    stray = _STRAY.search(body)
    if stray:
        raise BundleError(
            f'{path.name}: `{stray[0]}`: write `import {{ a, b }} from "./x.js";` or `export` before a declaration'
        )
    exported = tuple(name for export, name in declared if export)
    return _Module(path, imports, tuple(name for _, name in declared), exported, body)


def _check_names(modules: dict[Path, _Module]) -> None:
    owner: dict[str, str] = {}
    for path, module in modules.items():
        for name in module.declared:
            if name in owner:
                raise BundleError(f"`{name}` is declared in {owner[name]} and in {path.name}: give one another name")
            owner[name] = path.name
