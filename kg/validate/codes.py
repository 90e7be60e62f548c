"""What a code means and what to do about it: of the list of codes, or of a shape.

Takes a code and the folder of shapes; gives a `CodeText`, which the command and the page of errors show. The number of a
shape makes its code, as that of F12 ends in 412.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.iris import local_name
from kg.model.vocabulary import RDFS, Namespace
from kg.problems import CODES, KgError, say
from kg.problems.codes import FAMILIES, examples
from kg.problems.said import Said, in_a_row, worded
from kg.store import Literal, LocalStore, NamedNode, parse_triples

if TYPE_CHECKING:
    from pathlib import Path


SH = Namespace("http://www.w3.org/ns/shacl#")
_SHAPES = f"""
SELECT DISTINCT ?shape WHERE {{
  GRAPH ?graph {{ ?shape <{SH.targetClass}>|<{SH.targetSubjectsOf}> ?target }}
}}"""
_GRAPH = "urn:shapes"
_STYLE = "style.ttl"
"""Shapes of the ontology itself, which no author of a case meets."""
_VARIABLE = re.compile(r"\{\?\w+\}")
_ENOUGH = 4
"""How many signs of a code are enough to guess which was meant."""


@dataclass(frozen=True, slots=True)
class CodeText:
    """What there is to say of a code.

    Attributes:
        code: the code.
        title: what is wrong, or for a shape what should hold, in a few words.
        family: what the codes that begin alike have in common.
        meaning: when it is reported, in sentences.
        remedy: what to do; empty for a shape, whose message says that too.
        example: a line as ``kg check`` prints it, by language; empty where the tests have none.
    """

    code: str
    title: Said
    family: Said
    meaning: tuple[Said, ...]
    remedy: Said
    example: dict[str, str]


def code_texts(shapes: Path) -> dict[str, CodeText]:
    """Explain every code there is, in order.

    Args:
        shapes: the folder with the shapes.
    """
    by_code: dict[str, list[ShapeText]] = {}
    for shape in shape_texts(shapes):
        by_code.setdefault(shape.code, []).append(shape)
    shown = examples()
    found = {}
    for code in sorted({*CODES, *by_code}):
        if code in CODES:
            title, messages, remedy = CODES[code].title, [CODES[code].meaning], CODES[code].remedy
        else:  # the shapes of one number together
            title, remedy = in_a_row([shape.title for shape in by_code[code]]), Said("")
            messages = [message for shape in by_code[code] for message in shape.messages]
            if any(shape.is_warning for shape in by_code[code]):
                messages.append(say("A warning, not an error."))
        found[code] = CodeText(code, title, FAMILIES[code[:3]], tuple(messages), remedy, shown.get(code, {}))
    return found


def explain_code(code: str, shapes: Path) -> CodeText:
    """Explain a code, written in capitals or not.

    Raises:
        KgError: there is no such code; the message names the nearest.
    """
    texts = code_texts(shapes)
    wanted = code.strip().upper()
    if wanted not in texts:
        near = _nearest(wanted, list(texts))
        raise KgError(
            say('no code "{0}"; did you mean "{1}"?', code, near)
            if near
            else say('no code "{0}"; {1} lists them', code, "docs/errors.md")
        )
    return texts[wanted]


def _nearest(wanted: str, codes: list[str]) -> str:
    """Find the first code that has most signs in the same places; give nothing where those are few."""
    same = {code: sum(mine == theirs for mine, theirs in zip(wanted, code, strict=False)) for code in codes}
    near = max(codes, key=same.__getitem__)
    return near if same[near] >= _ENOUGH else ""


@dataclass(frozen=True, slots=True)
class ShapeText:
    """What a shape asks of a case, in words.

    Attributes:
        name: such as ``F24-locator``.
        title: what holds when it is kept.
        messages: what is said when it is broken.
        is_warning: whether breaking it is a warning and not an error.
    """

    name: str
    title: Said
    messages: tuple[Said, ...]
    is_warning: bool

    @property
    def code(self) -> str:
        """The code of a problem with it."""
        return f"KG4{self.name[1:3]}"


def shape_texts(folder: Path) -> list[ShapeText]:
    """Read what the shapes of a folder say, in the order of their names.

    Args:
        folder: the folder with the shapes.
    """
    files = (path for path in sorted(folder.glob("*.ttl")) if path.name != _STYLE)
    store = LocalStore.of([quad for path in files for quad in parse_triples(path, _GRAPH, path.name)[0]])
    shapes = {row["shape"].value for row in store.select(_SHAPES) if isinstance(row["shape"], NamedNode)}
    return [_shape_text(shape, store) for shape in sorted(shapes)]


def _shape_text(shape: str, store: LocalStore) -> ShapeText:
    """Read what a shape says; its queries may speak for it."""
    queries = sorted(node.value for node in store.values(shape, SH.sparql) if isinstance(node, NamedNode))
    said = (_said(store, speaker, SH.message) for speaker in (shape, *queries))
    messages = tuple(dict.fromkeys(words for words in said if words))
    is_warning = NamedNode(SH.Warning) in store.values(shape, SH.severity)
    return ShapeText(local_name(shape), _said(store, shape, RDFS.label), messages, is_warning)


def _said(store: LocalStore, subject: str, predicate: str) -> Said:
    """Read the words of a statement in its languages; what a query fills in becomes "…"."""
    words = {
        text.language or "en": _VARIABLE.sub("…", text.value)
        for text in store.values(subject, predicate)
        if isinstance(text, Literal)
    }
    return worded(words.pop("en", ""), **words)
