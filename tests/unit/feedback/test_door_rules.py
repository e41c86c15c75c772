"""What no route lets out: a customer's words in a log, and the metrics to whoever asks."""

import asyncio

import httpx
import pytest
from starlette.testclient import TestClient

from feedback_function.app import create_app
from feedback_function.door import Door
from feedback_function.metrics import Metrics
from feedback_function.settings import EndpointSettings

SECRET = "ZEBRA-4417 010-1234-5678"


class Broken(Door):
    """A route with a fault that repeats what was sent."""

    async def answer(self, head, receive):
        raise ValueError(SECRET)


def test_a_fault_is_logged_by_its_kind_and_repeats_nothing_that_was_sent(caplog):
    route = Broken(EndpointSettings(), Metrics(lambda: 0.0))

    async def ask():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(route), base_url="http://127.0.0.1") as client:
            return await client.post("/", content=SECRET)

    answer = asyncio.run(ask())
    (told,) = [record for record in caplog.records if record.msg == "unexpected_fault"]
    assert (answer.status_code, told.detail) == (500, "ValueError")
    assert SECRET not in f"{answer.text} {vars(told)}"


@pytest.mark.parametrize(
    ("token", "given", "status"),
    [
        ("열쇠", "", 401),
        ("열쇠", "Bearer ", 401),
        ("열쇠", "Bearer 열쇠x", 401),
        ("열쇠", "열쇠", 401),
        ("key", "Bearer key", 200),
        ("", "", 200),
    ],
)
def test_the_metrics_are_told_to_who_has_their_token(tmp_path, token, given, status):
    settings = EndpointSettings(database_url=f"sqlite:///{tmp_path}/x.db", metrics=True, metrics_token=token)
    with TestClient(create_app(settings)) as client:
        answer = client.get("/metrics", headers={"authorization": given.encode()} if given else {})
    assert (answer.status_code, "hc_" in answer.text) == (status, status == 200)
