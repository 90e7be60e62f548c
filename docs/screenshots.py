"""Take the screenshots of docs/screenshots/ again: `kg build`, then `python docs/screenshots.py`.

Needs Chromium and Playwright. The pictures depend on the fonts of the machine, so they are not
compared by any test; the same machine gives the same picture.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SHOTS = (
    ("home", "index.html", 1280, "light", ""),
    ("home-zh", "zh/index.html", 1280, "light", ""),
    ("home-narrow-dark", "index.html", 390, "dark", ""),
    ("claim", "case/j-city/claim/c067.html", 1280, "light", ""),
    ("claim-zh-dark", "zh/case/j-city/claim/c067.html", 1280, "dark", ""),
    ("source", "case/j-city/source/abstract.html", 1280, "light", ""),
    ("graph", "graph.html", 1280, "light", ""),
    ("graph-everything", "graph.html#view=everything", 1280, "light", ""),
    ("query", "query.html", 1280, "light", ""),
    ("compare", "compare.html", 1280, "light", ""),
    ("phases-zh-narrow", "zh/case/j-city/phases.html", 390, "light", ""),
    ("question", "questions/cq-20.html", 1280, "light", ""),
    ("search", "index.html", 1280, "light", "pressure"),
    ("search-zh", "zh/index.html", 390, "light", "数据共享"),
    ("ontology", "ontology/index.html", 1280, "light", ""),
)
"""Name, page, width, theme, words typed into the search."""


def main() -> None:
    """Take each picture into docs/screenshots/."""
    site = ROOT / "build" / "site" if len(sys.argv) == 1 else Path(sys.argv[1])
    folder = ROOT / "docs" / "screenshots"
    folder.mkdir(exist_ok=True)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for name, path, width, theme, words in SHOTS:
            page = browser.new_page(
                viewport={"width": width, "height": 820}, color_scheme=theme, reduced_motion="reduce"
            )
            page.goto(f"{site.resolve().as_uri()}/{path}")
            if words:
                page.locator("#search").fill(words)
                page.locator(".search-found mark").first.wait_for()
            page.wait_for_timeout(600)
            page.screenshot(path=folder / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
