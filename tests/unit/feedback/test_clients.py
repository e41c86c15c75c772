import asyncio
from datetime import date
from ipaddress import ip_network

import pytest

from feedback_function.addresses import find_client_address, list_networks
from feedback_function.clients import ClientLimits, is_bot
from feedback_function.settings import EndpointSettings

TODAY = date(2026, 6, 15)
PROXIES = (ip_network("10.0.0.0/8"), ip_network("2001:db8:1::/48"))


def make_limits(**settings):
    return ClientLimits(EndpointSettings(**{"client_events": "2/minute", **settings}))


def ask(limits, *addresses, day=TODAY):
    async def run():
        return [await limits.allow(limits.identify(address, day), 1) for address in addresses]

    return asyncio.run(run())


def test_each_client_has_its_own_share():
    assert ask(make_limits(), "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.1") == [True, True, True, False]


def test_the_addresses_of_one_ipv6_customer_are_one_client():
    assert ask(make_limits(), "2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1") == [
        True,
        True,
        False,
        True,
    ]


def test_a_site_with_many_networks_has_a_wider_limit():
    addresses = [f"2001:db8:0:{number:x}::1" for number in range(21)]
    assert ask(make_limits(), *addresses) == [True] * 20 + [False]
    assert ask(make_limits(), *addresses[:20], "2001:db8:1::1")[-1]


def test_one_address_written_in_several_ways_is_one_client():
    assert list_networks("::ffff:192.0.2.1") == list_networks("192.0.2.1:443") == ["192.0.2.1"]
    assert list_networks("[2001:db8::1]:443") == ["2001:db8::/64", "2001:db8::/48"]
    assert list_networks("testclient") == ["testclient"]


def test_events_are_counted_by_their_number():
    async def run(limits):
        return [await limits.allow(limits.identify("192.0.2.1", TODAY), count) for count in (6, 4, 1)]

    assert asyncio.run(run(make_limits(client_events="10/minute"))) == [True, True, False]


def test_the_key_of_a_client_is_not_its_address_and_changes_every_day():
    limits = make_limits(secret="shared")
    keys = [limits._build_key("192.0.2.1", day) for day in (TODAY, date(2026, 6, 16))]
    assert len(set(keys)) == 2
    assert "192.0.2.1" not in "".join(keys)
    assert make_limits(secret="shared")._build_key("192.0.2.1", TODAY) == keys[0]
    assert make_limits()._build_key("192.0.2.1", TODAY) != keys[0]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # not from a proxy of ours: a lie
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, 10.2.3.4", "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),  # what the client itself prepends
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.2"),
        ("2001:db8:1::5", "2001:db8:2::1", "2001:db8:2::1"),
        ("10.0.0.1", "unknown", "unknown"),
        ("testclient", "198.51.100.1", "testclient"),
        ("::ffff:10.0.0.1", "198.51.100.1:49152", "198.51.100.1"),  # a socket for both; a proxy that tells ports
        ("10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "[2001:db8:2::1]:443, [2001:db8:1::9]", "2001:db8:2::1"),
        ("10.0.0.1", "2001:DB8:2:0::1%eth0, 10.0.0.2:8080", "2001:db8:2::1"),
    ],
)
def test_forwarded_addresses_count_only_behind_our_proxies(peer, forwarded, client):
    assert find_client_address(peer, forwarded, PROXIES) == client


@pytest.mark.parametrize(
    "agent",
    [
        "Googlebot/2.1",
        "Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)",
        "facebookexternalhit/1.1",
        "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) Chrome/99 (compatible; Googlebot/2.1; +http://x)",
    ],
)
def test_programs_that_say_so_are_bots(agent):
    assert is_bot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 14) KAKAOTALK 10.4.5",
        "Mozilla/5.0 (Linux; Android 14; SM-S911N) NAVER(inapp; search; 1000; 12.3.1)",
        "Mozilla/5.0 (Linux; Android 11; CUBOT X50) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; U; Android 9; ko-kr; Lebotech_A1 Build/PPR1) AppleWebKit/537.36 Mobile Safari/537.36",
    ],
)
def test_people_are_not(agent):
    assert not is_bot(agent)


def test_a_head_full_of_one_word_is_looked_at_once():
    """Looked at once for each time it stands there, this one would take a quarter of an hour."""
    assert not is_bot("Mozilla/5.0 (" + 300_000 * "Android")
