"""From a postal code to the address as far as the code tells it (courses.md §6, UX-22).

Read from Japan Post's own file utf_ken_all.csv, which the city downloads and names in the setting COURSES. Without it the codes
of the demo city are known (courses/data/postal_codes.csv, the same columns). Source of both: Japan Post, 郵便番号データ, on which
it claims no copyright; as of October 2026.
"""

import csv
import functools
import re
from pathlib import Path

from courses.models.city import choice

DEMO_FILE = Path(__file__).parents[1] / "data" / "postal_codes.csv"
# Columns of the file: code, prefecture, city, town.
CODE, PREFECTURE, CITY, TOWN = 2, 6, 7, 8
# Towns that name no town.
NO_TOWN = re.compile(r"以下に掲載がない場合|.*の次に.*番地がくる場合|.*一円")
# What Japan Post adds to a town in brackets; a long one goes on in further lines.
NOTE = re.compile(r"（.*|.*[^）]）$")


def find_address(postal_code: str) -> str:
    """Return the address of a code (675-1380 → 兵庫県小野市中島町); an empty text for an unknown one, which is no mistake."""
    return read_file(choice("POSTAL_CODES_FILE") or DEMO_FILE).get(postal_code.replace("-", ""), "")


@functools.lru_cache(maxsize=2)
def read_file(path: str | Path) -> dict[str, str]:
    """Return the address of each code; where a code holds for several towns, what they have in common."""
    addresses: dict[str, str] = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            town = "" if NO_TOWN.fullmatch(row[TOWN]) else NOTE.sub("", row[TOWN])
            address = row[PREFECTURE] + row[CITY] + town
            known = addresses.get(row[CODE])
            addresses[row[CODE]] = address if known is None else shared_beginning(known, address)
    return addresses


def shared_beginning(one: str, other: str) -> str:
    length = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]
