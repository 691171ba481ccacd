"""Training of the staff: who must do what by when, passing, the overview, the reminder, and that visitors see none of it."""

import email
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from html5lib import HTMLParser

from a11y_checker import check_html
from courses import notifications, training_urls
from courses.demo.lesson_files import read_lessons
from courses.demo.lessons import load_lesson, load_staff_lessons
from courses.enrolment.errors import NotAllowed
from courses.models import (
    AccessLog,
    DeskMail,
    LessonIndexPage,
    LessonPage,
    StaffLessonIndexPage,
    TrainingRecord,
    TrainingRequirement,
)
from courses.models.schedule import add_months
from courses.roles import COURSE_STAFF, TRAINING_OFFICER, make_course_roles
from courses.training.duties import DONE, OPEN, OVERDUE, SOON_DUE, find_duties
from courses.training.passing import record_pass
from courses.training.reminding import remind_all
from tests.courses.staff.test_html import cut_out
from tests.factories.courses import at, make_staff

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)
NOON = at("2026-12-01 12:00")
SCREENS = {"index": [], "lesson": ["lesson"], "overview": [], "save": ["=people"], "person": ["person"]}


@pytest.fixture
def lessons(section, department) -> list[LessonPage]:
    """The six lessons of the demo, required of all staff."""
    section.add_child(instance=LessonIndexPage(title="自分で学ぶ", slug="manabu", department=department))
    make_course_roles()
    load_staff_lessons(TODAY)
    return list(LessonPage.objects.order_by("path"))


@pytest.fixture
def clerk(lessons):
    return make_staff("tanto", COURSE_STAFF, email="tanto@city.example.lg.jp", date_joined=at("2020-04-01 09:00"))


@pytest.fixture
def officer(lessons):
    return make_staff("kenshu", TRAINING_OFFICER, date_joined=at("2020-04-01 09:00"))


def right_answers(lesson: LessonPage) -> dict[str, str]:
    return {
        f"question-{at}": str([choice["is_right"] for choice in block.value["choices"]].index(True) + 1)
        for at, block in enumerate(lesson.quiz, start=1)
    }


def require(lesson: LessonPage, **fields) -> TrainingRequirement:
    """Return the only requirement there is."""
    TrainingRequirement.objects.all().delete()
    return TrainingRequirement.objects.create(lesson=lesson, **({"since": date(2026, 4, 1)} | fields))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 6, date(2027, 6, 1)),
    ],
)
def test_months_end_where_the_calendar_says(day, months, later):
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("last", "on", "state", "due"),
    [
        (None, date(2026, 5, 1), OPEN, date(2026, 5, 1)),
        (None, date(2026, 5, 2), OVERDUE, date(2026, 5, 1)),
        ("2026-04-10 17:00", date(2027, 3, 10), DONE, date(2027, 4, 10)),
        ("2026-04-10 17:00", date(2027, 3, 11), SOON_DUE, date(2027, 4, 10)),
        ("2026-04-10 17:00", date(2027, 4, 11), OVERDUE, date(2027, 4, 10)),
    ],
)
def test_a_lesson_is_due_a_month_after_the_start_and_a_year_after_the_last_pass(clerk, lessons, last, on, state, due):
    require(lessons[0])
    if last:
        TrainingRecord.objects.create(user=clerk, lesson=lessons[0], title="x", passed_at=at(last))

    (duty,) = find_duties(on, [clerk])

    assert (duty.state, duty.due) == (state, due)


def test_a_group_has_its_own_lessons_and_the_earliest_day_counts(clerk, officer, lessons):
    require(lessons[0])
    group = Group.objects.get(name=COURSE_STAFF)
    TrainingRequirement.objects.create(lesson=lessons[0], group=group, since=date(2026, 4, 1), first_days=10)
    TrainingRequirement.objects.create(lesson=lessons[1], group=group, since=date(2026, 4, 1))
    TrainingRequirement.objects.create(lesson=lessons[2], since=date(2027, 4, 1))  # begins later
    lessons[1].unpublish()

    found = [(duty.user.username, duty.lesson.pk, duty.due) for duty in find_duties(TODAY)]

    assert found == [("kenshu", lessons[0].pk, date(2026, 5, 1)), ("tanto", lessons[0].pk, date(2026, 4, 11))]


def test_who_joined_later_has_a_month_from_that_day(lessons):
    require(lessons[0])
    newcomer = make_staff("shinnin", COURSE_STAFF, date_joined=at("2026-11-20 09:00"))

    assert find_duties(TODAY, [newcomer])[0].due == date(2026, 12, 20)


