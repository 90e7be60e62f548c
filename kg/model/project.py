"""The frozen record of a project: what its site is called, who publishes it, which cases it has and which leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.problems.said import LANGUAGES

Texts = Mapping[str, str]
"""The same words in each language in which they are written, by its name; empty where nothing is written."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who answers for the project.

    Attributes:
        orcid: the ORCID iD, as `0000-0002-1825-0097`.
        coder: the word by which cases name this author as their coder.
    """

    name: Texts
    orcid: str = ""
    affiliation: Texts = field(default_factory=dict)
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Leading:
    """The case and the framework that come first; either may be left open."""

    case: str = ""
    framework: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """What ``project.yaml`` says; every part of it may be empty.

    Attributes:
        licence: of the coding, as SPDX names it.
        address: where the site is published.
        contact: a mail address, or where else somebody can be reached.
        languages: of the site; the first is that of the pages at its top.
        cases: folders of cases as written, from where the file lies; ``shipped`` stands for those of the package.
        leading: None where the file says that no case leads.
    """

    title: Texts = field(default_factory=dict)
    question: Texts = field(default_factory=dict)
    lead: Texts = field(default_factory=dict)
    authors: tuple[Author, ...] = ()
    publisher: Texts = field(default_factory=dict)
    funder: Texts = field(default_factory=dict)
    licence: str = ""
    doi: str = ""
    address: str = ""
    contact: str = ""
    languages: tuple[str, ...] = LANGUAGES
    cases: tuple[str, ...] = ()
    leading: Leading | None = field(default_factory=Leading)

    def author_named(self, coder: str) -> Author:
        """Find the author by the word that cases have for their coder; where none has it, the word is the name."""
        return next((one for one in self.authors if one.coder == coder), Author({"und": coder}))


def licence_address(licence: str) -> str:
    """Find the address of a licence by its SPDX name.

    >>> licence_address("CC-BY-SA-4.0"), licence_address("MIT")
    ('https://creativecommons.org/licenses/by-sa/4.0/', 'https://spdx.org/licenses/MIT.html')
    """
    if licence == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    family, _, version = licence.removeprefix("CC-").rpartition("-")
    if licence.startswith("CC-BY") and version.replace(".", "").isdigit():
        return f"https://creativecommons.org/licenses/{family.lower()}/{version}/"
    return f"https://spdx.org/licenses/{licence}.html" if licence else ""
