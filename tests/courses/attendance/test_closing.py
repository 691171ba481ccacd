"""Closing a run: its rule, exceptions with a reason, and what stands in the way."""

import pytest
from django.urls import reverse

from courses.enrolment.attending import record_attendance
from courses.models import Certificate, EnrolmentEvent, Session
from courses.models import EnrolmentState as S


def address(run) -> str:
    return reverse("course_desk:close", args=[run.code])


@pytest.fixture
def recorded(run, staff, members):
    """Two sessions were held, the third was cancelled; two people came to both, the third to one."""
    run.sessions.filter(number=3).update(status="cancelled")
    for session in run.sessions.exclude(number=3):
        for at, member in enumerate(members):
            status = "unexcused" if at == 2 and session.number == 2 else "present"
            record_attendance(session.pk, member.pk, status, staff, session.ends_at, f"{session.pk}-{at}")
    Session.objects.exclude(status="cancelled").update(status="held")
    return members


def test_the_rule_decides(desk, run, recorded):
    response = desk.post(address(run), follow=True)

    assert response.status_code == 200
    states = [type(row).objects.get(pk=row.pk).state for row in recorded]
    assert states == [S.COMPLETED, S.COMPLETED, S.NOT_COMPLETED]


def test_an_exception_needs_a_reason_and_keeps_it_in_the_history(desk, run, recorded):
    last = recorded[2].pk

    without = desk.post(address(run), {f"complete-{last}": "yes", f"reason-{last}": "  "})
    before = Certificate.objects.count()
    desk.post(address(run), {f"complete-{last}": "yes", f"reason-{last}": "入院のため。課題を出された"})

    assert (without.status_code, before) == (422, 0)
    certificate = Certificate.objects.get(enrolment=last)
    event = EnrolmentEvent.objects.get(enrolment=last, to_state=S.COMPLETED)
    assert certificate.rule_snapshot == {"attended": 1, "held": 2, "required": 2, "by_exception": True}
    assert (event.reason, event.text) == ("exception", "入院のため。課題を出された")


def test_a_run_is_not_closed_while_somebody_is_not_recorded(desk, run, recorded):
    recorded[0].attendances.first().delete()

    page = desk.get(address(run)).content.decode()
    response = desk.post(address(run))

    assert "出欠が未記録の方が1人います。" in page
    assert response.status_code == 422
    assert not Certificate.objects.exists()


def test_who_joined_later_needs_no_entry_for_the_sessions_before(desk, run, recorded):
    late = recorded[2]
    type(late).objects.filter(pk=late.pk).update(received_at=run.sessions.get(number=2).starts_at)
    late.attendances.filter(session__number=1).delete()

    desk.post(address(run))

    run.refresh_from_db()
    assert run.closed_at is not None


def test_a_closed_run_takes_no_more_entries(desk, run, recorded, today):
    desk.post(address(run))
    record = reverse("course_desk:attendance_record", args=[today.pk])

    answer = desk.post(record, {"enrolment": recorded[0].pk, "status": "late"}, HTTP_ACCEPT="application/json")

    assert answer.status_code == 409
    assert (
        "この講座は締めてあります"
        in desk.get(reverse("course_desk:attendance_session", args=[today.pk])).content.decode()
    )


def test_closing_twice_is_refused(desk, run, recorded):
    desk.post(address(run))

    assert desk.post(address(run)).status_code == 422
    assert Certificate.objects.count() == 2


def test_course_staff_of_another_department_close_nothing(desk, run, recorded, staff):
    staff.course_staff.departments.clear()

    assert desk.post(address(run)).status_code == 404
