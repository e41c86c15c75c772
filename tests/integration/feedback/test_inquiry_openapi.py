"""schemathesis plays the description of `/v1/inquiries` against a real endpoint, with every check on."""

import json
import re

import pytest
import schemathesis
from endpoint_process import Endpoint, find_port
from hypothesis import HealthCheck, assume, given, settings
from inquiry_samples import SITE, make_settings, write_site
from mail_servers import start_mail_server
from schemathesis import GenerationMode


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    """As the endpoint serves it, but with the topics that this site has, and as JSON alone: a form says where its page
    is, and a case does not."""
    folder = tmp_path_factory.mktemp("inquiry-openapi")
    mail = start_mail_server(find_port())
    given = make_settings(write_site(folder), mail.url, origins="", inquiry_requests="10000000/minute")
    variables = {f"HC_{name.upper()}": value for name, value in given.items()}
    endpoint = Endpoint(f"sqlite:///{folder / 'x.db'}", find_port(), variables).start()
    description = endpoint.ask("/openapi.json").json()
    inquiry = description["components"]["schemas"]["Inquiry"]
    inquiry["properties"]["topic"]["enum"] = [topic["id"] for topic in SITE["topics"]]
    content = description["paths"]["/v1/inquiries"]["post"]["requestBody"]["content"]
    for form in ("multipart/form-data", "application/x-www-form-urlencoded"):
        del content[form]
    schema = schemathesis.openapi.from_dict(description)
    schema.config.update(base_url=endpoint.url)
    yield schema
    endpoint.kill()
    mail.stop()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_route_does_what_its_description_says(described, mode):
    cases = described["/v1/inquiries"]["POST"].as_strategy(generation_mode=mode)

    @given(case=cases)
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def check(case):
        assume(not re.search(r"\d\.0\b", json.dumps(case.body, default=str)))  # JSON Schema takes 3.0 for an integer
        case.call_and_validate()

    check()
