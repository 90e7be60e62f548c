"""How the code is cut: modules, lines, functions that only one place calls, and rules that are switched off.

Counts; measures no time. ``python benchmarks/house_counts.py LABEL`` adds a column to ``results/house.md``, so that
what a change did to the house stands beside what was there before; without a label it only prints the figures.
"""

from __future__ import annotations

import ast
import io
import re
import statistics
import sys
import tokenize
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "benchmarks" / "results" / "house.md"
HEAD = """\
# How the code is cut

Counted in `kg/` by `python benchmarks/house_counts.py LABEL`, which adds a column.

*Private* is a function or method whose name begins with one underscore; it is used once when its module names it once
besides its definition. *Nested* is a function inside a function, used once in there. *Public* is a function of a module
that the whole package names once besides its definition, imports and lists of names left out; a command, which click
calls, is not counted.

"""
AIMS = {
    "modules": "about 200",
    "lines": "under 28,000",
    "private functions used once, %": "at most 45",
    "`fmt: skip`": "at most 40",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """A module: its text, its tree, and how often it names what."""

    text: str
    tree: ast.Module
    names: Counter[str]


def names_in(tree: ast.AST) -> Counter[str]:
    """How often code names something; an import does not count, nor does a list of names."""
    nodes = list(ast.walk(tree))
    return Counter(node.id for node in nodes if isinstance(node, ast.Name)) + Counter(
        node.attr for node in nodes if isinstance(node, ast.Attribute)
    )


def read(path: Path) -> Module:
    """One module of the package."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    return Module(text, tree, names_in(tree))


def functions(tree: ast.AST) -> list[Function]:
    """Every function and method, nested ones too."""
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def private(module: Module) -> tuple[int, int]:
    """How many private functions a module has, and how many of them it names once."""
    own = [f.name for f in functions(module.tree) if re.match(r"_[^_]", f.name)]
    return len(own), sum(module.names[name] == 1 for name in own)


def nested_used_once(module: Module) -> int:
    """How many functions stand inside another that names them once."""
    pairs = [
        (outer, inner) for outer in functions(module.tree) for inner in functions(outer) if inner is not outer
    ]
    return sum(names_in(outer)[inner.name] == 1 for outer, inner in pairs)


def public_used_once(modules: list[Module]) -> int:
    """How many functions of a module's own the package names once, or not at all but for a test."""
    names = sum((module.names for module in modules), Counter[str]())
    own = [
        node
        for module in modules
        for node in module.tree.body
        if isinstance(node, Function) and not node.name.startswith("_") and not node.decorator_list
    ]
    return sum(names[node.name] == 1 for node in own)


def imports_inside(module: Module) -> tuple[int, int]:
    """How many imports stand inside a function, and how many of them are of our own."""
    found = [
        node
        for function in functions(module.tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    own = [n for n in found if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("kg.")]
    return len(found), len(own)


def comment_lines(module: Module) -> int:
    """How many lines hold a comment and nothing else."""
    tokens = tokenize.generate_tokens(io.StringIO(module.text).readline)
    return sum(token.type == tokenize.COMMENT and token.line.lstrip().startswith("#") for token in tokens)


def counts() -> dict[str, int]:
    """Every figure by its name."""
    paths = sorted((ROOT / "kg").rglob("*.py"))
    modules = [read(path) for path in paths]
    all_functions = [node for module in modules for node in functions(module.tree)]
    of_private = [private(module) for module in modules]
    total, once = (sum(column) for column in zip(*of_private, strict=True))
    inside, of_ours = (sum(column) for column in zip(*map(imports_inside, modules), strict=True))
    lines = [len(module.text.splitlines()) for module in modules]
    text = "\n".join(module.text for module in modules)
    return {
        "modules": len(modules),
        "lines": sum(lines),
        "lines of a module, median": round(statistics.median(lines)),
        "functions": len(all_functions),
        "lines of a function, median": round(
            statistics.median((node.end_lineno or 0) - node.lineno + 1 for node in all_functions)
        ),
        "private functions": total,
        "private functions used once": once,
        "private functions used once, %": round(100 * once / total),
        "nested functions used once": sum(map(nested_used_once, modules)),
        "public functions used once": public_used_once(modules),
        "`fmt: skip`": text.count("# fmt: skip"),
        "`noqa`": text.count("# noqa"),
        "imports inside functions": inside,
        "of them of our own": of_ours,
        "comment lines": sum(map(comment_lines, modules)),
    }


def columns() -> dict[str, dict[str, str]]:
    """The columns that stand in the page, by label."""
    lines = PAGE.read_text(encoding="utf-8").splitlines() if PAGE.is_file() else []
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    if not rows:
        return {}
    labels = rows[0][2:]
    return {label: {row[0]: row[number] for row in rows[2:]} for number, label in enumerate(labels, start=2)}


def page(known: dict[str, dict[str, str]]) -> str:
    """The page with all columns."""
    what = list(counts())
    table = [["what", "aim", *known], ["---"] * (len(known) + 2)]
    table += [
        [name, AIMS.get(name, ""), *(column.get(name, "") for column in known.values())] for name in what
    ]
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in table)


if __name__ == "__main__":
    found = {name: f"{number:,}" for name, number in counts().items()}
    for name, number in found.items():
        print(f"{number:>8}  {name}")
    for label in sys.argv[1:]:
        PAGE.write_text(page(columns() | {label: found}), encoding="utf-8", newline="\n")
