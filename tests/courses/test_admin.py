"""Course records in the admin: who may keep them, and that it is comfortable."""

from datetime import date

import html5lib
import pytest
from django.urls import reverse

from courses.models import CoursePage, CourseRun, Session
from courses.models.access import give_course_records
from courses.wagtail_hooks import next_code
from tests.factories.courses import at, make_assignment, make_instructor, make_run, make_session

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_courses_courserun:add"
RUN_FIELDS = {field.name for field in CourseRun._meta.fields}
EDIT = "wagtailsnippets_courses_courserun:edit"


@pytest.fixture
def editor(staffed, make_user, client):
    user = make_user("hensyu", "いきいき社会創造課 編集")
    client.force_login(user)
    return user


def form_values(response) -> dict[str, str]:
    """Return what a browser would send back when nothing is changed in the form."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    values = {}
    for field in tree.iter():
        name = field.get("name", "")
        if not (name.startswith("sessions-") or name in RUN_FIELDS) or "__prefix__" in name:
            continue
        if field.tag == "select":
            chosen = [option.get("value") for option in field.iter("option") if "selected" in option.attrib]
            values[name] = chosen[0] if chosen else ""
        elif field.tag == "textarea":
            values[name] = (field.text or "").strip()
        elif field.tag == "input":
            values[name] = field.get("value", "")
    return values


def session_values(at: int, **values: str) -> dict[str, str]:
    standard = {
        "id": "",
        "number": str(at + 1),
        "room": "",
        "topic": "",
        "status": "planned",
        "note": "",
        "DELETE": "",
        "assignments-TOTAL_FORMS": "0",
        "assignments-INITIAL_FORMS": "0",
        "assignments-MIN_NUM_FORMS": "0",
        "assignments-MAX_NUM_FORMS": "1000",
    }
    return {f"sessions-{at}-{name}": value for name, value in (standard | values).items()}


def test_editor_makes_a_run_with_its_sessions(client, editor, course, venue):
    teacher = make_instructor()
    data = form_values(client.get(reverse(ADD), {"course": course.pk}))
    data |= {
        "status": "published",
        "policy": "first_come",
        "apply_opens": "2026-12-01 09:00",
        "apply_closes": "2026-12-11 17:00",
        "sessions-TOTAL_FORMS": "2",
    }
    for index, day in enumerate(("2026-12-15", "2026-12-22")):
        hours = {"date": day, "start_time": "10:00", "end_time": "11:30", "venue": str(venue.pk)}
        data |= session_values(index, **hours)
    data |= {
        "sessions-0-assignments-TOTAL_FORMS": "1",
        "sessions-0-assignments-0-id": "",
        "sessions-0-assignments-0-instructor": str(teacher.pk),
        "sessions-0-assignments-0-role": "main",
    }

    response = client.post(reverse(ADD), data)

    assert response.status_code == 302
    run = CourseRun.objects.get()
    assert (run.course, run.capacity, run.starts_at, run.ends_at) == (
        course,
        12,
        at("2026-12-15 10:00"),
        at("2026-12-22 11:30"),
    )
    assert [a.instructor for a in run.ordered_sessions[0].ordered_assignments] == [teacher]
    assert (run.history.count(), run.history.get().history_user) == (1, editor)


def test_new_run_begins_with_the_course_one_came_from_and_the_next_code(client, editor, course):
    data = form_values(client.get(reverse(ADD), {"course": course.pk}))

    assert (data["course"], data["code"], data["status"]) == (
        str(course.pk),
        next_code(int(data["fiscal_year"])),
        "draft",
    )


@pytest.mark.parametrize("value", ["", "abc", "９", "-1", "0", "999999999999999999999999"])
def test_an_odd_course_in_the_address_is_passed_over(client, editor, course, value):
    response = client.get(reverse(ADD), {"course": value})

    assert (response.status_code, form_values(response).get("course", "")) == (200, "")


def test_codes_count_up_within_the_year(course):
    assert next_code(2026) == "2026-01"
    for code in ("2026-01", "2026-03", "2027-01", "special"):
        make_run(course, code)

    assert (next_code(2026), next_code(2027), next_code(2028)) == ("2026-02", "2027-02", "2028-01")


def test_contradicting_dates_are_told_in_japanese_and_nothing_is_lost(client, editor, course):
    data = form_values(client.get(reverse(ADD), {"course": course.pk}))
    data |= {
        "status": "published",
        "policy": "first_come",
        "apply_opens": "2026-12-11 17:00",
        "apply_closes": "2026-12-01 09:00",
        "title_suffix": "火曜コース",
    }

    response = client.post(reverse(ADD), data)

    assert response.context["form"].errors == {
        "apply_closes": ["締切が、申込みの始まりより前か同じです。両方の日時をご確認ください。"]
    }
    assert form_values(response)["title_suffix"] == "火曜コース"
    assert CourseRun.objects.count() == 0


def test_two_sessions_cannot_have_one_number(client, editor, course, venue):
    data = form_values(client.get(reverse(ADD), {"course": course.pk})) | {"sessions-TOTAL_FORMS": "2"}
    hours = {"date": "2026-12-15", "start_time": "10:00", "end_time": "11:30", "venue": str(venue.pk), "number": "1"}
    data |= session_values(0, **hours) | session_values(1, **hours)

    response = client.post(reverse(ADD), data)

    assert (response.status_code, Session.objects.count()) == (200, 0)
    assert response.context["form"].formsets["sessions"].is_valid() is False


def test_copy_takes_the_sessions_along_and_is_not_public(client, editor, course, venue):
    run = make_run(course, "2020-07", title_suffix="火曜コース", capacity=15)
    make_assignment(make_session(run, date(2026, 12, 15), venue, 1, topic="電源"), make_instructor())
    make_session(run, date(2026, 12, 22), venue, 2, topic="電話")

    data = form_values(client.get(reverse("wagtailsnippets_courses_courserun:copy", args=[run.pk])))
    response = client.post(reverse(ADD), data)

    assert response.status_code == 302
    copy = CourseRun.objects.exclude(pk=run.pk).get()
    assert (copy.status, copy.capacity, copy.title_suffix, copy.code != run.code) == ("draft", 15, "火曜コース", True)
    assert [(session.number, session.topic) for session in copy.ordered_sessions] == [(1, "電源"), (2, "電話")]
    assert [len(session.ordered_assignments) for session in copy.ordered_sessions] == [1, 0]
    assert run.sessions.count() == 2


def test_list_shows_what_residents_read(client, editor, course, venue):
    make_session(make_run(course, "2026-01"), date(2099, 12, 15), venue)

    text = client.get(reverse("wagtailsnippets_courses_courserun:list")).content.decode()

    assert ("受付中・先着、定員12人" in text, "12月15日(火)" in text) == (True, True)


@pytest.mark.parametrize(
    "query", ["q=スマートフォン", "q=2026", "status=published", "fiscal_year=2026", "q=%00", "p=abc"]
)
def test_list_can_be_searched(client, editor, course, query):
    make_run(course, "2026-01")

    assert client.get(f"{reverse('wagtailsnippets_courses_courserun:list')}?{query}").status_code in (200, 404)


def test_course_editor_links_to_the_runs(client, editor, course):
    run = make_run(course, "2026-01")

    html = client.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()

    assert f'href="{reverse(EDIT, args=[run.pk])}"' in html
    assert f'href="{reverse(ADD)}?course={course.pk}"' in html


def test_new_course_says_that_runs_come_later(client, editor, catalogue):
    url = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", catalogue.pk])

    assert "先にこのページを保存してください。" in client.get(url).content.decode()


def test_publishing_an_old_draft_of_the_page_leaves_the_runs_alone(course):
    draft = course.save_revision()
    make_run(course, "2026-01", capacity=30)

    draft.publish()

    assert [run.capacity for run in CourseRun.objects.all()] == [30]


def test_staff_of_other_departments_cannot_open_course_records(client, staffed, make_user, course):
    run = make_run(course)
    client.force_login(make_user("other", "ほかの課 編集"))

    responses = [client.get(reverse(EDIT, args=[run.pk])), client.get(reverse(ADD))]

    assert [response.status_code for response in responses] == [302, 302]


@pytest.mark.parametrize(("group", "can_delete"), [("編集", False), ("承認", True)])
def test_only_approvers_delete(staffed, make_user, group, can_delete):
    user = make_user("someone", f"いきいき社会創造課 {group}")

    kept = [user.has_perm(f"courses.{verb}_courserun") for verb in ("view", "add", "change")]

    assert (kept, user.has_perm("courses.delete_courserun")) == ([True, True, True], can_delete)


def test_giving_the_records_twice_doubles_nothing(staffed):
    before = staffed.editors.permissions.count()

    give_course_records(staffed)

    assert staffed.editors.permissions.count() == before


@pytest.mark.parametrize(
    ("name", "in_bulk"),
    # Wagtail itself refuses to delete the course alone in bulk: something points to it that is protected.
    [("course", False), ("catalogue", False), ("section", False), ("catalogue", True), ("section", True)],
)
def test_pages_with_runs_are_not_deleted_and_one_is_told_why(client, admin_user, request, course, name, in_bulk):
    make_run(course)
    page = request.getfixturevalue(name)
    client.force_login(admin_user)
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    if in_bulk:
        url = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}"

    response = client.post(url, follow=True)

    assert [str(message).strip() for message in response.context["messages"]] == [
        "日程のある講座は削除できません（はじめてのスマートフォン）。ページを非公開にするか、先に日程を削除してください。"
    ]
    assert CourseRun.objects.count() == 1


def test_course_with_runs_is_not_deleted_in_bulk(client, admin_user, course):
    make_run(course)
    client.force_login(admin_user)

    client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={course.pk}")

    assert (CoursePage.objects.count(), CourseRun.objects.count()) == (1, 1)


def test_course_without_runs_can_be_deleted(client, admin_user, course):
    client.force_login(admin_user)

    client.post(reverse("wagtailadmin_pages:delete", args=[course.pk]))

    assert CoursePage.objects.count() == 0


@pytest.mark.parametrize("record", ["venue", "instructor"])
def test_venue_or_instructor_in_use_is_not_deleted(client, admin_user, course, venue, record):
    instructor = make_instructor()
    make_assignment(make_session(make_run(course), date(2026, 12, 15), venue), instructor)
    used = {"venue": venue, "instructor": instructor}[record]
    client.force_login(admin_user)

    response = client.post(reverse(f"wagtailsnippets_courses_{record}:delete", args=[used.pk]))

    used.refresh_from_db()
    assert response.status_code == 302
