"""One built site for all tests of the pages, and a Chromium to open it with."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest

from kg.site.book import read_book
from kg.site.pages import pages_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from kg.pipeline import Snapshot

SVG = "{http://www.w3.org/2000/svg}"
ROWS = ".twin tbody tr"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def site(built: Path) -> Path:
    """The folder with the built pages."""
    return built / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=SWITCHES)
        yield chromium
        chromium.close()


class Watched:
    """A page of the site in the browser, with what went wrong in it.

    Attributes:
        faults: console errors and warnings, exceptions, requests that leave the folder.
    """

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.faults: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def _console(self, message: Any) -> None:  # noqa: ANN401 - the driver's own type
        if message.type in {"error", "warning"}:
            self.faults.append(f"{message.type}: {message.text}")

    def _failed(self, request: Any) -> None:  # noqa: ANN401 - the driver's own type
        # What is broken off because the next page is opened is not missing.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.faults.append(f"missing: {request.url}")

    def _request(self, request: Any) -> None:  # noqa: ANN401 - the driver's own type
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"request: {request.url}")

    def open(self, path: str) -> Page:
        """Open a page of the site and wait until its scripts have run."""
        self.page.goto(f"{self.base}/{path}", wait_until="load")
        return self.page


@pytest.fixture
def opened(browser: Browser, site: Path) -> Iterator[Callable[..., Watched]]:
    """Open the site in a fresh window: ``opened(width=390, dark=True)``, from a folder or a server at `base`."""
    contexts = []

    def start(
        *,
        width: int = 1280,
        dark: bool = False,
        folder: Path = site,
        base: str = "",
        **options: Any,  # noqa: ANN401
    ) -> Watched:
        scheme: Any = "dark" if dark else "light"
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, **options
        )
        contexts.append(context)
        return Watched(context.new_page(), base or folder.as_uri())

    yield start
    for context in contexts:
        context.close()


def joined(page: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """A graph in parts as one."""
    found = {
        key: [*page[key], *(x for part in parts.values() for x in part[key])] for key in ("nodes", "edges")
    }
    bodies = {name: body for part in parts.values() for name, body in part["views"].items()}
    return page | found | {"views": [view | bodies.get(view["id"], {}) for view in page["views"]]}


class Drive:
    """What the tests of the explorer do with a page of it."""

    @staticmethod
    def data_of(page: Page) -> dict[str, Any]:
        """What the page carries for its script, with every part of it that lies in a file of its own."""
        found: dict[str, Any] = json.loads(page.locator("#graph-data").text_content())
        here = Path(unquote(urlsplit(page.url).path)).parent
        parts = {}
        for name, address in found.get("parts", {}).items():
            text = (here / address).read_text(encoding="utf-8")
            parts[name] = json.loads(text[text.index("]=") + 2 :].rstrip().removesuffix(";"))
        return joined(found, parts)

    @staticmethod
    def place_of(page: Page, node: str) -> tuple[int, int]:
        """Where a node stands in the first drawing."""
        x, y = Drive.data_of(page)["views"][0]["places"][node]
        return x, y

    @staticmethod
    def click_at(page: Page, x: float, y: float) -> None:
        """Bring a place of the drawing into its middle and click there."""
        page.goto(f"{page.url.partition('#')[0]}#at=1,{round(x)},{round(y)}")
        page.wait_for_timeout(200)
        box = page.locator("#graph-canvas").bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(200)

    @staticmethod
    def settled(page: Page) -> Page:
        """The page, once no part of the graph is being loaded."""
        page.locator("[data-explorer]:not([aria-busy])").wait_for()
        return page

    @staticmethod
    def choose(page: Page, name: str, *values: str) -> None:
        """Choose these values, and no others, at a place of the sentence."""
        Drive.settled(page)
        place = page.locator(f"details[data-choice={name}]")
        place.locator("summary").click()
        place.locator("button[data-choose=none]").click()
        for value in values:
            place.locator(f"input[value='{value}']").check()
        place.locator("summary").click()

    @staticmethod
    def saved(page: Page, button: str) -> bytes:
        """The file that a button saves."""
        Drive.settled(page)
        with page.expect_download() as download:
            page.locator(f"button[data-do={button}]").click()
        return Path(download.value.path()).read_bytes()

    @staticmethod
    def drawn(page: Page) -> tuple[set[str], set[str]]:
        """The nodes and the lines that the drawing holds, as its SVG tells."""
        root = ET.fromstring(Drive.saved(page, "svg"))  # noqa: S314 - our own file
        nodes = {group.attrib["data-node"] for group in root.iter(f"{SVG}g") if "data-node" in group.attrib}
        return nodes, {
            group.attrib["data-edge"] for group in root.iter(f"{SVG}g") if "data-edge" in group.attrib
        }

    @staticmethod
    def table(page: Page) -> list[str]:
        """The lines that the table holds."""
        found: list[str] = (
            Drive.settled(page).locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.edge)")
        )
        return found


@pytest.fixture(scope="session")
def drive() -> SimpleNamespace:
    """What the tests of the explorer do with a page of it."""
    return SimpleNamespace(**{n: getattr(Drive, n) for n in vars(Drive) if not n.startswith("_")})


@pytest.fixture(scope="session")
def kinds(site: Path, snapshot: Snapshot) -> dict[str, str]:
    """A page of each kind, by its kind: paths inside the English tree.

    A template that no page of the list is made from is there with its first page.
    """
    element = "case/j-city/element"
    claims = sorted(path.name for path in (site / "case/j-city/claim").glob("*.html"))

    def first(letter: str) -> str:
        return f"case/j-city/claim/{next(name for name in claims if name.startswith(letter))}"

    pages = {name: f"{name}.html" for name in (
        "index", "findings", "silences", "sources", "graph", "questions", "query", "kinds", "method", "licences",
    )}  # fmt: skip
    pages |= {
        "ontology": "ontology/index.html",
        "classes": "ontology/theory.html",
        "relations": "ontology/relations-2.html",
        "question": "questions/cq-20.html",
        "silences of a case": "case/j-city/silences.html",
        "framework": "theory/triple-logic/index.html",
        "concept": "theory/triple-logic/field-logic.html",
        "case": "case/j-city/index.html",
        "phases": "case/j-city/phases.html",
        "graph of a case": "case/j-city/graph.html",
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
    template_of = {page.path: page.template for page in pages_of(read_book(snapshot))}
    seen = {template_of[path] for path in pages.values()}
    more = {template: path for path, template in reversed(template_of.items()) if template not in seen}
    return pages | more
