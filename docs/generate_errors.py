"""The pages of errors, in English and in Chinese, and the examples that the command shows.

Takes nothing; each function gives the text of a file. `generate.py` writes them.
"""

from __future__ import annotations

import json
from pathlib import Path

from kg.problems import say
from kg.problems.codes import FAMILIES
from kg.problems.said import in_language
from kg.resources import ontology_folder
from kg.validate import code_texts

TESTS = Path(__file__).resolve().parents[1] / "tests" / "errors"
FILES = {"en": "expected.txt", "zh": "expected.zh.txt"}
ENGLISH = """# Errors and warnings

Written from the list of codes and from the shapes by `make docs`; the examples are lines that the tests hold.

A problem is one line: place, severity and code, what was found, what was expected, what to do. The place is
`file:line:column` of the field that is wrong; where something is missing, of the entry that lacks it. An error
stops the build, and an earlier build stays as it was; a warning is only shown. `kg check --json` gives the same list, `kg check --explain KG301`
what this page says of a code, and `--lang zh` [all of it in Chinese](errors.zh.md).

Exit codes: 0 something was checked and nothing is wrong; 1 there are errors; 2 the command was used wrongly;
3 a fault of the tool.
"""
CHINESE = """# 错误与警告

由 `make docs` 根据代码表和形状生成；例子都是测试所核对的行。[English](errors.md)

一个问题占一行：位置、错误或警告、代码，然后是写了什么、应为什么、怎么办。位置写作“文件:行:列”，指出错的字段；
缺了东西时，指缺它的条目。有错误就不生成，上一次生成的结果原样保留；警告只是显示出来。`kg check --json` 给出同样的
列表，`kg check --explain KG301 --lang zh` 给出本页对一个代码的说明。

退出码：0 查了内容，没有错；1 有错误；2 命令用法不对；3 工具的毛病。
"""


def examples_file() -> str:
    """A line of the tests for each code that has one, by code and language."""
    codes = sorted(code_texts(ontology_folder() / "shapes"))
    found = {code: lines for code in codes if (lines := example_of(code))}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def example_of(code: str) -> dict[str, str]:
    """The first line with that code from the bad cases, by language; empty where there is none."""
    for folder in sorted(TESTS.glob(f"bad*/{code}-*")):
        english = (folder / FILES["en"]).read_text(encoding="utf-8").splitlines()
        at = next((n for n, line in enumerate(english) if f" {code}  " in line), None)
        if at is not None:
            return {
                language: (folder / file).read_text(encoding="utf-8").splitlines()[at]
                for language, file in FILES.items()
            }
    return {}


def page(language: str, preface: str) -> str:
    """What each code means and what to do about it."""
    texts = code_texts(ontology_folder() / "shapes").values()
    parts = [preface]
    for family, common in FAMILIES.items():
        parts.append(f"## {in_language(say('{0}: {1}', f'{family}xx', common), language)}\n")
        for text in (text for text in texts if text.code.startswith(family)):
            sentences = [in_language(sentence, language) for sentence in (*text.meaning, text.remedy)]
            paragraphs = "\n\n".join(filter(None, sentences))
            example = example_of(text.code).get(language)
            block = f"\n```text\n{example}\n```\n" if example else ""
            parts.append(f"### {text.code} {in_language(text.title, language)}\n\n{paragraphs}\n{block}")
    return "\n".join(parts)


def english_page() -> str:
    """docs/errors.md."""
    return page("en", ENGLISH)


def chinese_page() -> str:
    """docs/errors.zh.md."""
    return page("zh", CHINESE)
