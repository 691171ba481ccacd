"""The waiting list: one per run, offers by rank, answers, and what happens when nobody answers (courses.md §4.4)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courses import notifications
from courses.enrolment.actor import SYSTEM, Actor
from courses.enrolment.allowed import needs
from courses.enrolment.eligibility import is_over_limit
from courses.enrolment.errors import NotPossible, RunClosed
from courses.enrolment.lookup import make_offer_address
from courses.enrolment.policies import find_entries, next_rank
from courses.enrolment.seats import count_free, find_members, lock_run, takes_seats
from courses.enrolment.transitions import move
from courses.models import (
    ContactAttempt,
    ContactChannel,
    ContactResult,
    CourseRun,
    Enrolment,
    NoticeKind,
    NoticeStatus,
    Offer,
    OfferOutcome,
    RunStatus,
)
from courses.models import EnrolmentState as S
from courses.models.city import choice

SATURDAY = 5
NOON = 12


def find_offer_cutoff(run: CourseRun) -> datetime | None:
    """Return the moment from which no offer is made: the run's own, or noon of the working day before it begins.

    None when the run has no dates yet.
    """
    if run.offer_cutoff:
        return run.offer_cutoff
    if run.starts_at is None:
        return None
    day = timezone.localdate(run.starts_at) - timedelta(days=1)
    while not is_workday(day):
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(choice("OFFER_CUTOFF_HOUR"))))


def is_workday(day: date) -> bool:
    """Say whether the city hall is open. Our choice: weekends and 29 December to 3 January; not the other holidays."""
    return day.weekday() < SATURDAY and not ((day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3))


def can_offer(run: CourseRun, now: datetime) -> bool:
    """Say whether freed seats may still be offered (INV-08)."""
    cutoff = find_offer_cutoff(run)
    has_begun = run.starts_at is not None and now >= run.starts_at
    closed = run.closed_at or run.list_closed_at or run.status != RunStatus.PUBLISHED
    return not closed and not has_begun and (cutoff is None or now < cutoff)


@needs("courses.send_notices")
@takes_seats
def offer_free_seats(run_id: int, now: datetime, user: Any = None) -> list[Offer]:
    """Offer every free seat to the next party on the waiting list; return the offers made, in rank order.

    user: who asks for it; None for the clock. Sends nothing: the notices stand in the outbox. Raises RunClosed if the cut-off has passed.
    """
    run = lock_run(run_id)
    if not can_offer(run, now):
        raise RunClosed(_("No more places are offered for this run."))
    return fill_free_seats(run, now)


def fill_free_seats(run: CourseRun, now: datetime) -> list[Offer]:
    """The same for a run that is locked already; makes no offer when the time for it is over."""
    offers: list[Offer] = []
    if not can_offer(run, now):
        return offers
    entries = [entry for entry in find_entries(run, S.WAITLISTED) if not any(is_over_limit(row) for row in entry)]
    while entries:
        entry = choose_next(run, entries, now)
        if entry is None:
            break
        offers.append(make_offer(entry, now))
        entries.remove(entry)
    return offers


def choose_next(run: CourseRun, entries: list[list[Enrolment]], now: datetime) -> list[Enrolment] | None:
    """Return the entry that gets the next offer: the first one, or by the skip rule one of the next few that fits."""
    free: dict[bool, int] = {}
    for entry in entries[: 1 + choice("SKIP_RANKS")]:
        needs_reserved = entry[0].uses_reserved_place
        if needs_reserved not in free:
            free[needs_reserved] = count_free(run, now, needs_reserved)
        if sum(row.seats for row in entry) <= free[needs_reserved]:
            return entry
    return None


def make_offer(entry: list[Enrolment], now: datetime) -> Offer:
    """Hold the seats. An e-mail goes out at once; a call or a letter waits for a member of staff to release it."""
    lead = entry[0]
    move(entry, S.OFFERED, SYSTEM, now)
    channel = notifications.choose_channel(lead)
    offer = Offer.objects.create(
        enrolment=lead,
        seats=sum(row.seats for row in entry),
        rank=lead.waiting_rank,
        channel=channel,
        made_at=now,
    )
    if channel == ContactChannel.EMAIL:
        set_deadline(offer, now)
        link = make_offer_address(lead, offer.answer_by)
        notifications.enqueue(lead, NoticeKind.OFFER, now, answer_by=offer.answer_by, link=link)
    return offer


def set_deadline(offer: Offer, now: datetime) -> None:
    """Start the time for an answer; never beyond the run's cut-off."""
    answer_by = now + timedelta(days=choice("ANSWER_DAYS")[offer.channel])
    cutoff = find_offer_cutoff(offer.enrolment.run)
    offer.released_at = now
    offer.answer_by = min(answer_by, cutoff) if cutoff and cutoff > now else answer_by
    offer.save()


