"""The course desk: an application on the telephone with the keyboard alone, a draw by two people, a free seat by letter."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.demo_build import ROOT, city_environment

pytestmark = pytest.mark.e2e
PASSWORD = "only-for-this-test"  # the one of test_attendance.py: both may meet the same people
SEED = "4821057390"
PREPARE = f"""
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from courses.demo.staff import make_demo_staff
from courses.models import CoursePage, CourseRun, Venue
from courses.enrolment.actions import cancel
from courses.enrolment.actor import WEB
from tests.factories.courses import apply, make_applicant, make_run, make_session
make_demo_staff({PASSWORD!r})
now, course, venue = timezone.now(), CoursePage.objects.last(), Venue.objects.first()
lottery = make_run(course, "2099-01", department=course.department, capacity=2, waiting_list_size=1, policy="lottery")
entry = make_run(course, "2099-02", department=course.department, capacity=2, waiting_list_size=1)
waiting = make_run(course, "2099-03", department=course.department, capacity=1, waiting_list_size=2)
for run in (lottery, entry, waiting):
    make_session(run, timezone.localdate() + timedelta(days=90), venue)
for number in range(1, 5):
    apply(lottery, number, now - timedelta(hours=2))
CourseRun.objects.filter(pk=lottery.pk).update(apply_closes=now - timedelta(hours=1))
first = apply(waiting, 5, now - timedelta(hours=3))
writer = make_applicant(6, phone="", postal_code="6751380", address="小野市王子町1")
apply(waiting, 6, now - timedelta(hours=2), people=(writer,), contact_channel="letter")
cancel(first.pk, WEB, now - timedelta(hours=1))
print(lottery.code, entry.code, waiting.code)
"""


@pytest.fixture(scope="module")
def codes(city_files, city_url) -> tuple[str, str, str]:
    """The runs to be drawn, to apply for, and with a free seat for who waits, after somebody for each role was made."""
    done = subprocess.run(
        [sys.executable, "-c", PREPARE],
        cwd=ROOT,
        env=city_environment(city_files),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lottery, entry, waiting = done.stdout.split()
    return lottery, entry, waiting


def log_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/kanri/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/kanri/$"))


def type_into(page: Page, label: str, text: str) -> None:
    """Go on with the tab key until the field has the focus, then type; no mouse, no script."""
    tab_to(page, label)
    page.keyboard.type(text)


def tab_to(page: Page, label: str) -> None:
    for _step in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(
            """() => {
                const field = document.activeElement;
                return (field.labels && field.labels[0] ? field.labels[0] : field).textContent.trim();
            }"""
        )
        if name == label:
            return
    pytest.fail(f"The tab key does not come to 「{label}」.")


def test_an_application_by_telephone_with_the_keyboard_alone(make_visitor, city_url, codes):
    page = make_visitor().page
    log_in(page, city_url, "koza-madoguchi")
    page.goto(f"{city_url}/kanri/courses/runs/{codes[1]}/enter/")
    expect(page.get_by_role("searchbox", name=re.compile("前に申し込んだ方を探す"))).to_be_focused()

    type_into(page, "名前", "大池　はる")
    type_into(page, "よみがな", "オオイケ ハル")
    type_into(page, "年", "22")
    type_into(page, "月", "13")
    type_into(page, "日", "5")
    type_into(page, "電話番号", "0794631234")
    page.keyboard.press("Enter")

    expect(page.locator(".desk-errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    month = page.get_by_role("textbox", name="月", exact=True).first
    expect(month).to_be_focused()
    expect(page.get_by_role("textbox", name="名前", exact=True).first).to_have_value("大池　はる")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("3")
    page.keyboard.press("Enter")

    expect(page.locator(".desk-read")).to_be_focused()
    for _line in range(4):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="受付番号を読み上げてください")).to_be_visible()
    expect(page.locator(".desk-number")).to_have_text(re.compile(r"^\d{3}　\d{3}　\d{3}$"))


def test_two_people_draw_on_one_screen(make_visitor, city_url, codes):
    page = make_visitor().page
    log_in(page, city_url, "koza-tanto")
    page.goto(f"{city_url}/kanri/courses/runs/{codes[0]}/draw/")

    page.get_by_role("button", name="名簿を固定する").click()
    page.get_by_role("button", name="一覧と照合値を公開する").click()
    form = page.locator(".desk-draw form")
    form.get_by_label("10けたの数字").fill(SEED)
    form.get_by_label("もう一度、同じ数字").fill(SEED)
    form.get_by_label("2人目の方の名前").fill("koza-tachiai")
    form.get_by_label("2人目の方のパスワード").fill(PASSWORD)
    form.get_by_role("button", name="この数字で抽選する").click()
    expect(page.get_by_text(SEED).first).to_be_visible()
    page.get_by_role("button", name="結果を確定する").click()

    expect(page.get_by_role("listitem").filter(has_text="終わり")).to_have_attribute("aria-current", "step")
    audience = make_visitor()
    audience.page.goto(f"{city_url}/draws/{codes[0]}/")
    expect(audience.page.get_by_text(SEED).first).to_be_visible()


def test_a_free_seat_is_offered_by_letter_and_accepted_at_the_counter(make_visitor, city_url, codes):
    page = make_visitor().page
    log_in(page, city_url, "koza-tanto")
    page.goto(f"{city_url}/kanri/courses/runs/{codes[2]}/")
    page.get_by_role("button", name="空いた席を案内する").click()
    page.goto(f"{city_url}/kanri/courses/")
    page.get_by_role("link", name=re.compile(f"空いた席の案内.*{codes[2]}")).click()
    page.get_by_role("button", name="案内を始める").click()
    expect(page.get_by_text(re.compile("お返事の期限："))).to_be_visible()
    offer = page.url

    page.goto(f"{city_url}/kanri/courses/runs/{codes[2]}/prints/")
    form = page.locator("form").filter(has=page.locator("input[name='mark']"))
    form.get_by_label("何に使いますか").fill("繰上げ案内の手紙")
    with page.expect_download() as letter:
        form.get_by_role("button", name="PDFを作る").click()
    assert letter.value.path().read_bytes().startswith(b"%PDF-")
    page.goto(f"{city_url}/kanri/courses/letters/")
    page.get_by_role("row").filter(has_text="試験 花子6").filter(has_text="繰上げ案内").get_by_role("checkbox").check()
    page.get_by_role("button", name="投函した").click()
    expect(page.get_by_text("1通を記録しました。")).to_be_visible()

    page.goto(offer)
    expect(page.get_by_role("button", name="手紙を投函した")).to_have_count(0)
    page.get_by_label("受付の方法").select_option("counter")
    page.get_by_role("radio", name="応答・承諾").check()
    page.get_by_role("button", name="記録する").click()

    expect(page.get_by_role("main").get_by_text("受講決定").first).to_be_visible()


# Elements of the screen that stand outside the window, without those in boxes that scroll by themselves.
OUTSIDE = """() => [...document.querySelectorAll('.desk *')].filter((element) => {
    const box = element.getBoundingClientRect();
    const scrolls = element.parentElement.closest('.desk-scroll');
    return box.width && !scrolls && (box.right > document.documentElement.clientWidth + 1 || box.left < -1);
}).map((element) => `${element.tagName}.${element.className}`)"""


@pytest.mark.parametrize("width", [390, 1280])
def test_no_screen_is_wider_than_the_window(make_visitor, city_url, codes, width):
    page = make_visitor(width=width).page
    log_in(page, city_url, "koza-tanto")

    found = {}
    for path in (
        "",
        "runs/",
        f"runs/{codes[1]}/",
        f"runs/{codes[1]}/enter/",
        f"runs/{codes[0]}/draw/",
        "people/",
        "duplicates/",
    ):
        page.goto(f"{city_url}/kanri/courses/{path}")
        assert page.locator(".desk").count() == 1
        found[path] = page.evaluate(OUTSIDE)

    assert {path: problems for path, problems in found.items() if problems} == {}
