"""`hc import`: a source is read, compared with what stands here, planned, and written when it is agreed to."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hc_builder.atomic import write_atomically
from hc_builder.config import read_config
from hc_builder.errors import UserError
from hc_builder.importers.addresses import find_host
from hc_builder.importers.api.exporting import explain_nothing, fetch_export
from hc_builder.importers.api.refusals import ApiRefused
from hc_builder.importers.export_files import ExportFiles, ExportRefused, open_export
from hc_builder.importers.memory import Memory, Record, Records, read_memory
from hc_builder.importers.merging import WRITING, Fate, Step, adopt_renamed, plan_steps
from hc_builder.importers.model import Export, Loss
from hc_builder.importers.moving import Ground, settle_paths
from hc_builder.importers.options import Options
from hc_builder.importers.readers.sources import SOURCES
from hc_builder.importers.renaming import follow_texts
from hc_builder.importers.safety import is_carried
from hc_builder.importers.writing import Item, list_items
from hc_builder.yaml_lines import list_yaml, quote_yaml

CONFIG = "mkdocs.yml"
_MOVE = "move it away, or name another folder: --into DIR"
ASIDE = Path(".hc/import")
"""Where the source's text lies that would have written over an edit."""


class ImportRefused(UserError):
    """What is named is no source of what was imported before."""

    exit_code = 2


@dataclass(frozen=True)
class Request:
    """`path`: a folder or file, or an address as text; `into`: the content folder, `None` for that of the project here;
    `name`: under which the source is remembered."""

    source: str
    path: Path | str
    into: Path | None = None
    name: str = ""
    options: Options = field(default_factory=Options)


@dataclass(frozen=True)
class Plan:
    """All that an import would do. `config` is the text of a `mkdocs.yml` that is not there yet; `languages` those that
    an existing one lacks."""

    content: Path
    project: Path
    name: str
    export: Export
    steps: Sequence[Step]
    memory: Memory
    config: str = ""
    languages: tuple[str, ...] = ()

    def count(self, kind: str, *fates: Fate) -> int:
        return sum(step.kind == kind and (not fates or step.fate in fates) for step in self.steps)

    @property
    def conflicts(self) -> list[Step]:
        return [step for step in self.steps if step.fate is Fate.CONFLICT]


def plan_import(request: Request) -> Plan:
    """Reads everything and writes nothing. Raises `ApiRefused`, `ExportRefused`, `ImportRefused`,
    `KeptFileError`."""
    export = _read(request)
    content, config = _find_content(request.into)
    languages = _read_languages(config)
    export = _settle_language(export, languages)
    memory, name = read_memory(config.parent), request.name or request.source
    records = follow_texts(export.articles, memory.sources.get(name, {}))
    main = languages[0] if languages else export.lang
    same = frozenset(item.path for item in list_items(export, main) if _is_here(item, content))
    export = _leave_running_out(settle_paths(export, Ground(content, main, records, same)))
    items = list_items(export, main)
    records = adopt_renamed(items, records)
    _refuse_another(items, records, name)
    found = tuple(dict.fromkeys([main, *sorted({article.lang for article in export.articles} - {"", main})]))
    text = "" if config.is_file() else render_config(export, found, content.name)
    lacking = tuple(lang for lang in found if languages and lang not in languages)
    steps = plan_steps(items, records, content)
    for step in steps:
        if step.fate in WRITING:
            _refuse_blocked(content / step.path)
    return Plan(content, config.parent, name, export, steps, memory, text, lacking)


def apply_plan(plan: Plan) -> None:
    """Writes each file whole, and last what was written: a run that is cut short is taken up by the next."""
    if plan.config:
        write_atomically(plan.project / CONFIG, plan.config.encode())
    for step in plan.steps:
        if step.fate in WRITING:
            write_atomically(plan.content / step.path, step.read())
        elif step.fate is Fate.CONFLICT:
            write_atomically(plan.project / ASIDE / step.path, step.read())
    before = plan.memory.sources.get(plan.name, {})
    records: dict[str, Record] = {step.key: step.record for step in plan.steps}
    if records != before:
        plan.memory.write(plan.name, records)


