"""No push takes along unasked what was said in confidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from f_town import CASE, TALK

from kg.problems import KgError
from kg.push import push

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


def refused(build: str) -> str:
    """What a push of a build to a store that is not there says, which it says after all other checks."""
    with pytest.raises(KgError) as caught:
        push(Path(build), "http://127.0.0.1:9/query", None, None, lambda *_: None)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_push_is_refused(town: Path, run_kg: Run) -> None:
    """What is confidential is sent when told so only; a public build and one without any go as before."""
    run_kg("build", "--no-site")
    words = refused("build")
    assert words.startswith("build is not public and holds what was said in confidence")
    assert "kg build --public" in words
    done = run_kg("push", "http://127.0.0.1:9/query", "--graphs", "http://127.0.0.1:9/store")
    assert (done.returncode, "--restricted" in done.stderr) == (2, True)
    done = run_kg("push", "http://127.0.0.1:9/query", "--graphs", "http://127.0.0.1:9/store", "--restricted")
    assert (done.returncode, "in confidence" in done.stderr) == (2, False)
    run_kg("build", "--no-site", "--public")
    assert "in confidence" not in refused("build")
    (town / "case.yaml").write_text(CASE.replace("access: restricted, ", ""), encoding="utf-8")
    run_kg("build", "--no-site")
    assert "in confidence" not in refused("build")


def test_a_source_that_is_only_cited_counts_too(town: Path, run_kg: Run) -> None:
    """Its label and what is said of it are confidential though it has no text here."""
    lines = [
        x
        for x in CASE.splitlines()
        if not x.startswith(("  f2:", "  n1:", "silences:")) and "marmoset" not in x
    ]
    (town / "case.yaml").write_text("\n".join(lines).replace(f"file: {TALK}, ", "") + "\n", encoding="utf-8")
    assert run_kg("build", "--no-site").returncode == 0
    assert "in confidence" in refused("build")
