"""HTTP to a store elsewhere: who asks, by which name, and what goes wrong on the way, in words."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any

from kg.problems import KgError
from kg.problems.parts import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from urllib.parse import SplitResult

    import httpx

_SECONDS = 120.0
_CONNECT = 10.0
_UNAUTHORISED, _FORBIDDEN = (401, 403)


class Credentials:
    """A name and a password for each host; neither is ever printed."""

    def __init__(self, known: Mapping[str, tuple[str, str]]) -> None:
        """Take names and passwords by host; the host ``*`` is any."""
        self._known = dict(known)

    @classmethod
    def read(cls, path: Path) -> Credentials:
        """Read those of a file in the format of ``.netrc``.

        Raises:
            KgError: it is not there, or not in that format.
        """
        import netrc  # noqa: PLC0415 - needed only where a file is named

        try:
            hosts = netrc.netrc(str(path)).hosts
        except OSError as error:
            raise KgError(f"the file of credentials {path} cannot be read ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise KgError(f"{path} is not UTF-8, as a file in the format of .netrc has to be") from error
        except netrc.NetrcParseError as error:
            raise KgError(f"{path}, line {error.lineno}: not in the format of .netrc") from error
        return cls({host: (name, password or "") for host, (name, _, password) in hosts.items()})

    def of(self, address: str) -> tuple[str, str] | None:
        """Find name and password for an address; give None where there are none."""
        host = _split(address).hostname or ""
        return self._known.get(host) or self._known.get("default") or self._known.get("*")

    def __repr__(self) -> str:
        """Show the hosts, and nothing that is secret."""
        return f"Credentials({', '.join(self._known)})"


class Connection:
    """Requests to one host, with the password only when it asks for one."""

    def __init__(self, credentials: Credentials | None = None) -> None:
        """Take the credentials to ask with."""
        try:
            import httpx  # noqa: PLC0415 - an optional package
        except ModuleNotFoundError as error:
            raise lacking("a store elsewhere", "httpx", "remote") from error
        self._httpx = httpx
        # No connection is kept: whoever holds a store need not close it.
        limits = httpx.Limits(max_keepalive_connections=0)
        timeout = httpx.Timeout(_SECONDS, connect=_CONNECT)
        # trust_env: no proxy and no ~/.netrc unasked; a file of certificates of one's own is asked for by its name.
        trusted = os.environ.get("SSL_CERT_FILE")
        verify: Any = True
        if trusted:
            import ssl  # noqa: PLC0415 - as httpx

            try:
                verify = ssl.create_default_context(cafile=trusted)
            except OSError as error:
                raise KgError(f"the file of certificates {trusted} (SSL_CERT_FILE) cannot be read") from error
        self._client = httpx.Client(timeout=timeout, limits=limits, trust_env=False, verify=verify)
        self._credentials = credentials
        self._auth: dict[str, httpx.Auth] = {}

    def send(
        self,
        method: str,
        address: str,
        *,
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Send a request and give its answer, whatever its status but 401 and 403.

        Raises:
            KgError: nobody answers, the connection breaks off, or name and password are wrong.
        """
        host = _split(address).netloc
        with _in_words(self._httpx, address):
            answer = self._client.request(
                method, address, params=params, content=content, headers=headers, auth=self._auth.get(host)
            )
            if answer.status_code == _UNAUTHORISED and host not in self._auth:
                self._auth[host] = self._answer_to(answer, address)
                answer = self._client.request(
                    method, address, params=params, content=content, headers=headers, auth=self._auth[host]
                )
        if answer.status_code in {_UNAUTHORISED, _FORBIDDEN}:
            raise KgError(f"{address} refuses: name or password is wrong, or not enough for this")
        return answer

    def _answer_to(self, answer: httpx.Response, address: str) -> httpx.Auth:
        """Choose the way of naming oneself that a host asks for."""
        known = self._credentials.of(address) if self._credentials else None
        if known is None:
            raise KgError(
                f"{address} asks for name and password: give KG_STORE_USER and KG_STORE_PASSWORD, or --netrc"
            )
        is_digest = answer.headers.get("www-authenticate", "").lower().startswith("digest")
        return self._httpx.DigestAuth(*known) if is_digest else self._httpx.BasicAuth(*known)


def checked_address(address: str) -> str:
    """Check that an address is one that can be asked; when it is not, the message repeats nothing that may be secret.

    Raises:
        KgError: it has a name or a password in it, is no http(s) address, or names no host.

    >>> checked_address("http://127.0.0.1:7878/query")
    'http://127.0.0.1:7878/query'
    """
    try:
        parts = _split(address)
        _ = parts.port  # which is looked at only when it is asked for
    except ValueError as error:
        raise KgError("the address of the store is not well formed: write http://HOST:PORT/PATH") from error
    if "@" in parts.netloc:
        message = (
            "the address of the store has a name or a password in it: give them by KG_STORE_USER and "
            "KG_STORE_PASSWORD, or --netrc"
        )
        raise KgError(message)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise KgError(f"{address} is no address of a store: write http://HOST:PORT/PATH")
    return address


def _split(address: str) -> SplitResult:
    """Split an address into its parts."""
    from urllib.parse import urlsplit  # noqa: PLC0415 - a check asks no endpoint and shall not load it

    return urlsplit(address)


@contextlib.contextmanager
def _in_words(httpx: object, address: str) -> Iterator[None]:
    """Turn what can go wrong with a connection into one line."""
    try:
        yield
    except httpx.ConnectTimeout as error:  # type: ignore[attr-defined]
        raise KgError(f"no store answers at {address} within {_CONNECT:g} s") from error
    except httpx.ConnectError as error:  # type: ignore[attr-defined]
        if "CERTIFICATE" in str(error):
            words = "shows a certificate that is not trusted: name a file of certificates to trust in SSL_CERT_FILE"
            raise KgError(f"{address} {words}") from error
        raise KgError(f"no store answers at {address}") from error
    except httpx.TimeoutException as error:  # type: ignore[attr-defined]
        raise KgError(f"{address} did not answer within {_SECONDS:g} s") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:  # type: ignore[attr-defined]
        raise KgError(f"{address} broke off ({type(error).__name__})") from error
