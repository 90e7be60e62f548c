"""The folder in which a store is kept: it is ours or another's, whole or not, and changed by one at a time."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from kg.problems import KgError
from kg.server.store_folder import kept_store
from kg.store import LocalStore, Store

LINE = "<a:s> <a:p> <a:o> <a:g> .\n"


class Filler:
    """Fills a store with one quad, and counts how often."""

    def __init__(self, folder: Path) -> None:
        self.count = 0
        self._file = folder / "one.nq"
        self._file.write_text(LINE, encoding="utf-8")

    def __call__(self, aside: Path) -> Store:
        """Fill it."""
        self.count += 1
        return LocalStore.load_on_disk([self._file], aside)


@pytest.fixture
def fill(tmp_path: Path) -> Filler:
    """What fills a store."""
    return Filler(tmp_path)


def use(folder: Path, digest: str, fill: Filler) -> int:
    """Use a store, and say how often it has been filled by then."""
    with kept_store(folder, digest, fill) as known:
        assert (known["quads"], known["graphs"]) == (1, {"a:g": 1})
        assert (folder / "store").is_dir()
        return fill.count


@pytest.mark.parametrize("stamp", ["", "{", '{\n  "graphs": {', '{"sha256": "x"}', '{"sha256": "x", "quads": 1}',
                                   '{"sha256": "x", "quads": "1", "graphs": 3}', '["sha256"]', None])  # fmt: skip
def test_a_stamp_that_is_not_whole(tmp_path: Path, fill: Filler, stamp: str | None) -> None:
    """Cut off, of another version, or gone: the folder stays ours and is filled again."""
    folder = tmp_path / "kept"
    assert [use(folder, "x", fill), use(folder, "x", fill)] == [1, 1]
    if stamp is None:
        (folder / "dataset.json").unlink()
    elif stamp == "{":
        (folder / "dataset.json").write_text("", encoding="utf-8")
    else:
        (folder / "dataset.json").write_text(stamp, encoding="utf-8")
    assert [use(folder, "x", fill), use(folder, "x", fill)] == [2, 2]


def test_a_store_that_is_gone(tmp_path: Path, fill: Filler) -> None:
    """Is filled again, whatever its stamp says."""
    use(tmp_path / "kept", "x", fill)
    (tmp_path / "kept" / "store").rename(tmp_path / "away")
    assert use(tmp_path / "kept", "x", fill) == 2


@pytest.mark.parametrize(
    "names", [["letter.txt"], ["store"], ["dataset.json"], ["dataset.lock", "letter.txt"]]
)
def test_a_folder_of_another(tmp_path: Path, fill: Filler, names: list[str]) -> None:
    """Is left alone, with every name in it, though some be ours."""
    folder = tmp_path / "kept"
    folder.mkdir()
    for name in names:
        (folder / name).write_text('{"mine": 1}', encoding="utf-8")
    with pytest.raises(KgError, match="something else than a store"):
        use(folder, "x", fill)
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_a_stamp_is_whole_or_as_it_was(tmp_path: Path, fill: Filler, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full just then, the stamp of the earlier store stays and the folder can be used again."""
    folder = tmp_path / "kept"
    use(folder, "x", fill)
    before = (folder / "dataset.json").read_text(encoding="utf-8")

    def no_room(self: Path, *_: object, **__: object) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", no_room)
        with pytest.raises(KgError, match="No space left"):
            use(folder, "y", fill)
    assert (folder / "dataset.json").read_text(encoding="utf-8") == before
    assert sorted(path.name for path in folder.iterdir()) == ["dataset.json", "dataset.lock", "store"]
    assert use(folder, "x", fill) == 2  # filled for y in vain, and not again for x


def test_two_at_a_time(tmp_path: Path, fill: Filler) -> None:
    """Two servers share a store; one that wants another dataset there is refused; two that fill wait for one another."""
    folder = tmp_path / "kept"
    with kept_store(folder, "x", fill):
        assert use(folder, "x", fill) == 1
        with pytest.raises(KgError, match="another server"):
            use(folder, "y", fill)
        assert json.loads((folder / "dataset.json").read_text(encoding="utf-8"))["sha256"] == "x"
    assert use(folder, "y", fill) == 2


def test_one_waits_for_the_other(tmp_path: Path, fill: Filler) -> None:
    """Whoever comes while a store is filled takes it once it is whole."""
    folder, filling, go_on = tmp_path / "kept", threading.Event(), threading.Event()

    def slowly(aside: Path) -> Store:
        filling.set()
        go_on.wait(30)
        return fill(aside)

    def first() -> None:
        with kept_store(folder, "x", slowly):
            pass

    counts: list[int] = []
    threads = [threading.Thread(target=first)]
    threads[0].start()
    assert filling.wait(30)
    threads.append(threading.Thread(target=lambda: counts.append(use(folder, "x", fill))))
    threads[1].start()
    threads[1].join(0.3)
    assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert counts == [1]
