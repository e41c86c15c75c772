"""The tools for AI agents, asked by the SDK's own client: over real HTTP, and over the pipes of a real process."""

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest
from app_servers import serve_app
from mcp import Client, StdioServerParameters
from stored_events import wait_for_events

from feedback_function.app import create_app
from feedback_function.events import Event, Open, Search, Vote
from feedback_function.settings import EndpointSettings
from hc_builder.answering.mcp_server import build_server, make_mcp_app
from hc_builder.answering.service import AnswerService

LOCKED = "비밀번호 몇 번 틀리면 잠기나요?"
ACCEPTED = {
    "Accept": "application/json, text/event-stream",
    "Content-Type": "application/json",
    "MCP-Protocol-Version": "2025-06-18",
}
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}


@dataclass(frozen=True)
class Served:
    """A help center whose tools are served over HTTP, and the endpoint that it tells."""

    address: str
    endpoint: str
    config: Path
    service: AnswerService
    events: EndpointSettings

    def call(self, tool: str, **arguments: Any) -> Any:
        """What a tool gives; its words, where that is an error."""
        return converse(f"{self.address}/mcp", lambda client: ask(client, tool, **arguments))


def converse(server: Any, talk: Callable[[Client], Awaitable[Any]], **options: Any) -> Any:
    """One conversation of the SDK's client with a server."""

    async def run() -> Any:
        async with Client(server, **options) as client:
            return await talk(client)

    return asyncio.run(run())


async def ask(client: Client, tool: str, **arguments: Any) -> Any:
    result = await client.call_tool(tool, arguments)
    return result.content[0].text if result.is_error else result.structured_content


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, copy_shop: Callable[[Path], Path]) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("tools")
    stored = EndpointSettings(database_url=f"sqlite:///{folder / 'events.db'}", origins=("https://help.shop.example",))
    config = copy_shop(folder)
    with (
        serve_app(create_app(stored)) as endpoint,
        AnswerService(config, None, f"{endpoint}/v1/events") as service,
    ):
        settings = EndpointSettings(origins=("https://app.shop.example",))
        server = build_server(settings, service, "1000/minute", "서랍 고객센터")
        with serve_app(make_mcp_app(server, service, settings, ["help.shop.example"])) as address:
            yield Served(address, f"{endpoint}/v1/events", config, service, stored)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_agent_learns_what_the_tools_are_for(served: Served, mode: str) -> None:
    tools = converse(f"{served.address}/mcp", lambda client: client.list_tools(), mode=mode).tools
    assert {tool.name: tool.annotations.read_only_hint for tool in tools} == {
        "search": True,
        "answer": True,
        "read": True,
        "suggest_gap": False,
    }
    assert all(tool.description and "ctx" not in str(tool.input_schema) for tool in tools)


def test_a_question_is_answered_with_a_quotation(served: Served) -> None:
    answer = served.call("answer", question=LOCKED)
    assert answer["quote"]["text"] == "비밀번호를 5번 틀리면 30분 동안 잠겨요."
    assert answer["quote"]["url"] == "https://help.shop.example/account/locked/"


def test_articles_are_found_and_read_whole(served: Served) -> None:
    found = served.call("search", query="ghksqnf djswp", limit=1)
    assert ([article["id"] for article in found["articles"]], found["read_as"]) == (["refund/when"], "환불 언제")
    article = served.call("read", article=found["articles"][0]["url"])
    assert (article["id"], article["updated"]) == ("refund/when", "2026-11-02")
    assert "카드 | 5일" in article["text"]
    assert served.call("read", article="refund/when", lang="en")["title"] == "When do I get my refund?"


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("read", {"article": "refund/whne"}, "did you mean 'refund/when'?"),
        ("read", {"article": "secret/staff"}, "no article"),
        ("answer", {"question": "환불", "lang": "fr"}, "ko, en"),
        ("search", {"query": 3}, "valid string"),
        ("suggest_gap", {"question": "환불", "article": "nowhere"}, "no article"),
    ],
)
def test_what_can_not_be_done_is_told_to_the_agent(served: Served, tool: str, arguments: Any, told: str) -> None:
    assert told in served.call(tool, **arguments)


