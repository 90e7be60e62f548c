"""One built site for all tests of the pages, and a Chromium to open it with."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from kg.pipeline import Snapshot, check
from kg.resources import cases_folder
from kg.site import write_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def missing(what: str) -> None:
    """Skip with a reason; where a browser is required, fail."""
    if os.environ.get("KG_REQUIRE_BROWSER"):
        pytest.fail(f"{what}, and KG_REQUIRE_BROWSER is set")
    pytest.skip(what)


@pytest.fixture(scope="session")
def absent() -> Callable[[str], None]:
    """What to call when something that the browser tests need is not there."""
    return missing


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """The shipped cases, compiled."""
    outcome, quads = check([cases_folder()])
    assert outcome.is_clean, outcome.problems[:3]
    return Snapshot.of(quads, outcome.report())


@pytest.fixture(scope="session")
def site(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the built pages."""
    folder = tmp_path_factory.mktemp("site")
    write_site(snapshot, folder)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing("there is no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=SWITCHES)
        yield chromium
        chromium.close()


class Watched:
    """A page of the site in the browser, with what went wrong in it.

    Attributes:
        faults: console errors and warnings, exceptions, requests that leave the folder.
    """

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self.faults: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", lambda request: self.faults.append(f"missing: {request.url}"))
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def _console(self, message: Any) -> None:  # noqa: ANN401 - the driver's own type
        if message.type in {"error", "warning"}:
            self.faults.append(f"{message.type}: {message.text}")

    def _request(self, request: Any) -> None:  # noqa: ANN401 - the driver's own type
        if not request.url.startswith((self.folder.as_uri(), "data:", "blob:")):
            self.faults.append(f"request: {request.url}")

    def open(self, path: str) -> Page:
        """Open a page of the site and wait until its scripts have run."""
        self.page.goto(f"{self.folder.as_uri()}/{path}", wait_until="load")
        return self.page


@pytest.fixture
def opened(browser: Browser, site: Path) -> Iterator[Callable[..., Watched]]:
    """Open the site in a fresh window: ``opened(width=390, dark=True)``."""
    contexts = []

    def start(*, width: int = 1280, dark: bool = False, folder: Path = site, **options: Any) -> Watched:  # noqa: ANN401
        scheme: Any = "dark" if dark else "light"
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, **options
        )
        contexts.append(context)
        return Watched(context.new_page(), folder)

    yield start
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def kinds(site: Path) -> dict[str, str]:
    """A page of each kind, by its kind: paths inside the English tree."""
    element = "case/j-city/element"
    claims = sorted(path.name for path in (site / "case/j-city/claim").glob("*.html"))

    def first(letter: str) -> str:
        return f"case/j-city/claim/{next(name for name in claims if name.startswith(letter))}"

    pages = {name: f"{name}.html" for name in (
        "index", "findings", "silences", "sources", "graph", "questions", "query", "kinds", "method", "licences",
    )}  # fmt: skip
    return pages | {
        "framework": "theory/triple-logic/index.html",
        "concept": "theory/triple-logic/field-logic.html",
        "case": "case/j-city/index.html",
        "phases": "case/j-city/phases.html",
        "phase": f"{element}/after.html",
        "event": f"{element}/conference.html",
        "actor": f"{element}/departments.html",
        "logic": f"{element}/field.html",
        "stated claim": first("c"),
        "reading": first("i"),
        "derived claim": first("d"),
        "claim by rule": first("r"),
        "source": "case/j-city/source/abstract.html",
        "inferred": "case/j-city/inferred.html",
    }
