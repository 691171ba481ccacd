"""What the law gives a person: seeing all that is stored, and having it go from the history too (courses.md §8)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from courses.enrolment.actor import Actor
from courses.enrolment.allowed import needs
from courses.enrolment.people import log_access
from courses.enrolment.seats import lock_run
from courses.enrolment.transitions import add_event
from courses.models import EnrolmentEvent, EventKind, Learner
from courses.models.learner import LearnerChange

DOSSIER_FIELDS = (
    "name", "reading", "birth_date", "district", "phone", "email", "postal_code", "address", "contact_channel", "best_time",
)  # fmt: skip


@needs("courses.handle_disclosure")
def make_dossier(learner_id: int, user: Any, now: datetime) -> dict[str, Any]:
    """Return everything stored about a person, also under merged records; writes the look into the access log."""
    learner = Learner.objects.get(pk=learner_id)
    records = [learner, *learner.merged.all()]
    log_access(user, "dossier", now, learner_id=learner_id)
    return {
        "records": [{name: getattr(row, name) for name in DOSSIER_FIELDS} for row in records],
        "corrections": [
            {"at": change.at, "changes": change.changes} for row in records for change in row.changes.order_by("pk")
        ],
        "enrolments": [
            describe_enrolment(row) for record in records for row in record.enrolments.order_by("received_at")
        ],
        "seen_by": [
            {"at": access.at, "user": access.user.get_username(), "screen": access.screen}
            for access in learner.accesses.select_related("user")
        ],
    }


def describe_enrolment(row: Any) -> dict[str, Any]:
    """Return what is stored about one enrolment, for the person."""
    return {
        "run": str(row.run),
        "receipt_number": row.receipt_number,
        "state": row.get_state_display(),
        "received_at": row.received_at,
        "channel": row.get_channel_display(),
        "companions": [(companion.relation, companion.takes_seat) for companion in row.companions.all()],
        "needs": [(need.get_kind_display(), need.text, need.get_status_display()) for need in row.needs.all()],
        "history": [
            {"at": event.at, "from": event.from_state, "to": event.to_state, "reason": event.reason, "text": event.text,
             "changes": event.changes}
            for event in row.events.all()
        ],
        "notices": [(notice.get_kind_display(), notice.text, notice.created_at) for notice in row.notifications.all()],
        "attendances": [(str(item.session), item.get_status_display()) for item in row.attendances.all()],
    }  # fmt: skip


@needs("courses.handle_disclosure")
@transaction.atomic
def redact_learner(learner_id: int, actor: Actor, now: datetime) -> int:
    """Empty the personal values in the person's history; events stay, and each enrolment gets one that says so (INV-25).

    Returns how many events were emptied. The record itself is changed by change_learner or the retention.
    """
    learner = Learner.objects.get(pk=learner_id)
    LearnerChange.objects.filter(learner=learner).update(changes="", redacted_at=now)
    count = 0
    for enrolment in learner.enrolments.order_by("run_id", "pk"):
        lock_run(enrolment.run_id)
        enrolment.refresh_from_db()
        count += EnrolmentEvent.objects.filter(enrolment=enrolment).replace_personal_values(now)
        add_event(enrolment, EventKind.REDACTION, actor, now, reason="redacted")
        enrolment.save(update_fields=["event_count"])
    return count
