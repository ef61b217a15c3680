"""Which machines may be asked: public ones, and of the private ones those that the operator allows.

A feed's address is typed by a person or sent by a server, and the machine that reads it stands inside somebody's
network: without this check it would fetch from the insides of that network whatever an address names. The name is
looked up once and the connection goes to the very address that was checked, so that a second answer of the name
server cannot lead elsewhere.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from directory.errors import Refused
from directory.exchange.fetching.addresses import WebAddress

Network = IPv4Network | IPv6Network
IpAddress = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host, as a name server gives them. Raises OSError where there are none."""

# Translators between the two kinds of network reach the IPv4 address that such an address ends with (RFC 6052).
NAT64 = IPv6Network("64:ff9b::/96")


class OutOfReach(Refused):
    """The address leads to a machine that this one may not ask, or to none."""


class NoSuchHost(OutOfReach):
    """Name servers know no machine of this name."""


def resolve_by_system(host: str, port: int) -> list[str]:
    """The addresses of a host, as this machine sees them. It reads 0x7f.1 and 2130706433 as 127.0.0.1, like any."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Reach:
    """The machines that may be asked: public ones, and those in the `allowed` networks, which `setting` names."""

    allowed: tuple[Network, ...] = ()
    resolve: Resolve = resolve_by_system
    setting: str = "LYNCHPIN_ALLOW_PRIVATE_FEEDS"

    def find(self, address: WebAddress) -> list[str]:
        """The IP addresses behind an address, all of which may be asked. Raises OutOfReach.

        One that may not be asked among them is enough to refuse: no honest host is both public and private.
        """
        try:
            found = list(self.resolve(address.host, address.port))
            reached = [reached_by(ip_address(each)) for each in found]
        except (OSError, UnicodeError, ValueError):
            found, reached = [], []
        if not found:
            raise NoSuchHost(f"There is no host called {address.host}.")
        for each in reached:
            if not is_public(each) and not any(each in network for network in self.allowed):
                raise OutOfReach(
                    f"{address.host} is not a public address ({each}). If this machine may be asked, "
                    f"name its network in {self.setting}."
                )
        return found


def reached_by(address: IpAddress) -> IpAddress:
    """The machine that an address reaches: an IPv4 one that is written as IPv6 is still that one."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: IpAddress) -> bool:
    """Whether an address is one of the open internet."""
    special = (
        address.is_multicast
        or address.is_reserved
        or address.is_link_local
        or address.is_loopback
        or address.is_unspecified
    )
    if special or not address.is_global:
        return False
    if isinstance(address, IPv4Address):
        return True
    # 6to4 hands what it carries to the IPv4 address inside it.
    inside = address.sixtofour
    return not address.is_site_local and (inside is None or is_public(inside))
