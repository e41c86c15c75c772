"""Which addresses are one client, and which programs are no customers."""

import asyncio
import sys
from datetime import date
from ipaddress import ip_network

import pytest
from limits import parse
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError

from feedback_function.addresses import find_client_address, is_plain, parse_address
from feedback_function.clients import ClientLimits, MemoryWindows, is_bot
from feedback_function.setting_fields import BadSetting
from feedback_function.settings import EndpointSettings

TODAY = date(2026, 6, 15)


def count_allowed(*addresses: str, **settings: str) -> list[bool]:
    limits = ClientLimits(EndpointSettings(**{"client_events": "1/minute", **settings}))  # type: ignore[arg-type]

    async def ask() -> list[bool]:
        return [await limits.allow(limits.identify(address, TODAY), 1) for address in addresses]

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "agent",
    "AhrefsBot crawler Spider Slurp Yeti/1.1 Daum/4.1 Daumoa/4.0 facebookexternalhit/1.1 SkypeUriPreview Scrapy/2 "
    "Chrome-Lighthouse pingdom UptimeRobot site-monitor".split(),
)
def test_each_kind_of_program_is_a_bot_whatever_its_case(agent: str) -> None:
    assert is_bot(f"Mozilla/5.0 (compatible; {agent})")
    assert is_bot(agent.upper())


def test_an_app_that_only_sounds_like_one_is_not() -> None:
    assert not is_bot("Mozilla/5.0 DaumApps/1.0")


@pytest.mark.parametrize(
    ("addresses", "allowed"),
    [
        (("192.0.2.1", "192.0.2.2", "192.0.2.1"), [True, True, False]),
        (("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff"), [True, False]),  # one /64
        (("2001:db8::1", "2001:db8:0:0:1::1"), [True, False]),
        (("2001:db8:0:1::1", "2001:db8:0:2::1"), [True, True]),
        (("not:an:address", "not:an:address", "other:one"), [True, False, True]),
        (("testclient", "testclient"), [True, False]),
    ],
)
def test_an_ipv6_customer_is_a_network_and_every_other_an_address(
    addresses: tuple[str, ...], allowed: list[bool]
) -> None:
    assert count_allowed(*addresses) == allowed


def test_of_several_proxies_the_nearest_address_that_is_none_of_ours_counts() -> None:
    trusted = (ip_network("10.0.0.0/8"), ip_network("172.16.0.0/12"))
    assert find_client_address("10.0.0.1", " 6.6.6.6 , 198.51.100.1,, 172.16.0.9 ", trusted) == "198.51.100.1"
    assert find_client_address("10.0.0.1", "10.0.0.3, 10.0.0.2", trusted) == "10.0.0.3"
    assert find_client_address("10.0.0.1", "198.51.100.1", ()) == "10.0.0.1"


def test_a_key_is_of_the_day_the_address_and_the_secret_and_long_secrets_are_cut() -> None:
    def build(secret: str, address: str = "192.0.2.1", day: date = TODAY) -> str:
        return ClientLimits(EndpointSettings(secret=secret))._build_key(address, day)

    assert len(bytes.fromhex(build("x"))) == 16
    assert build("x") == build("x") != build("y")
    assert build("x", "192.0.2.2") != build("x")
    assert build("a" * 64 + "b") == build("a" * 64) != build("a" * 63)


def test_without_a_secret_every_process_has_its_own_long_one() -> None:
    one, other = ClientLimits(EndpointSettings()), ClientLimits(EndpointSettings())
    assert len(one._secret) >= 32
    assert one._secret != other._secret


def test_a_clients_window_begins_with_its_first_event_and_what_is_over_is_forgotten() -> None:
    clock = iter([100.0, 130.0, 159.9, 160.0, 161.0, 230.0])
    windows = MemoryWindows(lambda: next(clock))
    limit = parse("2/minute")

    async def ask() -> list[bool]:
        return [await windows.hit(limit, key) for key in ("one", "one", "one", "one", "other", "other")]

    assert asyncio.run(ask()) == [True, True, False, True, True, True]
    assert list(windows._counts) == ["other"]


@pytest.mark.parametrize("text", ["192.0.2.1", "::1", "192.0.2.1:80", "192.0.2", "192.0.2.01", "1.2.3.4 ", "", "가"])
def test_an_address_that_needs_no_reading_is_one_that_reading_leaves_as_it_is(text: str) -> None:
    assert is_plain(text) == (text == "192.0.2.1")
    assert not is_plain(text) or str(parse_address(text)) == text


def test_a_counter_that_is_away_fails_open(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hit(*_: object, **__: object) -> bool:
        raise StorageError(ConnectionError("redis://secret@host"))

    monkeypatch.setattr(FixedWindowRateLimiter, "hit", hit)
    assert count_allowed("192.0.2.1", "192.0.2.1", limits_url="redis://127.0.0.1:1") == [True, True]
    assert [(record.message, vars(record)["detail"]) for record in caplog.records] == [
        ("limits_unavailable", "ConnectionError")
    ] * 2


def test_a_counter_whose_driver_is_missing_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(BadSetting, match=r"(?s)HC_LIMITS_URL: .*pip install 'redis"):
        ClientLimits(EndpointSettings(limits_url="redis://127.0.0.1:1"))
