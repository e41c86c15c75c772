"""The browser's search engine, run from Python: the very same modules in an embedded V8 (`mini-racer`)."""

import gzip
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

from py_mini_racer import DEFAULT_V8_FLAGS, JSEvalException, MiniRacer, init_mini_racer

from hc_builder.errors import UserError
from hc_builder.search.bundle import bundle_modules
from hc_builder.search.result import Found, SearchResult, read_result

_OPENING = """
let engine, box;
function isDone(work) { try { work(); return true; } catch { return false; } }
function open(manifest) { return isDone(() => (engine = create(JSON.parse(manifest)))); }
function makeBox(size) { return (box = new ArrayBuffer(size)); }
function keep(names, sizes) {
  let at = 0;
  return names.filter((name, place) => !isDone(() => engine.add(name, box.slice(at, (at += sizes[place])))));
}
"""
"""`open` says whether it could read the manifest, `keep` which files it could not."""
_HARNESS = """
const create = search.createEngine;
function plan(query, options) { return engine.plan(query, options); }
function find(query, options) { return engine.search(query, options); }
function findIds(queries, options) {
  const missing = new Set();
  const found = queries.map((query) => {
    const names = engine.plan(query, options);
    if (names.length) return names.forEach((name) => missing.add(name)), null;
    const { hits, mended, answer, card } = engine.search(query, options);
    const shown = answer ? answer.article : card ? card.id : "";
    return [hits.map((hit) => hit.id), mended ? mended.to : "", shown];
  });
  return { found, missing: [...missing] };
}
"""
_MANIFEST = "index.json"
_ENDS_EARLY = "the search index ends too early"
"""What `bytes.js` says of a torn file."""
_AT_ONCE = 100
_V8_FLAGS = (*DEFAULT_V8_FLAGS, "--no-memory-protection-keys")
"""On processors with protection keys V8's code belongs to the thread that started V8 and to its children: closing a
context in any other thread would end the process with a segmentation fault."""


class EngineError(UserError):
    """The index can't be searched."""


def find_engine() -> Path:
    """The folder of the browser's modules, in the wheel or in the checkout."""
    package = Path(__file__).resolve().parent.parent
    folders = [package / "theme" / "assets" / "search", package.parent / "theme" / "assets" / "search"]
    for folder in folders:
        if (folder / "engine.js").is_file():
            return folder
    raise EngineError(f"the search engine's modules are not in {folders[0]}", "install hc-builder again")


@cache
def bundle_engine(entry: str = "engine.js") -> str:
    """The module `entry` with all that it imports as a script whose value is its exports."""
    return bundle_modules(find_engine() / entry, script=True)


class OpenIndex:
    """One index in V8, with the module `entry` open on it. A context manager: one left open keeps the process alive."""

    entry: ClassVar[str]
    harness: ClassVar[str]

    def __init__(self, index: Mapping[str, bytes] | Path) -> None:
        files = _read_folder(index) if isinstance(index, Path) else index
        script = bundle_engine(self.entry)
        self._v8 = _open_v8()
        try:
            self._v8.eval(f"const search = {script};{_OPENING}{self.harness}")
            self.exchange(files)
        except BaseException:
            self.close()
            raise

    def exchange(self, files: Mapping[str, bytes]) -> None:
        """Open another index in its place: V8 has the code compiled by then."""
        if _MANIFEST not in files:
            raise EngineError(f"there is no {_MANIFEST} among the index files", "build the site first")
        self._files, self._added, self._sizes = files, {_MANIFEST: files[_MANIFEST]}, dict[str, int]()
        if not self._v8.call("open", files[_MANIFEST].decode("utf-8", "replace")):
            raise _refuse_torn(_MANIFEST)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._v8.close()

    @property
    def fetched(self) -> dict[str, int]:
        """Sizes (gzip) of the files that a browser would have fetched since the engine was opened, by name."""
        new = self._added.keys() - self._sizes.keys()  # packed where somebody asks, which costs more than a search
        self._sizes |= {name: _gzip_size(self._added[name]) for name in new}
        return {name: self._sizes[name] for name in self._added}

    def _call(self, function: str, *given: Any) -> Any:
        """Of some files what is torn shows where it is read."""
        try:
            return self._v8.call(function, *given)
        except JSEvalException as fault:
            if _ENDS_EARLY in str(fault):
                raise _refuse_torn("postings") from fault
            raise

    def _add(self, names: Sequence[str]) -> None:
        """In one go, since a call takes longer than most files."""
        for name in names:
            if name not in self._files:
                raise EngineError(f"the index lacks {name}: its files are of different builds", "build the site again")
        added = {name: self._files[name] for name in names}
        data = b"".join(added.values())
        box: Any = self._v8.eval(f"makeBox({len(data)})")
        box[:] = data
        torn: Any = self._v8.call("keep", list(names), list(map(len, added.values())))
        if torn:
            raise _refuse_torn(", ".join(torn))
        self._added |= added


def _refuse_torn(names: str) -> EngineError:
    return EngineError(f"the index can't be read, torn or of another version: {names}", "build the site again")


class SearchEngine(OpenIndex):
    """One index, open for queries."""

    entry = "engine.js"
    harness = _HARNESS

    def search(self, query: str, limit: int = 10, **options: Any) -> SearchResult:
        """What a customer would see. Further options are those of the browser: `category`, `type`, `prefix`,
        `leastConfidence`."""
        settings = {"limit": limit, "answers": True, **options}
        while names := self._call("plan", query, settings):
            self._add(names)
        start = time.perf_counter()
        found = self._call("find", query, settings)
        ms = (time.perf_counter() - start) * 1000
        return read_result(query, found, sum(self.fetched.values()), round(ms, 2))

    def search_many(self, queries: Iterable[str], limit: int = 10) -> Iterator[SearchResult]:
        """One result for each, in order."""
        return (self.search(query, limit) for query in queries)

    def find_many(self, queries: Sequence[str], limit: int = 10) -> list[Found]:
        """The same articles as `search` finds, for each query in order and a hundred at once: nearly twice as fast."""
        starts = range(0, len(queries), _AT_ONCE)
        return [found for at in starts for found in self._find_some(queries[at : at + _AT_ONCE], limit)]

    def _find_some(self, queries: Sequence[str], limit: int) -> Iterable[Found]:
        """Those for which a file is lacking are asked again with the files of all."""
        found: dict[str, Found] = {}
        while left := [query for query in dict.fromkeys(queries) if query not in found]:
            answer = self._call("findIds", left, {"limit": limit, "answers": True})
            told = zip(left, answer["found"], strict=True)
            found |= {query: Found(tuple(one[0]), one[1], one[2]) for query, one in told if one}
            if answer["missing"]:
                self._add(answer["missing"])
        return map(found.__getitem__, queries)


def _open_v8() -> MiniRacer:
    """V8 with an event loop of its own. Opened in a thread that runs none: it would take over a running one, and then
    other threads could not ask it while that loop's own thread waits for them."""
    init_mini_racer(flags=_V8_FLAGS, ignore_duplicate_init=True)
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(MiniRacer).result()


def _gzip_size(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def _read_folder(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
