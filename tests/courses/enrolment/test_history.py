"""The state machine and the history: which changes exist, and that history only grows."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from courses.enrolment.actions import cancel, change_answers
from courses.enrolment.actor import SYSTEM, WEB
from courses.enrolment.errors import NotPossible
from courses.enrolment.people import change_learner
from courses.enrolment.privacy import make_dossier, redact_learner
from courses.enrolment.transitions import TRANSITIONS, move, replay
from courses.models import Enrolment, EnrolmentEvent, EventsAreFinal
from courses.models import EnrolmentState as S
from tests.factories.courses import apply

pytestmark = pytest.mark.django_db
# Source: the diagram and the table of courses.md §3, written down a second time.
POSSIBLE = {
    S.SUBMITTED: {S.CONFIRMED, S.WAITLISTED, S.NOT_SELECTED, S.CANCELLED, S.VOID},
    S.WAITLISTED: {S.OFFERED, S.CANCELLED, S.VOID},
    S.OFFERED: {S.CONFIRMED, S.DECLINED, S.LAPSED, S.CANCELLED},
    S.LAPSED: {S.WAITLISTED},
    S.CONFIRMED: {S.CANCELLED, S.VOID, S.COMPLETED, S.NOT_COMPLETED},
    S.CANCELLED: {S.CONFIRMED, S.WAITLISTED, S.SUBMITTED},
    S.NOT_SELECTED: {S.WAITLISTED},
}


def test_inv_26_only_the_transitions_of_the_design_are_possible(run, now):
    member = apply(run, 1, now)
    refused = set()

    for before, after in product(S.values, S.values):
        trial = Enrolment(pk=member.pk, run=run, learner=member.learner, state=before, waiting_rank=1)
        if (before, after) in TRANSITIONS:
            continue
        with pytest.raises(NotPossible):
            move([trial], after, SYSTEM, now)
        refused.add((before, after))

    assert set(product(S.values, S.values)) - refused == {
        (before, after) for before, states in POSSIBLE.items() for after in states
    }


def test_an_offer_is_cancelled_only_with_its_run(run, now):
    trial = Enrolment(run=run, state=S.OFFERED)

    with pytest.raises(NotPossible):
        move([trial], S.CANCELLED, SYSTEM, now)


def test_inv_24_every_change_writes_one_event_and_the_events_tell_the_state(run, now, desk):
    enrolment = apply(run, 1, now)
    counts = [enrolment.events.count()]
    for step in (
        lambda: change_answers(enrolment.pk, desk, now, residence="works"),
        lambda: change_answers(enrolment.pk, desk, now, residence="works"),  # nothing changes
        lambda: cancel(enrolment.pk, WEB, now),
    ):
        step()
        counts.append(enrolment.events.count())

    enrolment.refresh_from_db()
    assert counts == [2, 3, 3, 4]
    assert replay(enrolment)["state"] == S.CANCELLED


def test_inv_24_the_database_refuses_a_state_without_its_event(run, now):
    enrolment = apply(run, 1, now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=enrolment.pk).update(state=S.WAITLISTED, waiting_rank=1)


def test_inv_25_events_cannot_be_changed_or_deleted_through_the_models(run, now):
    event = apply(run, 1, now).events.first()

    for attempt in (
        event.save,
        event.delete,
        lambda: EnrolmentEvent.objects.update(reason="x"),
        lambda: EnrolmentEvent.objects.all().delete(),
        lambda: EnrolmentEvent.objects.bulk_update([event], ["reason"]),
    ):
        with pytest.raises(EventsAreFinal):
            attempt()
    with pytest.raises(ProtectedError):
        event.enrolment.delete()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE courses_enrolmentevent SET to_state = 'confirmed'",
        "UPDATE courses_enrolmentevent SET at = NULL, redacted_at = '2026-12-01 00:00:00+00:00'",
        "DELETE FROM courses_enrolmentevent",
    ],
)
def test_inv_25_events_cannot_be_changed_or_deleted_in_sql(run, now, sql):
    apply(run, 1, now)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_inv_25_redaction_empties_the_values_keeps_the_events_and_is_one(run, now, desk):
    enrolment = apply(run, 1, now)
    change_answers(enrolment.pk, desk, now, "call", district="来住")
    change_learner(enrolment.learner_id, desk, now, phone="0794999999")
    before = list(enrolment.events.values_list("number", "to_state", "reason"))

    redact_learner(enrolment.learner_id, desk, now + timedelta(days=1))

    events = list(enrolment.events.all())
    assert [(event.number, event.to_state, event.reason) for event in events[:-1]] == before
    assert [event.changes for event in events] == [{}] * len(events)
    assert (events[-1].kind, events[-1].user) == ("redaction", desk.user)
    assert enrolment.learner.changes.get().changes == {}


def test_the_dossier_holds_everything_and_is_itself_written_down(run, now, staff, desk):
    enrolment = apply(run, 1, now)
    change_learner(enrolment.learner_id, desk, now, best_time="午前")

    dossier = make_dossier(enrolment.learner_id, staff, now)

    [entry] = dossier["enrolments"]
    assert dossier["records"][0]["phone"] == enrolment.learner.phone
    assert dossier["corrections"] == [{"at": now, "changes": {"best_time": ["", "午前"]}}]
    assert (entry["receipt_number"], len(entry["history"]), len(entry["notices"])) == (enrolment.receipt_number, 2, 2)
    assert dossier["seen_by"] == [{"at": now, "user": "madoguchi", "screen": "dossier"}]


def test_contact_data_is_not_readable_in_the_database(run, now):
    enrolment = apply(run, 1, now)

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_hash FROM courses_learner")
        phone, phone_hash = cursor.fetchone()

    assert enrolment.learner.phone not in phone + phone_hash
    assert phone.startswith("gAAAA")
