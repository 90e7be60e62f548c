"""The Content-Security-Policy of each page: what it forbids, and that the browser obeys it."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
USUAL = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "worker-src": ["'none'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
}
QUERY = USUAL | {"script-src": ["'self'", "'wasm-unsafe-eval'"], "worker-src": ["blob:"]}
INTRUDER = """() => new Promise(done => {
    const blocked = [];
    document.addEventListener('securitypolicyviolation', event => blocked.push(event.effectiveDirective));
    const made = (tag, own) => document.body.append(Object.assign(document.createElement(tag), own));
    made('script', {textContent: 'window.hacked = 1'});
    made('script', {src: 'https://elsewhere.example/x.js'});
    made('style', {textContent: 'body { color: red }'});
    made('img', {src: 'https://elsewhere.example/x.png'});
    made('iframe', {src: 'https://elsewhere.example/'});
    document.body.insertAdjacentHTML('beforeend', '<b id="b" onclick="window.hacked = 2">x</b>');
    document.getElementById('b').click();
    fetch('https://elsewhere.example/').catch(() => null);
    setTimeout(() => done([blocked.sort(), window.hacked ?? null]), 200);
})"""


def policy_of(page: Path) -> dict[str, list[str]]:
    """The directives of a page, each with what it allows."""
    text = page.read_text(encoding="utf-8")
    found = POLICY.findall(text)
    assert len(found) == 1, page
    # What stands before the policy is not under it.
    assert "<script" not in text[: text.index("Content-Security-Policy")], page
    return {(words := part.split())[0]: words[1:] for part in found[0].split(";")}


def test_every_page_has_the_policy(site: Path) -> None:
    """Nothing inline, nothing from elsewhere; the query page may also compile and start a worker."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 400
    for page in pages:
        assert policy_of(page) == (QUERY if page.name == "query.html" else USUAL), page


def test_the_browser_obeys(opened: Callable[..., Any]) -> None:
    """Opened from the folder, a page runs its own script and refuses an intruder's."""
    window = opened()
    page = window.open("findings.html")
    assert page.locator(".switch-theme").is_visible()
    blocked, hacked = page.evaluate(INTRUDER)
    assert hacked is None
    wanted = {"script-src-elem", "script-src-attr", "style-src-elem", "img-src", "frame-src", "connect-src"}
    assert set(blocked) == wanted


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and does not talk about it."""

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as the base class has it
        """Say nothing."""


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The address of a plain web server over the site, on this machine only."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_every_kind_of_page_is_quiet_from_a_server(
    opened: Callable[..., Any], kinds: dict[str, str], served: str
) -> None:
    """Served by a plain web server, no request leaves it and nothing is logged; the search works."""
    window = opened(base=served)
    for kind, path in kinds.items():
        window.open(path)
        assert not window.faults, (kind, window.faults)
    page = window.open("zh/findings.html")
    page.keyboard.press("/")
    page.keyboard.type("创新")
    page.locator(".search-found mark").first.wait_for(timeout=3000)
    assert not window.faults
