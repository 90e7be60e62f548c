"""Who asks: clients are told apart by their address, which a proxy that is trusted may say in their place."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from kg.problems import KgError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

_ONE_HOLDER = 64
"""Of an IPv6 address so many bits say whose it is; the rest its holder chooses as he likes."""


class Clients:
    """Tells clients apart."""

    def __init__(self, proxies: Iterable[str] = ()) -> None:
        """Say which proxies are trusted, by address.

        Raises:
            KgError: one of them is no address.
        """
        self._proxies = frozenset(map(_proxy, proxies))

    def is_proxy(self, client: str) -> bool:
        """Tell whether a client, as `client_at` names it, is a proxy, behind which many may ask."""
        return client in self._proxies

    def of(self, request: web.Request) -> str:
        """Tell who sends a request: the address that it comes from; behind a proxy, the last one that the proxy gives."""
        client = client_at(request.remote or "")
        if not self.is_proxy(client):
            return client
        said = ",".join(request.headers.getall("X-Forwarded-For", ())).rpartition(",")[2].strip()
        return client_at(said) or client


def client_at(address: str) -> str:
    """Name the client at an address; give nothing where it is no address.

    >>> client_at("::ffff:192.0.2.1"), client_at("2001:db8::1"), client_at("x")
    ('192.0.2.1', '2001:db8::/64', '')
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(found) if found.is_loopback else str(ip_network((int(found), _ONE_HOLDER), strict=False))


def _proxy(address: str) -> str:
    found = client_at(address)
    if not found:
        raise KgError(f"--proxy {address}: give the address of a proxy, such as 127.0.0.1")
    return found