def test_what_agents_do_is_told_as_events_of_theirs(served: Served) -> None:
    question = "선물 포장 되나요 010-1234-5678"
    served.call("suggest_gap", question=question, article="delivery/fee")
    served.call("read", article="account/locked")

    def is_new(event: Event) -> bool:
        article = getattr(event, "article", "")
        return getattr(event, "query", "") == "선물 포장 되나요 [전화번호]" or article in (
            "delivery/fee",
            "account/locked",
        )

    events = wait_for_events(served.events, 4, is_new)
    assert [type(event) for event in events] == [Search, Open, Vote, Open]
    assert {getattr(event, "source", "agent") for event in events} == {"agent"}
    assert {event.page for event in events} == {"/mcp"}
    searched, seen, complaint = events[:3]
    assert (complaint.helpful, complaint.reason) == (False, "missing")
    assert searched.session == seen.session == complaint.session


def test_an_agent_that_asks_too_much_is_told_to_wait(served: Served) -> None:
    server = build_server(EndpointSettings(), served.service, "2/hour", "서랍 고객센터")

    async def ask_thrice(client: Client) -> list[Any]:
        return [await ask(client, "search", query="환불") for _ in range(3)]

    with serve_app(make_mcp_app(server, served.service, EndpointSettings(), [])) as address:
        first, second, third = converse(f"{address}/mcp", ask_thrice)
    assert first == second
    assert "ask again in a minute" in third


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "help.shop.example"}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Origin": "https://app.shop.example"}, 200),
        ({"Origin": "https://evil.example"}, 403),
    ],
)
def test_only_the_named_hosts_and_origins_may_ask(served: Served, headers: dict[str, str], status: int) -> None:
    reply = httpx.post(f"{served.address}/mcp", json=CALL, headers=ACCEPTED | headers)
    assert reply.status_code == status


def test_a_page_of_a_named_origin_may_read_the_answer(served: Served) -> None:
    wanted = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    for origin, allowed in [
        ("https://app.shop.example", True),
        ("http://localhost:6274", True),
        ("https://x.kr", False),
    ]:
        asked = httpx.options(f"{served.address}/mcp", headers={"Origin": origin} | wanted)
        reply = httpx.post(f"{served.address}/mcp", json=CALL, headers=ACCEPTED | {"Origin": origin})
        told = [one.headers.get("Access-Control-Allow-Origin") == origin for one in (asked, reply)]
        assert told == [allowed, allowed]


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_nobody_opens_a_stream_without_end(served: Served, method: str) -> None:
    reply = httpx.request(method, f"{served.address}/mcp", headers={"Accept": "text/event-stream"}, timeout=10)
    assert (reply.status_code, reply.headers["Allow"]) == (405, "POST, OPTIONS")


def test_a_body_that_does_not_come_is_not_waited_for(served: Served) -> None:
    settings = EndpointSettings(request_seconds=0.2)
    server = build_server(settings, served.service, "9/hour", "서랍 고객센터")
    with serve_app(make_mcp_app(server, served.service, settings, [])) as address:
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as slow:
            slow.sendall(f"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 9\r\n\r\n{{".encode())
            assert b" 408 " in slow.recv(200)


def test_a_forged_forwarded_header_makes_no_new_client(served: Served) -> None:
    """The proxy adds one behind it, in the same line or in one of its own."""
    settings = EndpointSettings(trusted_proxies=(ip_network("127.0.0.1"),))
    server = build_server(settings, served.service, "2/hour", "서랍 고객센터")
    call = {**CALL, "method": "tools/call", "params": {"name": "search", "arguments": {"query": "환불"}}}
    with serve_app(make_mcp_app(server, served.service, settings, [])) as address:
        for number, is_refused in [(1, False), (2, False), (3, True)]:
            forged = [("X-Forwarded-For", f"198.51.100.{number}"), ("X-Forwarded-For", "203.0.113.9")]
            reply = httpx.post(f"{address}/mcp", json=call, headers=[*ACCEPTED.items(), *forged])
            assert ("too many questions" in reply.text) is is_refused


def test_a_large_body_is_refused(served: Served) -> None:
    reply = httpx.post(f"{served.address}/mcp", content=b" " * 70_000, headers={"Content-Type": "application/json"})
    assert reply.status_code == 413


def test_a_process_answers_over_its_pipes_and_ends_with_them(served: Served) -> None:
    words = ["-m", "hc_builder.cli", "mcp", "--config", str(served.config)]

    async def talk(client: Client) -> tuple[Any, Any]:
        tools = await client.list_tools()
        return {tool.name for tool in tools.tools}, await ask(client, "answer", question=LOCKED)

    names, answer = converse(StdioServerParameters(command=sys.executable, args=words), talk)
    assert names == {"search", "answer", "read"}  # nobody is told, so there is nothing to suggest
    assert answer["quote"]["article"] == "account/locked"