def test_a_lesson_is_passed_when_every_question_is_right_and_only_that_is_kept(client, clerk, lessons):
    client.force_login(clerk)
    lesson = lessons[0]
    url = reverse("staff_training:lesson", args=[lesson.pk])
    right = right_answers(lesson)
    wrong = right | {"question-1": "1" if right["question-1"] != "1" else "2"}

    nothing = client.post(url, {})
    missed = client.post(url, wrong)
    assert TrainingRecord.objects.count() == 0
    passed = [client.post(url, right, follow=True) for _press in range(2)]

    assert (nothing.status_code, missed.status_code) == (422, 422)
    assert "答えを1つ選んでください。" in nothing.content.decode()
    assert "もう一度考えてみましょう。" in missed.content.decode()
    assert " checked>" in missed.content.decode()
    assert "を終えました" in passed[0].content.decode()
    record = TrainingRecord.objects.get()
    assert (record.user, record.title) == (clerk, lesson.title)
    for page in (nothing, missed):
        HTMLParser(strict=True).parse(page.content.decode())
        failed = [row for row in check_html(page.content.decode()).findings if row.outcome == "failed"]
        assert [(row.rule, row.selector) for row in failed] == []


def test_each_year_is_a_record_of_its_own(clerk, lessons):
    for moment in (NOON, NOON + timedelta(hours=11), NOON + timedelta(days=365)):
        assert record_pass(lessons[0], clerk, right_answers(lessons[0]), moment) == []

    assert [record.passed_at for record in clerk.training_records.all()] == [NOON, NOON + timedelta(days=365)]
    assert find_duties(TODAY + timedelta(days=366), [clerk])[0].state == DONE


def test_only_a_lesson_for_the_staff_can_be_recorded(clerk, lessons):
    StaffLessonIndexPage.objects.get().unpublish()

    with pytest.raises(NotAllowed):
        record_pass(lessons[0], clerk, right_answers(lessons[0]), NOON)


def test_visitors_see_nothing_of_it_and_residents_lessons_need_no_account(client, lessons, clerk):
    addresses = ["/koza/shokuin-kenshu/", lessons[0].url, lessons[0].url + "1/"]
    answers = [client.get(address) for address in addresses]
    handout = client.get(f"/lessons/{lessons[0].slug}.pdf")
    lists = [client.get(path).content.decode() for path in ("/sitemap.xml", "/search/?q=メール", "/koza/manabu/")]
    client.force_login(clerk)
    as_staff = client.get(lessons[0].url)

    assert [answer.url.partition("?")[0] for answer in answers] == ["/kanri/login/"] * 3
    assert handout.status_code == 404
    assert [lessons[0].title in text or "shokuin-kenshu" in text for text in lists] == [False] * 3
    assert as_staff.url == reverse("staff_training:lesson", args=[lessons[0].pk])


def test_a_number_no_database_holds_is_not_found(client, lessons, officer):
    client.force_login(officer)

    assert client.get(f"/kanri/kenshu/{10**20}/").status_code == 404


def test_who_may_open_which_screen(lessons, clerk, officer):
    world = {"lesson": lessons[0].pk, "person": clerk.pk}
    outsider = make_staff("nobody")
    outsider.user_permissions.clear()
    browsers = {user.username: Client() for user in (clerk, officer, outsider)}
    for user in (clerk, officer, outsider):
        browsers[user.username].force_login(user)

    found = {}
    for name, parts in SCREENS.items():
        address = reverse(f"staff_training:{name}", args=[world.get(part, part.lstrip("=")) for part in parts])
        method = "post" if name == "save" else "get"
        anonymous = getattr(Client(), method)(address)
        assert (name, anonymous.status_code, anonymous.url.partition("?")[0]) == (name, 302, "/kanri/login/")
        found[name] = [getattr(browsers[who], method)(address).status_code for who in ("tanto", "kenshu", "nobody")]

    assert {pattern.name for pattern in training_urls.urlpatterns} == set(SCREENS)
    # nobody has no access to the admin at all; without a kind of file there is no file.
    assert {name: row[:2] for name, row in found.items()} == {
        "index": [200, 200],
        "lesson": [200, 200],
        "overview": [403, 200],
        "save": [403, 404],
        "person": [403, 200],
    }
    assert {row[2] for row in found.values()} <= {302, 403}


