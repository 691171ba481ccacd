"""Drafts, look-up by receipt number, and signed links: what residents reach without an account."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.enrolment.errors import TooManyAttempts
from courses.enrolment.receipt import is_valid
from courses.models import ApplicationDraft, CourseRun, Enrolment, LookupAttempt
from courses.models.city import choice
from courses.models.encryption import make_lookup_hash

KEY_BITS = 192
SALT = "courses.enrolment.link"


def make_key(random: Random) -> str:
    """Return an opaque key that cannot be guessed; pass random.SystemRandom() outside tests."""
    return f"{random.getrandbits(KEY_BITS):048x}"


def start_draft(run: CourseRun, now: datetime, random: Random) -> tuple[str, ApplicationDraft]:
    """Return the key for the browser and the new draft. The key stands in no table. run: unsaved for the practice form."""
    key = make_key(random)
    draft = ApplicationDraft.objects.create(
        key_hash=make_lookup_hash(key), run_id=run.pk, submission_key=make_key(random), created_at=now, touched_at=now
    )
    return key, draft


def find_draft(key: str, now: datetime) -> ApplicationDraft | None:
    """Return the draft, None when the key is wrong or the draft was not touched for 24 hours."""
    since = now - timedelta(hours=choice("DRAFT_HOURS"))
    return ApplicationDraft.objects.filter(key_hash=make_lookup_hash(key), touched_at__gt=since).first()


def save_draft(draft: ApplicationDraft, answers: dict[str, Any], now: datetime) -> None:
    """Add answers (JSON values) to the draft."""
    draft.answers = {**draft.answers, **answers}
    draft.touched_at = now
    draft.save(update_fields=["answers", "touched_at"])


def empty_draft(draft: ApplicationDraft, now: datetime) -> None:
    """Forget the answers after sending. The key stays, so that the browser can show its receipt for the 24 hours."""
    draft.answers, draft.touched_at = {}, now
    draft.save(update_fields=["answers", "touched_at"])


def delete_draft(key: str) -> None:
    """Erase the draft at once ("shared PC: erase and finish")."""
    ApplicationDraft.objects.filter(key_hash=make_lookup_hash(key)).delete()


def delete_old_drafts(now: datetime) -> int:
    """Delete drafts that nobody touched for 24 hours, and failed look-ups that no longer count; return the drafts deleted."""
    LookupAttempt.objects.filter(at__lte=now - timedelta(minutes=choice("LOOKUP_MINUTES"))).delete()
    since = now - timedelta(hours=choice("DRAFT_HOURS"))
    return ApplicationDraft.objects.filter(touched_at__lte=since).delete()[0]


@transaction.atomic
def look_up(number: str, second_fact: str, now: datetime) -> Enrolment | None:
    """Return the enrolment for a normalised receipt number and four digits: birth month and day, or the end of the phone.

    None when either is wrong; the answer does not say which. Raises TooManyAttempts after the limit, whether the number
    exists or not; the limit counts over all processes.
    """
    number_hash = make_lookup_hash(number)
    since = now - timedelta(minutes=choice("LOOKUP_MINUTES"))
    if LookupAttempt.objects.filter(number_hash=number_hash, at__gt=since).count() >= choice("LOOKUP_ATTEMPTS"):
        raise TooManyAttempts(_("Please wait 15 minutes, or ring us. We look it up for you."))
    enrolment = Enrolment.objects.select_related("learner", "run__course").filter(receipt_number=number).first()
    if enrolment is None or not is_valid(number) or not knows_fact(enrolment, second_fact):
        LookupAttempt.objects.create(number_hash=number_hash, at=now)
        return None
    return enrolment


def knows_fact(enrolment: Enrolment, fact: str) -> bool:
    """Say whether the four digits are the person's birth month and day, or the end of the telephone number."""
    person = enrolment.learner
    facts = {f"{person.birth_date:%m%d}"} if person.birth_date else set()
    if person.phone:
        facts.add(person.phone[-4:])
    return len(fact) == 4 and fact in facts


def make_link_token(enrolment: Enrolment, purpose: str, until: datetime) -> str:
    """Return a signed token for one purpose; it dies at `until` and as soon as the state changes. Holds no personal data."""
    values = [enrolment.pk, purpose, int(until.timestamp()), enrolment.state]
    return signing.dumps(values, salt=SALT, compress=True)


def make_offer_address(enrolment: Enrolment, until: datetime) -> str:
    """Return the whole address at which the offer to this enrolment can be answered; for messages."""
    return settings.WAGTAILADMIN_BASE_URL + reverse("offer", args=[make_link_token(enrolment, "offer", until)])


def read_link_token(token: str, purpose: str, now: datetime) -> Enrolment | None:
    """Return the enrolment of a token that is genuine, for this purpose, in time, and whose state is still the same.

    None otherwise. Changes nothing: a button press does (courses.enrolment.actions).
    """
    try:
        pk, token_purpose, until, state = signing.loads(token, salt=SALT, max_age=timedelta(days=choice("LINK_DAYS")))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if token_purpose != purpose or now.timestamp() > until:
        return None
    rows = Enrolment.objects.select_related("learner", "run__course")
    return rows.filter(pk=pk, state=state).first()
