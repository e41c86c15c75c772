"""Which requests may bring an inquiry."""

import pytest

from feedback_function.admission import Refusal, read_head
from feedback_function.inquiry.admission import admit_form
from feedback_function.settings import EndpointSettings

OWN = "https://help.shop.kr"
JSON, PLAIN, PARTS = "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
SETTINGS = EndpointSettings(origins=(OWN,))


def admit(settings=SETTINGS, method="POST", kind=JSON, **headers):
    given = {"host": "help.shop.kr", "content_type": kind, **headers}
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()]
    return admit_form(read_head(method, "192.0.2.1", raw), settings)


@pytest.mark.parametrize("kind", [JSON, PLAIN, PARTS])
@pytest.mark.parametrize(
    "headers", [{"origin": OWN}, {"referer": f"{OWN}/ko/inquiry/"}, {"origin": "null", "referer": OWN}]
)
def test_pages_of_the_site_may_send_each_kind(kind, headers):
    assert admit(kind=kind, **headers) == kind.partition(";")[0]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "origin"),
        ({"origin": "https://evil.example"}, "origin"),
        ({"origin": "https://evil.example", "referer": OWN}, "origin"),
        ({"origin": "null"}, "origin"),
        ({"referer": f"https://evil.example/?{OWN}"}, "origin"),
        ({"referer": "https://help.shop.kr@evil.example/"}, "origin"),
        ({"referer": "//help.shop.kr"}, "origin"),
        ({"origin": OWN, "method": "PUT"}, "method"),
        ({"origin": OWN, "kind": "text/plain"}, "media_type"),
        ({"origin": OWN, "user_agent": "Googlebot"}, "bot"),
    ],
)
def test_others_may_not(headers, reason):
    with pytest.raises(Refusal) as refusal:
        admit(**headers)
    assert refusal.value.reason == reason


def test_without_a_list_a_form_still_says_that_its_page_is_the_endpoints_own():
    anybody = EndpointSettings()
    assert admit(anybody, kind=PLAIN, origin=OWN) == PLAIN
    assert admit(anybody, kind=JSON) == JSON
    for headers in ({}, {"referer": "https://evil.example/"}):
        with pytest.raises(Refusal):
            admit(anybody, kind=PLAIN, **headers)
