"""The six roles: what their groups hold, whose runs they see, and that the services refuse by themselves."""

import html5lib
import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from courses.demo.staff import PEOPLE, make_demo_staff
from courses.enrolment import actions, draws, identity, privacy, retention, waiting_list
from courses.enrolment import people as records
from courses.enrolment.actor import Actor
from courses.enrolment.allowed import find_people, find_runs, find_sessions
from courses.enrolment.attending import record_attendance
from courses.enrolment.errors import NotAllowed
from courses.models import CourseStaff
from courses.roles import ADMINISTRATOR, COURSE_STAFF, DESK, FIGURES, INSTRUCTOR, ROLES, WITNESS, make_course_roles
from tests.factories.courses import make_application, make_assignment, make_instructor

pytestmark = pytest.mark.django_db


def test_each_group_has_exactly_the_permissions_of_its_role(roles):
    found = {
        group.name: {
            f"{app}.{name}" for app, name in group.permissions.values_list("content_type__app_label", "codename")
        }
        for group in Group.objects.filter(name__in=ROLES)
    }

    assert found == {name: {"wagtailadmin.access_admin", *labels} for name, labels in ROLES.items()}


def test_making_the_roles_again_takes_back_what_was_given_by_hand(roles):
    desk = Group.objects.get(name=DESK)
    desk.permissions.add(Permission.objects.get(codename="run_draw"))

    make_course_roles()

    assert not desk.permissions.filter(codename="run_draw").exists()


def test_nobody_is_both_able_to_draw_and_to_stand_as_witness():
    both = [
        name for name, labels in ROLES.items() if {"courses.run_draw", "courses.witness_course_step"} <= set(labels)
    ]

    assert both == []


def test_demo_has_somebody_for_each_role(department, db):
    assert make_demo_staff("throwaway") == [row[0] for row in PEOPLE]
    assert make_demo_staff("throwaway") == []
    assert {row[3] for row in PEOPLE} == set(ROLES)


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        (DESK, {"2026-01"}),
        (COURSE_STAFF, {"2026-01"}),
        (WITNESS, {"2026-01", "2026-02"}),
        (FIGURES, {"2026-01", "2026-02"}),
        (ADMINISTRATOR, {"2026-01", "2026-02"}),
        (INSTRUCTOR, set()),
    ],
)
def test_runs_are_those_of_the_department_or_of_the_city(people, run, other_run, role, codes):
    assert set(find_runs(people[role]).values_list("code", flat=True)) == codes


def test_a_run_without_department_belongs_to_that_of_its_course(people, run, department):
    run.department = None
    run.save()

    assert list(find_runs(people[DESK])) == [run]


def test_editors_of_the_pages_see_the_runs_of_their_department(staffed, make_user, run, other_run):
    assert list(find_runs(make_user("hensyu", "いきいき社会創造課 編集"))) == [run]


def test_nobody_sees_anything_after_leaving(people, run):
    people[DESK].is_active = False

    assert list(find_runs(people[DESK])) == []


def test_people_are_those_of_the_runs(people, enrolment, other_enrolment):
    assert list(find_people(people[DESK])) == [enrolment.learner]


def test_inv_28_an_instructor_sees_own_sessions_only(people, run, other_run):
    teacher = make_instructor(user=people[INSTRUCTOR])
    own = run.sessions.first()
    make_assignment(own, teacher)

    assert list(find_sessions(people[INSTRUCTOR])) == [own]


def test_inv_28_an_instructor_records_only_own_sessions(people, run, enrolment):
    make_assignment(run.sessions.first(), make_instructor(user=people[INSTRUCTOR]))
    first, second = run.sessions.order_by("number")
    user, now = people[INSTRUCTOR], second.ends_at

    record_attendance(first.pk, enrolment.pk, "present", user, now, "a")

    with pytest.raises(NotAllowed):
        record_attendance(second.pk, enrolment.pk, "present", user, now, "b")


