"""``kg relations``: the relations that a claim may name, with what each takes on either side."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from kg.cli.options import ontology_option
from kg.frameworks import frameworks_beside, load
from kg.model.iris import kebab, local_name
from kg.model.vocabulary import KG
from kg.ontology import relations_between
from kg.ontology.template import read_as
from kg.problems import KgError
from kg.project import folders_of_cases
from kg.resources import ontology_folder

if TYPE_CHECKING:
    from pathlib import Path

    from kg.ontology import Ontology

_ANYTHING = "anything"


@click.command("relations")
@click.option("--from", "subject", metavar="KIND", help="Only those that take a subject of this kind.")
@click.option("--to", "target", metavar="KIND", help="Only those that take an object of this kind.")
@ontology_option
def command(subject: str | None, target: str | None, ontology: Path | None) -> None:
    """List the relations that a claim may name: how each is read, and from what to what it leads.

    KIND is a kind of case element, such as body or regulation, or of concept, such as behaviour-logic. Those that ask for
    kinds on both sides come first.
    """
    loaded, _ = load(ontology or ontology_folder(), beside=frameworks_beside(folders_of_cases()))
    ends = [_kinds(word, loaded) if word else frozenset[str]() for word in (subject, target)]
    found = relations_between(ends[0], ends[1], loaded.relations.values())
    for relation in found:
        sides = (relation.takes_subject, relation.takes_object)
        taken = " → ".join(
            ", ".join(kebab(local_name(kind)) for kind in kinds) or _ANYTHING for kinds in sides
        )
        click.echo(
            f"{relation.slug}  {read_as(relation.phrases.singular)} / {read_as(relation.phrases.zh)}  ({taken})"
        )
    click.echo(f"{len(found)} of {len(loaded.relations)} relations")


def _kinds(word: str, ontology: Ontology) -> frozenset[str]:
    """Find what a thing of a kind is, with all that is wider; of a concept, its manifestations count too."""
    kinds = ontology.kinds | ontology.theory_kinds
    if word not in kinds:
        near = get_close_matches(word, kinds, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"the kinds are {', '.join(sorted(kinds))}"
        raise KgError(f"there is no kind '{word}': {hint}")
    shown = {KG.Manifestation, KG.CaseElement} if word in ontology.theory_kinds else set()
    return frozenset({kinds[word], *shown, *ontology.superclasses.get(kinds[word], ())})
