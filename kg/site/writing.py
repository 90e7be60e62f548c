"""The pages and the shared files, written to a folder."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from kg.asking import run
from kg.export.dataset import describe_dataset
from kg.export.descriptions import Descriptions
from kg.export.downloads import write_downloads
from kg.problems import KgError
from kg.resources import site_folder
from kg.site import search_data
from kg.site.book import read_book
from kg.site.lens import Lens
from kg.site.pages import files_of, pages_of
from kg.site.query_files import query_files
from kg.site.render import Renderer
from kg.site.words import read_words

if TYPE_CHECKING:
    from pathlib import Path

    from kg.asking import NamedQuery
    from kg.model.project import Project
    from kg.site.book import Book
    from kg.snapshot import Snapshot

BUNDLE = "dist"


def write_site(
    snapshot: Snapshot,
    folder: Path,
    project: Project | None = None,
    own_queries: tuple[NamedQuery, ...] = (),
) -> list[Path]:
    """Write every page in every language, and the files they share.

    Args:
        snapshot: the built dataset.
        folder: where to write; made when it is not there.
        project: what the site is called and in which languages it is; without one, that of the cases that ship.
        own_queries: the questions of the project.

    Returns:
        The files, in the order in which they were written.

    Raises:
        kg.problems.KgError: the scripts and styles were never bundled.
    """
    home = site_folder()
    written = _copy_bundle(home / BUNDLE, folder / "assets")
    nquads, reasons = snapshot.nquads(), snapshot.reasons_nquads()
    downloads = write_downloads(nquads, reasons, run(snapshot.store, "claims"), folder / "data")
    written += [folder / "data" / file.name for file in downloads]
    book = read_book(snapshot, _bundled(home / BUNDLE), downloads, project, own_queries)
    told = describe_dataset(book.project, snapshot.report, downloads)
    written += [_write(folder / "data" / name, text) for name, text in told.items()]
    for name, text in query_files(book, nquads, reasons).items():
        written.append(_write(folder / "assets" / name, text))
    languages = read_words(home / "strings")
    searched = search_data.search_script(book, languages)
    written.append(_write(folder / "assets" / search_data.FILE, searched))
    shared: dict[str, Any] = {"site": book}
    renderer = Renderer(home / "templates", shared)
    pages = list(pages_of(book))
    for language in book.project.languages:
        root = folder if language == book.project.languages[0] else folder / language
        lens = Lens(book.index, languages[language], languages, project=book.project)
        for page in pages:
            files = files_of(page, book, lens, renderer)
            written += [_write(root / path, text) for path, text in files.items()]
    things = Descriptions(snapshot.quads)
    written += [_write(folder / page.turtle, _turtle(things, book, page.iri)) for page in pages if page.iri]
    return written


def _turtle(told: Descriptions, book: Book, iri: str) -> str:
    """Write what the graph says of a thing; with a source, of its segments and passages too."""
    index = book.index
    if iri in index.facts.cases:
        return told.turtle([iri], with_parts=False).decode()
    words = [*index.segments_of.get(iri, ()), *index.passages_of.get(iri, ())]
    return told.turtle([iri, *(part.iri for part in words)]).decode()


def _write(path: Path, text: str) -> Path:
    """Write a text file and give its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _copy_bundle(bundle: Path, target: Path) -> list[Path]:
    """Copy the bundled scripts and styles."""
    if not (bundle / "site.js").is_file():
        raise KgError(
            f"the scripts of the site are not bundled ({bundle / 'site.js'} is missing): "
            "install the package again, or run 'npm ci && npm run build' in site/"
        )
    target.mkdir(parents=True, exist_ok=True)
    copied = []
    for path in sorted(bundle.iterdir()):
        if path.suffix in {".js", ".css", ".svg"}:
            copied.append(target / path.name)
            shutil.copyfile(path, copied[-1])
    return copied


def _bundled(bundle: Path) -> list[dict[str, str]]:
    """Read which works of others the scripts contain, with their licences."""
    path = bundle / "licences.json"
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return found
