"""Which addresses lie outside the local network, whatever they are dressed as."""

import socket
from typing import Any
from urllib.error import URLError

import pytest

from hc_builder.outside import LocalAddress, build_opener, is_outside


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "64:ff9b::1.1.1.1", "2002:101:101::1"])
def test_a_public_address_is_outside(address: str) -> None:
    assert is_outside(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1", "fd00:ec2::254"),
        *("::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::169.254.169.254", "2002:7f00:1::"),
    ],
)
def test_a_local_one_is_not_and_none_that_leads_to_one(address: str) -> None:
    assert not is_outside(address)


def list_reached(monkeypatch: pytest.MonkeyPatch, *found: str) -> tuple[list[object], BaseException | object]:
    """Where a connection goes for a name that gives those addresses now, and others to whoever asks again."""
    reached: list[object] = []
    answers = [found]

    def look_up(host: str, port: int, *_: object, **__: object) -> list[Any]:
        hosts = answers.pop() if answers else ("10.0.0.1",)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in hosts]

    def connect(address: object, *_: object) -> socket.socket:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(URLError) as fault:
        build_opener(local=False).open("http://rebinds.example:8080/", timeout=1)
    return reached, fault.value.reason


def test_a_host_is_reached_at_the_address_that_was_looked_at_and_not_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reached, _ = list_reached(monkeypatch, "127.0.0.1", "1.1.1.1")
    assert reached == [("1.1.1.1", 8080)]


def test_a_host_that_has_local_addresses_alone_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    reached, reason = list_reached(monkeypatch, "127.0.0.1", "10.0.0.1")
    assert reached == []
    assert isinstance(reason, LocalAddress)
