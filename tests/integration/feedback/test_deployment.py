"""The ways to run the endpoint that docs/deploy-feedback.md describes."""

import base64
import json
import os
import subprocess
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from event_samples import make_body, make_event
from sqlalchemy.engine import make_url

from feedback_function.aws_lambda import build_handler
from feedback_function.parsing import parse_events
from feedback_function.retention import Counting, Erased, erase_session, purge
from feedback_function.setting_fields import BadSetting
from feedback_function.settings import EndpointSettings
from feedback_function.store import open_store
from feedback_function.traces import Traces

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs/deploy-feedback.md").read_text(encoding="utf-8")


def test_the_endpoint_runs_without_the_site_builder():
    code = "import sys; sys.modules.update(mkdocs=None, hc_builder=None); import feedback_function.server"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize(("name", "file"), [("feedback", "requirements.txt"), ("inquiry", "requirements-inquiry.txt")])
def test_its_requirements_are_those_of_the_extra(name, file):
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"][name]
    lines = (ROOT / "feedback_function" / file).read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == extra


def test_the_endpoint_without_a_form_needs_nothing_of_the_forms_extra():
    missing = "cryptography=None, PIL=None, python_multipart=None"
    code = f"import sys; sys.modules.update({missing}); from feedback_function.app import create_app"
    code += "; from feedback_function.settings import EndpointSettings; create_app(EndpointSettings())"
    code += "; from feedback_function.cli import run_words; run_words(['stats'], None)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def call_lambda(handler, body, method="POST", encoded=False, path="/v1/events"):
    """What a function URL or API Gateway (payload 2.0) hands to a Lambda."""
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"content-type": "text/plain", "host": "x.lambda-url.example", "origin": "https://help.shop.kr"},
        "requestContext": {"http": {"method": method, "path": path, "sourceIp": "203.0.113.9"}},
        "body": base64.b64encode(body).decode() if encoded else body.decode(),
        "isBase64Encoded": encoded,
    }
    return handler(event, None)


def test_a_lambda_stores_events_in_postgresql(postgres_url):
    handler = build_handler(EndpointSettings(database_url=postgres_url, origins=("https://help.shop.kr",)))
    answers = [call_lambda(handler, make_body(make_event()), encoded=encoded) for encoded in (False, True)]
    assert [answer["statusCode"] for answer in answers] == [202, 202]
    assert answers[0]["headers"]["access-control-allow-origin"] == "https://help.shop.kr"
    assert json.loads(answers[0]["body"])["accepted"] == 1
    assert call_lambda(handler, b"[]", method="GET")["statusCode"] == 405
    assert len(list(open_store(postgres_url).read())) == 2


@pytest.mark.parametrize("path", ["/prod/v1/events", "/shop/help/v1/events/", "/prod/v1/health", "/prod/openapi.json"])
def test_a_named_stage_of_api_gateway_stands_before_the_routes(postgres_url, path):
    handler = build_handler(EndpointSettings(database_url=postgres_url, origins=("https://help.shop.kr",)))
    is_events = "events" in path
    answer = call_lambda(handler, make_body(make_event()), method="POST" if is_events else "GET", path=path)
    assert answer["statusCode"] == (202 if is_events else 200)
    old = {"httpMethod": "GET", "path": path, "headers": {}, "requestContext": {"stage": "prod"}, "resource": "/{p+}"}
    old |= {"queryStringParameters": None, "multiValueHeaders": {}, "multiValueQueryStringParameters": None}
    assert handler(old | {"body": None, "isBase64Encoded": False}, None)["statusCode"] == (405 if is_events else 200)


def test_a_lambda_runs_an_operators_commands_for_who_may_invoke_it(postgres_url, monkeypatch):
    monkeypatch.setenv("HC_DATABASE_URL", postgres_url)
    handler = build_handler(EndpointSettings(database_url=postgres_url, origins=("https://help.shop.kr",)))
    store = open_store(postgres_url)
    long_ago = datetime.now(UTC) - timedelta(days=100)
    store.append(parse_events(make_body(make_event(), make_event()), long_ago).accepted)
    assert json.loads(handler({"hc": ["export"]}, None)["data"].splitlines()[0])["type"] == "search"
    purged = handler({"hc": ["purge", "--older-than", "90d"]}, None)
    assert (purged["exit_code"], purged["told"][0]) == (0, "Deleted 2 events; 1 days are kept as counts")
    assert "sessions" in handler({"hc": ["stats"]}, None)["data"]
    for nonsense in (["purge", "--older-than", "soon"], ["drop"], "stats", ["erase"], []):
        told = handler({"hc": nonsense}, None)
        assert (told["exit_code"], told["told"][0][:6]) == (2, "error:")
    body = json.dumps({"hc": ["purge"]}).encode()
    assert call_lambda(handler, body)["statusCode"] == 400  # what a visitor sends is a body, never the event itself


def test_a_lambda_refuses_a_database_that_would_be_lost():
    with pytest.raises(BadSetting, match="postgresql://"):
        build_handler(EndpointSettings())


def test_a_lambda_refuses_a_form_whose_mail_it_would_not_send():
    with pytest.raises(BadSetting, match="HC_INQUIRY_SITE"):
        build_handler(EndpointSettings(database_url="postgresql://hc@db/help", inquiry_site="inquiry.json"))


def test_the_rights_in_the_guide_are_enough_and_no_more_than_needed(postgres, postgres_url):
    """The guide's own SQL, run as its owner; then the endpoint's work, as the role that got the rights."""
    open_store(postgres_url)
    url = make_url(postgres_url)
    grants = GUIDE.split("```sql\n")[1].split("```")[0].replace("hc_feedback", "hc_role").replace("'…'", "'x'")
    postgres.psql(f"\\c {url.database}\n{grants}")
    store = open_store(url.set(username="hc_role", password="x").render_as_string(hide_password=False))
    long_ago = datetime.now(UTC) - timedelta(days=100)
    assert store.append(parse_events(make_body(make_event(), make_event()), long_ago).accepted) == 2
    assert store.append(parse_events(make_body(make_event(session="to-be-erased-0123"))).accepted) == 1
    store.beat()
    store.beat()
    assert store.measure_bytes() > 0
    assert purge(store, timedelta(days=90), Counting(ZoneInfo("Asia/Seoul"))).events == 2
    assert erase_session(store, "to-be-erased-0123") == Erased(1, Traces.UNTIL_VACUUM)
    assert erase_session(open_store(postgres_url), "to-be-erased-0123") == Erased(0, Traces.NONE)
    with pytest.raises(Exception, match=r"permission denied|must be owner"), store.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE events")
    postgres.psql(f"\\c {url.database}\nDROP OWNED BY hc_role; DROP ROLE hc_role;")


def test_the_text_for_the_privacy_page_is_printed_for_the_settings_at_work():
    environment = os.environ | {"HC_RETENTION_DAYS": "14"}
    command = [sys.executable, "-m", "feedback_function.privacy", "en"]
    shown = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert "deleted after 14 days" in shown
