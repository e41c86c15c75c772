"""Pages of any shape: a help desk that answers otherwise than its reference says stops nothing with a traceback."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hc_builder.errors import UserError
from hc_builder.importers.api.client import Client
from hc_builder.importers.api.vendors import VENDORS
from hc_builder.outside import build_opener
from tests.unit.importers import (
    test_import_channel,
    test_import_chatwoot,
    test_import_freshdesk,
    test_import_helpscout,
    test_import_intercom,
    test_import_wordpress_api,
    test_import_zendesk_api,
)
from tests.unit.importers.desk_server import Reply, run_desk
from tests.unit.importers.sources import read_files

RECORDED: Mapping[str, Mapping[str, object]] = {
    "zendesk": test_import_zendesk_api.ANSWERS,
    "intercom": test_import_intercom.ANSWERS,
    "freshdesk": test_import_freshdesk.ANSWERS,
    "wordpress": test_import_wordpress_api.ANSWERS,
    "helpscout": test_import_helpscout.ANSWERS,
    "chatwoot": test_import_chatwoot.ANSWERS,
    "channel": test_import_channel.ANSWERS,
}
ODD = [None, True, False, 0, -1, 7, 1e300, 10**30, "", "x", "../../x", "<b>", [], [[]], [{}], [3], {}, {"id": []}]


def list_pages(source: str) -> Iterator[tuple[str, Any]]:
    for path, answer in RECORDED[source].items():
        reply = answer[-1] if isinstance(answer, list) else answer
        yield path, reply.content if isinstance(reply, Reply) else reply


def spoil(value: Any, choose: Callable[[int], int], odd: object) -> Any:
    """The same with one value somewhere replaced."""
    if isinstance(value, dict) and value and choose(6):
        key = sorted(value)[choose(len(value))]
        return {**value, key: spoil(value[key], choose, odd)}
    if isinstance(value, list) and value and choose(8):
        place = choose(len(value))
        return [*value[:place], spoil(value[place], choose, odd), *value[place + 1 :]]
    return odd


@pytest.mark.parametrize("source", RECORDED)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_no_value_of_a_saved_page_is_too_odd_to_read(source: str, data: st.DataObject) -> None:
    pages = [page for _, page in list_pages(source)]
    for _ in range(3):
        place = data.draw(st.integers(0, len(pages) - 1))
        odd = data.draw(st.sampled_from(ODD))
        pages[place] = spoil(pages[place], lambda size: data.draw(st.integers(0, size - 1)), odd)
    with TemporaryDirectory() as folder, suppress(UserError):
        read_files(source, Path(folder), {f"{number:02}.json": json.dumps(one) for number, one in enumerate(pages)})


@pytest.mark.parametrize("source", RECORDED)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_no_value_of_an_answer_leads_a_crawl_astray(source: str, data: st.DataObject) -> None:
    """It ends, asks nothing but paths of the API, and every refusal is told."""
    answers = dict(list_pages(source))
    path = data.draw(st.sampled_from(sorted(answers)))
    odd = data.draw(st.sampled_from(ODD))
    answers[path] = spoil(answers[path], lambda size: data.draw(st.integers(0, size - 1)), odd)
    place = {"wordpress": "/blog", "chatwoot": "/app/accounts/3/portals/shop"}.get(source, "")
    with run_desk({path: Reply(answer) for path, answer in answers.items()}) as desk:
        client = Client(desk.origin, place, build_opener(True, redirects=False), {"X": "y"}, {}, lambda _: None)
        with suppress(UserError):
            list(VENDORS[source].crawl(client))
    assert len(desk.asked) < 200
    assert not [asked for asked in desk.paths if ".." in asked or "<" in asked]
