"""How a server is to run: where it listens, and what it allows one request."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose.

    Attributes:
        build: the folder that ``kg build`` wrote.
        store: a folder for the store on disk, kept and used again while the dataset stays the same;
            None for a folder that goes when the server does.
        host: the address to listen at.
        port: the port; 0 for any that is free.
        seconds: how long a query may take.
        result_bytes: how large an answer may be.
        memory_bytes: how much memory one engine may take.
        engines: how many queries are answered at once.
        allow_hosts: the names by which a public build is known, such as that of a proxy.
        proxies: the addresses of proxies that are trusted to say who asks.
    """

    build: Path = Path("build")
    store: Path | None = None
    host: str = "127.0.0.1"
    port: int = 7878
    seconds: float = 30.0
    result_bytes: int = 64 * MEGABYTE
    memory_bytes: int = 4000 * MEGABYTE
    engines: int = field(default_factory=lambda: max(2, os.cpu_count() or 2))
    allow_hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()

    def with_engines(self, engines: int) -> Settings:
        """Give the same settings with another number of engines."""
        return replace(self, engines=engines)
