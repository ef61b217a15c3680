"""Addresses on the web, as people type them and as servers redirect to them."""

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode, urljoin, urlsplit

from directory.errors import WrongInput

PORTS = {"http": 80, "https": 443}
LONGEST = 2000
# What may stand in a path or a query as it is; anything else, such as a space, is written as %20.
PLAIN = "/:@!$&'()*+,;=-._~%?"


class WrongAddress(WrongInput):
    """This is no address that something can be read from."""


@dataclass(frozen=True)
class WebAddress:
    """An http or https address without user name, password or fragment. `path` begins with a slash."""

    scheme: str
    host: str
    port: int
    path: str
    query: str = ""

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the usual one: what the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def target(self) -> str:
        """The path with the query: what the first line of a request says."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def below(self, *parts: str, **query: str | int) -> "WebAddress":
        """The address of something under this one."""
        path = "/".join([self.path.rstrip("/"), *(quote(part, safe="") for part in parts)])
        return replace(self, path=path or "/", query=urlencode(query))


def read_address(text: str) -> WebAddress:
    """An address as a person typed it. Raises WrongAddress, saying what is wrong with it."""
    text = text.strip()
    if len(text) > LONGEST:
        raise WrongAddress(f"The address is longer than {LONGEST:,} letters.")
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname
    except ValueError:
        # Where there is a user name, there may be a password, which nobody is to read over somebody's shoulder.
        raise WrongAddress(f"{'This' if '@' in text else repr(text)} is no address of the web.") from None
    if parts.scheme not in PORTS or not host:
        raise WrongAddress(
            "The address must begin with https:// or http:// and a host, as in https://example.org/feed."
        )
    if "@" in parts.netloc:
        raise WrongAddress("The address holds a user name or password; only feeds that are open to all can be read.")
    if port == 0:
        raise WrongAddress("The address has the port 0, which nothing answers on.")
    path = quote(parts.path, safe=PLAIN) or "/"
    return WebAddress(parts.scheme, read_host(host), port or PORTS[parts.scheme], path, quote(parts.query, safe=PLAIN))


def read_host(host: str) -> str:
    """A host in the letters that name servers know. Raises WrongAddress."""
    if host.isascii():
        if any(letter <= " " or letter in "%\\\x7f" for letter in host):
            raise WrongAddress(f"{host!r} is no name of a host.")
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        raise WrongAddress(f"{host!r} is no name of a host.") from None


def sent_on(address: WebAddress, location: str) -> WebAddress:
    """Where a server sends us from an address. Raises WrongAddress where that is none."""
    try:
        return read_address(urljoin(str(address), location))
    except ValueError:
        raise WrongAddress("The server redirects to what is no address of the web.") from None


def redirected(address: WebAddress, location: str) -> WebAddress:
    """The same. Raises WrongAddress for another scheme too."""
    wanted = sent_on(address, location)
    if wanted.scheme != address.scheme:
        raise WrongAddress(f"The server redirects to another scheme. If you trust it, use {wanted} instead.")
    return wanted
