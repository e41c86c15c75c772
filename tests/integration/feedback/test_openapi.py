"""schemathesis plays the API's own description against a real endpoint, with every check on."""

import json
import re

import pytest
import schemathesis
from endpoint_process import Endpoint, find_port
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import GenerationMode

FREE = {"HC_CLIENT_EVENTS": "10000000/minute", "HC_REQUEST_SECONDS": "60"}


@schemathesis.serializer("text/plain")
def write_json_as_text(context, value):
    return json.dumps(value).encode()


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    """The description as the endpoint serves it, but with one event a request: of several the good ones are kept, and a
    faulty request would be accepted."""
    address = f"sqlite:///{tmp_path_factory.mktemp('openapi') / 'events.db'}"
    endpoint = Endpoint(address, find_port(), FREE).start()
    description = endpoint.ask("/openapi.json").json()
    for content in description["paths"]["/v1/events"]["post"]["requestBody"]["content"].values():
        content["schema"]["maxItems"] = 1
    schema = schemathesis.openapi.from_dict(description)
    schema.config.update(base_url=endpoint.url)
    yield schema
    endpoint.kill()


def has_whole_float(body):
    """JSON Schema takes 3.0 for an integer; the form does not."""
    return re.search(r"\d\.0\b", json.dumps(body, default=str)) is not None


@pytest.mark.parametrize(
    ("operation", "mode"),
    [
        ("POST /v1/events", GenerationMode.POSITIVE),
        ("POST /v1/events", GenerationMode.NEGATIVE),
        ("GET /v1/health", GenerationMode.POSITIVE),
        ("GET /openapi.json", GenerationMode.POSITIVE),
    ],
)
def test_the_endpoint_does_what_its_description_says(described, operation, mode):
    method, path = operation.split()
    cases = described[path][method].as_strategy(generation_mode=mode)

    @given(case=cases)
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def check(case):
        assume(not isinstance(case.body, list) or len(case.body) <= 1)
        assume(not has_whole_float(case.body))
        case.call_and_validate()

    check()
