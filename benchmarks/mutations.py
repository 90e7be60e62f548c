"""Every small change of a module that a test should notice: what may be changed, and into what.

A change is made in the tree of the code and written back as a whole module, since Python 3.11 does not tell where the
parts of an f-string stand.
"""

from __future__ import annotations

import ast
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPPOSITE: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
DROPPED = (ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)
UNSEEN = {"annotation", "returns", "decorator_list", "bases", "format_spec"}
"""Fields of the tree that mean nothing, or something else, when the code runs."""


def changed(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:  # noqa: C901, PLR0912 - one branch for each kind
    """What may be put in the place of a node, each with its kind."""
    match node:
        case ast.Compare(ops=[first, *rest]) if type(first) in OPPOSITE:
            yield "compare", ast.Compare(node.left, [OPPOSITE[type(first)](), *rest], node.comparators)  # type: ignore[list-item]
        case ast.BoolOp():
            yield "and, or", ast.BoolOp(OPPOSITE[type(node.op)](), node.values)  # type: ignore[arg-type]
        case ast.UnaryOp(op=ast.Not()):
            yield "not dropped", node.operand
        case ast.Constant(value=bool()):
            yield "true, false", ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield "off by one", ast.Constant(node.value + 1)  # type: ignore[operator]
        case ast.Constant(value=str()):
            yield "text", ast.Constant(f"{node.value}X")
        case ast.BinOp(op=op) if type(op) in OPPOSITE and not is_of_words(node):
            yield "arithmetic", ast.BinOp(node.left, OPPOSITE[type(op)](), node.right)  # type: ignore[arg-type]
        case ast.Call(args=[first, second, *rest]) if is_in_order(node):
            yield "arguments swapped", ast.Call(node.func, [second, first, *rest], node.keywords)
        case ast.IfExp():
            yield "condition turned", ast.IfExp(turned(node.test), node.body, node.orelse)
        case ast.If():
            yield "condition turned", ast.If(turned(node.test), node.body, node.orelse)
        case ast.Return(value=ast.expr()) if not is_none(node.value):
            yield "none returned", ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call() | ast.Await() | ast.Yield() | ast.YieldFrom()):
            yield "statement dropped", ast.Pass()
        case _ if isinstance(node, DROPPED):
            yield "statement dropped", ast.Pass()


def is_of_words(node: ast.BinOp) -> bool:
    """Whether a sum is of texts or a path is put together: any other sign there is a crash and no mistake."""
    sides = (node.left, node.right)
    if any(isinstance(side, ast.JoinedStr) for side in sides):
        return True
    kinds = {type(side.value) for side in sides if isinstance(side, ast.Constant)}
    return str in kinds or (isinstance(node.op, ast.Div) and not kinds)


def is_in_order(node: ast.Call) -> bool:
    """Whether the arguments of a call mean something by their order."""
    is_any = isinstance(node.func, ast.Name) and node.func.id in ("max", "min", "print")
    return not is_any and not any(isinstance(argument, ast.Starred) for argument in node.args)


def turned(test: ast.expr) -> ast.expr:
    """The opposite of a condition."""
    return ast.UnaryOp(ast.Not(), test)


def is_none(value: ast.expr | None) -> bool:
    """Whether an expression is the word None."""
    return isinstance(value, ast.Constant) and value.value is None


def is_unseen(node: ast.AST) -> bool:
    """Whether nothing of a node is worth a change: docstrings, lists of names, what only mypy reads."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.Call(func=ast.Name(id="cast")):
            return True
    return False


def places(node: ast.AST) -> Iterator[tuple[Callable[[ast.AST], None], ast.AST]]:
    """Each node below another that may be changed, with a function that puts something in its place."""
    for field, value in ast.iter_fields(node):
        if field in UNSEEN:
            continue
        for number, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or is_unseen(child):
                continue
            if isinstance(value, list):
                yield (lambda new, held=value, n=number: held.__setitem__(n, new)), child
            else:
                yield (lambda new, holder=node, name=field: setattr(holder, name, new)), child
            yield from places(child)


class Change(NamedTuple):
    """A change that may be made in a tree, and undone."""

    kind: str
    tree: ast.Module
    put: Callable[[ast.AST], None]
    old: ast.AST
    new: ast.AST

    @property
    def line(self) -> int:
        """Where it stands."""
        return getattr(self.old, "lineno", 0)

    def words(self) -> tuple[str, str]:
        """What stood there and what would, in short."""
        return in_short(self.old), in_short(self.new)

    def text(self) -> str:
        """The whole module with the change; the tree is afterwards as it was."""
        self.put(self.new)
        changed = ast.unparse(ast.fix_missing_locations(self.tree))
        self.put(self.old)
        return changed


def in_short(node: ast.AST) -> str:
    """The first line of a piece of code."""
    return ast.unparse(ast.fix_missing_locations(deepcopy(node))).splitlines()[0][:160]


def changes_of(text: str) -> Iterator[Change]:
    """Every change of a module."""
    tree = ast.parse(text)
    for put, node in places(tree):
        for kind, new in changed(node):
            yield Change(kind, tree, put, node, new)
