"""Applying on the web: the way through, mistakes, sending once, nothing lost, nothing leaked."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import ApplicationDraft, CourseRun, Enrolment, EnrolmentState, Notification
from tests.cached import cached
from tests.courses.public.conftest import ANSWERS
from tests.factories.courses import apply, make_run

pytestmark = pytest.mark.django_db
DONE = re.compile(r"受け付けました")
NUMBER = re.compile(r'<p class="receipt__no">(\d{3}-\d{3}-\d{3})</p>')


def test_way_from_course_page_to_receipt(person, run):
    course = person.get(run.course.url).content.decode()
    assert f'href="/apply/{run.code}/"' in course

    person.post(f"/apply/{run.code}/")
    for slug, answer in ANSWERS.items():
        after = person.post(f"/apply/{run.code}/{slug}/", answer)
    assert after.request["PATH_INFO"] == f"/apply/{run.code}/check/"
    page = person.post(f"/apply/{run.code}/check/").content.decode()

    enrolment = Enrolment.objects.get()
    number = enrolment.receipt_number
    assert NUMBER.search(page)[1] == f"{number[:3]}-{number[3:6]}-{number[6:]}"
    assert enrolment.state == EnrolmentState.CONFIRMED
    assert (enrolment.channel, enrolment.entered_by, enrolment.speaker) == ("web", None, "self")
    person_record = enrolment.learner
    assert (person_record.name, person_record.reading) == ("小野 花子", "おの はなこ")
    assert (str(person_record.birth_date), person_record.phone) == ("1947-03-05", "0794631000")
    assert [need.kind for need in enrolment.needs.all()] == ["large_print"]


def test_mistakes_are_said_and_nothing_typed_is_lost(person, run):
    person.post(f"/apply/{run.code}/")
    wrong = {"era": "昭和", "year": "22", "month": "13", "day": ""}

    page = person.post(f"/apply/{run.code}/birth/", wrong).content.decode()

    assert "<title>エラー: " in page
    assert "入力をご確認ください（2か所）" in page
    assert page.index("error-summary") < page.index("<h1>")
    sentence = "生まれた月を、1から12までの数字で書いてください。"
    assert f'<a href="#id_month">{sentence}</a>' in page
    assert re.search(rf'id="id_month-error">.*{sentence}</p>', page)
    assert re.search(r'id="id_month"[^>]* value="13" aria-invalid="true" aria-describedby="id_month-error"', page)
    again = person.get(f"/apply/{run.code}/birth/").content.decode()
    assert 'value="13"' in again
    assert 'value="22"' in again
    assert re.search(r'value="昭和" checked', again)


@pytest.mark.parametrize(
    ("slug", "answer", "sentence"),
    [
        ("who", {}, "どなたが書いているかを選んでください。"),
        ("name", {"name": "", "reading": "Ono"}, "名前を入れてください。"),
        ("birth", {"era": "昭和", "year": "65", "month": "1", "day": "1"}, "元号と年"),
        ("birth", {"era": "平成", "year": "3", "month": "2", "day": "30"}, "こよみにない日です"),
        ("phone", {"phone": "12345"}, "電話番号"),
        ("notice", {"contact_channel": "email", "email": ""}, "メールアドレスを書くか、"),
        ("notice", {"contact_channel": "email", "email": "hanako@"}, "メールアドレス"),
        ("notice", {"contact_channel": "letter", "address": ""}, "住所を書くか、"),
        ("notice", {"contact_channel": "phone"}, "電話番号が書かれていません。"),
        ("home", {"residence": "moon"}, "住んでいる所を選んでください。"),
        ("together", {"together": "companion"}, "どなたが付き添うか"),
        ("needs", {"needs": ["nonsense"]}, "選んでください"),
        ("name", {"name": "あ" * 301, "reading": "あ"}, "長すぎます"),
    ],
)
def test_each_mistake_has_its_sentence(person, run, slug, answer, sentence):
    person.post(f"/apply/{run.code}/")

    page = person.post(f"/apply/{run.code}/{slug}/", answer).content.decode()

    assert "<title>エラー: " in page
    assert sentence in page


def test_check_page_shows_what_will_be_sent_and_returns_to_itself(person, run):
    person.fill_in(run)

    page = person.get(f"/apply/{run.code}/check/").content.decode()
    assert "昭和22年3月5日（1947年、" in page
    assert "0794-63-1000" in page
    assert f'href="/apply/{run.code}/phone/?next=check"' in page
    person.get(f"/apply/{run.code}/phone/?next=check")
    answer = {"phone": "090-1234-5678", "best_time": "", "next": "check"}
    after = person.post(f"/apply/{run.code}/phone/", answer)

    assert after.request["PATH_INFO"] == f"/apply/{run.code}/check/"
    assert "090-1234-5678" in after.content.decode()
    assert not Enrolment.objects.exists()


def test_sent_twice_is_one_application(person, run):
    person.fill_in(run)
    check = f"/apply/{run.code}/check/"

    pages = [person.post(check).content.decode() for _time in range(3)]

    assert Enrolment.objects.count() == 1
    assert Notification.objects.filter(kind="received").count() == 1
    assert len({NUMBER.search(page)[1] for page in pages}) == 1
    # Back after sending shows the result, not the form (UX-11).
    assert person.get(f"/apply/{run.code}/name/")["Location"] == f"/apply/{run.code}/done/"


def test_answers_are_erased_after_sending_and_by_the_button(person, run):
    person.apply(run)
    assert ApplicationDraft.objects.get().answers == {}

    person.post(f"/apply/{run.code}/erase/")

    assert not ApplicationDraft.objects.exists()
    assert "受け付けました" not in person.get(f"/apply/{run.code}/done/").content.decode()


def test_grace_after_closing_and_the_end_of_it(person, run):
    person.fill_in(run)
    CourseRun.objects.filter(pk=run.pk).update(apply_closes=timezone.now() - timedelta(minutes=31))

    late = person.post(f"/apply/{run.code}/check/").content.decode()

    assert "申込みの受付は終わりました" in late
    assert "小野 花子" in late
    assert not Enrolment.objects.exists()
    CourseRun.objects.filter(pk=run.pk).update(apply_closes=timezone.now() - timedelta(minutes=29))
    assert DONE.search(person.post(f"/apply/{run.code}/check/").content.decode())


def test_nobody_begins_after_closing(person, run):
    CourseRun.objects.filter(pk=run.pk).update(apply_closes=timezone.now() - timedelta(minutes=1))

    page = person.get(f"/apply/{run.code}/").content.decode()

    assert "いまは、この画面から申し込めません。" in page
    assert "申込みをはじめる" not in page
    assert "0794-00-0024" in page


def test_draft_of_23_hours_opens_with_all_answers(person, run):
    person.fill_in(run)
    ApplicationDraft.objects.update(touched_at=timezone.now() - timedelta(hours=23))
    assert "小野 花子" in person.get(f"/apply/{run.code}/check/").content.decode()

    ApplicationDraft.objects.update(touched_at=timezone.now() - timedelta(hours=25))

    assert "申込みの続きが見つかりません" in person.get(f"/apply/{run.code}/check/").content.decode()


def test_rules_of_the_run_are_said_before_and_after_sending(person, run):
    CourseRun.objects.filter(pk=run.pk).update(minimum_age=100, residents_only=True)
    person.fill_in(run, home=ANSWERS["home"] | {"residence": "works"})

    shown = person.get(f"/apply/{run.code}/check/").content.decode()
    sent = person.post(f"/apply/{run.code}/check/").content.decode()

    for page in (shown, sent):
        assert "このままでは申し込めません" in page
        assert "100歳" in page
        assert "市内" in page
    assert not Enrolment.objects.exists()


def test_two_people_are_one_application(person, run):
    partner = {"name": "小野 太郎", "reading": "おの たろう", "era": "西暦", "year": "1945", "month": "1", "day": "2"}

    page = person.apply(run, together={"together": "pair", "relation": ""}, partner=partner).content.decode()

    assert "2人で1件の申込みです。" in page
    assert [member.learner.name for member in Enrolment.objects.order_by("position")] == ["小野 花子", "小野 太郎"]


def test_helper_and_companion_are_kept(person, run):
    person.apply(run, who={"speaker": "family"}, together={"together": "companion", "relation": "娘"})

    enrolment = Enrolment.objects.get()
    assert enrolment.speaker == "family"
    assert [companion.relation for companion in enrolment.companions.all()] == ["娘"]


def test_lottery_says_that_nothing_is_decided(person, run):
    CourseRun.objects.filter(pk=run.pk).update(policy="lottery", results_on=timezone.localdate() + timedelta(days=15))

    page = person.apply(run).content.decode()

    assert "まだ決まっていません" in page
    assert "受講が決まりました" not in page
    assert "結果が分かる日" in page


def test_full_run_says_the_place_on_the_waiting_list(person, run):
    for number in (1, 2, 3):
        apply(run, number, timezone.now())

    assert "<strong>2番目</strong>" in person.apply(run).content.decode()


def test_get_changes_nothing(person, run):
    person.fill_in(run)
    before = list(ApplicationDraft.objects.values())
    paths = ["", "check/", "done/", "erased/", *(f"{slug}/" for slug in ANSWERS)]

    for path in paths:
        person.get(f"/apply/{run.code}/{path}")

    assert person.get(f"/apply/{run.code}/erase/").status_code == 405
    assert list(ApplicationDraft.objects.values()) == before
    assert not Enrolment.objects.exists()


def test_form_without_token_is_refused_in_words(person, run):
    response = person.browser.post(f"/apply/{run.code}/")

    assert response.status_code == 403
    assert "もう一度押してください" in response.content.decode()
    assert not ApplicationDraft.objects.exists()


def test_pages_are_nobody_elses(person, make_person, run):
    """Release test of courses.md §8: no value of A in any answer to B, and none in an address or a cookie."""
    mine = {
        "name": {"name": "蓬莱　梢", "reading": "ホウライ コズエ"},
        "phone": {"phone": "０７９４（６３）１０００", "best_time": "昼休み"},
        "together": {"together": "companion", "relation": "孫むすめ"},
        "needs": {"needs": [], "text": "左の耳が遠い"},
    }
    values = [
        "蓬莱",
        "梢",
        "ほうらい",
        "こずえ",
        "ホウライ",
        "0794631000",
        "0794-63-1000",
        "０７９４",
        "昼休み",
        "孫むすめ",
    ]
    values += ["左の耳が遠い", "昭和22年3月5日（"]
    person.browser.cookies["display"] = "ruby=all"
    person.fill_in(run, **mine)
    person.get(f"/apply/{run.code}/check/")
    person.post(f"/apply/{run.code}/check/")
    other = make_person()
    other.browser.cookies["display"] = "ruby=all"
    paths = ["", "check/", "done/", *(f"{slug}/" for slug in ANSWERS)]

    other.post(f"/apply/{run.code}/")
    for path in paths:
        other.get(f"/apply/{run.code}/{path}")
    for path in ("/enrolment/", "/enrolment/show/", "/enrolment/cancel/", run.course.url, "/koza/ict/"):
        other.get(path)
    other.look_up(Enrolment.objects.get().receipt_number, "9999")

    # Kept in one form, or with readings written into the date.
    hidden = ["ホウライ", "０７９４", "昭和22年3月5日（"]
    assert [value for value in values if not any(value in page for page in person.pages)] == hidden
    seen = "".join(other.pages)
    assert [value for value in values if value in seen] == []
    kept = b"".join(cached().values())
    assert [value for value in values if value.encode() in kept] == []


def test_pages_with_answers_are_stored_nowhere(person, run):
    person.fill_in(run)

    for path in ("", "name/", "check/"):
        response = person.get(f"/apply/{run.code}/{path}")
        assert response["Cache-Control"] == "no-store, private"
        assert response["X-Robots-Tag"] == "noindex"
    person.post(f"/apply/{run.code}/name/", ANSWERS["name"])
    cookie = person.browser.cookies["application"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/apply/")
    assert not any(draft.key_hash == cookie.value for draft in ApplicationDraft.objects.all())


def test_draft_of_another_run_is_not_used(person, run, course):
    other = make_run(course, "2026-77")
    person.fill_in(run)

    assert "申込みの続きが見つかりません" in person.get(f"/apply/{other.code}/check/").content.decode()


def test_programs_that_fill_the_hidden_field_are_stopped(person, run):
    person.post(f"/apply/{run.code}/")

    response = person.post(f"/apply/{run.code}/name/", {**ANSWERS["name"], "homepage": "https://spam.example"})

    assert response.status_code == 429
    assert ApplicationDraft.objects.get().answers == {}


def test_hasty_sender_presses_once_more(person, run, monkeypatch):
    monkeypatch.setattr("courses.views.apply.SHORTEST", timedelta(hours=1))
    person.fill_in(run)

    assert "もう一度ボタンを押してください" in person.post(f"/apply/{run.code}/check/").content.decode()
    assert not Enrolment.objects.exists()


def test_mass_of_applications_is_slowed_down(person, run, monkeypatch):
    monkeypatch.setattr("courses.views.frame.LIMIT", 2)
    for _time in range(2):
        person.post(f"/apply/{run.code}/", {"again": "1"})

    response = person.post(f"/apply/{run.code}/", {"again": "1"})

    assert response.status_code == 429
    assert "0794-00-0024" in response.content.decode()


def test_unknown_and_hidden_runs_are_not_found(person, run):
    CourseRun.objects.filter(pk=run.pk).update(status="draft")

    assert person.get(f"/apply/{run.code}/").status_code == 404
    assert person.get("/apply/9999-99/").status_code == 404


def test_page_costs_few_queries(person, run, django_assert_max_num_queries):
    person.fill_in(run)

    with django_assert_max_num_queries(30):
        person.get(f"/apply/{run.code}/check/")


def test_phone_and_erase_stand_on_every_page(person, run):
    person.fill_in(run)

    for path in [*ANSWERS, "check"]:
        page = person.get(f"/apply/{run.code}/{path}/").content.decode()
        assert 'href="tel:0794000024"' in page, path
        assert "入れた内容を消して終わる" in page, path
        assert "平日の午前9時から午後5時まで" in page, path
        assert page.count('class="button"') == 1, path
        assert "placeholder" not in page, path
        assert "半角で入力" not in page, path


def test_every_question_says_why(person, run):
    person.fill_in(run)

    for slug in ANSWERS:
        assert 'class="why"' in person.get(f"/apply/{run.code}/{slug}/").content.decode(), slug


def test_fields_tell_the_browser_what_they_hold(person, run):
    person.fill_in(run)
    pages = "".join(person.get(f"/apply/{run.code}/{slug}/").content.decode() for slug in ANSWERS)

    for token in ("name", "bday-year", "bday-month", "bday-day", "tel", "email", "postal-code", "street-address"):
        assert f'autocomplete="{token}"' in pages, token
    for mode in ("numeric", "tel", "email"):
        assert f'inputmode="{mode}"' in pages, mode


def test_another_way_than_the_voice_stands_there(person, run, department):
    department.fax = "0794-00-0025"
    department.email = "ikiiki@city.example.jp"
    department.save()
    person.fill_in(run)

    page = person.get(f"/apply/{run.code}/needs/").content.decode()

    assert "0794-00-0025" in page
    assert "mailto:ikiiki@city.example.jp" in page
