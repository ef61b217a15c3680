"""Where a request comes from on the network, to count by and to write down."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import has_request_context, request


def network_address() -> str:
    """Where this request comes from: of IPv6 the first half, since a household has all of the other."""
    address = _address()
    if address is None:
        return request.remote_addr or ""
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False).network_address)


def where_from() -> str | None:
    """Where the request at hand comes from; None for a command or a job."""
    return network_address() if has_request_context() else None


def is_this_machine() -> bool:
    """Whether the request comes from this machine itself: a command, or a proxy of which the settings say nothing."""
    address = _address()
    return address is not None and address.is_loopback


def _address() -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(request.remote_addr or "")
    except ValueError:
        return None
