"""Sessions of conversations, and what becomes of events that the endpoint does not take."""

from pathlib import Path

import pytest
from app_servers import serve_app
from model_server import serve_model

from feedback_function.app import create_app
from feedback_function.events import SESSION
from feedback_function.settings import EndpointSettings
from hc_builder.answering.agent_events import IDLE_SECONDS, Reporter, Sessions, build_open, make_session
from hc_builder.gaps.servers import ServerError


def test_a_conversation_is_one_session_until_it_rests() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    first, other = sessions.find("a"), sessions.find("b")
    assert SESSION.fullmatch(first)
    now[0] += IDLE_SECONDS
    assert sessions.find("a") == first != other
    now[0] += IDLE_SECONDS + 1
    assert sessions.find("a") != first


def test_no_more_conversations_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hc_builder.answering.agent_events.MOST_SESSIONS", 2)
    sessions = Sessions(lambda: 0.0)
    first, second = sessions.find("a"), sessions.find("b")
    assert sessions.find("a") == first
    sessions.find("c")
    assert (sessions.find("a"), sessions.find("b") == second) == (first, False)


def test_what_the_endpoint_refuses_is_told_in_the_log_without_what_was_asked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = EndpointSettings(database_url=f"sqlite:///{tmp_path / 'events.db'}", origins=("https://other.example",))
    with serve_app(create_app(settings)) as endpoint:
        reporter = Reporter(f"{endpoint}/v1/events", "https://help.shop.example/")
        reporter.tell(build_open("refund/when", "ko", make_session(), "/mcp"))
        reporter.close()
    (record,) = (record for record in caplog.records if record.msg == "events_lost")
    assert "HC_ORIGINS" in record.detail
    assert "refund" not in record.detail


def test_an_endpoint_that_is_away_holds_up_nobody(caplog: pytest.LogCaptureFixture) -> None:
    reporter = Reporter("http://127.0.0.1:9/v1/events", "")
    for _ in range(120):
        reporter.tell(build_open("refund/when", "ko", make_session(), "/mcp"))
    reporter.close()
    assert reporter.waiting == 0
    assert sum(record.count for record in caplog.records if record.msg == "events_lost") == 120


def test_events_come_from_the_site_as_browsers_name_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = EndpointSettings(database_url=f"sqlite:///{tmp_path / 'events.db'}", origins=("https://xn--hg4bs7k.kr",))
    with serve_app(create_app(settings)) as endpoint:
        reporter = Reporter(f"{endpoint}/v1/events", "https://상점.kr:443/help/")
        reporter.tell(build_open("refund/when", "ko", make_session(), "/mcp"))
        reporter.close()
    assert not [record for record in caplog.records if record.msg == "events_lost"]
    with pytest.raises(ServerError, match="no address of a site"):
        Reporter("https://help.shop.example/v1/events", "https://*.kr/")


def test_an_endpoint_that_answers_garbage_stops_no_events(caplog: pytest.LogCaptureFixture) -> None:
    with serve_model() as garbage:
        garbage.reply = b"\xff"
        reporter = Reporter(garbage.address, "")
        for _ in range(60):
            reporter.tell(build_open("refund/when", "ko", make_session(), "/mcp"))
        reporter.close()
    assert reporter.waiting == 0
    assert sum(record.count for record in caplog.records if record.msg == "events_lost") == 60


def test_events_do_not_go_over_an_open_line() -> None:
    with pytest.raises(ServerError, match="is not https"):
        Reporter("http://help.shop.example/v1/events", "https://help.shop.example/")
