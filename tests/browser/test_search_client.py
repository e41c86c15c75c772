"""The search's border with the network: what is fetched, how often, and what happens when it fails."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, Response, Route, expect

MANIFEST = "**/search/ko/index.json"
SHARDS = "**/search/ko/*.bin"
OPEN = "async (client) => { globalThis.engine = await (await import(client)).openEngine('/search/ko/') }"
ASK = """async (queries) => {
  const found = await Promise.all(queries.map((query) => engine.search(query, { limit: 7 })))
  return found.map(({ hits }) => hits.map((hit) => hit.id))
}"""


class Client:
    """The client of a page, asked directly; `fetched` counts the files of the index by name."""

    def __init__(self, page: Page, module: str) -> None:
        self.page, self.module = page, module
        self.fetched: Counter[str] = Counter()
        page.on("request", lambda request: self.fetched.update([request.url.rpartition("/")[2]]))

    def open(self) -> "Client":
        self.page.evaluate(OPEN, self.module)
        return self

    def ask(self, *queries: str) -> list[list[str]]:
        """The ids found for each, asked at the same time."""
        found: list[list[str]] = self.page.evaluate(ASK, list(queries))
        return found


@pytest.fixture
def client(visit: Callable[..., Page], built: Path) -> Client:
    [module] = (built / "assets/search").glob("client.*.js")
    return Client(visit("/"), f"/assets/search/{module.name}")


def fail_once(page: Page, pattern: str, answer: Callable[[Route], None]) -> list[str]:
    """The first request that fits gets `answer`; its address is noted in the list."""
    failed: list[str] = []

    def handle(route: Route) -> None:
        if failed:
            route.continue_()
        else:
            failed.append(route.request.url)
            answer(route)

    page.route(pattern, handle)
    return failed


def test_queries_at_the_same_time_fetch_a_file_once(client):
    together = client.open().ask("환불", "환불 언제", "환불하고 싶어요", "환불")
    assert all(together)
    assert together[0] == together[3]
    assert set(client.fetched.values()) == {1}


def test_what_was_fetched_is_not_fetched_again(client):
    first = client.open().ask("배송비")
    client.fetched.clear()
    assert client.ask("배송비") == first
    assert not client.fetched


@pytest.mark.parametrize(
    "answer",
    [
        lambda route: route.abort(),
        lambda route: route.fulfill(status=503),
        lambda route: route.fulfill(body="<!doctype html><p>not found", content_type="text/html"),
        lambda route: route.fulfill(body=b"\xff\xff", content_type="application/octet-stream"),
    ],
    ids=["lost", "refused", "a page instead", "torn"],
)
def test_a_file_that_fails_once_is_fetched_again_and_the_others_are_kept(client, watch, answer):
    client.open()
    [failed] = [fail_once(client.page, SHARDS, answer)]
    assert client.ask("환불")[0]
    assert {name: times for name, times in client.fetched.items() if times > 1} == {
        failed[0].rpartition("/")[2]: 2,
        "index.json": 2,
    }
    watch.forgive()


def test_a_manifest_of_yesterday_is_replaced_once_for_all_queries(client, watch):
    expected = client.open().ask("환불", "배송비")

    stale = fail_once(client.page, MANIFEST, answer_yesterdays)
    delayed = delay_second(client.page, "**/*-gone.bin", until=lambda: client.fetched["index.json"] == 1)
    client.open()
    client.fetched.clear()
    assert client.ask("환불", "배송비") == expected
    assert len(stale) == client.fetched["index.json"] == 1
    assert delayed
    watch.forgive()


def answer_yesterdays(route: Route) -> None:
    """A manifest of which every file is gone."""
    manifest = route.fetch().json()
    names = {table: "gone" * (len(hashes) // len("gone")) for table, hashes in manifest["names"].items()}
    route.fulfill(json=manifest | {"build": "gone", "names": names})


def delay_second(page: Page, pattern: str, until: Callable[[], bool]) -> list[str]:
    """Answers requests that fit with 404, the second only once `until` holds and what it waits for has arrived."""
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 2:
            held.append(route)
        else:
            route.fulfill(status=404)

    def release(response: Response) -> None:
        if held and until() and response.url.endswith(".bin") and "-gone" not in response.url:
            held.pop().fulfill(status=404)

    held: list[Route] = []
    page.route(pattern, refuse)
    page.on("response", release)
    return asked


def test_what_keeps_failing_is_an_error_and_never_no_results(client, watch):
    client.open()
    client.page.route(SHARDS, lambda route: route.fulfill(status=404))
    with pytest.raises(Error, match="404"):
        client.ask("환불")
    client.page.unroute(SHARDS)
    assert client.ask("환불")[0]
    watch.forgive()


def test_an_index_of_another_format_alone_loads_no_page_anew(visit, watch):
    page = visit("/")
    pages = []
    page.on("request", lambda request: pages.append(request.url) if request.is_navigation_request() else None)
    page.route(MANIFEST, lambda route: route.fulfill(json=route.fetch().json() | {"format": 0}))
    page.get_by_role("combobox").fill("환불")
    expect(page.get_by_text("검색을 불러오지 못했어요")).to_be_visible()
    assert pages == []
    watch.forgive()
