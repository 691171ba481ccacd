"""Proxy entry: one page, checked as on the web, read back, saved once; nothing typed is lost."""

import re

import html5lib
import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from courses.models import AccessLog, CourseRun, Enrolment, Learner
from courses.roles import COURSE_STAFF, DESK
from tests.factories.courses import apply, make_applicant

pytestmark = pytest.mark.django_db

TYPED = {
    "channel": "phone",
    "who-speaker": "family",
    "name-name": "小野　花子",
    "name-reading": "オノ ハナコ",
    "birth-era": "昭和",
    "birth-year": "２２",
    "birth-month": "3",
    "birth-day": "５",
    "phone-phone": "０７９４（６３）１０００",
    "phone-best_time": "午前中",
    "notice-contact_channel": "phone",
    "notice-email": "",
    "notice-postal_code": "",
    "notice-address": "",
    "home-residence": "resident",
    "home-district": "小野",
    "home-waiting_list": "yes",
    "together-together": "alone",
    "together-relation": "",
    "needs-needs": ["large_print"],
    "needs-text": "",
}
SAID = ("name", "when", "decided", "notice")


def read_form(response) -> dict[str, list[str]]:
    """Return what the browser would send back: the values that stand in the long form."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    form = next(form for form in tree.iter("form") if form.get("class") == "desk-entry")
    values: dict[str, list[str]] = {}
    for field in form.iter("input"):
        is_off = field.get("type") in ("radio", "checkbox") and "checked" not in field.attrib
        if field.get("name") and not is_off and field.get("name") != "csrfmiddlewaretoken":
            values.setdefault(field.get("name"), []).append(field.get("value", ""))
    return values


class Desk:
    """Somebody at the desk with the page open."""

    def __init__(self, client, run: CourseRun) -> None:
        self.client, self.run = client, run
        self.address = reverse("course_desk:enter", args=[run.code])
        self.key = read_form(client.get(self.address))["submission_key"][0]

    def post(self, do: str = "check", **changes):
        return self.client.post(self.address, TYPED | {"submission_key": self.key, "do": do} | changes)

    def save(self, said=SAID, **changes):
        """Check, read back, save."""
        checked = self.post(**changes)
        digest = read_form(checked)["read"][0]
        return self.post("save", read=digest, **changes, **{f"said-{name}": "1" for name in said})


@pytest.fixture
def desk(staff_client, run) -> Desk:
    return Desk(staff_client(DESK), run)


def test_inv_27_an_application_by_telephone_keeps_door_staff_and_speaker(desk, people):
    response = desk.save()

    row = Enrolment.objects.get()
    assert response.url == reverse("course_desk:received", args=[row.pk])
    assert (row.state, row.channel, row.entered_by, row.speaker) == ("confirmed", "phone", people[DESK], "family")
    person = row.learner
    assert (person.name, person.reading, person.phone) == ("小野 花子", "おの はなこ", "0794631000")
    assert person.birth_date.isoformat() == "1947-03-05"
    assert [need.kind for need in row.needs.all()] == ["large_print"]


def test_the_number_is_read_out_in_groups_afterwards(desk):
    page = desk.client.get(desk.save().url).content.decode()

    number = Enrolment.objects.get().receipt_number
    assert f"{number[:3]}　{number[3:6]}　{number[6:]}" in page
    assert "受講が決まっています" in page


def test_nothing_is_saved_before_everything_was_read_back(desk):
    response = desk.save(said=SAID[:-1])

    assert "すべて読み上げてから、保存してください" in response.content.decode()
    assert not Enrolment.objects.exists()


def test_an_answer_changed_after_the_reading_is_read_again(desk):
    digest = read_form(desk.post())["read"][0]

    response = desk.post("save", read=digest, **{f"said-{name}": "1" for name in SAID}, **{"name-name": "小野 華子"})

    assert not Enrolment.objects.exists()
    assert "小野 華子 様" in response.content.decode()


@pytest.mark.parametrize("step", ["check", "save"])
def test_a_mistake_keeps_everything_that_was_typed(desk, step):
    changes = {"birth-month": "13", "phone-phone": "12", "needs-text": '筆談 "ゆっくり" <b>'}

    response = desk.post(step, **changes)

    sent = {name: value if isinstance(value, list) else [value] for name, value in (TYPED | changes).items()}
    kept = read_form(response)
    assert {name: kept.get(name, [""]) for name in sent} == sent
    assert kept["submission_key"] == [desk.key]
    assert response.content.decode().count('href="#id_birth-month"') == 1
    assert not Enrolment.objects.exists()


def test_every_mistake_leads_to_its_field(desk):
    response = desk.post(**dict.fromkeys(TYPED, ""))

    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    box = next(element for element in tree.iter("section") if element.get("class") == "desk-errors")
    targets = [link.get("href")[1:] for link in box.iter("a")]
    assert {"id_name-name", "id_birth-year", "id_who-speaker_0", "id_channel_0"} <= set(targets) <= ids
    assert "autofocus" in box.attrib


def test_inv_11_sending_twice_is_one_application(desk):
    first, second = desk.save(), desk.save()

    assert Enrolment.objects.count() == 1
    assert first.url == second.url


def test_full_run_says_the_place_on_the_list_before_saving(desk, run):
    for number in (1, 2, 3):
        apply(run, number, timezone.now())

    page = desk.post().content.decode()

    assert "キャンセル待ちの2番目になります" in page
    desk.save()
    assert Enrolment.objects.order_by("pk").last().state == "waitlisted"


def test_a_lottery_is_never_said_to_be_decided(desk, run):
    CourseRun.objects.filter(pk=run.pk).update(policy="lottery")

    page = desk.post().content.decode()

    assert "まだ決まりません。抽選で決まります" in page
    assert "受講が決まります" not in page


def test_rules_of_the_run_are_told_before_saving(desk, run):
    CourseRun.objects.filter(pk=run.pk).update(residents_only=True)

    response = desk.post(**{"home-residence": "none"})

    assert response.context["problems"]
    assert not Enrolment.objects.exists()


def test_a_closed_run_takes_nothing_and_keeps_what_was_typed(desk, run):
    CourseRun.objects.filter(pk=run.pk).update(apply_closes=run.apply_opens)

    response = desk.save()

    assert response.context["problems"]
    assert read_form(response)["name-name"] == ["小野　花子"]
    assert not Enrolment.objects.exists()


def close_applications(run: CourseRun) -> None:
    CourseRun.objects.filter(pk=run.pk).update(apply_closes=run.apply_opens)


def test_after_the_end_the_desk_is_told_whom_to_ask(desk, run):
    close_applications(run)

    pages = [desk.client.get(desk.address).content.decode(), desk.post().content.decode()]

    assert ["いきいき社会創造課（0794-00-0024）に頼んでください" in page for page in pages] == [True, True]
    assert ["late-reason" in page for page in pages] == [False, False]


def test_after_the_end_course_staff_enter_with_a_reason(staff_client, run, people):
    close_applications(run)
    late = Desk(staff_client(COURSE_STAFF), run)
    given = {"late-kind": "late_in_time", "late-reason": "用紙が締切の日に窓口に届いていた"}

    missing = late.post(**given | {"late-reason": ""})
    late.save(**given)

    assert [error["id"] for error in missing.context["errors"]] == ["id_late-reason"]
    event = Enrolment.objects.get().events.first()
    assert (event.reason, event.text, event.user) == ("late_in_time", given["late-reason"], people[COURSE_STAFF])
    shown = late.client.get(reverse("course_desk:enrolment", args=[event.enrolment_id])).content.decode()
    assert "期限までに届いていた" in shown
    assert given["late-reason"] in shown


def test_the_way_to_a_late_entry_stands_on_the_page_of_the_run(staff_client, run):
    close_applications(run)
    address = reverse("course_desk:run", args=[run.code])

    seen = {
        role: "期限を過ぎた申込みを入力する" in staff_client(role).get(address).content.decode()
        for role in (DESK, COURSE_STAFF)
    }

    assert seen == {DESK: False, COURSE_STAFF: True}


def test_two_together_are_one_entry(desk):
    second = {
        "partner-name": "小野 正",
        "partner-reading": "おの ただし",
        "partner-era": "昭和",
        "partner-year": "20",
        "partner-month": "1",
        "partner-day": "2",
    }

    desk.save(**{"together-together": "pair"}, **second)

    assert [row.state for row in Enrolment.objects.order_by("position")] == ["confirmed", "confirmed"]
    assert Enrolment.objects.filter(party__isnull=False).count() == 2


def test_somebody_known_is_found_and_filled_in(desk, other_run):
    known = apply(other_run, 5, timezone.now()).learner

    found = desk.client.post(desk.address, {"do": "find", "find": known.reading[:4]})
    filled = desk.client.post(desk.address, {"do": "fill", "find": known.reading[:4], "learner": known.pk})

    assert known.phone not in found.content.decode()
    values = read_form(filled)
    assert (values["name-name"], values["phone-phone"], values["learner"]) == (
        [known.name],
        [known.phone],
        [str(known.pk)],
    )
    assert list(AccessLog.objects.filter(learner=known).order_by("pk").values_list("screen", flat=True)) == [
        "entry-search",
        "entry-fill",
    ]


def test_the_chosen_record_is_used_again(desk, other_run):
    known = apply(other_run, 5, timezone.now()).learner

    desk.save(learner=str(known.pk))

    assert Enrolment.objects.get(run=desk.run).learner == known
    assert Learner.objects.count() == 1


def test_a_similar_record_is_shown_at_the_reading(desk, other_run):
    person = make_applicant(5, reading="おの はなこ", phone="0794631000")
    known = apply(other_run, 5, timezone.now(), people=(person,)).learner

    page = desk.post().content.decode()

    assert f'id="similar-{known.pk}"' in page


@pytest.mark.parametrize("learner", ["abc", "-1", "9" * 30, "１", "999999"])
def test_a_record_that_is_none_is_passed_over(desk, learner):
    assert desk.client.post(desk.address, {"do": "fill", "learner": learner}).status_code == 200
    assert desk.post(learner=learner).status_code == 200
    assert desk.post("save", learner=learner).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"submission_key": ""},
        {"submission_key": "x" * 48},
        {"channel": "web"},
        {"channel": "system"},
        {"who-speaker": "nobody"},
        {"needs-needs": ["nothing"]},
        {"name-name": "あ" * 5000},
        {"birth-era": "慶応"},
    ],
)
def test_what_no_page_sends_is_refused_with_a_page(desk, changes):
    response = desk.post("save", **changes)

    assert response.status_code == 200
    assert not Enrolment.objects.exists()


def test_a_record_that_was_suspended_meanwhile_is_not_used(desk, other_run):
    known = apply(other_run, 5, timezone.now()).learner
    Learner.objects.filter(pk=known.pk).update(is_suspended=True)

    desk.save(learner=str(known.pk))

    assert Enrolment.objects.get(run=desk.run).learner != known


def test_the_slip_is_large_and_names_what_to_bring(desk):
    desk.save()
    row = Enrolment.objects.get()

    page = desk.client.get(reverse("course_desk:slip", args=[row.pk])).content.decode()

    assert re.search(r'class="desk-slip".*小野 花子 様', page, re.S)


def test_the_slip_is_japanese_when_the_clerk_reads_english(desk, people):
    UserProfile.objects.create(user=people[DESK], preferred_language="en")
    desk.save()

    page = desk.client.get(reverse("course_desk:slip", args=[Enrolment.objects.get().pk])).content.decode()

    assert "Receipt slip" in page
    slip = page.partition('<article class="desk-slip" lang="ja">')[2].partition("</article>")[0]
    assert "講座 申込みの受付票" in slip
    assert "<dt>お知らせ</dt><dd>電話</dd>" in slip


def test_a_letter_needs_an_address_and_is_written_once(desk, run):
    desk.save()
    row = Enrolment.objects.get()
    address = reverse("course_desk:letter", args=[row.pk])

    desk.client.post(address)
    assert not row.notifications.filter(channel="letter").exists()
    row.learner.address = "小野市王子町1"
    row.learner.save()
    for _time in range(2):
        desk.client.post(address)

    assert row.notifications.filter(channel="letter", kind="confirmed").count() == 1


def test_course_staff_enter_too(staff_client, run):
    desk = Desk(staff_client(COURSE_STAFF), run)

    desk.save(channel="counter")

    assert Enrolment.objects.get().channel == "counter"
