"""The graph of many cases in parts: what the page carries, and a file for each case that it loads when needed.

Takes what the explorer draws; gives the page's share of it and the text of the files. The files are
classic scripts, because a page that is opened from a folder may load a script but not fetch a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.export.graph_view import safe_json
from kg.site.addresses import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.site.lens import Lens

ANSWERS = "answers"
"""The part that holds the drawings of answers, which tie things of several cases."""
LISTED = ("nodes", "edges", "frames")
NAMED = ("claims", "edges_why", "definitions")
BODY = ("places", "edges", "frames", "on", "named")
"""What is left out of a drawing until it is asked for; its name, its title and its needs stay."""

Part = dict[str, Any]


def divided(data: Mapping[str, Any], cases: Iterable[str]) -> tuple[dict[str, Any], dict[str, Part]]:
    """Divide the data: what the page keeps, and the parts by name, one for each case and one for the drawings of answers.

    Args:
        data: what the explorer draws; each drawing says which parts it `needs`, its own one first.
        cases: the cases by the short names with which the names of their things begin.
    """
    parts: dict[str, Part] = {name: _empty() for name in (*cases, ANSWERS)}
    page = dict(data) | _empty()
    for key in LISTED[:2]:
        for item in data[key]:
            parts.get(owner(item["id"]), page)[key].append(item)
    for key in NAMED:
        for name, value in data[key].items():
            parts.get(owner(name), page)[key][name] = value
    page["views"] = [_headed(view, parts) for view in data["views"]]
    return {key: value for key, value in page.items() if key != "frames"}, parts


def owner(name: str) -> str:
    """Cut a name to the case that it begins with.

    >>> owner("case/x/claim/c1:a:b")
    'case/x'
    """
    return "/".join(name.split("/")[:2])


def files_of(parts: Mapping[str, Part], lens: Lens) -> tuple[dict[str, str], dict[str, str]]:
    """Write each part as a file, and give the addresses of the files as the page sees them."""
    paths = {name: f"graph/{safe(name).replace('/', '-')}.js" for name in parts}
    files = {
        paths[name]: f"(globalThis.kgGraph??={{}})[{safe_json(name)}]={safe_json(part)};\n"
        for name, part in parts.items()
    }
    return {name: lens.to(path) for name, path in paths.items()}, files


def _empty() -> Part:
    return {**{key: [] for key in LISTED}, **{key: {} for key in NAMED}, "views": {}}


def _headed(view: dict[str, Any], parts: Mapping[str, Part]) -> dict[str, Any]:
    """Keep the head of a drawing, and put its body into the first part it needs; the drawing of everything keeps its blocks."""
    if "places" in view:
        home = parts[view["needs"][0]]
        home["views"][view["id"]] = {key: view[key] for key in BODY if key in view}
        return {key: value for key, value in view.items() if key not in BODY}
    for frame in view["frames"]:
        if frame["look"] != "block":
            parts.get(frame["group"], {"frames": []})["frames"].append(frame)
    return view | {"frames": [frame for frame in view["frames"] if frame["look"] == "block"]}