@needs("courses.send_notices")
@takes_seats
def release_offer(offer_id: int, actor: Actor, now: datetime) -> Offer:
    """Release a proposed offer by telephone or letter: call sheet or letter is written, the time begins (T5)."""
    _run, offer, members = lock_offer(offer_id)
    if not actor.is_staff or offer.released_at:
        raise NotPossible(_("This offer is released already."))
    set_deadline(offer, now)
    notifications.enqueue(members[0], NoticeKind.OFFER, now, answer_by=offer.answer_by)
    return offer


@needs("courses.record_contact")
@takes_seats
def accept_offer(offer_id: int, actor: Actor, now: datetime) -> list[Enrolment]:
    """Take the offered place (T6), for the whole party. On the web until answer_by, by staff as long as it is open."""
    run, offer, members = lock_offer(offer_id)
    if run.status != RunStatus.PUBLISHED or (not actor.is_staff and offer.answer_by and now > offer.answer_by):
        raise NotPossible(_("The time for answering is over. Please ring us."))
    move(members, S.CONFIRMED, actor, now)
    settle_offer(offer, OfferOutcome.ACCEPTED, now)
    notifications.enqueue(members[0], NoticeKind.CONFIRMED, now)
    return members


@needs("courses.record_contact")
@takes_seats
def decline_offer(offer_id: int, actor: Actor, now: datetime) -> list[Enrolment]:
    """Give the offered place back (T7); the next in rank is offered it at once."""
    run, offer, members = lock_offer(offer_id)
    move(members, S.DECLINED, actor, now)
    settle_offer(offer, OfferOutcome.DECLINED, now)
    notifications.enqueue(members[0], NoticeKind.DECLINED, now)
    fill_free_seats(run, now)
    return members


@takes_seats
def lapse_offers(run_id: int, now: datetime) -> list[Offer]:
    """End the offers that nobody answered although we tried as promised (T8); return them. The next are offered the seats."""
    run = lock_run(run_id)
    lapsed = []
    for offer in Offer.objects.filter(enrolment__run=run, outcome=OfferOutcome.OPEN, answer_by__lt=now).order_by(
        "rank"
    ):
        if not has_tried_enough(offer, now):
            continue
        members = find_members(offer.enrolment)
        move(members, S.LAPSED, SYSTEM, now)
        settle_offer(offer, OfferOutcome.LAPSED, now)
        notifications.enqueue(members[0], NoticeKind.LAPSED, now)
        lapsed.append(offer)
    fill_free_seats(run, now)
    return lapsed


def has_tried_enough(offer: Offer, now: datetime) -> bool:
    """Say whether the contact rule of T8 is met for the channel of the offer."""
    if offer.channel == ContactChannel.EMAIL:
        notices = offer.enrolment.notifications.filter(kind=NoticeKind.OFFER, created_at__gte=offer.made_at)
        return notices.filter(status=NoticeStatus.SENT).exists()
    if offer.channel == ContactChannel.LETTER:
        return offer.posted_at is not None and now >= offer.posted_at + timedelta(days=choice("LETTER_DAYS"))
    halves = {half_day(attempt.at) for attempt in offer.attempts.all()}
    return len(halves) >= choice("PHONE_ATTEMPTS")


def half_day(at: datetime) -> tuple[date, bool]:
    """Return the day in Japan and whether it is afternoon."""
    local = timezone.localtime(at)
    return local.date(), local.hour >= NOON


