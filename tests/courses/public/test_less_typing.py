"""What spares typing: an earlier application, the postal code; and the form for practice, which sends nothing."""

import pytest

from courses.enrolment.postal import find_address, read_file
from courses.models import ApplicationDraft, Enrolment, Learner
from tests.courses.public.conftest import ANSWERS
from tests.factories.courses import make_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_run(run):
    return make_run(run.course, "2026-02", contact_phone="0794-00-0024")


def ask_again(person, run, number: str, fact: str = "0305"):
    return person.post(f"/apply/{run.code}/again/", {"number": number, "fact": fact})


def test_ux_16_an_earlier_receipt_number_fills_in_what_is_known(person, run, next_run):
    person.apply(run)
    earlier = Enrolment.objects.get()

    page = ask_again(person, next_run, earlier.receipt_number)

    assert page.redirect_chain[-1][0] == f"/apply/{next_run.code}/who/"
    answers = ApplicationDraft.objects.get(run=next_run).answers
    assert answers["name"] == {"name": "小野 花子", "reading": "おの はなこ"}
    assert answers["birth"] == {"era": "昭和", "year": "22", "month": "3", "day": "5"}
    assert (answers["phone"]["phone"], answers["home"]["district"]) == ("0794631000", "小野")
    assert "needs" not in answers  # asked each time, and forgotten 30 days after a course
    for slug in ("who", "together", "needs"):
        page = person.post(f"/apply/{next_run.code}/{slug}/", ANSWERS[slug])
    person.post(f"/apply/{next_run.code}/home/", ANSWERS["home"])
    person.post(f"/apply/{next_run.code}/check/")
    assert Enrolment.objects.filter(run=next_run, learner__name="小野 花子").count() == 1


def test_a_wrong_number_tells_nothing_and_counts_as_at_the_look_up(person, run, next_run):
    person.apply(run)
    number = Enrolment.objects.get().receipt_number

    told = [ask_again(person, next_run, number, "9999").content.decode() for _try in range(6)]

    assert "この2つの組み合わせでは見つかりませんでした" in told[0]
    assert "小野 花子" not in "".join(told)
    assert "15分ほどお待ちになるか" in told[-1]
    assert not ApplicationDraft.objects.filter(run=next_run).exists()


def test_who_asked_not_to_be_used_is_not_filled_in(person, run, next_run):
    person.apply(run)
    Learner.objects.update(is_suspended=True)

    page = ask_again(person, next_run, Enrolment.objects.get().receipt_number)

    assert "見つかりませんでした" in page.content.decode()


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("675-1366", "兵庫県小野市中島町"),
        ("6751300", "兵庫県小野市"),
        ("675-1352", "兵庫県小野市"),  # several towns
        ("100-0001", ""),
    ],
)
def test_ux_22_a_postal_code_tells_the_address_as_far_as_it_goes(code, address):
    assert find_address(code) == address


def test_the_file_of_japan_post_is_read_as_it_is(tmp_path, settings):
    rows = (
        '28218,"67514  ","6751433","ﾋ","ｵ","ｵ","兵庫県","小野市","ある町（一丁目、",0,0,1,0,0,0',
        '28218,"67514  ","6751433","ﾋ","ｵ","ｵ","兵庫県","小野市","二丁目）",0,0,1,0,0,0',
    )
    (tmp_path / "utf_ken_all.csv").write_text("\r\n".join(rows), encoding="utf-8")
    settings.COURSES = {"POSTAL_CODES_FILE": str(tmp_path / "utf_ken_all.csv")}

    assert find_address("675-1433") == "兵庫県小野市"
    read_file.cache_clear()


def test_ux_22_the_address_is_filled_in_seen_and_can_be_changed(person, run):
    person.fill_in(run, notice={})
    letter = {"contact_channel": "letter", "email": "", "postal_code": "６７５１３６６", "address": ""}

    first = person.post(f"/apply/{run.code}/notice/", letter)
    page = first.content.decode()

    assert first.redirect_chain == []  # still the same question
    assert 'value="兵庫県小野市中島町"' in page
    assert 'role="status"' in page
    assert 'aria-invalid="true"' not in page
    person.post(f"/apply/{run.code}/notice/", letter | {"address": "大阪市北区1"})
    assert ApplicationDraft.objects.get().answers["notice"]["address"] == "大阪市北区1"


def test_ux_22_an_unknown_postal_code_is_no_mistake(person, run):
    person.fill_in(run, notice={})
    letter = {"contact_channel": "letter", "email": "", "postal_code": "100-0001", "address": "千代田1"}

    assert person.post(f"/apply/{run.code}/notice/", letter).redirect_chain != []


def test_the_address_is_filled_in_when_the_way_of_telling_is_changed_later(person, run):
    person.apply(run)
    person.look_up(Enrolment.objects.get().receipt_number)

    page = person.post("/enrolment/change/notice/", {"contact_channel": "letter", "postal_code": "675-1366"})

    assert 'value="兵庫県小野市中島町"' in page.content.decode()
    assert Learner.objects.get().address == ""


def practise(person) -> None:
    """Answer every question of the practice form, up to its check page."""
    person.post("/apply/renshu/")
    for slug, answer in ANSWERS.items():
        person.post(f"/apply/renshu/{slug}/", answer)


def test_ux_41_the_practice_goes_all_the_way_and_sends_nothing(person, run):
    practise(person)
    check = person.get("/apply/renshu/check/").content.decode()

    done = person.post("/apply/renshu/check/").content.decode()
    cancelled = person.post("/apply/renshu/done/", {"cancel": "1"}).content.decode()
    restored = person.post("/apply/renshu/done/", {"undo": "1"}).content.decode()

    assert "小野 花子" in check
    assert all("練習用の画面です" in page for page in person.pages if "/apply/renshu/" in page)
    assert ["000-000-000" in page for page in (done, cancelled, restored)] == [True, False, True]
    assert (Enrolment.objects.count(), Learner.objects.count()) == (0, 0)
    assert ApplicationDraft.objects.get().answers == {"practice": {"step": "sent"}}  # nothing typed is kept


def test_a_mistake_in_the_practice_is_told_as_in_a_real_form(person, run):
    person.post("/apply/renshu/")

    page = person.post("/apply/renshu/name/", {"name": "", "reading": "abc"}).content.decode()

    assert "入力をご確認ください" in page


def test_the_practice_can_be_found_and_begun_anew(person, run):
    practise(person)
    person.post("/apply/renshu/check/")

    assert 'href="/apply/renshu/"' in person.get(run.course.get_parent().url).content.decode()
    assert 'href="/apply/renshu/"' in person.get(f"/apply/{run.code}/").content.decode()
    assert person.post("/apply/renshu/").redirect_chain[-1][0] == "/apply/renshu/who/"
    person.post("/apply/renshu/erase/")
    assert not ApplicationDraft.objects.exists()


def test_a_draft_of_the_practice_serves_no_real_run_and_the_other_way_round(person, run):
    person.post("/apply/renshu/")
    assert "続きが見つかりません" in person.get(f"/apply/{run.code}/name/").content.decode()

    person.post(f"/apply/{run.code}/")
    assert "続きが見つかりません" in person.get("/apply/renshu/name/").content.decode()


def test_ux_36_the_receipt_says_how_to_get_there(person, run, venue):
    venue.route, venue.step_free_route = "バス停「市役所」から歩いて5分です。", "入口から段差はありません。"
    venue.save()

    page = person.apply(run).content.decode()

    assert "バス停「市役所」から歩いて5分です。" in page
    assert "入口から段差はありません。" in page
