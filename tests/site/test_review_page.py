"""The page of a case for a second reader."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.asking import asking
from kg.records import Index, read_facts
from kg.review import review_fit
from kg.site.views.review import MOST

if TYPE_CHECKING:
    from pathlib import Path

    from kg.pipeline import Snapshot


def test_the_page_asks_what_the_command_asks(built: Path, snapshot: Snapshot) -> None:
    """The items of every case are on its page, or their number where they are many; the case's page leads there."""
    site, index = built / "site", Index(read_facts(asking(snapshot.store)))
    for name, case in snapshot.cases.items():
        text = (site / "case" / name / "review.html").read_text(encoding="utf-8")
        items = review_fit(index, case)
        assert len(items) >= 19
        numbers = Counter(item.kind for item in items)
        assert text.count('<li class="gloss">') == sum(min(number, MOST) for number in numbers.values())
        assert text.count("more are in the list of") == sum(number > MOST + 1 for number in numbers.values())
        for kind, number in numbers.items():
            assert re.search(rf'<h2 id="{kind}">[^<]+<span class="n apparatus">{number}</span>', text)
        assert "None of them is a verdict." in text
        assert "review.html" in (site / "case" / name / "index.html").read_text(encoding="utf-8")


def test_words_that_are_the_coders_are_in_no_quotation_marks(built: Path) -> None:
    """Guiyang's sources are not copied: nothing on its page is quoted, and each piece of words says whose it is."""
    guiyang = (built / "site/case/guiyang/review.html").read_text(encoding="utf-8")
    assert "<q " not in guiyang
    assert "in the coder’s words" in guiyang
    j_city = (built / "site/case/j-city/review.html").read_text(encoding="utf-8")
    assert '<q lang="en">the 2019 national video conference</q>' in j_city
    assert "in the coder’s words" not in j_city


def test_it_speaks_the_readers_language(built: Path) -> None:
    """Titles and reasons are in Chinese on the Chinese page."""
    text = (built / "site/zh/case/j-city/review.html").read_text(encoding="utf-8")
    assert "一处引文支撑多条论断" in text
    assert "有 8 条论断依据这段文字" in text
    assert re.search(r"claims rest on", text) is None
