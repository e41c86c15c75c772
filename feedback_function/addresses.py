"""The address a request comes from, as sockets and proxies write it, and the networks that one customer may have."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import AF_INET, inet_ntop, inet_pton

from feedback_function.settings import Network

Address = IPv4Address | IPv6Address
_OF_ONE_CUSTOMER, _OF_ONE_SITE = 64, 48


def find_client_address(peer: str, forwarded_for: str, trusted: tuple[Network, ...]) -> str:
    """The nearest address that is no trusted proxy; `forwarded_for` counts only behind trusted proxies."""
    chain = [part.strip() for part in forwarded_for.split(",") if part.strip()] + [peer]
    while len(chain) > 1 and is_trusted(chain[-1], trusted):
        chain.pop()
    return chain[-1] if is_plain(chain[-1]) else str(parse_address(chain[-1]) or chain[-1])


def is_trusted(text: str, trusted: tuple[Network, ...]) -> bool:
    """Whether that address is one of our proxies'."""
    address = parse_address(text)
    return address is not None and any(address in network for network in trusted)


def is_plain(text: str) -> bool:
    """Whether it is written as an IPv4 address is by itself, and reading it would change nothing; told by the system's
    own parser, in a twentieth of the time."""
    try:
        return inet_ntop(AF_INET, inet_pton(AF_INET, text)) == text
    except (OSError, ValueError):
        return False


def list_networks(address: str) -> list[str]:
    """What the customer at `address` may have to themselves, narrow before wide: an IPv4 address, or a /64 of IPv6 and
    the /48 around it, of which some providers give one customer the whole."""
    if is_plain(address):
        return [address]
    parsed = parse_address(address)
    if not isinstance(parsed, IPv6Address):
        return [str(parsed or address)]
    return [str(ip_network((parsed, bits), strict=False)) for bits in (_OF_ONE_CUSTOMER, _OF_ONE_SITE)]


def parse_address(text: str) -> Address | None:
    """Without its port, brackets and zone, and as IPv4 where IPv6 only wraps it (`::ffff:192.0.2.1`, which a socket for
    both tells); `None` for what is no address."""
    try:
        address = ip_address(_cut_port(text).partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address


def _cut_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
