"""Dossier, suspension, erasing at request, rounds of deleting."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.enrolment.actions import cancel
from courses.enrolment.actor import WEB
from courses.enrolment.lookup import start_draft
from courses.models import AccessLog, ApplicationDraft, Enrolment, RetentionRun
from courses.roles import ADMINISTRATOR
from tests.factories.courses import make_staff

pytestmark = pytest.mark.django_db


def address(name: str, *args) -> str:
    return reverse(f"course_desk:{name}", args=args)


@pytest.fixture
def admin(staff_client):
    return staff_client(ADMINISTRATOR)


def test_the_dossier_holds_what_is_stored_and_is_written_down(admin, enrolment):
    page = admin.get(address("dossier", enrolment.learner_id)).content.decode()

    person = enrolment.learner
    missing = [
        text for text in (person.name, person.reading, person.phone, enrolment.receipt_number) if text not in page
    ]
    assert missing == []
    assert AccessLog.objects.filter(screen="dossier", learner=person).count() == 1


def test_a_suspended_person_is_not_found_any_more_and_again_after_lifting(admin, enrolment):
    for is_found in (False, True):
        admin.post(address("dossier", enrolment.learner_id), {"do": "suspend"})
        page = admin.post(address("disclosure"), {"find": enrolment.learner.reading}).content.decode()
        assert (address("dossier", enrolment.learner_id) in page) == is_found


def test_erasing_needs_a_tick_and_no_application_that_goes_on(admin, enrolment):
    where = address("dossier", enrolment.learner_id)

    admin.post(where, {"do": "erase"})
    admin.post(where, {"do": "erase", "sure": "1"})
    enrolment.learner.refresh_from_db()
    assert enrolment.learner.anonymised_at is None
    cancel(enrolment.pk, WEB, timezone.now())
    response = admin.post(where, {"do": "erase", "sure": "1"})

    enrolment.learner.refresh_from_db()
    row = Enrolment.objects.get()
    assert response.url == address("disclosure")
    assert (enrolment.learner.name, enrolment.learner.phone, row.notifications.count()) == ("", "", 0)
    assert row.age_band


def test_the_page_of_an_erased_person_still_opens(admin, client, people, enrolment):
    cancel(enrolment.pk, WEB, timezone.now())
    admin.post(address("dossier", enrolment.learner_id), {"do": "erase", "sure": "1"})
    client.force_login(people["窓口担当"])

    assert "消去済みの方" in client.get(address("enrolment", enrolment.pk)).content.decode()
    assert client.get(address("run", enrolment.run.code)).status_code == 200


def test_a_round_is_listed_approved_done_and_proven(admin, run, people, random_numbers, client):
    start_draft(run, timezone.now() - timedelta(days=3), random_numbers)
    assert "書きかけの申込み" in admin.get(address("retention")).content.decode()

    admin.post(address("retention"))
    row = RetentionRun.objects.get()
    admin.post(address("round", row.pk), {"do": "execute"})
    assert ApplicationDraft.objects.count() == 1  # not approved yet
    admin.post(address("round", row.pk), {"do": "approve"})
    row.refresh_from_db()
    assert row.approved_at is None  # who made the list does not approve it
    assert "ほかの管理者に、この画面で承認を" in admin.get(address("round", row.pk)).content.decode()
    second = make_staff("kanri-2", ADMINISTRATOR)
    client.force_login(second)
    client.post(address("round", row.pk), {"do": "approve"})
    client.post(address("round", row.pk), {"do": "execute"})

    row.refresh_from_db()
    assert (row.proposed_by, row.approved_by) == (people[ADMINISTRATOR], second)
    assert row.log["drafts"] == {"planned": 1, "done": 1, "left": 0}
    assert not ApplicationDraft.objects.exists()
    assert "消去の証明" in admin.get(address("round", row.pk)).content.decode()


def test_a_look_at_the_plan_changes_nothing(admin, run, random_numbers):
    start_draft(run, timezone.now() - timedelta(days=3), random_numbers)

    admin.get(address("retention"))

    assert ApplicationDraft.objects.count() == 1
    assert not RetentionRun.objects.exists()