@needs("courses.record_contact")
def record_contact(offer_id: int, actor: Actor, result: str, now: datetime, note: str = "") -> ContactAttempt:
    """Write down an attempt to telephone. The answer itself is accept_offer or decline_offer with the same actor."""
    offer = Offer.objects.get(pk=offer_id)
    if actor.user is None or offer.outcome != OfferOutcome.OPEN or result not in ContactResult.values:
        raise NotPossible(_("This offer is answered already."))
    return ContactAttempt.objects.create(offer=offer, by=actor.user, at=now, result=result, note=note)


@needs("courses.send_notices")
def record_posting(offer_id: int, actor: Actor, now: datetime) -> None:
    """Write down that the letter with the offer was posted: the days of the contact rule count from now.

    Raises NotPossible for an offer that was not released, or was posted or answered already.
    """
    waits = Offer.objects.filter(
        pk=offer_id, outcome=OfferOutcome.OPEN, released_at__isnull=False, posted_at__isnull=True
    )
    if actor.user is None or not waits.update(posted_at=now):
        raise NotPossible(_("This offer is answered already."))


@needs("courses.send_notices")
@takes_seats
def reopen_waiting_list(run_id: int, actor: Actor, now: datetime) -> list[Enrolment]:
    """Put all who were not selected on the waiting list, in the order of the draw (T13); nobody can be picked."""
    run = lock_run(run_id)
    if not actor.is_staff or not can_offer(run, now):
        raise RunClosed(_("No more places are offered for this run."))
    entries = find_entries(run, S.NOT_SELECTED)
    places = dict(run.draws.filter(applied_at__isnull=False).values_list("lots__enrolment", "lots__place"))
    entries.sort(
        key=lambda entry: (places.get(entry[0].pk) is None, places.get(entry[0].pk) or 0, entry[0].received_at)
    )
    for entry in entries:
        move(entry, S.WAITLISTED, actor, now, "reopened", waiting_rank=next_rank(run))
        notifications.enqueue(entry[0], NoticeKind.WAITLISTED, now)
    fill_free_seats(run, now)
    return [entry[0] for entry in entries]


@takes_seats
def close_waiting_list(run_id: int, now: datetime) -> int:
    """After the cut-off: one closing message to everybody who still waits. Returns how many; a second call sends none."""
    run = lock_run(run_id)
    cutoff = find_offer_cutoff(run)
    if run.list_closed_at or cutoff is None or now < cutoff or run.status != RunStatus.PUBLISHED:
        return 0
    CourseRun.objects.filter(pk=run.pk).update(list_closed_at=now)
    entries = find_entries(run, S.WAITLISTED)
    for entry in entries:
        notifications.enqueue(entry[0], NoticeKind.LIST_CLOSED, now)
    return len(entries)


def find_position(enrolment: Enrolment) -> int | None:
    """Return 3 for 「あなたは3番目です」: entries that wait with a better rank, and this one. None for who does not wait."""
    if enrolment.state != S.WAITLISTED:
        return None
    ahead = Enrolment.objects.filter(
        run_id=enrolment.run_id, state=S.WAITLISTED, position=1, waiting_rank__lt=enrolment.waiting_rank
    )
    return ahead.count() + 1


def lock_offer(offer_id: int) -> tuple[CourseRun, Offer, list[Enrolment]]:
    """Return the locked run, the open offer and the members. Raises NotPossible when it was answered."""
    run_id = Offer.objects.values_list("enrolment__run_id", flat=True).get(pk=offer_id)
    run = lock_run(run_id)
    offer = Offer.objects.select_related("enrolment__run").get(pk=offer_id)
    members = find_members(offer.enrolment)
    if offer.outcome != OfferOutcome.OPEN or members[0].state != S.OFFERED:
        raise NotPossible(_("This offer is answered already."))
    return run, offer, members


def settle_offer(offer: Offer, outcome: str, now: datetime) -> None:
    offer.outcome, offer.answered_at = outcome, now
    offer.save(update_fields=["outcome", "answered_at"])
    notifications.withdraw(offer.enrolment, (NoticeKind.OFFER,), now)
