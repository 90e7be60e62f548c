"""What the first sheet of a workbook says, and the file beside CSV files: how to fill in the sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PREFACE_SHEET = "read me"
"""The name of the first sheet; it is not read."""
PREFACE = (
    "A case as a spreadsheet · 一个案例的电子表格",
    "Each sheet holds one kind of thing, each row one of them; the note at the top of a column says what the column is for.",
    "每张工作表放一类内容，每行一条；列名上的批注说明该列的用途。",
    "A yellow column must be filled in. Several words in a cell stand with commas between them.",
    "黄色的列必须填写。一个单元格里有几个词时，用逗号隔开。",
    "Quotations are compared with the source sign by sign: do not let the program change quotation marks, dashes or spaces.",
    "引文要与原文逐字核对：请不要让软件改动引号、破折号或空格。",
    "Several quotations needed together stand in quote, quote 2, quote 3 …; each independent line of evidence is a row of the sheet evidence.",
    "须合在一起才成立的几处引文写在 quote、quote 2、quote 3……；彼此独立的证据在 evidence 表中各占一行。",
    "Keep the names of sheets and columns. Rows, columns of optional fields and sheets of your own may come and go.",
    "请保留工作表名和列名。行、选填的列和自己加的工作表可以增减。",
    "The texts of the sources are not in here: they stay in the case folder. Comments in the YAML files stay there too.",
    "来源的正文不在这里，仍在案例文件夹中；YAML 文件里的注释也留在那里。",
    "To read it back · 读回: kg case from-xlsx FILE.xlsx FOLDER  (kg case from-csv FILES FOLDER)",
)
"""The lines of that sheet."""
_STATE = "The case when these sheets were written; leave this line · 写出这些表格时的案例，请勿改动: "
_STATED = re.compile(r"(?:^|: )([0-9a-f]{16})$")


def preface(state: str) -> list[str]:
    """Write the lines of the first sheet, with the state of the case at their end.

    Args:
        state: the fingerprint of the case.
    """
    return [*PREFACE, f"{_STATE}{state}"]


def state_in(lines: Iterable[str]) -> str:
    """Find the fingerprint of the case that sheets were written from; give nothing when no line has it.

    >>> state_in(preface("0123456789abcdef"))
    '0123456789abcdef'
    """
    return next((found[1] for line in lines if (found := _STATED.search(line.strip()))), "")
