"""Study cards: numbers, limits, ends, and that nothing of a person is kept (INV-35, INV-36)."""

from datetime import timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from courses.enrolment.errors import InputProblem, NotAllowed, TooManyAttempts
from courses.enrolment.receipt import check_digit
from courses.models import AccessLog, LookupAttempt, StudyCard, StudyProgress, StudyTally
from courses.roles import COURSE_STAFF, DESK, INSTRUCTOR
from courses.study import cards, progress
from tests.factories.courses import make_assignment, make_instructor, make_staff

pytestmark = pytest.mark.django_db


def test_numbers_have_eight_digits_and_a_check_digit():
    numbers = {cards.draw_number(Random(seed)) for seed in range(200)}

    assert len(numbers) == 200
    assert {len(number) for number in numbers} == {8}
    assert {check_digit(number) for number in numbers} == {"0"}
    assert not [number for number in numbers if number.startswith("0")]


@pytest.mark.parametrize("typed", ["{}", "{}-{}", "{} {}", "{}ー{}", " {}{} "])
def test_a_number_is_read_in_every_usual_way(card, typed):
    number = card[0]
    parts = (number,) if typed == "{}" else (number[:4], number[4:])
    wide = typed.format(*parts).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})

    assert cards.normalise_number(typed.format(*parts)) == number
    assert cards.normalise_number(wide) == number


def test_every_wrong_digit_and_every_swap_is_noticed_before_anything_is_looked_up(card):
    number = card[0]
    slips = [number[:at] + str(digit) + number[at + 1 :] for at in range(8) for digit in range(10)]
    slips += [number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(7)]

    for slip in {slip for slip in slips if slip != number}:
        with pytest.raises(InputProblem):
            cards.normalise_number(slip)


@pytest.mark.parametrize("text", ["1234567", "123456789", "abcdefgh", "１２３４５６７x", "12-34", "1" * 299])
def test_what_is_no_number_is_told(text):
    with pytest.raises(InputProblem):
        cards.normalise_number(text)


def test_the_number_stands_in_no_table(card):
    number = card[0]
    assert cards.find_card(number, "192.0.2.1", timezone.now()) == card[1]

    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [table for row in cursor.fetchall() if any(number in str(value) for value in row)]
    assert found == []


def test_wrong_numbers_are_limited_for_each_sender_whether_a_card_is_there_or_not(card, now):
    wrong = next(n for seed in range(9) if (n := cards.draw_number(Random(f"wrong {seed}"))) != card[0])
    tries = [cards.find_card(wrong, "192.0.2.1", now) for _try in range(20)]

    for number in (wrong, card[0]):
        with pytest.raises(TooManyAttempts):
            cards.find_card(number, "192.0.2.1", now)

    assert tries == [None] * 20
    assert cards.find_card(card[0], "192.0.2.2", now) == card[1]
    assert cards.find_card(card[0], "192.0.2.1", now + timedelta(minutes=16)) == card[1]
    assert not [row for row in LookupAttempt.objects.all() if "192.0.2" in row.number_hash]


@pytest.mark.parametrize(
    ("used", "days", "is_left"),
    [(False, 30, True), (False, 31, False), (True, 365, True), (True, 366, False)],
    ids=["new", "never_used", "used_within_a_year", "not_used_for_a_year"],
)
def test_a_card_ends_on_time(card, lesson, now, used, days, is_left):
    if used:
        progress.begin(card[1], lesson.translation_key, now)
    later = now + timedelta(days=days)

    found = cards.find_card(card[0], "192.0.2.1", later)
    cards.delete_old_cards(later)

    assert (found is not None, StudyCard.objects.exists(), StudyProgress.objects.exists()) == (
        is_left,
        is_left,
        is_left and used,
    )


def test_the_clock_deletes_old_cards(card, now, capsys):
    StudyCard.objects.update(made_on=timezone.localdate() - timedelta(days=31))

    call_command("enrolment_jobs")

    assert "study_cards: 1" in capsys.readouterr().out
    assert not StudyCard.objects.exists()


def test_inv_36_deleting_a_card_removes_its_progress_at_once_and_nothing_else(card, lesson, now):
    number, mine = card
    _other_number, other = cards.make_card(now, Random(2))
    for each in (mine, other):
        progress.answer(each, lesson.translation_key, 1, 5, "done", now)
    counts = list(StudyTally.objects.order_by("pk").values_list("step", "answer", "count"))

    cards.delete_card(mine.pk)

    assert cards.find_card(number, "192.0.2.1", now) is None
    assert list(StudyProgress.objects.values_list("card", flat=True)) == [other.pk]
    assert list(StudyTally.objects.order_by("pk").values_list("step", "answer", "count")) == counts


def test_inv_35_a_card_holds_no_person():
    kept = {field.name for model in (StudyCard, StudyProgress, StudyTally) for field in model._meta.fields}

    assert kept == {
        *("id", "number_hash", "sheet", "position", "made_on", "used_on"),
        *("card", "lesson", "done", "is_finished", "began_in", "at"),
        *("month", "step", "answer", "count"),
    }


class TestSheets:
    @pytest.fixture
    def taught(self, run, people):
        make_assignment(run.sessions.first(), make_instructor(user=people[INSTRUCTOR]))
        return run

    @pytest.mark.parametrize("role", [COURSE_STAFF, INSTRUCTOR])
    def test_cards_are_made_for_the_own_class_and_written_down(self, taught, people, now, role):
        made = [cards.make_sheet(taught.pk, count, people[role], now, Random(count)) for count in (3, 2)]

        assert [[label for label, _number in sheet] for sheet in made] == [["1-01", "1-02", "1-03"], ["2-01", "2-02"]]
        assert len({number for sheet in made for _label, number in sheet}) == 5
        assert list(AccessLog.objects.order_by("pk").values_list("screen", "row_count", "run_id")) == [
            ("print:study-cards", 3, taught.pk),
            ("print:study-cards", 2, taught.pk),
        ]

    @pytest.mark.parametrize("role", [DESK, INSTRUCTOR])
    def test_nobody_makes_cards_for_another_class(self, other_run, taught, people, now, role):
        with pytest.raises(NotAllowed):
            cards.make_sheet(other_run.pk, 3, people[role], now, Random(1))

        assert not StudyCard.objects.exists()

    @pytest.mark.parametrize("count", [0, 31, -1])
    def test_a_sheet_has_a_sensible_size(self, taught, now, count):
        with pytest.raises(InputProblem):
            cards.make_sheet(taught.pk, count, make_staff("boss", is_superuser=True), now, Random(1))