def test_services_refuse_a_role_that_may_not(people, run, enrolment, random_numbers):
    """Asked without any screen: the witness, who may look on, changes nothing."""
    actor, now = Actor("phone", people[WITNESS]), timezone.now()
    key, person = enrolment.pk, enrolment.learner_id
    calls = [
        lambda: actions.apply_for_run(run.pk, make_application(7), actor, now, random_numbers),
        lambda: actions.cancel(key, actor, now),
        lambda: actions.undo_cancellation(key, actor, now),
        lambda: actions.make_void(key, actor, now, "duplicate", second=people[ADMINISTRATOR]),
        lambda: actions.requeue(key, actor, now, "asked"),
        lambda: actions.change_answers(key, actor, now, district="小野"),
        lambda: actions.cancel_run(run.pk, actor, people[ADMINISTRATOR], "雪", now),
        lambda: draws.freeze_list(run.pk, actor, now),
        lambda: draws.publish_hash(1, actor, now),
        lambda: draws.enter_seed(1, "0" * 10, "0" * 10, actor, people[ADMINISTRATOR], now),
        lambda: draws.apply_result(1, actor, now),
        lambda: draws.second_draw(run.pk, actor, people[ADMINISTRATOR], "理由", now),
        lambda: waiting_list.release_offer(1, actor, now),
        lambda: waiting_list.accept_offer(1, actor, now),
        lambda: waiting_list.decline_offer(1, actor, now),
        lambda: waiting_list.record_contact(1, actor, "no_answer", now),
        lambda: waiting_list.record_posting(1, actor, now),
        lambda: waiting_list.reopen_waiting_list(run.pk, actor, now),
        lambda: identity.merge_learners(person, person, actor, "同じ方", now),
        lambda: identity.mark_different(person, person, people[WITNESS], "別の方", now),
        lambda: people_change(person, actor, now),
        lambda: privacy.make_dossier(person, people[WITNESS], now),
        lambda: privacy.redact_learner(person, actor, now),
        lambda: retention.propose(now, people[WITNESS]),
        lambda: retention.approve(1, people[WITNESS], now),
        lambda: retention.execute(1, now, people[WITNESS]),
        lambda: actions.change_capacity(run.pk, 9, now, people[WITNESS]),
        lambda: waiting_list.offer_free_seats(run.pk, now, people[WITNESS]),
    ]

    for call in calls:
        with pytest.raises(NotAllowed):
            call()


def people_change(learner_id, actor, now):
    return records.change_learner(learner_id, actor, now, phone="0794631234")


def test_services_refuse_the_run_of_another_department(people, other_run, other_enrolment, random_numbers):
    actor, now = Actor("phone", people[COURSE_STAFF]), timezone.now()
    calls = [
        lambda: actions.apply_for_run(other_run.pk, make_application(7), actor, now, random_numbers),
        lambda: actions.cancel(other_enrolment.pk, actor, now),
        lambda: draws.freeze_list(other_run.pk, actor, now),
        lambda: actions.change_capacity(other_run.pk, 9, now, actor.user),
        lambda: waiting_list.offer_free_seats(other_run.pk, now, actor.user),
        lambda: people_change(other_enrolment.learner_id, actor, now),
    ]

    for call in calls:
        with pytest.raises(NotAllowed):
            call()


def test_the_second_person_has_to_be_a_witness(people, run, enrolment):
    actor = Actor("counter", people[COURSE_STAFF])

    with pytest.raises(NotAllowed):
        actions.make_void(enrolment.pk, actor, timezone.now(), "duplicate", second=people[DESK])
    [void] = actions.make_void(enrolment.pk, actor, timezone.now(), "duplicate", second=people[WITNESS])

    assert void.state == "void"


def test_one_may_work_for_two_departments(people, run, other_run, other_department):
    CourseStaff.objects.get(user=people[DESK]).departments.add(other_department)

    assert set(find_runs(people[DESK])) == {run, other_run}


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (DESK, ["work", "runs", "search"]),
        (WITNESS, ["work", "runs"]),
        (INSTRUCTOR, ["attendance", "study"]),
        (FIGURES, ["work", "runs", "figures"]),
        (
            ADMINISTRATOR,
            ["work", "runs", "disclosure", "audit", "accounts", "retention", "incident", "register"],
        ),
    ],
)
def test_the_menu_and_the_first_screen_lead_where_the_role_may_go(staff_client, role, names):
    client = staff_client(role)

    page = client.get(reverse("wagtailadmin_home"))

    links = [link.get("href") for link in html5lib.parse(page.content.decode(), namespaceHTMLElements=False).iter("a")]
    addresses = [reverse(f"course_desk:{name}") for name in names]
    assert [link for link in links if link and link.startswith(reverse("course_desk:work"))] == addresses
    assert {client.get(address).status_code for address in addresses} == {200}
