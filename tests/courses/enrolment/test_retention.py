"""Closing a run, and forgetting: figures stay, nothing personal is left (INV-31, INV-32)."""

from datetime import timedelta
from random import Random

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from courses.enrolment import retention
from courses.enrolment.actions import change_answers
from courses.enrolment.attending import close_run, join_run, record_attendance
from courses.enrolment.errors import NotPossible, RetentionProblem
from courses.enrolment.figures import count_run
from courses.enrolment.people import change_learner
from courses.models import Attendance, Certificate, Enrolment, FrozenFigures, Learner, RetentionRun, Session
from courses.models import EnrolmentState as S
from tests.factories.courses import apply, at, make_applicant

pytestmark = pytest.mark.django_db
PERSONAL = (
    "試験 花子",
    "しけんはなこ",
    "しけん はなこ",
    "0794000",
    "@example.jp",
    "王子町9",
    "小さな声",
    "1947-",
    "午前中に",
)


@pytest.fixture
def finished(run, now, staff, desk):
    """Three people: one came three times, one once, one told us; the run is closed."""
    people = [
        make_applicant(
            number, email=f"p{number}@example.jp", address="小野市王子町9", needs=(("slow_speech", "小さな声"),)
        )
        for number in (1, 2, 3)
    ]
    rows = [apply(run, number, now, people=(person,)) for number, person in enumerate(people, start=1)]
    change_learner(rows[0].learner_id, desk, now, best_time="午前中に")
    change_answers(rows[0].pk, desk, now, district="来住")
    run.sessions.update(status="held")
    for session in run.sessions.all():
        for at_row, row in enumerate(rows):
            status = ("present", "present" if session.number == 1 else "unexcused", "excused")[at_row]
            record_attendance(session.pk, row.pk, status, staff, session.ends_at, f"{session.pk}-{row.pk}")
    close_run(run.pk, desk, at("2027-01-27 10:00"))
    return run


def dump() -> str:
    """Return every value of every table of the courses, as it stands in the database."""
    text = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config("courses").get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            text += [repr(row) for row in cursor.fetchall()]
    return "\n".join(text)


def forget(moment, user):
    row = retention.propose(moment)
    retention.approve(row.pk, user, moment)
    return retention.execute(row.pk, moment)


def test_closing_gives_certificates_to_who_met_the_rule(finished):
    states = list(Enrolment.objects.order_by("pk").values_list("state", flat=True))

    assert states == [S.COMPLETED, S.NOT_COMPLETED, S.NOT_COMPLETED]
    assert [row.number for row in Certificate.objects.all()] == ["2026-01-001"]
    assert Certificate.objects.get().rule_snapshot == {"attended": 3, "held": 3, "required": 3}


def test_a_run_with_open_sessions_or_missing_attendance_is_not_closed(run, now, desk):
    apply(run, 1, now)
    with pytest.raises(NotPossible):
        close_run(run.pk, desk, now)
    run.sessions.update(status="held")
    with pytest.raises(NotPossible):
        close_run(run.pk, desk, now)


def test_attendance_synced_twice_is_one_and_a_conflict_keeps_both(run, now, staff):
    enrolment = apply(run, 1, now)
    session = Session.objects.first()
    for _sync in range(2):
        record_attendance(
            session.pk, enrolment.pk, "present", staff, session.ends_at, "tablet-1", seen_status="unrecorded"
        )
    record_attendance(session.pk, enrolment.pk, "late", staff, session.ends_at, "tablet-2", seen_status="unrecorded")

    row = Attendance.objects.get()
    assert (row.status, list(row.changes.values_list("status", "is_conflict"))) == (
        "late",
        [("present", False), ("late", True)],
    )


def test_walk_ins_only_where_the_run_allows_them_and_a_seat_is_free(make_open_run, now, desk):
    run = make_open_run(capacity=1, allows_walk_ins=True)
    day = at("2027-01-12 10:00")

    with pytest.raises(NotPossible):
        join_run(run.pk, "飛入 太郎", "とびいり たろう", "小野", desk, now, Random(1))
    assert join_run(run.pk, "飛入 太郎", "とびいり たろう", "小野", desk, day, Random(1)).state == S.CONFIRMED
    with pytest.raises(NotPossible):
        join_run(run.pk, "飛入 次郎", "とびいり じろう", "小野", desk, day, Random(2))


def test_nothing_is_due_early_and_everything_in_its_year(finished):
    due = {
        moment: {name for name, keys in retention.make_plan(at(moment)).items() if keys}
        for moment in (
            "2027-02-20 00:00",
            "2027-03-01 00:00",
            "2028-03-31 23:59",
            "2028-04-01 00:00",
            "2029-04-01 00:00",
        )
    }

    assert due == {
        "2027-02-20 00:00": set(),
        "2027-03-01 00:00": {"needs"},
        "2028-03-31 23:59": {"needs"},
        "2028-04-01 00:00": {"needs", "contacts"},
        "2029-04-01 00:00": {"needs", "contacts", "names"},
    }


def test_inv_31_anonymising_changes_no_figure(finished, staff):
    before = count_run(finished.pk)
    moment = at("2029-04-01 03:00")

    forget(moment, staff)

    assert count_run(finished.pk) == before
    assert FrozenFigures.objects.get(fiscal_year=2026).figures["runs"] == {"2026-01": before}
    assert before["groups"] == [["80-84", "小野", "web", 2], ["80-84", "来住", "web", 1]]


def test_inv_32_nothing_personal_is_left_in_any_table(finished, staff):
    people = {row.learner_id for row in Enrolment.objects.all()}
    assert all(Learner.objects.get(pk=pk).phone for pk in people)

    row = forget(at("2029-04-01 03:00"), staff)

    text = dump()
    assert [value for value in (*PERSONAL, "gAAAA") if value in text] == []
    assert {name: counts["left"] for name, counts in row.log.items()} == dict.fromkeys(row.log, 0)
    assert row.log["names"] == {"planned": 3, "done": 3, "left": 0}


def test_a_plan_changes_nothing_and_is_executed_only_after_approval_by_another(finished, staff, other_staff):
    before = dump()
    moment = at("2029-04-01 03:00")
    retention.make_plan(moment)
    assert dump() == before

    row = retention.propose(moment, staff)
    with pytest.raises(RetentionProblem):
        retention.execute(row.pk, moment)
    with pytest.raises(RetentionProblem):
        retention.approve(row.pk, staff, moment)
    retention.approve(row.pk, other_staff, moment)
    RetentionRun.objects.filter(pk=row.pk).update(plan={"names": [1, 2, 3, 4]})
    with pytest.raises(RetentionProblem):
        retention.execute(row.pk, moment)


def test_who_applies_again_before_the_end_keeps_the_record(finished, make_open_run, staff, desk):
    moment = at("2029-04-01 03:00")
    row = retention.propose(moment)
    retention.approve(row.pk, staff, moment)
    person = Learner.objects.order_by("pk").first()
    opens = moment - timedelta(days=1)
    again = make_open_run("2029-01", fiscal_year=2029, apply_opens=opens, apply_closes=moment + timedelta(days=9))
    apply(again, 50, moment, desk, people=(make_applicant(1),), learner_ids=(person.pk,))

    done = retention.execute(row.pk, moment)

    person.refresh_from_db()
    assert (person.name, done.log["names"]["done"]) == ("試験 花子1", 2)


def test_the_command_prints_the_list_without_names(finished, capsys):
    call_command("retention", "--dry-run")

    assert "花子" not in capsys.readouterr().out