def _read(request: Request) -> Export:
    """Where a help desk is asked at its own address, its whole addresses are our own."""
    read = SOURCES[request.source].load()
    if isinstance(request.path, Path):
        return read(open_export(request.path), request.options)
    if request.source == "web":
        return read(_list_address(request.path), request.options)
    files, site = fetch_export(request.source, request.path, request.options.local)
    try:
        return read(files, replace(request.options, site=request.options.site or site))
    except ExportRefused as refusal:  # its hint is for who saved pages
        raise ApiRefused(refusal.what, explain_nothing(request.source)) from None


def _list_address(address: str) -> ExportFiles:
    """An address is a list of one."""
    return ExportFiles(Path(find_host(address) or address), {"addresses.txt": lambda: address.encode()})


def _is_here(item: Item, content: Path) -> bool:
    file = content / item.path
    return item.kind == "article" and file.is_file() and file.read_bytes() == item.read()


def _find_content(into: Path | None) -> tuple[Path, Path]:
    """The content folder, and the `mkdocs.yml` that it belongs to, there or not."""
    if into is None:
        config = Path(CONFIG)
        return (read_config(config).docs_dir if config.is_file() else Path("content")), config
    if file := next((path for path in (into, *into.parents) if path.is_file()), None):
        raise ImportRefused(f"{file} is a file", "name a folder after --into")
    above = [into.absolute(), *into.absolute().parents]
    config = next((folder / CONFIG for folder in above if (folder / CONFIG).is_file()), into.absolute().parent / CONFIG)
    return into, config


def _read_languages(config: Path) -> tuple[str, ...]:
    return read_config(config).settings.languages if config.is_file() else ()


def _settle_language(export: Export, languages: tuple[str, ...]) -> Export:
    """Articles of a source in one language that is not the project's first are that language's."""
    is_other = bool(languages) and export.lang in languages[1:]
    if not is_other or any(article.lang for article in export.articles):
        return export
    articles = tuple(replace(article, lang=export.lang) for article in export.articles)
    return replace(
        export, articles=articles, categories=tuple(replace(one, lang=export.lang) for one in export.categories)
    )


def _refuse_blocked(path: Path) -> None:
    """Before anything is written: what stands where a file or its folder is to be."""
    above = next(folder for folder in path.parents if os.path.lexists(folder))
    if path.is_dir():
        raise ImportRefused(f"{path} is a folder, and a file is to be written there", _MOVE)
    if not above.is_dir():
        raise ImportRefused(f"{above} is no folder, and one is to be made there", _MOVE)
    if not os.access(above, os.W_OK):
        raise ImportRefused(f"{above} can't be written", "give yourself the right, or name another folder: --into DIR")


def _leave_running_out(export: Export) -> Export:
    """Files that a browser would run on the shop's own address."""
    refused = [path for path, read in export.media.items() if not is_carried(path, read())]
    media = {path: read for path, read in export.media.items() if path not in refused}
    losses = [Loss("a file that a browser would run", path) for path in refused]
    return replace(export, media=media, losses=(*export.losses, *losses))


def _refuse_another(items: Sequence[Item], records: Records, name: str) -> None:
    """Of another help center nothing would be known again, and all that was imported would become drafts."""
    known = {key for key in records if key.startswith("article:")}
    if known and known.isdisjoint(item.key for item in items):
        what = f"none of the {len(known):,} articles that were imported as '{name}' is in this source"
        raise ImportRefused(what, "if it is another help center, give it a name of its own: --as NAME")


def render_config(export: Export, languages: tuple[str, ...], folder: str) -> str:
    title = export.title or ("고객센터" if languages[0] == "ko" else "Help center")
    return (
        f"site_name: {quote_yaml(title)}\ndocs_dir: {folder}\n\n"
        f"theme:\n  name: helpcenter\n  language: {quote_yaml(languages[0])}\n\n"
        f"plugins:\n  - helpcenter:\n      languages: {list_yaml(languages)}\n"
        "      dead_links: warning  # take this out once what the import could not find is mended\n"
        f"{_TWINS if _has_twins(export) else ''}"
    )


_TWINS = (
    "      severities: {HC20: warning}  # articles with the same title: take this out "
    "once each says what it alone answers\n"
)


def _has_twins(export: Export) -> bool:
    titles = [(article.title.casefold(), article.lang) for article in export.articles if not article.draft]
    return len(titles) > len(set(titles))
