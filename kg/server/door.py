"""Who is let in, and what stands on every answer.

A build that is not public is for the programs of this machine. A page elsewhere may yet make a browser here ask for it:
by a name that leads to 127.0.0.1 (DNS rebinding), or from another site. So a request says in Host, and in Origin if it
has one, that it is meant for loopback, or is refused; and no other site may read, embed or frame what is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

from kg.problems import KgError
from kg.server.errors import HttpProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

    from kg.server.settings import Settings

_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:/?#@\\\[\]]+)(?::\d*)?", re.IGNORECASE | re.ASCII)
_ALWAYS = {
    "Server": "kg",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'none'",
}
_OPEN = {"Access-Control-Allow-Origin": "*"}
_CLOSED = {"Cross-Origin-Resource-Policy": "same-origin"}
"""Without it a page elsewhere could load the site's data as a script, for which a browser sends no Origin."""


@dataclass(frozen=True, slots=True)
class Door:
    """Who is let in.

    Attributes:
        is_public: whether the build may be read by anybody.
        names: the hosts by which a public build is known; where there are none, it is served by any.
        state: tells the public build that lies there now from any other; None where one lies that is not public.
    """

    is_public: bool
    names: frozenset[str]
    state: Callable[[], object]

    @property
    def headers(self) -> dict[str, str]:
        """What stands on every answer, whatever it is."""
        return {**_ALWAYS, **(_OPEN if self.is_public else _CLOSED)}

    def check(self, request: web.Request) -> None:
        """Refuse a request that may not come in.

        Raises:
            HttpProblem: the request is meant for another host, or comes from another site.
        """
        hosts = {*request.headers.getall("Host", ()), request.host}
        if not all(map(self._is_ours, hosts)):
            hint = "start the server with --allow-host NAME" if self.is_public else _cure()
            raise HttpProblem(421, "wrong-host", f"a request for the host {_shown(hosts)}", hint)
        origins = request.headers.getall("Origin", ())
        if not self.is_public and not all(_is_ours_here(origin) for origin in origins):
            raise HttpProblem(403, "wrong-origin", f"a request from {_shown(origins)}", _cure())

    def check_build(self) -> object:
        """Refuse pages of a build that took the place of a public one and is not public.

        Returns:
            What tells this build from the next, for `check_again` once the page is open.

        Raises:
            HttpProblem: it did.
        """
        if not self.is_public:
            return None
        state = self._state()
        if state is None:
            message = "the build has been replaced by one that is not public"
            raise HttpProblem(
                503, "not-public", message, "run 'kg build --public', and start the server again"
            )
        return state

    def check_again(self, state: object) -> None:
        """End an answer whose page may be of another build than the one that was checked.

        Args:
            state: what `check_build` gave before the page was opened.

        Raises:
            ConnectionResetError: a build took the other's place meanwhile; the asker may ask again.
        """
        if self.is_public and self._state() != state:
            raise ConnectionResetError

    def _state(self) -> object:
        try:
            return self.state()
        except KgError:
            return None

    def _is_ours(self, host: str) -> bool:
        if self.is_public and not self.names:
            return True
        return is_loopback(host) or _name(host) in self.names


def door_of(settings: Settings, state: Callable[[], object]) -> Door:
    """Decide who is let in to a build.

    Args:
        settings: what the user chose.
        state: tells the public build that lies there from any other; None where it is not public.

    Raises:
        KgError: it may not, and is to be served to others; or there is none.
    """
    for name in settings.allow_hosts:
        if not _name(name):
            raise KgError(f"--allow-host {name}: give the name of a host, such as kg.example.org")
    if state() is not None:
        return Door(is_public=True, names=frozenset(map(_name, settings.allow_hosts)), state=state)
    wanted = [f"--allow-host {name}" for name in settings.allow_hosts]
    wanted += [] if is_loopback(_as_host(settings.host)) else [f"--host {settings.host}"]
    if wanted:
        raise KgError(
            f"the build at {settings.build} is not public, so it is served to this machine only, not with "
            f"{' '.join(wanted)}: run 'kg build --public' first, or take --host 127.0.0.1"
        )
    return Door(is_public=False, names=frozenset(), state=state)


def is_loopback(authority: str) -> bool:
    """Tell whether a host, with or without a port, is this machine.

    >>> [is_loopback(host) for host in ("localhost:80", "127.3.0.1", "[::1]:7878")]
    [True, True, True]
    >>> [is_loopback(host) for host in ("localhost.example", "127.0.0.1.nip.io", "0.0.0.0", "")]
    [False, False, False, False]
    """
    name = _name(authority)
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _is_ours_here(origin: str) -> bool:
    scheme, _, host = origin.partition("://")
    return scheme.lower() in {"http", "https"} and is_loopback(host)


def _name(authority: str) -> str:
    """Cut an authority to its host without the port, in small letters; give nothing where it is none."""
    found = _AUTHORITY.fullmatch(authority)
    return found[1].strip("[]").removesuffix(".").lower() if found else ""


def _as_host(address: str) -> str:
    """Write an address to listen at as it would stand in Host."""
    return f"[{address}]" if ":" in address else address


def _shown(values: set[str] | list[str] | tuple[str, ...]) -> str:
    return ", ".join(ascii(value) for value in sorted(values)) or "none"


def _cure() -> str:
    return "this build is not public and served to this machine only: ask for localhost, or serve 'kg build --public'"
