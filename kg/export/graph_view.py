"""A graph as data for an interactive view, built by pyvis.

Takes a networkx graph whose nodes have places; gives JSON that may stand in a page. The only module
that imports pyvis. pyvis' own page is not used: it asks remote hosts for its parts, writes headings
unescaped, and has neither title nor language. The site's template shows this data instead.
"""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx
    from pyvis.network import Network

_UNSAFE = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
_ADDED_IN_PAGE = frozenset({"shape", "physics", "arrows", "tier", "band"})
"""The same for every node or edge, or of no use once a graph is laid out."""
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "dragNodes": False, "zoomSpeed": 0.6, "multiselect": False},
}
"""How pyvis shall take it: nothing moves by itself. How a view behaves on the page is the script's to say."""


def graph_json(graph: nx.MultiDiGraph[str], details: Mapping[str, Any] | None = None) -> str:
    """Write the nodes and edges of a graph, safe inside a `<script>` element.

    Args:
        graph: its nodes have `label`, `x`, `y`; other attributes are kept.
        details: anything else the view shows; plain values.
    """
    return safe_json(graph_data(graph) | dict(details or {}))


def graph_data(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Give the nodes and edges of a graph as pyvis has them, less what the page adds itself.

    An edge that is named after its ends, as ``from>to``, comes without its name.
    """
    nodes, edges, *_ = build_network(graph).get_network_data()
    drawn = [{key: value for key, value in node.items() if key not in _ADDED_IN_PAGE} for node in nodes]
    lines = [{key: value for key, value in edge.items() if key not in _ADDED_IN_PAGE} for edge in edges]
    for line in lines:
        if line["id"] == f"{line['from']}>{line['to']}":
            del line["id"]
    return {"nodes": drawn, "edges": lines}


def build_network(graph: nx.MultiDiGraph[str]) -> Network:
    """Build the pyvis network of a graph, with physics off and every node where the layout put it."""
    # pyvis reads and compiles its page for each network, a copy does not.
    network = copy.copy(_first_network())
    network.nodes, network.edges, network.node_ids, network.node_map = [], [], [], {}
    for name, own in graph.nodes(data=True):
        facts = {key: value for key, value in own.items() if key not in {"label", "shape"}}
        network.add_node(name, label=own["label"], shape=own.get("shape", "box"), physics=False, **facts)
        # pyvis gives every node a colour of its own; ours come from the style sheet.
        network.node_map[name].pop("color", None)
    for source, target, key, own in graph.edges(keys=True, data=True):
        network.add_edge(source, target, id=key, **own)
    return network


@lru_cache(maxsize=1)
def _first_network() -> Network:
    from pyvis.network import Network  # noqa: PLC0415 - it takes over a second to import

    network = Network(directed=True)
    network.set_options(json.dumps(OPTIONS))
    return network


def safe_json(value: object) -> str:
    """Write JSON that ends no script element and starts no markup, whatever the words in it.

    >>> "<" in safe_json({"label": "</script><b>&"})
    False
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.translate(_UNSAFE)