def test_the_officer_sees_departments_people_and_takes_files_along(client, staffed, lessons, clerk, officer):
    require(lessons[0])
    clerk.groups.add(staffed.editors)
    record_pass(lessons[0], clerk, right_answers(lessons[0]), timezone.now())
    client.force_login(officer)

    page = client.get(reverse("staff_training:overview")).content.decode()
    late = client.get(reverse("staff_training:overview") + "?state=overdue&department=-").content.decode()
    person = client.get(reverse("staff_training:person", args=[clerk.pk])).content.decode()
    files = {
        name: client.post(reverse("staff_training:save", args=[name]), {"output": "csv"}).content.decode("utf-8-sig")
        for name in ("departments", "people")
    }

    assert '"いきいき社会創造課","1","1","1","0","0","100%"' in files["departments"]
    assert '"合計","2","2","1","0","1","50%"' in files["departments"]
    assert files["people"].count("\r\n") == 3
    assert "いきいき社会創造課" in page
    assert ("kenshu" in late, ">tanto<" in late) == (True, False)
    assert lessons[0].title in person
    assert AccessLog.objects.filter(screen="training:people", row_count=2).count() == 1
    for html in (page, person, client.get(reverse("staff_training:index")).content.decode()):
        HTMLParser(strict=True).parse(html)
        assert [row.rule for row in check_html(cut_out(html)).findings if row.outcome == "failed"] == []


def test_a_reminder_goes_out_once_a_month_with_everything_that_is_open(clerk, officer, lessons, sink, backend):
    TrainingRequirement.objects.update(since=date(2026, 11, 20))
    days = (date(2026, 12, 5), date(2026, 12, 6), date(2026, 12, 20), date(2027, 1, 2))
    moments = [at(f"{day} 08:00") for day in days]

    written = [remind_all(moment) for moment in moments]  # due on 20 December; the officer has no address
    notifications.send_due(moments[-1], backend)

    texts = [email.message_from_bytes(raw.encode()).get_payload(decode=True).decode() for _to, raw in sink.messages]
    assert written == [0, 1, 0, 1]
    assert [recipients for recipients, _raw in sink.messages] == [["tanto@city.example.lg.jp"]] * 2
    assert [lesson.title in texts[0] for lesson in lessons] == [True] * 6
    assert ("期限が過ぎています" in texts[0], "期限が過ぎています" in texts[1]) == (False, True)
    assert set(DeskMail.objects.values_list("kind", flat=True)) == {"training"}


def test_a_reminder_that_is_written_is_not_composed_again(clerk, lessons, monkeypatch):
    TrainingRequirement.objects.update(since=date(2026, 11, 20))
    composed = []
    render = notifications.render_to_string
    monkeypatch.setattr(notifications, "render_to_string", lambda *args: composed.append(args[0]) or render(*args))

    written = [remind_all(at(f"2026-12-06 08:0{minute}")) for minute in range(3)]

    assert (written, composed) == ([1, 0, 0], ["courses/mails/training.txt"])


def test_the_overview_costs_the_same_for_more_people(lessons, clerk, officer, django_assert_num_queries):
    with django_assert_num_queries(3):  # requirements, groups, records
        find_duties(TODAY, [clerk])
    with django_assert_num_queries(3):
        find_duties(TODAY, [clerk, officer, *(make_staff(f"x{number}") for number in range(0))])


def test_a_requirement_stands_once_for_all_staff(client, lessons, officer):
    client.force_login(officer)
    data = {"lesson": lessons[0].pk, "group": "", "since": "2027-04-01", "first_days": 30, "every_months": 12}

    page = client.post("/kanri/snippets/courses/trainingrequirement/add/", data).content.decode()

    assert "全職員の必修になっています" in page


def test_a_lesson_for_residents_cannot_be_required(client, lessons, officer):
    index = LessonIndexPage.objects.get()
    public = load_lesson(index, read_lessons()[0], {}, {}, TODAY)
    client.force_login(officer)
    data = {"lesson": public.pk, "group": "", "since": "2027-04-01", "first_days": 30, "every_months": 12}

    page = client.post("/kanri/snippets/courses/trainingrequirement/add/", data).content.decode()

    assert "職員研修の一覧にある学習を選んでください。" in page
    assert not TrainingRequirement.objects.filter(lesson=public).exists()


def test_the_page_for_the_lessons_is_closed_from_the_first_moment(client, section):
    url = reverse("wagtailadmin_pages:add", args=["courses", "stafflessonindexpage", section.pk])
    form = {"title": "職員研修", "slug": "kenshu", "answer": "", "review_on": "2027-04-01"}

    client.force_login(make_staff("root", is_superuser=True))
    response = client.post(url, form | {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0})

    assert "/pages/" in response.url, response.url
    page = StaffLessonIndexPage.objects.get()
    page.save_revision().publish()
    assert page.view_restrictions.get().restriction_type == "login"
    assert Client().get("/koza/kenshu/").url.startswith("/kanri/login/")
