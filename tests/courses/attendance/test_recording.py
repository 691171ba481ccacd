"""Attendance on the tablet and from paper: plain forms, the script's entries, conflicts, walk-ins, the end of a session."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.enrolment.seats import count_held
from courses.models import AccessLog, Attendance, AttendanceChange, Enrolment, Learner, SessionStatus
from tests.factories.courses import apply, make_run, make_session

JSON = {"HTTP_ACCEPT": "application/json"}


def page(session) -> str:
    return reverse("course_desk:attendance_session", args=[session.pk])


def record(browser, session, member, status, as_json=False, **fields):
    data = {"enrolment": member.pk, "status": status, "source": "screen"} | fields
    return browser.post(f"{page(session)}record/", data, **(JSON if as_json else {}))


def test_a_plain_form_records_and_comes_back_to_the_row(tablet, today, members):
    response = record(tablet, today, members[0], "present", seen="unrecorded")

    assert response.status_code == 302
    assert response.url == f"{page(today)}#p{members[0].pk}"
    assert Attendance.objects.get().status == "present"
    assert 'aria-pressed="true"' in tablet.get(page(today)).content.decode()


def test_pressing_back_and_choosing_again_counts(tablet, today, members):
    for status in ("present", "unexcused", "present"):
        record(tablet, today, members[0], status, seen="unrecorded")

    assert Attendance.objects.get().status == "present"
    assert AttendanceChange.objects.count() == 3


def test_an_entry_that_comes_twice_is_written_once(tablet, today, members):
    for _try in range(2):
        answer = record(tablet, today, members[0], "late", client_key="a1", seen="unrecorded", as_json=True).json()

    assert (answer["status"], answer["label"], answer["conflict"]) == ("late", "遅刻", None)
    assert AttendanceChange.objects.count() == 1


def test_a_conflict_shows_both_values_until_somebody_confirms_one(tablet, today, members, staff):
    tablet.force_login(staff)
    record(tablet, today, members[0], "present", client_key="desk", seen="unrecorded", as_json=True)
    tablet.force_login(today.assignments.get().instructor.user)

    answer = record(tablet, today, members[0], "excused", client_key="tablet", seen="unrecorded", as_json=True).json()
    shown = tablet.get(page(today)).content.decode()
    record(tablet, today, members[0], "present", seen="excused")
    confirmed = tablet.get(page(today)).content.decode()

    assert (answer["label"], answer["conflict"]["label"], answer["conflict"]["by"]) == (
        "欠席（連絡あり）",
        "出席",
        "tanto",
    )
    assert "「出席」にする" in shown
    assert "「欠席（連絡あり）」にする" in shown
    assert "data-attend-conflict hidden" in confirmed.split(f'id="p{members[0].pk}"')[1].split("</li>")[0]
    changes = AttendanceChange.objects.values_list("status", "is_conflict")
    assert list(changes) == [("present", False), ("excused", True), ("present", False)]


def test_the_same_value_from_two_people_is_no_conflict(tablet, today, members):
    record(tablet, today, members[0], "present", client_key="1", seen="unrecorded", as_json=True)
    answer = record(tablet, today, members[0], "present", client_key="2", seen="unrecorded", as_json=True).json()

    assert answer["conflict"] is None


def test_paper_entries_say_so(desk, today, members):
    response = record(desk, today, members[0], "excused", source="paper")

    assert response.url == f"{page(today)}?source=paper#p{members[0].pk}"
    assert Attendance.objects.get().source == "paper"
    assert "紙から" in desk.get(page(today)).content.decode()


def test_rows_stand_in_the_order_of_the_printed_sheet(desk, today, members):
    text = desk.get(f"{page(today)}?source=paper").content.decode()
    places = [text.index(f'id="p{member.pk}"') for member in members]

    assert places == sorted(places)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "nonsense"},
        {"status": ""},
        {"enrolment": "9999999"},
        {"enrolment": ""},
        {"enrolment": "１"},
        {"enrolment": "9" * 400},
        {"enrolment": "-1"},
        {"source": "telepathy"},
        {"client_key": "k" * 5000, "status": "x"},
        {"seen": "x" * 5000, "status": "y"},
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_nonsense_is_refused_in_words_and_writes_nothing(tablet, today, members, fields, as_json):
    response = record(tablet, today, members[0], **({"status": "present"} | fields | {"as_json": as_json}))

    assert response.status_code == (409 if as_json else 302)
    assert not as_json or response.json()["error"]
    assert not Attendance.objects.exists()


def test_only_on_the_day_and_only_before_closing(desk, run, members):
    tomorrow = run.sessions.get(number=3)

    answer = record(desk, tomorrow, members[0], "present", as_json=True)

    assert answer.json()["error"] == "この回の出欠は、当日から記録できます。"
    assert '<button class="attend__button' not in desk.get(page(tomorrow)).content.decode()


def test_somebody_of_another_run_cannot_be_recorded(desk, run, today, course, venue):
    other = make_run(course, "2026-77")
    make_session(other, today.date, venue)
    stranger = Enrolment.objects.first()
    Enrolment.objects.filter(pk=stranger.pk).update(run=other)

    assert record(desk, today, stranger, "present", as_json=True).status_code == 409


def test_inv_28_an_instructor_sees_only_own_sessions_and_little_of_people(tablet, run, today, members):
    text = tablet.get(page(today)).content.decode()
    listed = tablet.get(reverse("course_desk:attendance")).content.decode()
    others = run.sessions.exclude(pk=today.pk)
    number = members[0].receipt_number

    assert all(tablet.get(page(session)).status_code == 404 for session in others)
    assert all(record(tablet, session, members[0], "present").status_code == 404 for session in others)
    assert [f"/attendance/{session.pk}/" in listed for session in run.sessions.order_by("number")] == [
        False,
        True,
        False,
    ]
    assert "前方の席" in text
    for secret in ("右の耳", "0794631000", "1947", number, number[-4:], "小野</"):
        assert secret not in text.replace('value="小野"', "").replace(">小野</option>", "")
    for name in ("work", "figures", "audit"):
        assert tablet.get(reverse(f"course_desk:{name}")).status_code == 403
    for name in ("run", "close", "prints"):
        assert tablet.get(reverse(f"course_desk:{name}", args=[run.code])).status_code in (403, 404)


def test_every_look_at_the_list_is_logged(tablet, today, teacher):
    tablet.get(page(today))

    entry = AccessLog.objects.get()
    assert (entry.user, entry.screen, entry.run) == (teacher, "attendance", today.run)


def test_a_walk_in_is_added_by_reading_and_district_and_is_present(tablet, run, today):
    run.capacity = 5
    run.save()
    response = tablet.post(f"{page(today)}walk-in/", {"reading": "トビイリ　タロウ", "district": "河合"}, follow=True)

    learner = Learner.objects.get(reading="とびいり たろう")
    assert response.status_code == 200
    assert (learner.name, learner.district, learner.phone, learner.birth_date) == ("", "河合", "", None)
    assert Attendance.objects.get().status == "present"
    assert "とびいり たろう" in response.content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"reading": "<b>"}, {"reading": "あ" * 999}, {"reading": "太郎", "district": "x"}]
)
def test_a_walk_in_without_a_reading_is_asked_again(tablet, run, today, data):
    response = tablet.post(f"{page(today)}walk-in/", data)

    text = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in text
    assert 'aria-describedby="walk-in-error"' in text
    assert Learner.objects.count() == 3


def test_a_walk_in_never_takes_a_seat_that_is_not_there(tablet, run, today):
    taken = run.enrolments.count()
    first = tablet.post(f"{page(today)}walk-in/", {"reading": "とびいり たろう"})
    second = tablet.post(f"{page(today)}walk-in/", {"reading": "とびいり じろう"})

    run.refresh_from_db()
    assert run.seats_held <= run.capacity
    assert 422 in (first.status_code, second.status_code)
    assert run.enrolments.count() <= taken + 1


def test_a_session_ends_only_when_everybody_is_recorded(tablet, today, members):
    tablet.post(f"{page(today)}finish/")
    today.refresh_from_db()
    early = today.status
    for member in members:
        record(tablet, today, member, "present")

    tablet.post(f"{page(today)}finish/")

    today.refresh_from_db()
    assert (early, today.status) == (SessionStatus.PLANNED, SessionStatus.HELD)


@pytest.mark.parametrize("action", ["record/", "walk-in/", "finish/"])
def test_inv_12_get_changes_nothing(tablet, today, action):
    assert tablet.get(f"{page(today)}{action}").status_code == 405
    assert not Attendance.objects.exists()


def test_the_list_takes_no_more_queries_with_more_people(tablet, run, today, members):
    run.capacity = 9
    run.save()
    record(tablet, today, members[0], "present")
    tablet.get(page(today))
    with CaptureQueriesContext(connection) as few:
        tablet.get(page(today))
    for number in range(11, 15):
        apply(run, number, timezone.now())
    record(tablet, today, members[1], "present")

    with CaptureQueriesContext(connection) as many:
        tablet.get(page(today))

    assert len(many) == len(few)


def test_inv_04_seats_held_is_the_recount_after_every_walk_in(tablet, run, today):
    run.capacity = 6
    run.save()

    for reading in ("あおき はる", "いのうえ なつ", "うえだ あき", "えのもと ふゆ"):
        tablet.post(f"{page(today)}walk-in/", {"reading": reading})
        run.refresh_from_db()
        assert run.seats_held == count_held(run) <= 6
    assert run.enrolments.filter(channel="counter").count() == 2
