"""How each kind of setting is read, and what stands where nothing is said."""

from dataclasses import fields
from ipaddress import ip_network
from typing import Any

import pytest

from feedback_function.setting_fields import BadSetting
from feedback_function.settings import EndpointSettings, read_settings


def test_what_is_not_said_has_its_default() -> None:
    assert read_settings({}) == EndpointSettings()
    assert read_settings({"HC_PORT": "", "PORT": "1"}) == EndpointSettings()
    plain = EndpointSettings()
    assert (plain.client_events, plain.max_database_mb, plain.queue_events) == ("3000/minute", 2048, 10_000)
    assert (plain.request_seconds, plain.retention_days, plain.timezone) == (10.0, 90, "Asia/Seoul")
    assert (plain.metrics, plain.host, plain.port) == (False, "127.0.0.1", 8001)


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("HC_PORT", "80", "port", 80),
        ("HC_REQUEST_SECONDS", "2", "request_seconds", 2.0),
        ("HC_RETENTION_DAYS", "0", "retention_days", 0),
        ("HC_ORIGINS", " https://a.kr/ ,, https://b.kr", "origins", ("https://a.kr", "https://b.kr")),
        ("HC_TRUSTED_PROXIES", "10.0.0.1", "trusted_proxies", (ip_network("10.0.0.1/32"),)),
        ("HC_SECRET", "0", "secret", "0"),
        ("HC_LIMITS_URL", "rediss://host", "limits_url", "rediss://host"),
        ("HC_LIMITS_URL", "redis://host", "limits_url", "redis://host"),
        ("HC_CLIENT_EVENTS", "100/hour", "client_events", "100/hour"),
        *(("HC_METRICS", text, "metrics", True) for text in ("true", "1", "YES", "on")),
    ],
)
def test_a_setting_is_read_by_its_kind(variable: str, text: str, name: str, value: Any) -> None:
    assert getattr(read_settings({variable: text}), name) == value


@pytest.mark.parametrize("text", ["false", "0", "No", "off"])
def test_no_is_no(text: str) -> None:
    assert not read_settings({"HC_METRICS": text}, metrics_token="x").metrics


def test_what_the_program_says_goes_before_the_environment() -> None:
    assert read_settings({"HC_PORT": "80", "HC_HOST": "::"}, port=81) == EndpointSettings(port=81, host="::")


@pytest.mark.parametrize("text", ["3000/minute;5/second", "0/minute", "3000", "3000/fortnight", ""])
def test_a_rate_is_one_rate(text: str) -> None:
    with pytest.raises(BadSetting, match="HC_CLIENT_EVENTS"):
        EndpointSettings(client_events=text)


@pytest.mark.parametrize("url", ["redis://:s3cret@host:port", "postgres://:s3cret@host", "redis:s3cret"])
def test_an_address_that_may_hold_a_password_is_not_repeated(url: str) -> None:
    with pytest.raises(BadSetting) as told:
        read_settings({"HC_LIMITS_URL": url})
    assert "s3cret" not in str(told.value)


@pytest.mark.parametrize("text", ["https://a.kr b.kr", "https://a.kr;b.kr", "https://a,kr|", "https://a.kr%20"])
def test_origins_that_no_browser_sends_are_refused(text: str) -> None:
    with pytest.raises(BadSetting, match="HC_ORIGINS"):
        read_settings({"HC_ORIGINS": text})


RANGES = [(field.name, *field.metadata["within"]) for field in fields(EndpointSettings) if field.metadata["within"]]


@pytest.mark.parametrize(("name", "least", "most"), RANGES)
def test_a_range_holds_its_ends_and_nothing_beyond(name: str, least: float, most: float) -> None:
    variable = f"HC_{name.upper()}"
    assert [getattr(read_settings({variable: str(end)}), name) for end in (least, most)] == [least, most]
    for beyond in (least - 1, most + 1):
        with pytest.raises(BadSetting):
            read_settings({variable: str(beyond)})


@pytest.mark.parametrize(
    ("variable", "text", "what", "cure"),
    [
        ("HC_PORT", "x", "HC_PORT is 'x'", "a number"),
        ("HC_REQUEST_SECONDS", "x", "HC_REQUEST_SECONDS is 'x'", "a number"),
        ("HC_METRICS", "maybe", "HC_METRICS is 'maybe'", "true or false"),
        ("HC_RETENTION_DAYS", "-1", "HC_RETENTION_DAYS is -1", "from 0 to"),
        ("HC_RETENTION_DAYS", "99999999", "HC_RETENTION_DAYS is 99999999", "from 0 to"),
        ("HC_QUEUE_EVENTS", "0", "HC_QUEUE_EVENTS is 0", "from 50 to"),
        ("HC_MAX_DATABASE_MB", "-1", "HC_MAX_DATABASE_MB is -1", "from 1 to"),
        ("HC_PORT", "99999", "HC_PORT is 99999", "from 1 to 65535"),
        ("HC_PORT", "0", "HC_PORT is 0", "from 1 to 65535"),
        ("HC_REQUEST_SECONDS", "0", "HC_REQUEST_SECONDS is 0", "from 0.1 to"),
        ("HC_REQUEST_SECONDS", "nan", "HC_REQUEST_SECONDS is nan", "from 0.1 to"),
        ("HC_REQUEST_SECONDS", "inf", "HC_REQUEST_SECONDS is inf", "from 0.1 to"),
        ("HC_CLIENT_EVENTS", "0/minute", "HC_CLIENT_EVENTS is '0/minute'", "3000/minute"),
        ("HC_ORIGINS", "help.shop.kr", "HC_ORIGINS is 'help.shop.kr'", "https://help.shop.kr"),
        ("HC_ORIGINS", "https://shop.kr/help", "HC_ORIGINS is 'https://shop.kr/help'", "https://help.shop.kr"),
        ("HC_LIMITS_URL", "memcached://x", "HC_LIMITS_URL can't be used", "memory:// or redis://host:6379"),
        ("HC_TRUSTED_PROXIES", "10.0.0.0/8, x", "HC_TRUSTED_PROXIES is 'x'", "networks such as 10.0.0.0/8"),
    ],
)
def test_a_fault_says_what_was_written_and_what_to_write(variable: str, text: str, what: str, cure: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read_settings({variable: text})
    assert str(caught.value).startswith(what)
    assert cure in str(caught.value)
