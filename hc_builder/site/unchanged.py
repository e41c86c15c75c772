"""A build in which nothing changed since the last one: told by the states of files alone, before anything is loaded.

What a build is made of is taken when it begins, so that what changes while it runs is seen by the next one.
"""

import os
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from hc_builder.cache import Cache, make_key
from hc_builder.file_memo import FileState, find_state, hash_file, is_settled
from hc_builder.korean import spoken
from hc_builder.site.record import Built, read_outputs
from hc_builder.site.update import scan_folder
from hc_builder.today import find_today

_WORD = re.compile(r"[A-Za-z_]\w*")


class Inputs(msgspec.Struct, frozen=True, array_like=True):
    """Everything outside this code that a build depends on.

    `files`: path → state, and the hash of one that was written just before. `names` are words of the configuration,
    some of which are variables of the environment; `projects` the places of configurations above the content.
    """

    roots: tuple[str, ...]
    files: dict[str, tuple[FileState, bytes]]
    names: tuple[str, ...]
    environment: bytes
    docs_dir: str
    projects: tuple[str, ...]
    zone: str
    day: date


class Record(msgspec.Struct, frozen=True, array_like=True):
    """A build that succeeded: what it was made of, and what it said."""

    inputs: Inputs | None
    built: Built
    told: str


def take_inputs(configs: Iterable[Path], roots: Iterable[Path], docs_dir: Path, zone: str) -> Inputs | None:
    """`configs` have been read already, `roots` are files and folders that will be. `None` where links or an unreadable
    folder are among them, or the configuration has only just been written."""
    files = [str(config) for config in configs]
    places = (*files, *map(str, roots))
    found = _find_states(places)
    if found is None or not all(is_settled(found[file]) for file in files if file in found):
        return None
    text = "".join(Path(file).read_text("utf-8", "replace") for file in files)
    names = tuple(sorted(set(_WORD.findall(text)))) if "!ENV" in text else ()
    states = {path: (state, b"" if is_settled(state) else hash_file(Path(path))) for path, state in found.items()}
    projects = _find_projects(docs_dir)
    return Inputs(places, states, names, _hash_environment(names), str(docs_dir), projects, zone, find_today(zone))


def keep_record(cache: Cache, config: Path, site: Path | None, strict: bool, record: Record) -> None:
    cache.put(_name(config, site, strict), msgspec.msgpack.encode(record))


def find_unchanged(cache: Cache, config: Path, site: Path | None, strict: bool) -> Record | None:
    """The last build of this configuration into this folder, if another would give the same."""
    packed = cache.get(_name(config, site, strict))
    record = msgspec.msgpack.decode(packed, type=Record) if packed else None
    if record is None or record.inputs is None:
        return None
    return record if _is_same(record.inputs) and _is_whole(cache, record.built.folder) else None


def _name(config: Path, site: Path | None, strict: bool) -> bytes:
    return make_key("build", str(config.absolute()), str(site.absolute()) if site else "", str(strict), spoken())


def _is_same(known: Inputs) -> bool:
    around = (find_today(known.zone), _hash_environment(known.names), _find_projects(Path(known.docs_dir)))
    found = _find_states(known.roots)
    if around != (known.day, known.environment, known.projects) or found is None or found.keys() != known.files.keys():
        return False
    return all(
        found[path] == state and (not written or hash_file(Path(path)) == written)
        for path, (state, written) in known.files.items()
    )


def _find_states(places: Iterable[str]) -> dict[str, FileState] | None:
    """Of the files, and of all in the folders; a place where nothing is has none."""
    found: dict[str, FileState] = {}
    try:
        for place in places:
            if os.path.isdir(place):
                below = scan_folder(Path(place))
                if below is None:
                    return None
                found.update((f"{place}/{path}", state) for path, state in below.items())
            elif os.path.exists(place):
                found[place] = find_state(place)
    except OSError:
        return None
    return found


def _find_projects(docs_dir: Path) -> tuple[str, ...]:
    """Configurations above the content: links may lead to all that the nearest one holds."""
    return tuple(str(folder) for folder in docs_dir.absolute().parents if (folder / "mkdocs.yml").is_file())


def _hash_environment(names: Iterable[str]) -> bytes:
    return make_key("environment", *(f"{name}={os.environ.get(name)!r}" for name in names))


def _is_whole(cache: Cache, site: str) -> bool:
    """Whether the site is as it was left."""
    outputs = read_outputs(cache, Path(site))
    present = scan_folder(Path(site)) if os.path.isdir(site) and not os.path.islink(site) else None
    return present == {path: output.state for path, output in outputs.files.items()}
