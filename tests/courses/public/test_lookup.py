"""Finding an application again: two facts, one answer for every mistake, cancel and undo, offers, dead links."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.enrolment.actions import cancel
from courses.enrolment.actor import WEB
from courses.enrolment.lookup import make_link_token
from courses.enrolment.waiting_list import offer_free_seats
from courses.models import CourseRun, Enrolment, LookupAttempt, Offer
from courses.models import EnrolmentState as S
from tests.factories.courses import apply, make_applicant

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(run) -> Enrolment:
    """A confirmed place of 試験 花子1, born on 2 January 1947, telephone 0794000001."""
    return apply(run, 1, timezone.now())


@pytest.fixture
def offered(run) -> Enrolment:
    """The third of three on two seats; the second has cancelled, the half hour is over, the offer went out by e-mail."""
    now = timezone.now()
    first, _second, third = (apply(run, number, now) for number in (1, 2, 3))
    cancel(first.pk, WEB, now - timedelta(hours=1))
    offer_free_seats(run.pk, now)
    Offer.objects.update(released_at=now, answer_by=now + timedelta(days=2))
    third.refresh_from_db()
    assert third.state == S.OFFERED
    return third


def without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.parametrize("fact", ["0102", "０１０２", "1月2日", "0001"])
def test_both_facts_open_it_however_they_are_typed(person, enrolment, fact):
    number = enrolment.receipt_number
    typed = f"{number[:3]}－{number[3:6]} {number[6:]}".translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    page = person.look_up(typed, fact).content.decode()

    assert "受講が決まりました" in page
    assert "試験 花子1" in page
    assert enrolment.learner.phone not in page


def test_answer_is_the_same_whichever_fact_is_wrong(make_person, enrolment):
    number = enrolment.receipt_number
    unknown = "123456784"

    pages = [make_person().look_up(*facts) for facts in ((number, "1231"), (unknown, "0102"), (unknown, "9999"))]

    assert len({response.status_code for response in pages}) == 1
    bodies = [without_token(page.content.decode()) for page in pages]
    typed = [(number, "1231"), (unknown, "0102"), (unknown, "9999")]
    bodies = [
        body.replace(f'value="{a}"', "").replace(f'value="{b}"', "") for body, (a, b) in zip(bodies, typed, strict=True)
    ]
    assert len(set(bodies)) == 1
    assert "この2つの組み合わせでは見つかりませんでした" in bodies[0]


def test_attempts_are_limited_for_known_and_unknown_numbers(person, enrolment):
    for number in (enrolment.receipt_number, "123456784"):
        for _time in range(5):
            person.look_up(number, "9999")
        page = person.look_up(number, "0102").content.decode()
        assert "15分" in page
        assert "試験 花子1" not in page
    LookupAttempt.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert "試験 花子1" in person.look_up(enrolment.receipt_number, "0102").content.decode()


def test_numbers_cannot_be_tried_out_in_a_row(person, run, monkeypatch):
    monkeypatch.setattr("courses.views.frame.LIMIT", 3)

    codes = [person.look_up(f"{number:09}", "0102").status_code for number in range(5)]

    assert codes == [200, 200, 200, 429, 429]


@pytest.mark.parametrize("path", ["show/", "cancel/", "change/phone/"])
def test_nothing_is_shown_without_a_look_up_or_with_a_made_up_cookie(person, enrolment, path):
    person.browser.cookies["enrolment"] = f"{enrolment.pk}:abc:def"

    response = person.get(f"/enrolment/{path}")

    assert (response.status_code, response["Location"]) == (302, "/enrolment/")
    assert person.post("/enrolment/cancel/").request["PATH_INFO"] == "/enrolment/"
    assert Enrolment.objects.get().state == S.CONFIRMED


def test_cancel_asks_once_and_can_be_taken_back(person, enrolment):
    person.look_up(enrolment.receipt_number, "0102")
    asked = person.get("/enrolment/cancel/").content.decode()
    assert "取り消してよいですか" in asked
    assert Enrolment.objects.get().state == S.CONFIRMED

    cancelled = person.post("/enrolment/cancel/").content.decode()

    assert "取り消しました" in cancelled
    assert "取り消しをやめて、元にもどす" in cancelled
    assert "受講が決まりました" in person.post("/enrolment/undo/").content.decode()
    assert Enrolment.objects.get().state == S.CONFIRMED


def test_undo_ends_after_half_an_hour(person, enrolment):
    person.look_up(enrolment.receipt_number, "0102")
    cancel(enrolment.pk, WEB, timezone.now() - timedelta(minutes=31))

    page = person.get("/enrolment/show/").content.decode()
    refused = person.post("/enrolment/undo/").content.decode()

    assert "元にもどす" not in page
    assert 'role="alert"' in refused
    assert Enrolment.objects.get().state == S.CANCELLED


def test_after_the_deadline_the_telephone_stands_there(person, run, enrolment):
    CourseRun.objects.filter(pk=run.pk).update(cancel_until=timezone.now() - timedelta(minutes=1))
    person.look_up(enrolment.receipt_number, "0102")

    assert "この画面で取り消せる期限が過ぎました" in person.get("/enrolment/show/").content.decode()
    refused = person.post("/enrolment/cancel/").content.decode()

    assert "0794-00-0024" in refused
    assert Enrolment.objects.get().state == S.CONFIRMED


def test_answers_are_changed_and_mistakes_said(person, enrolment):
    person.look_up(enrolment.receipt_number, "0102")
    wrong = person.post("/enrolment/change/phone/", {"phone": "123", "best_time": ""}).content.decode()
    assert "<title>エラー: " in wrong
    assert 'value="123"' in wrong

    after = person.post("/enrolment/change/phone/", {"phone": "０９０１２３４５６７８", "best_time": "夜"})
    person.post("/enrolment/change/home/", {"residence": "works", "district": "", "waiting_list": "no"})

    assert "変えました。" in after.content.decode()
    changed = Enrolment.objects.get()
    assert (changed.learner.phone, changed.residence, changed.wants_waiting_list) == ("09012345678", "works", False)
    assert changed.learner.changes.count() == 1
    assert changed.events.count() == enrolment.events.count()


def test_offer_is_answered_after_a_look_up(person, offered):
    page = person.look_up(offered.receipt_number, "0104").content.decode()
    assert "空きが出ました" in page

    page = person.post("/enrolment/answer/", {"answer": "accept"}).content.decode()

    assert "受講が決まりました" in page


@pytest.mark.parametrize(("answer", "state"), [("accept", S.CONFIRMED), ("decline", S.DECLINED)])
def test_link_shows_and_the_button_acts_once(person, offered, answer, state):
    token = make_link_token(offered, "offer", timezone.now() + timedelta(days=2))
    for _time in range(2):  # mail programs open links too
        assert "この席を受ける" in person.get(f"/offer/{token}/").content.decode()
    offered.refresh_from_db()
    assert offered.state == S.OFFERED

    page = person.post(f"/offer/{token}/", {"answer": answer}).content.decode()

    offered.refresh_from_db()
    assert offered.state == state
    assert "お返事を受け付けました" in page
    # The same link again does nothing and helps.
    again = person.browser.get(f"/offer/{token}/")
    assert again.status_code == 410
    assert "0794-00-0024" in again.content.decode()
    assert person.post(f"/offer/{token}/", {"answer": "accept"}).status_code == 410


def test_mail_of_an_offer_holds_the_link_that_works(person, run):
    now = timezone.now()
    first, _second = (apply(run, number, now - timedelta(hours=2)) for number in (1, 2))
    people = (make_applicant(3, email="hanako@example.jp"),)
    waiting = apply(run, 3, now - timedelta(hours=2), people=people, contact_channel="email")
    cancel(first.pk, WEB, now - timedelta(hours=1))

    offer_free_seats(run.pk, now)

    text = waiting.notifications.get(kind="offer").text
    path = re.search(r"https?://[^/\s]+(/offer/\S+/)", text)[1]
    assert "この席を受ける" in person.get(path).content.decode()


def test_dead_links_change_nothing(person, offered):
    now = timezone.now()
    tokens = [
        "nonsense",
        make_link_token(offered, "offer", now - timedelta(seconds=1)),
        make_link_token(offered, "cancel", now + timedelta(days=1)),
        make_link_token(offered, "offer", now + timedelta(days=1))[:-1] + "x",
    ]

    for token in tokens:
        assert person.get(f"/offer/{token}/").status_code == 410
        assert person.post(f"/offer/{token}/", {"answer": "accept"}).status_code == 410
    offered.refresh_from_db()
    assert offered.state == S.OFFERED


def test_get_changes_nothing(person, offered):
    person.look_up(offered.receipt_number, "0104")
    before = list(Enrolment.objects.order_by("pk").values())
    token = make_link_token(offered, "offer", timezone.now() + timedelta(days=1))

    for path in ("show/", "cancel/", "change/phone/", "change/notice/", "change/home/"):
        person.get(f"/enrolment/{path}")
    for path in ("undo/", "answer/", "leave/"):
        assert person.get(f"/enrolment/{path}").status_code == 405
    person.get(f"/offer/{token}/?answer=accept")

    assert list(Enrolment.objects.order_by("pk").values()) == before


def test_leaving_forgets_the_look_up(person, enrolment):
    person.look_up(enrolment.receipt_number, "0102")

    person.post("/enrolment/leave/")

    assert person.get("/enrolment/show/")["Location"] == "/enrolment/"
