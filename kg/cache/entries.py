"""What cases gave earlier, kept by the content they were made from.

A case is compiled again only when one of its files, the ontology, its rules or shapes, or the tool
itself changed. The key is a hash of all of these; nothing is looked up by time or by name alone. An
entry is written aside and swapped in, and carries a hash of itself: one that was cut off is not there.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.compile import Compiled, Content, Measure
from kg.files import sha256
from kg.problems import Location, Problem
from kg.staging import beside
from kg.version import __version__

if TYPE_CHECKING:
    from kg.ontology import Ontology

_LARGEST = 60_000_000
"""A folder with a larger file is compiled each time, so that what is wrong with it is said each time."""
_ENGINES = ("pyoxigraph", "shacl", "rapidfuzz", "yaml")
_DIGEST_SIZE = 64
_NONE = Content()
_MEASURES = ("measure", "reasons")


class Entries:
    """A folder of compiled cases; what is in it may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the cache, which is made when something is put into it."""
        self._folder = folder
        self._used: set[str] = set()

    def get(self, key: str) -> Compiled | None:
        """Get the compiled case of a key; give None when it is not there, or not whole."""
        self._used.add(key)
        return self._read(key)

    def keep(self, key: str) -> None:
        """Note that the entry of a key is still of use, so that `prune` leaves it."""
        self._used.add(key)

    def content(self, key: str) -> Content | None:
        """Get the content of the compiled case of a key; give None as `get` does."""
        found = self._read(key)
        return None if found is None else found.whole

    def _read(self, key: str) -> Compiled | None:
        """Read the case of an entry, when its hash says that it is whole, and its header is one of ours."""
        try:
            raw = self._path(key).read_bytes()
        except OSError:
            return None
        digest, rest = raw[:_DIGEST_SIZE], raw[_DIGEST_SIZE:]
        if sha256(rest).encode() != digest:
            return None
        header, _, packed = rest.partition(b"\n")
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
            plain = json.loads(header)
            places, end = _places(plain.pop("places")), plain.pop("packed")
            return from_summary(plain, Content(packed[:end], packed[end:], places))
        return None

    def put(self, key: str, compiled: Compiled) -> bool:
        """Keep a compiled case; a folder that cannot be written to keeps nothing, and that is no mistake.

        Returns:
            Whether it is kept.
        """
        self._used.add(key)
        content = compiled.whole
        also = {"places": _plain(content.places), "packed": len(content.packed)}
        header = json.dumps({**summary(compiled), **also}).encode()
        rest = header + b"\n" + content.packed + content.reasons
        path = self._path(key)
        aside = beside(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
            aside.write_bytes(sha256(rest).encode() + rest)
            aside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                aside.unlink()
            return False
        return True

    def prune(self) -> None:
        """Delete what was not asked for since this object was made."""
        for path in self._folder.glob("??/*"):
            if path.name not in self._used:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key


def key_of(folder: Path, shown: str, ontology: Ontology) -> str:
    """Make the key of a case: a hash of its files and its folder's name, of the ontology and of the tool.

    Args:
        folder: the case folder.
        shown: how it is called in problems, which the compiled case holds.
        ontology: the ontology, with its rules and shapes.

    Frameworks in YAML are no part of it: a compiled case says which it was made with.

    Returns:
        64 hexadecimal digits; the empty string for a folder that is compiled each time, because it
        holds links, devices, or files too large or not allowed to be read.
    """
    parts = [tool(), ontology.core, shown]
    try:
        parts.append(folder.resolve().name)  # a case must be called as its folder is
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                return ""
            if path.is_file():
                if path.stat().st_size > _LARGEST:
                    return ""
                parts.append(f"{path.relative_to(folder).as_posix()} {sha256(path.read_bytes())}")
    except OSError:
        return ""
    return sha256("\n".join(parts).encode(errors="surrogateescape"))  # a file name need not be UTF-8


@lru_cache(maxsize=1)
def tool() -> str:
    """Name the tool: its version, a hash of its code and its lists, and the versions of the engines that it compiles with."""
    package = Path(__file__).resolve().parents[1]
    files = [*package.rglob("*.py"), *package.rglob("*.tsv")]
    code = (
        path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() for path in sorted(files)
    )
    return " ".join([__version__, sha256(b"\0".join(code)), *map(_release, _ENGINES)])


def _release(module: str) -> str:
    """Find the release of a library by the folder that its installation left: the metadata are slow to read."""
    found = find_spec(module)
    if found is None or found.origin is None:
        return "none"
    folder = Path(found.origin).parent
    name = "pyyaml" if module == "yaml" else module
    near = (path.name for path in folder.parent.glob("*.dist-info"))
    return " ".join(sorted(found for found in near if found.lower().startswith(f"{name}-")))


def summary(compiled: Compiled) -> dict[str, Any]:
    """Turn a compiled case without its content into plain values."""
    return {
        "name": compiled.name,
        "shown": compiled.shown,
        "checked": compiled.checked,
        "skipped": compiled.skipped,
        "statuses": compiled.statuses,
        "standings": compiled.standings,
        "measure": asdict(compiled.measure),
        "reasons": asdict(compiled.reasons),
        "is_anonymised": compiled.is_anonymised,
        "withheld": compiled.withheld,
        "confidential": _plain(compiled.confidential),
        "frameworks": compiled.frameworks,
        "problems": [problem.pack() for problem in compiled.problems],
    }


def from_summary(plain: Any, content: Content = _NONE) -> Compiled | None:  # noqa: ANN401 - what a file holds
    """Make the compiled case that a summary tells of; give None when it is not what `summary` gives."""
    try:
        forms = {name: type(value) for name, value in plain.items()}
        if forms != {name: type(value) for name, value in summary(Compiled("")).items()}:
            return None
        made: dict[str, Any] = {}
        for name in _MEASURES:
            graphs = {graph: (number, digest) for graph, (number, digest) in plain[name]["graphs"].items()}
            made[name] = Measure(**(plain[name] | {"graphs": graphs}))
        made |= {"problems": [Problem.unpack(p) for p in plain["problems"]]}
        made |= {"confidential": _places(plain["confidential"])}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return Compiled(content=content, **(plain | made))


def _plain(places: dict[str, Location]) -> dict[str, list[str | int]]:
    return {name: [p.file, p.line, p.column] for name, p in places.items()}


def _places(plain: dict[str, Any]) -> dict[str, Location]:
    return {name: Location(*place) for name, place in plain.items()}
