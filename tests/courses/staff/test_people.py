"""Finding people, the page of an application, its buttons, and the log of who looked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.enrolment.actions import cancel, change_capacity
from courses.enrolment.actor import WEB
from courses.models import AccessLog, AssistanceNeed, Enrolment, LearnerChange, LearnerMerge, Notification, Offer
from courses.models.schedule import fiscal_year_of
from courses.roles import COURSE_STAFF, DESK
from tests.factories.courses import apply, make_applicant, make_run, make_session

pytestmark = pytest.mark.django_db


def address(name: str, *args) -> str:
    return reverse(f"course_desk:{name}", args=args)


def looks() -> list[tuple]:
    return list(AccessLog.objects.order_by("pk").values_list("user__groups__name", "screen", "learner"))


@pytest.mark.parametrize("typed", ["しけん はなこ", "シケン", "ｼｹﾝ", "０７９４-00-0001", "0794000001"])
def test_people_are_found_by_reading_or_telephone(staff_client, enrolment, typed):
    page = staff_client(DESK).post(address("search"), {"find": typed}).content.decode()

    assert address("enrolment", enrolment.pk) in page
    assert enrolment.learner.phone not in page.replace(f'value="{typed}"', "")
    assert looks() == [(DESK, "search", enrolment.learner_id)]


def test_a_receipt_number_leads_to_the_application(staff_client, enrolment):
    number = enrolment.receipt_number

    response = staff_client(DESK).post(address("search"), {"find": f"{number[:3]}-{number[3:6]}-{number[6:]}"})

    assert response.url == address("enrolment", enrolment.pk)


def test_a_receipt_number_of_another_department_finds_nothing(staff_client, other_enrolment):
    response = staff_client(DESK).post(address("search"), {"find": other_enrolment.receipt_number})

    assert response.status_code == 200
    assert address("enrolment", other_enrolment.pk) not in response.content.decode()


@pytest.mark.parametrize("typed", ["", "<script>", "12", "'; DROP TABLE", "あ" * 500, "\x00"])
def test_a_search_for_nothing_sensible_answers_in_words(staff_client, enrolment, typed):
    response = staff_client(DESK).post(address("search"), {"find": typed})

    assert response.status_code == 200
    assert "<script>'" not in response.content.decode()


def test_a_look_at_the_page_is_written_down(staff_client, enrolment):
    staff_client(DESK).get(address("enrolment", enrolment.pk))

    assert looks() == [(DESK, "enrolment", enrolment.learner_id)]


def test_inv_29_wishes_for_assistance_are_for_course_staff(client, people, enrolment):
    AssistanceNeed.objects.create(enrolment=enrolment, kind="other", text="筆談をお願いします")
    pages = {}
    for role in (DESK, COURSE_STAFF):
        client.force_login(people[role])
        pages[role] = client.get(address("enrolment", enrolment.pk)).content.decode()

    assert "筆談をお願いします" not in pages[DESK]
    assert "配慮の希望" not in pages[DESK]
    assert "筆談をお願いします" in pages[COURSE_STAFF]


def test_a_new_telephone_number_is_normalised_and_the_old_one_kept(staff_client, enrolment, people):
    data = {
        "name": enrolment.learner.name,
        "reading": enrolment.learner.reading,
        "phone": "０９０（１２３４）５６７８",
        "contact_channel": "phone",
        "channel": "counter",
        "speaker": "family",
    }

    staff_client(DESK).post(address("person", enrolment.pk), data)

    change = LearnerChange.objects.get()
    assert (change.changes["phone"][1], change.user, change.channel) == ("09012345678", people[DESK], "counter")


def test_a_wrong_number_leaves_the_page_as_typed(staff_client, enrolment):
    response = staff_client(DESK).post(
        address("person", enrolment.pk),
        {"name": "小野 花子", "reading": "おの はなこ", "phone": "12", "contact_channel": "phone"},
    )

    page = response.content.decode()
    assert 'value="12"' in page
    assert 'href="#id_phone"' in page
    assert not LearnerChange.objects.exists()


def test_the_usual_reasons_are_one_press_away(staff_client, enrolment):
    client = staff_client(DESK)
    page = client.get(address("enrolment", enrolment.pk)).content.decode()
    assert page.count("?reason=") == 10

    asked = client.get(address("cancel", enrolment.pk) + "?reason=illness").content.decode()
    assert (
        'value="illness" required id="id_reason_0" checked' in asked
        or "checked" in asked.split('value="illness"')[1][:80]
    )


def test_cancelling_and_taking_back(staff_client, enrolment, people):
    client = staff_client(DESK)

    client.post(address("cancel", enrolment.pk), {"reason": "illness", "channel": "phone", "speaker": "family"})
    enrolment.refresh_from_db()
    event = enrolment.events.last()
    assert (enrolment.state, event.reason, event.user, event.speaker) == (
        "cancelled",
        "illness",
        people[DESK],
        "family",
    )
    client.post(address("undo", enrolment.pk))

    enrolment.refresh_from_db()
    assert enrolment.state == "confirmed"


def test_another_reason_needs_words(staff_client, enrolment):
    response = staff_client(DESK).post(address("cancel", enrolment.pk), {"reason": "other"})

    enrolment.refresh_from_db()
    assert enrolment.state == "confirmed"
    assert "どんな理由かを書いてください" in response.content.decode()


@pytest.mark.parametrize("reason", ["", "run_cancelled", "nonsense", "x" * 300])
def test_a_reason_that_is_none_cancels_nothing(staff_client, enrolment, reason):
    staff_client(DESK).post(address("cancel", enrolment.pk), {"reason": reason})

    enrolment.refresh_from_db()
    assert enrolment.state == "confirmed"


def test_a_note_stands_in_the_history(staff_client, enrolment):
    client = staff_client(DESK)

    client.post(address("note", enrolment.pk), {"text": "娘さんから電話。来週また\nかける"})
    client.post(address("note", enrolment.pk), {"text": "   "})

    assert [event.text for event in enrolment.events.filter(kind="note")] == ["娘さんから電話。来週また かける"]
    assert "娘さんから電話。" in client.get(address("enrolment", enrolment.pk)).content.decode()


@pytest.fixture
def offer(run):
    """A seat that became free, for somebody who is told by telephone."""
    now = timezone.now()
    for number in range(1, 4):
        apply(run, number, now)
    change_capacity(run.pk, 3, now)
    return Offer.objects.get()


def test_an_offer_is_released_called_and_accepted(client, people, offer):
    client.force_login(people[COURSE_STAFF])
    client.post(address("offer", offer.pk), {"do": "release"})
    client.force_login(people[DESK])

    client.post(address("offer", offer.pk), {"do": "answer", "result": "no_answer"})
    client.post(
        address("offer", offer.pk), {"do": "answer", "result": "accepted", "speaker": "self", "note": "うれしい"}
    )

    offer.refresh_from_db()
    assert (offer.outcome, offer.enrolment.state) == ("accepted", "confirmed")
    assert [attempt.result for attempt in offer.attempts.all()] == ["no_answer", "accepted"]


def test_the_desk_cannot_release_an_offer(staff_client, offer):
    response = staff_client(DESK).post(address("offer", offer.pk), {"do": "release"})

    offer.refresh_from_db()
    assert (response.status_code, offer.released_at) == (403, None)


def test_a_result_that_is_none_is_told(staff_client, offer):
    staff_client(COURSE_STAFF).post(address("offer", offer.pk), {"do": "answer", "result": "nonsense"})

    assert not offer.attempts.exists()


def test_what_was_told_is_off_the_list_of_calls(staff_client, enrolment):
    client = staff_client(DESK)
    notice = Notification.objects.get(enrolment=enrolment, kind="confirmed")
    assert address("call", notice.pk) in client.get(address("work")).content.decode()

    client.post(address("call", notice.pk), {"do": "told"})

    assert address("call", notice.pk) not in client.get(address("work")).content.decode()


def test_a_withdrawn_notice_cannot_be_told(staff_client, enrolment):
    notice = Notification.objects.get(enrolment=enrolment, kind="confirmed")
    cancel(enrolment.pk, WEB, timezone.now())

    staff_client(DESK).post(address("call", notice.pk), {"do": "told"})

    notice.refresh_from_db()
    assert notice.status == "withdrawn"


def test_posting_the_letters_starts_the_days_of_an_offer(staff_client, run):
    now = timezone.now()
    apply(run, 1, now)
    apply(run, 2, now)
    apply(run, 3, now, people=(make_applicant(3, phone="", address="小野市王子町1"),), contact_channel="letter")
    change_capacity(run.pk, 3, now)
    client, row = staff_client(COURSE_STAFF), Offer.objects.get()
    client.post(address("offer", row.pk), {"do": "release"})
    keys = [notice.pk for notice in Notification.objects.filter(channel="letter")]

    client.post(address("mark_letters"), {"letter": [*keys, "x", "9" * 30], "do": "posted"})

    row.refresh_from_db()
    assert row.posted_at is not None
    assert set(Notification.objects.filter(channel="letter").values_list("status", flat=True)) == {"posted"}


def test_letters_of_another_department_stay(staff_client, other_run):
    apply(other_run, 4, timezone.now(), people=(make_applicant(4, address="小野市"),), contact_channel="letter")
    keys = list(Notification.objects.values_list("pk", flat=True))

    staff_client(COURSE_STAFF).post(address("mark_letters"), {"letter": keys, "do": "posted"})

    assert set(Notification.objects.values_list("status", flat=True)) == {"waiting"}


@pytest.fixture
def pair(run):
    """Two applications that may be of one person, in a run with room for both."""
    run.capacity = 5
    run.save()
    now = timezone.now()
    person = make_applicant(8)
    first = apply(run, 8, now - timedelta(hours=1), people=(person,))
    second = apply(run, 9, now, people=(make_applicant(9, reading=person.reading, birth_date=person.birth_date),))
    return first, second


def test_different_people_are_marked_with_a_reason(staff_client, pair):
    client, (first, second) = staff_client(COURSE_STAFF), pair
    data = {"first": first.pk, "second": second.pk, "do": "different"}
    page = client.get(address("duplicates")).content.decode()
    assert f'value="{second.pk}"' in page
    assert page.count(f"{first.learner.birth_date:%Y}年") == 2  # people are told apart by the whole day

    client.post(address("duplicates"), data)
    assert f'value="{second.pk}"' in client.get(address("duplicates")).content.decode()
    client.post(address("duplicates"), data | {"reason": "双子"})

    assert "確かめる申込みはありません" in client.get(address("duplicates")).content.decode()


def test_the_later_application_of_one_person_is_struck_out_by_two(staff_client, pair, people):
    client, (first, second) = staff_client(COURSE_STAFF), pair
    # The order in the form does not decide which one stays.
    data = {"first": second.pk, "second": first.pk, "do": "same", "reason": "電話で確かめた"}

    wrong = {"second_name": people["抽選立会"].username, "second_password": "wrong"}
    page = client.post(address("duplicates"), data | wrong).content.decode()
    assert {row.state for row in Enrolment.objects.all()} == {"confirmed"}
    assert [f'value="{text}"' in page for text in ("電話で確かめた", wrong["second_name"], "wrong")] == [
        True,
        True,
        False,
    ]
    client.post(
        address("duplicates"), data | {"second_name": people["抽選立会"].username, "second_password": "for tests only"}
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, first.learner_id) == ("confirmed", "void", second.learner_id)


def test_joined_records_can_be_taken_apart_with_a_reason(staff_client, pair, people):
    client, (first, second) = staff_client(COURSE_STAFF), pair
    data = {"first": first.pk, "second": second.pk, "do": "same", "reason": "同じ方"}
    client.post(
        address("duplicates"), data | {"second_name": people["抽選立会"].username, "second_password": "for tests only"}
    )
    merge = LearnerMerge.objects.get()
    assert f'id="undo-{merge.pk}"' in client.get(address("duplicates")).content.decode()

    for sent in ({"merge": merge.pk}, {"merge": "x", "reason": "別の方"}, {"merge": merge.pk, "reason": "別の方"}):
        client.post(address("duplicates"), sent | {"do": "undo"})

    second.refresh_from_db()
    assert second.learner_id == merge.absorbed_id != first.learner_id


def test_arranging_a_wish(staff_client, enrolment):
    need = AssistanceNeed.objects.create(enrolment=enrolment, kind="wheelchair")
    client = staff_client(COURSE_STAFF)

    for status in ("nonsense", "arranged"):
        client.post(address("change_assistance", need.pk), {"status": status})

    need.refresh_from_db()
    assert need.status == "arranged"
    assert (COURSE_STAFF, "assistance", enrolment.learner_id) not in looks()
    client.get(address("assistance"))
    assert (COURSE_STAFF, "assistance", enrolment.learner_id) in looks()


def test_a_list_of_people_is_written_down_once(staff_client, run, enrolment):
    page = staff_client(DESK).get(address("run", run.code)).content.decode()

    assert enrolment.learner.reading in page
    assert list(AccessLog.objects.values_list("screen", "run__code")) == [("run", run.code)]


def test_who_may_not_look_at_applications_sees_the_figures_only(client, people, run, enrolment):
    for role in ("抽選立会", "統計閲覧", "管理者"):
        client.force_login(people[role])
        page = client.get(address("run", run.code)).content.decode()
        assert enrolment.learner.reading not in page
        assert "席と申込み" in page
    assert not AccessLog.objects.exists()


def test_the_list_of_runs_opens_with_this_year_and_leads_to_others(staff_client, course, department):
    this_year = fiscal_year_of(timezone.localdate())
    for number, year in enumerate((this_year - 1, this_year, this_year + 1)):
        make_run(course, f"{year}-0{number}", fiscal_year=year, department=department)
    client = staff_client(DESK)

    shown = {
        query: [row["run"].fiscal_year for row in client.get(address("runs") + query).context["rows"]]
        for query in ("", f"?year={this_year + 1}", "?year=1", "?year=x", "?year=２")
    }

    later = [this_year + 1]
    assert shown == {
        "": [this_year],
        f"?year={later[0]}": later,
        "?year=1": [this_year],
        "?year=x": [this_year],
        "?year=２": [this_year],
    }


@pytest.mark.parametrize("query", ["?p=0", "?p=99999", "?p=x", "?state=nothing", "?p=１", "?state=<script>"])
def test_odd_pages_of_the_list_answer(staff_client, run, enrolment, query):
    response = staff_client(DESK).get(address("run", run.code) + query)

    assert response.status_code == 200
    assert "<script>'" not in response.content.decode()


def test_work_takes_the_same_queries_for_one_run_and_for_three(
    staff_client, make_world, run, course, venue, department, django_assert_max_num_queries
):
    client = staff_client(COURSE_STAFF)
    for number in (10, 11, 12):
        other = make_run(course, f"2026-{number}", capacity=2, waiting_list_size=5, department=department)
        make_session(other, timezone.localdate() + timedelta(days=20), venue)
        make_world(other, number * 10)

    with django_assert_max_num_queries(60):
        client.get(address("work"))
