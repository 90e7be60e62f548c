"""Run the command again and again without loading the tool anew: each run is a copy of this process.

``python tests/warm.py`` loads the whole tool, runs nothing of it, and then reads orders, one JSON object a line:
arguments, folder, environment, and the files for what is printed. For each it copies itself; the copy goes into the
folder, takes over the environment and runs what ``python -m kg`` runs, with a memory that no other run has touched.
The exit code of the copy is printed, as :class:`subprocess.CompletedProcess` has it.
"""

from __future__ import annotations

import json
import os
import pkgutil
import runpy
import sys
import threading
from importlib import import_module
from typing import Any

import kg

WITH_A_COMMAND = ("pyvis.network", "rich.console", "rich.table")
"""What the tool imports only when it comes to it."""


def load() -> None:
    """Import every module of the tool, with the libraries it needs; nothing of them is called."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy, which openpyxl imports, starts no threads then
    for module in pkgutil.walk_packages(kg.__path__, "kg."):
        if module.name != "kg.__main__":
            import_module(module.name)
    for name in WITH_A_COMMAND:
        import_module(name)
    assert threading.active_count() == 1, "a process is copied without its threads"


def become(order: dict[str, Any]) -> None:
    """Be the process that was ordered."""
    new = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    streams = ((0, os.devnull, os.O_RDONLY), (1, order["out"], new), (2, order["err"], new))
    for number, path, mode in streams:
        opened = os.open(path, mode, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv[1:] = order["arguments"]
    sys.path[0] = str(order["folder"])  # as `python -m` has it


def serve() -> None:
    """Carry out one order after the other until there are no more."""
    for line in sys.stdin:
        copy = os.fork()
        if copy == 0:
            become(json.loads(line))
            runpy.run_module("kg", run_name="__main__", alter_sys=True)
            return
        print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    load()
    serve()
