"""Records of people: making, finding and correcting them."""

import dataclasses
from datetime import datetime

from django.db import transaction

from courses.enrolment.actor import Actor
from courses.enrolment.allowed import needs
from courses.enrolment.application import Applicant, Application
from courses.enrolment.identity import identity_hash
from courses.models import AccessLog, Learner, LearnerChange
from courses.models.encryption import make_lookup_hash

CONTACT_FIELDS = ("phone", "email", "postal_code", "address")
PERSON_FIELDS = ("name", "reading", "birth_date", "district", *CONTACT_FIELDS)
SETTABLE = (*PERSON_FIELDS, "contact_channel", "best_time", "language", "is_suspended")


def make_learner(applicant: Applicant, application: Application, now: datetime) -> Learner:
    """Return a new record of the applicant."""
    values = {name: getattr(applicant, name) for name in PERSON_FIELDS}
    learner = Learner(
        **values,
        contact_channel=application.contact_channel,
        best_time=application.best_time,
        language=application.language,
        created_at=now,
    )
    set_hashes(learner)
    learner.save()
    return learner


def set_hashes(learner: Learner) -> None:
    """Bring the hashes that find the record into line with its values."""
    learner.phone_hash = make_lookup_hash(learner.phone)
    learner.identity_hash = identity_hash(learner.reading, learner.birth_date)


def find_learners(reading: str = "", phone: str = "", limit: int = 20) -> list[Learner]:
    """Return records whose reading begins so, or whose telephone is exactly this one; both normalised.

    For the search of staff: show reading, district and the year of birth, no more (§7.1).
    """
    rows = Learner.objects.filter(merged_into__isnull=True, anonymised_at__isnull=True, is_suspended=False)
    if phone:
        return list(rows.filter(phone_hash=make_lookup_hash(phone))[:limit])
    return list(rows.filter(reading__startswith=reading)[:limit]) if reading else []


@needs("courses.change_enrolment", "courses.handle_disclosure")
@transaction.atomic
def change_learner(learner_id: int, actor: Actor, now: datetime, **values) -> Learner:
    """Correct a person's record (normalised values of SETTABLE). Old and new values stay, encrypted, until redaction.

    Raises ValueError for a field that is not in SETTABLE.
    """
    unknown = set(values) - set(SETTABLE)
    if unknown:
        raise ValueError(f"Not a field of a learner that can be changed: {sorted(unknown)}")
    learner = Learner.objects.select_for_update().get(pk=learner_id)
    changes = {
        name: [str(getattr(learner, name) or ""), str(value or "")]
        for name, value in values.items()
        if getattr(learner, name) != value
    }
    if not changes:
        return learner
    for name, value in values.items():
        setattr(learner, name, value)
    set_hashes(learner)
    learner.save()
    LearnerChange.objects.create(learner=learner, changes=changes, channel=actor.channel, user=actor.user, at=now)
    return learner


def log_access(user, screen: str, now: datetime, learner_id: int | None = None, run_id: int | None = None) -> None:
    """Write down that a member of staff saw a record. Every screen that shows a person calls this."""
    AccessLog.objects.create(user=user, screen=screen, learner_id=learner_id, run_id=run_id, at=now)


def log_export(
    user, screen: str, purpose: str, columns: list[str], row_count: int, now: datetime, run_id=None
) -> AccessLog:
    """Write down an export (INV-34) and return the entry. Raises ValueError without a purpose."""
    if not purpose.strip():
        raise ValueError("An export needs a purpose.")
    return AccessLog.objects.create(
        user=user, screen=screen, purpose=purpose, columns=columns, row_count=row_count, at=now, run_id=run_id
    )


def copy_applicant(learner: Learner, **values) -> Applicant:
    """Return an applicant with the values of a record, some of them replaced; for runs that people change to."""
    known = {name: getattr(learner, name) for name in PERSON_FIELDS}
    fields = {field.name for field in dataclasses.fields(Applicant)}
    return Applicant(**{name: value for name, value in (known | values).items() if name in fields})
