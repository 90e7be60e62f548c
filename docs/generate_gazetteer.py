"""Write kg/anonymity/places.tsv, the names of China's administrative divisions, from a public list of them.

Run by hand when the list changes, with two packages that nothing else needs::

    uv run --with pypinyin --with cpca python docs/generate_gazetteer.py adcodes.csv

``adcodes.csv`` lies in the package cpca (MIT) under ``cpca/resources``: codes and Chinese names. The names in
English letters are pinyin made by pypinyin (MIT), but where another spelling is usual (`USUAL`).
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from pypinyin import lazy_pinyin

TARGET = Path(__file__).resolve().parents[1] / "kg" / "review" / "places.tsv"
HEAD = """# China's provinces, prefectures and counties: level, Chinese name, its short form, the name in English letters.
# Chinese names: cpca 0.5.5, copyright (c) 2018 QinYuan Du, MIT licence. English letters: pinyin, or the usual spelling.
# Written by docs/generate_gazetteer.py. The whole list, in the order of its codes: nothing is left out or marked.
# level\tname\tshort\tlatin
"""
GENERIC = {
    "市辖区",
    "县",
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "城区",
    "郊区",
    "矿区",
    "东区",
    "西区",
}
PEOPLES = (  # noqa: SIM905 - read as a line
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 "
    "达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 "
    "门巴 珞巴 基诺"
).split()
SUFFIXES = (
    "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗", "各族",
    "地区", "林区", "特区", "新区", "省", "市", "盟", "州", "县", "区", "旗",
)  # fmt: skip
USUAL = {
    "内蒙古": "Inner Mongolia", "西藏": "Tibet", "陕西": "Shaanxi", "香港": "Hong Kong", "澳门": "Macau",
    "台湾": "Taiwan", "哈尔滨": "Harbin", "齐齐哈尔": "Qiqihar", "呼和浩特": "Hohhot", "乌鲁木齐": "Urumqi",
    "拉萨": "Lhasa", "日喀则": "Shigatse", "那曲": "Nagqu", "阿里": "Ngari", "喀什": "Kashgar", "和田": "Hotan",
    "吐鲁番": "Turpan", "哈密": "Hami", "克拉玛依": "Karamay", "阿克苏": "Aksu", "伊犁": "Ili", "鄂尔多斯": "Ordos",
    "呼伦贝尔": "Hulunbuir", "锡林郭勒": "Xilingol", "乌兰察布": "Ulanqab", "巴彦淖尔": "Bayannur",
    "兴安": "Hinggan", "阿拉善": "Alxa", "阿勒泰": "Altay", "塔城": "Tacheng", "博尔塔拉": "Bortala",
    "巴音郭楞": "Bayingolin", "昌吉": "Changji", "克孜勒苏": "Kizilsu", "甘孜": "Garze", "阿坝": "Aba",
    "德宏": "Dehong", "迪庆": "Diqing", "果洛": "Golog", "玉树": "Yushu", "海西": "Haixi", "厦门": "Xiamen",
    "重庆": "Chongqing", "新疆": "Xinjiang", "广西": "Guangxi", "宁夏": "Ningxia", "吕梁": "Lüliang",
    "朝阳": "Chaoyang", "长治": "Changzhi", "漯河": "Luohe", "昌都": "Qamdo", "林芝": "Nyingchi", "长子": "Zhangzi",
}  # fmt: skip


def short_of(name: str) -> str:
    """The name without the kind of division and without the peoples of an autonomous one."""
    found = name
    for suffix in SUFFIXES:
        if found.endswith(suffix) and len(found) - len(suffix) >= 1:
            found = found.removesuffix(suffix)
            break
    if found != name and "自治" in name:
        pattern = "|".join(sorted(PEOPLES, key=len, reverse=True))
        trimmed = re.sub(rf"(?:(?:{pattern})族?)+$", "", found)
        found = trimmed if len(trimmed) > 1 else found
    return found


def latin_of(short: str) -> str:
    """The short form in English letters, with an apostrophe where two syllables would run together."""
    if short in USUAL:
        return USUAL[short]
    parts = lazy_pinyin(short, v_to_u=True)
    if short[0] == "长":
        parts[0] = "chang"  # in names of places it is read so, but for one county
    joined = parts[0] + "".join(f"'{part}" if part[0] in "aoe" else part for part in parts[1:])
    return joined.capitalize()


def level_of(code: str) -> str:
    """Which level a code of twelve digits belongs to."""
    if code[2:6] == "0000":
        return "province"
    return "prefecture" if code[4:6] == "00" else "county"


def main() -> None:
    """Read the list that the command names and write the table."""
    rows = {}
    for row in csv.DictReader(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()):
        name = row["name"].strip()
        if row["adcode"].endswith("000000") and name not in GENERIC:
            short = short_of(name)
            rows[row["adcode"], name] = f"{level_of(row['adcode'])}\t{name}\t{short}\t{latin_of(short)}"
    lines = dict.fromkeys(rows[key] for key in sorted(rows))
    TARGET.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
