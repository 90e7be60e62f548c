"""Write ontology/alignments/align-*.ttl from the table beside them, so that the two cannot disagree.

The table is SSSOM: a header in comment lines, then tab-separated columns, which the standard library reads. A row
with the modifier Not was considered and refused: it stays in the table, with its reason, and reaches no file.
``make docs`` runs this, and a test compares its files with those that are there.
"""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "ontology" / "alignments"
TABLE = "alignments.sssom.tsv"
NAMES = {
    "cito": "CiTO, the Citation Typing Ontology",
    "cpov": "CPOV, the Core Public Organisation Vocabulary",
    "crminf": "CRMinf, the argumentation model of CIDOC CRM",
    "oa": "Web Annotation",
    "org": "the W3C Organization Ontology",
    "prov": "PROV-O",
    "schema": "schema.org",
    "sepio": "SEPIO, the Scientific Evidence and Provenance Information Ontology",
    "skos": "SKOS",
    "time": "OWL-Time",
}
SORTS = {
    "rdfs:subClassOf": "owl:Class",
    "owl:equivalentClass": "owl:Class",
    "rdfs:subPropertyOf": "owl:ObjectProperty",
    "owl:equivalentProperty": "owl:ObjectProperty",
}
ALWAYS = {
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}

Row = dict[str, str]


def read_table(text: str) -> tuple[dict[str, str], dict[str, str], list[Row]]:
    """The header's plain values, its prefixes, and the rows."""
    lines = text.splitlines()
    header = [line[1:] for line in lines if line.startswith("#")]
    plain = dict(line.split(": ", 1) for line in header if ": " in line and not line.startswith(" "))
    prefixes = dict(line.strip().split(": ", 1) for line in header if line.startswith("  ") and ": " in line)
    rows = csv.DictReader([line for line in lines if not line.startswith("#")], delimiter="\t")
    return plain, prefixes, list(rows)


def align(text: str) -> dict[str, str]:
    """A Turtle file for each vocabulary that a row not refused leads to, by the file's name."""
    plain, prefixes, rows = read_table(text)
    kept: dict[str, list[Row]] = {}
    for row in rows:
        if not row["predicate_modifier"]:
            kept.setdefault(row["object_id"].partition(":")[0], []).append(row)
    return {f"align-{name}.ttl": turtle(name, plain, prefixes, found) for name, found in sorted(kept.items())}


def turtle(name: str, plain: dict[str, str], prefixes: dict[str, str], rows: list[Row]) -> str:
    """One file: header, the terms it speaks of, and each row under its reason."""
    used = {name: prefixes[name], "kg": prefixes["kg"], **ALWAYS}
    iri = f"{plain['mapping_set_id'].rpartition('/')[0]}/align-{name}"
    parts = [
        f"# Written from {TABLE} by `make docs`. Optional: nothing loads it by default.",
        "\n".join(f"@prefix {prefix}: <{used[prefix]}> ." for prefix in sorted(used)),
        (
            f"<{iri}> a owl:Ontology ;\n"
            f'    dcterms:title "Alignment with {NAMES[name]}"@en ;\n'
            f"    dcterms:license <{plain['license']}> ;\n"
            f"    owl:versionIRI <{iri}/{plain['mapping_set_version']}> ;\n"
            f'    owl:versionInfo "{plain["mapping_set_version"]}" .'
        ),
    ]
    declared = {
        (row[end], SORTS[row["predicate_id"]])
        for row in rows
        for end in ("subject_id", "object_id")
        if row["predicate_id"] in SORTS
    }
    parts += ["\n".join(f"{term} a {sort} ." for term, sort in sorted(declared))] if declared else []
    parts += [
        f"# “{row['object_label']}”. {row['comment']}\n"
        f"{row['subject_id']} {row['predicate_id']} {row['object_id']} ."
        for row in rows
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    for file, content in align((FOLDER / TABLE).read_text(encoding="utf-8")).items():
        (FOLDER / file).write_text(content, encoding="utf-8", newline="\n")
