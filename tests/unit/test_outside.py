"""Which addresses lie outside the local network, whatever they are dressed as."""

import pytest

from hc_builder.outside import is_outside


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
