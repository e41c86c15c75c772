"""The search of the site, asked with the files that browsers fetch."""

from collections.abc import Iterator, Mapping

from hc_builder.errors import UserError
from hc_builder.problems import Problem
from hc_builder.site_check.crawl import Crawled
from hc_builder.site_check.sources import Source

_ASKED = 3
_HINT = "deploy the whole site again, every file of search/ with it"


class _Files(Mapping[str, bytes]):
    """The files of an index, each fetched when it is asked for."""

    def __init__(self, source: Source, folder: str) -> None:
        self._source, self._folder = source, folder
        self._known: dict[str, bytes | None] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._known:
            answer = self._source.fetch(self._folder + name)
            self._known[name] = answer.body if answer.status == 200 and not answer.is_page else None
        if (body := self._known[name]) is None:
            raise KeyError(name)
        return body

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def check_search(crawled: Crawled, source: Source, lang: str, urls: Mapping[str, str]) -> Iterator[Problem]:
    """HC84: by its title an article is found. `urls`: the titles of a language's articles, and their addresses."""
    from hc_builder.search.engine import SearchEngine

    folder = f"{source.base}search/{lang}/"
    asked = {title: url for title, url in urls.items() if source.base + url in crawled.pages}
    try:
        with SearchEngine(_Files(source, folder)) as engine:
            for title, url in list(asked.items())[:_ASKED]:
                if url not in [hit.url.partition("#")[0] for hit in engine.search(title, 10).hits]:
                    yield Problem(folder, 0, "HC84", f"the search does not find {source.base}{url} by its title", _HINT)
    except UserError as error:
        yield Problem(folder, 0, "HC84", f"the search can't answer: {error.what}", _HINT)
