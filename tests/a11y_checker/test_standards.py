"""The data files: complete, and true to their sources."""

from collections import Counter

import pytest

from a11y_checker.standards import all_criteria, all_items, all_profiles


@pytest.mark.parametrize(
    ("profile", "level", "count"),
    # Source: JIS X 8341-3:2010 and :2016 have 25 A, 13 AA and 23 AAA criteria; WCAG 2.1 adds 17; WCAG 2.2 adds 9 and
    # drops 4.1.1; 55 of its 86 are A or AA.
    [
        ("city-2012", "A", 25), ("city-2012", "AA", 38), ("jis-2016", "AAA", 61), ("wcag-20", "AAA", 61),
        ("wcag-21", "AAA", 78), ("wcag-22", "AAA", 86), ("wcag-22", "AA", 55),
    ],
)  # fmt: skip
def test_profile_has_the_criteria_of_its_standard(profile: str, level: str, count: int) -> None:
    assert len(all_profiles()[profile].criteria(level)) == count


def test_clauses_follow_the_edition() -> None:
    profiles = all_profiles()

    assert profiles["city-2012"].clause("1.4.3") == "7.1.4.3"
    assert profiles["city-2018"].clause("1.4.3") == "1.4.3"
    assert profiles["wcag-22"].clause("1.4.3") is None
    assert profiles["city-2012"].clause("1.4.11") is None


def test_guideline_says_what_is_confirmed() -> None:
    items = all_items().values()

    assert Counter(item.id[0] for item in items) == {"G": 66, "J": 42}
    assert [item.id for item in items if item.status == "confirmed"] == ["G09", "G11"]
    assert {item.status for item in items if item.id[0] == "G"} == {"confirmed", "reconstruction"}
    assert {number for item in items for number in item.criteria} <= set(all_criteria())


def test_every_a_and_aa_criterion_says_what_a_person_looks_at() -> None:
    silent = [number for number, c in all_criteria().items() if c.level != "AAA" and not all(c.human.values())]

    assert silent == []
