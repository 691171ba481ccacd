"""What is kept of a card, and the counts of steps: once a card, without anybody, small numbers merged."""

from random import Random

import pytest

from courses.figures.lessons import FEW, REST, make_lesson_tables
from courses.models import StudyTally
from courses.study.cards import make_card
from courses.study.progress import answer, begin, read_progress
from courses.tables import write_csv
from tests.factories.courses import at

pytestmark = pytest.mark.django_db
TOTAL = 5


def counts() -> dict[tuple[int, str], int]:
    return {(row.step, row.answer): row.count for row in StudyTally.objects.all()}


def test_going_through_a_lesson_counts_each_step_once(card, lesson, now):
    key, mine = lesson.translation_key, card[1]
    begin(mine, key, now)
    for step in (1, 2, 2, 1, 3):
        answer(mine, key, step, TOTAL, "done", now)

    assert read_progress(mine)[key].done == 3
    assert counts() == {
        (1, "reached"): 1,
        (1, "done"): 1,
        (2, "reached"): 1,
        (2, "done"): 1,
        (3, "reached"): 1,
        (3, "done"): 1,
        (4, "reached"): 1,
    }


def test_a_lesson_is_finished_once(card, lesson, now):
    for step in (1, 2, 3, 4, 5, 5):
        answer(card[1], lesson.translation_key, step, TOTAL, "done", now)

    assert read_progress(card[1])[lesson.translation_key].is_finished
    assert {key: count for key, count in counts().items() if key[1] in ("finished", "reached")} == {
        (1, "reached"): 1,
        (2, "reached"): 1,
        (3, "reached"): 1,
        (4, "reached"): 1,
        (5, "reached"): 1,
        (5, "finished"): 1,
    }


def test_seeing_again_and_help_count_each_time_and_take_nothing_back(card, lesson, now):
    key = lesson.translation_key
    answer(card[1], key, 1, TOTAL, "done", now)
    for given in ("again", "again", "help", "nonsense"):
        answer(card[1], key, 1, TOTAL, given, now)

    assert read_progress(card[1])[key].done == 1
    assert (counts()[1, "again"], counts()[1, "help"]) == (2, 1)


def test_a_lesson_belongs_to_the_month_in_which_it_was_begun(card, lesson):
    begin(card[1], lesson.translation_key, at("2026-11-30 10:00"))
    answer(card[1], lesson.translation_key, 1, TOTAL, "done", at("2026-12-01 10:00"))

    assert {f"{row.month:%Y-%m}" for row in StudyTally.objects.all()} == {"2026-11"}


def learn(number: int, lesson, steps: int, now, again: int = 0) -> None:
    """Let so many cards do so many steps of the lesson."""
    for seed in range(number):
        _number, card = make_card(now, Random(f"{lesson.slug} {steps} {seed}"))
        begin(card, lesson.translation_key, now)
        for _time in range(again):
            answer(card, lesson.translation_key, 1, TOTAL, "again", now)
        for step in range(1, steps + 1):
            answer(card, lesson.translation_key, step, TOTAL, "done", now)


def test_counting_rule_small_numbers_are_merged_and_never_told(lessons, now):
    learn(6, lessons[0], 5, now)
    learn(2, lessons[0], 1, now, again=1)
    learn(4, lessons[1], 0, now)

    table = make_lesson_tables(2026)["lesson-steps"]

    title, headings = lessons[0].title, [step["value"]["heading"] for step in lessons[0].numbered_steps]
    level = lessons[0].level_in_words
    assert [tuple(row) for row in table.rows] == [
        (f"{title}　2. {headings[1]}", level, 10, 5, FEW, 0, 0),
        (f"{title}　1. {headings[0]}", level, 10, 10, 0, FEW, 0),
        *((f"{title}　{at}. {headings[at - 1]}", level, 5, 5, 0, 0, 0) for at in (3, 4, 5)),
    ]
    assert lessons[1].title not in write_csv(table).decode()


def test_counting_rule_small_groups_go_together_once_they_are_five(lessons, now):
    learn(4, lessons[0], 0, now)
    learn(3, lessons[1], 0, now)

    table = make_lesson_tables(2026)["lesson-steps"]

    assert [tuple(row) for row in table.rows] == [(REST, "", 5, 0, 5, 0, 0)]


def test_months_and_levels_are_counted(lessons, now):
    learn(5, lessons[0], 5, now)
    learn(5, lessons[1], 2, at("2026-12-10 10:00"))

    tables = make_lesson_tables(2026)

    level = lessons[0].level_in_words
    assert [tuple(row) for row in tables["lesson-months"].rows] == [
        ("2026年11月", level, 5, 5, 0, 0),
        ("2026年12月", level, 5, 0, 0, 0),
    ]
    assert make_lesson_tables(2025)["lesson-months"].rows == []


def test_counting_rule_no_small_number_follows_from_large_ones(lessons, now):
    learn(11, lessons[0], 1, now)
    learn(2, lessons[0], 0, now)

    first = make_lesson_tables(2026)["lesson-steps"].rows[1]

    assert tuple(first[2:5]) == (15, 10, FEW)  # 13 came, 11 did it, 2 did not
