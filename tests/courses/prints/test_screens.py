"""The screens of prints and figures: purpose, log, permission, and files under their names."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from wagtail.users.models import UserProfile

from courses.models import AccessLog, CourseStaff, Learner, Notification
from courses.prints import all_prints
from courses.roles import ADMINISTRATOR, COURSE_STAFF, DESK, FIGURES, INSTRUCTOR, WITNESS, make_course_roles
from tests.factories.courses import apply, make_applicant, make_run, make_session, make_staff

pytestmark = pytest.mark.django_db
PEOPLE = [kind.id for kind in all_prints() if kind.has_people]


@pytest.fixture
def run(course, venue, department):
    make_course_roles()
    run = make_run(course, department=department)
    make_session(run, timezone.localdate() + timedelta(days=20), venue)
    person = make_applicant(1, name="髙橋 花子", address="小野市王子町9", postal_code="675-1380", phone="0794631000")
    apply(run, 1, timezone.now(), people=(person,), contact_channel="letter")
    return run


@pytest.fixture
def log_in(client, department):
    def enter(role: str):
        user = make_staff(f"user-{role}", role)
        CourseStaff.objects.create(user=user).departments.add(department)
        client.force_login(user)
        return client

    return enter


def send(browser, run, key: str, **data):
    return browser.post(reverse("course_desk:print", args=[run.code, key]), data)


def test_no_people_without_a_purpose(log_in, run):
    browser = log_in(COURSE_STAFF)

    for key in PEOPLE:
        for purpose in ("", "   ", "　"):
            response = send(browser, run, key, purpose=purpose)

            assert response.status_code == 422, key
            assert "何に使うかを書いてください。" in response.content.decode(), key
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("key", [kind.id for kind in all_prints()])
def test_inv_34_every_print_is_logged_with_user_columns_rows_and_purpose(log_in, run, key):
    response = send(log_in(COURSE_STAFF), run, key, purpose="当日の受付のため")

    entry = AccessLog.objects.get()
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert response["Cache-Control"].startswith("no-store, private")
    assert (entry.user.username, entry.run, entry.screen) == (f"user-{COURSE_STAFF}", run, f"print:{key}")
    assert entry.columns
    assert entry.row_count is not None
    assert entry.purpose == "当日の受付のため"


def test_papers_are_japanese_when_staff_read_english(log_in, run):
    browser = log_in(COURSE_STAFF)
    user = get_user_model().objects.get(username=f"user-{COURSE_STAFF}")
    UserProfile.objects.create(user=user, preferred_language="en")
    apply(run, 2, timezone.now(), people=(make_applicant(2, needs=(("large_print", "22ポイント"),)),))

    response = send(browser, run, "assistance-list", purpose="会場へ")

    text = "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    assert "拡大文字の資料" in text.replace(" ", "")
    assert not re.search("large-print|not yet", text)


def test_the_pages_carry_the_number_of_the_log_entry(log_in, run):
    response = send(log_in(COURSE_STAFF), run, "desk-list", purpose="受付")

    text = PdfReader(BytesIO(response.content)).pages[0].extract_text().replace(" ", "")
    assert f"管理番号{AccessLog.objects.get().pk}" in text


@pytest.mark.parametrize("output", ["csv", "xlsx"])
def test_files_have_the_name_of_the_design(log_in, run, output):
    response = send(log_in(COURSE_STAFF), run, "attendance-sheet", purpose="会場へ", output=output)

    day = f"{timezone.localdate():%Y%m%d}"
    name = f"2026年度_はじめてのスマートフォン_出席簿_{day}.{output}"
    assert quote(name) in response["Content-Disposition"]


def test_cp932_lists_what_it_cannot_write_and_writes_nothing_until_told(log_in, run):
    browser = log_in(COURSE_STAFF)

    Learner.objects.update(name="髙橋 𠮷子")
    refused = send(browser, run, "address-labels", purpose="宛名", output="cp932")
    logged = AccessLog.objects.count()
    served = send(browser, run, "address-labels", purpose="宛名", output="cp932", replaces="yes")

    assert (refused.status_code, logged) == (422, 0)
    assert "<strong>𠮷</strong>" in refused.content.decode()
    assert "髙橋 〓子" in served.content.decode("cp932")


def test_characters_without_a_shape_are_named_and_replaced_only_when_told(log_in, run):
    browser = log_in(COURSE_STAFF)
    Learner.objects.update(name="𠮷田 \x07🙂")

    refused = send(browser, run, "desk-list", purpose="受付")
    logged = AccessLog.objects.count()
    served = send(browser, run, "desk-list", purpose="受付", replaces="yes")

    assert (refused.status_code, logged) == (422, 0)
    assert "𠮷" in refused.content.decode()
    assert "〓" in PdfReader(BytesIO(served.content)).pages[0].extract_text()


@pytest.mark.parametrize("role", [DESK, WITNESS, FIGURES, INSTRUCTOR, ADMINISTRATOR])
def test_other_roles_print_nothing(log_in, run, role):
    browser = log_in(role)

    assert browser.get(reverse("course_desk:prints", args=[run.code])).status_code in (403, 404)
    assert send(browser, run, "desk-list", purpose="受付").status_code in (403, 404)
    assert not AccessLog.objects.exists()


def test_inv_29_without_the_permission_there_is_no_assistance_list(log_in, run):
    browser = log_in(COURSE_STAFF)
    user = AccessLog.user.field.related_model.objects.get(username=f"user-{COURSE_STAFF}")
    group = user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="view_assistanceneed"))

    assert "配慮一覧" not in browser.get(reverse("course_desk:prints", args=[run.code])).content.decode()
    assert send(browser, run, "assistance-list", purpose="手配").status_code == 404


def test_another_departments_run_is_not_there(log_in, run):
    browser = log_in(COURSE_STAFF)
    user = AccessLog.user.field.related_model.objects.get(username=f"user-{COURSE_STAFF}")
    user.course_staff.departments.clear()

    assert send(browser, run, "desk-list", purpose="受付").status_code == 404


@pytest.mark.parametrize(
    ("key", "data"),
    [
        ("nonsense", {}),
        ("desk-list", {"output": "exe"}),
        ("name-labels", {"output": "csv"}),
    ],
)
def test_what_does_not_exist_answers_so(log_in, run, key, data):
    assert send(log_in(COURSE_STAFF), run, key, purpose="x", **data).status_code == 404


@pytest.mark.parametrize(
    "data",
    [{"copies": "９"}, {"copies": "1e9"}, {"form": "../../x"}, {"certificate": "x" * 999}, {"purpose": "長" * 999}],
)
def test_odd_input_becomes_the_standard(log_in, run, data):
    browser = log_in(COURSE_STAFF)
    for key in ("assistance-list", "name-labels", "certificate"):
        assert send(browser, run, key, **({"purpose": "試し"} | data)).status_code == 200


def test_letters_are_marked_as_printed_only_when_told(log_in, run):
    browser = log_in(COURSE_STAFF)
    count = Notification.objects.filter(channel="letter", status="waiting").count()

    send(browser, run, "letters", purpose="発送")
    after_print = Notification.objects.filter(status="waiting").count()
    send(browser, run, "letters", purpose="発送", mark="yes")

    assert count == after_print > 0
    assert Notification.objects.filter(status="printed").count() == count


@pytest.mark.parametrize("name", ["totals", "runs", "ages", "report", "instructors"])
def test_figures_are_saved_and_logged(log_in, run, name):
    browser = log_in(COURSE_STAFF)
    response = browser.post(reverse("course_desk:figures_save", args=[name]) + "?year=2026", {"output": "csv"})

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert AccessLog.objects.get().screen == f"figures:{name}"


def test_who_sees_figures_sees_no_people_and_no_pay(log_in, run):
    browser = log_in(FIGURES)
    page = browser.get(reverse("course_desk:figures") + "?year=2026").content.decode()

    assert "統計 年代と地区" in page
    assert "講師稼働" not in page
    assert not [person for person in Learner.objects.all() if person.name in page or person.reading in page]
    save = reverse("course_desk:figures_save", args=["instructors"])
    assert browser.post(f"{save}?year=2026", {"output": "csv"}).status_code == 404


@pytest.mark.parametrize("year", ["20260", "２０２６", "-1", "abcd", "0x10"])
def test_what_is_no_year_is_not_found(log_in, run, year):
    assert log_in(FIGURES).get(reverse("course_desk:figures"), {"year": year}).status_code == 404


def test_audit_asks_for_period_and_purpose_and_logs_itself(log_in, run):
    browser = log_in(ADMINISTRATOR)
    today = timezone.localdate().isoformat()
    address = reverse("course_desk:audit")

    empty = browser.post(address, {"first": today, "last": today})
    shown = browser.post(address, {"first": today, "last": today, "purpose": "年に一度の点検"})
    again = browser.post(address, {"first": today, "last": today, "purpose": "点検", "output": "csv"})

    assert (empty.status_code, shown.status_code) == (422, 200)
    assert "年に一度の点検" in again.content.decode("utf-8-sig")
    assert AccessLog.objects.count() == 2


def test_audit_is_for_administrators(log_in, run):
    assert log_in(COURSE_STAFF).get(reverse("course_desk:audit")).status_code == 403
