"""The scripts of the pages are sound TypeScript, and guard CSV as the tool does, where what runs them is installed."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.spreadsheet import csv_text

GUARDED = [
    "=1+1", "+1", "+a", "-1", "-1.5e3", "- a", "--", "@home", "a=1", "", " =1", "'=1", "\tx", "\r\nx", "\nx", "＝1", "＋a", "－1", "＠a", "﹣1",
    "1E5", "-1E5", "+1e+5", "-.5", "-1.", "-1,5", "-١", 'say "no"', "a,b", "市=里", "⁼1", "−1", "₊1", "﹢a",
]  # fmt: skip
"""Texts that begin as a formula does, or nearly."""
SITE = Path(__file__).resolve().parents[2] / "site"


def test_the_scripts_have_sound_types() -> None:
    """`npm run check` finds nothing. The package needs no compiler, so it is there after a full `npm ci` only."""
    npm = shutil.which("npm")
    if npm is None or not (SITE / "node_modules" / "typescript").is_dir():
        pytest.skip("TypeScript is not installed: run 'npm ci' in site/")
    done = subprocess.run([npm, "run", "check"], cwd=SITE, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_compiler_is_pinned_and_strict() -> None:
    """One exact version, with every strictness on."""
    package = json.loads((SITE / "package.json").read_text(encoding="utf-8"))
    assert package["devDependencies"]["typescript"].replace(".", "").isdigit()
    options = json.loads((SITE / "tsconfig.json").read_text(encoding="utf-8"))["compilerOptions"]
    assert options["strict"]
    assert options["noUncheckedIndexedAccess"]


def test_the_pages_guard_csv_as_the_tool_does(tmp_path: Path) -> None:
    """Both put the same texts behind an apostrophe, and both begin with the mark of UTF-8."""
    node, bundler = shutil.which("node"), SITE / "node_modules" / ".bin" / "esbuild"
    if node is None or not bundler.exists():
        pytest.skip("Node or esbuild is not installed: run 'npm ci' in site/")
    script = tmp_path / "writing.mjs"
    source = SITE / "src" / "query" / "writing.ts"
    subprocess.run([bundler, source, "--format=esm", f"--outfile={script}", "--log-level=error"], check=True)
    asked = (
        "const { toCsv } = await import(process.argv[1]); const values = JSON.parse(process.argv[2]);"
        'process.stdout.write(toCsv(["x", "y"], values.map((value) => ({ x: { type: "literal", value }, y: { type: "literal", value: "y" } }))));'
    )
    done = subprocess.run(
        [node, "--input-type=module", "-e", asked, script.as_uri(), json.dumps(GUARDED)],
        check=True,
        capture_output=True,
    )
    of_pages = done.stdout.decode("utf-8")
    of_tool = csv_text([["x", "y"], *([text, "y"] for text in GUARDED)])
    assert of_pages[0] == of_tool[0] == "\ufeff"
    rows = [list(csv.reader(io.StringIO(text, newline=""))) for text in (of_pages, of_tool)]
    assert rows[0] == rows[1]
    assert len(rows[0]) == len(GUARDED) + 1
