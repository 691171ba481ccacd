"""A draw step by step: freeze the list, publish its hash, enter the seed, put the result in force.

Freezing, publishing and drawing change no enrolment; apply_result() does. Nothing here shows a name.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from courses import notifications
from courses.enrolment import lottery
from courses.enrolment.actor import SYSTEM, Actor, need_second_person
from courses.enrolment.allowed import needs
from courses.enrolment.errors import DrawProblem
from courses.enrolment.identity import find_duplicates
from courses.enrolment.policies import confirm, find_entries, has_room_to_wait, place, wait
from courses.enrolment.seats import count_free, lock_run, takes_seats
from courses.enrolment.transitions import move
from courses.enrolment.waiting_list import fill_free_seats
from courses.models import (
    AllocationPolicy,
    CourseRun,
    Draw,
    DrawLot,
    DrawState,
    Enrolment,
    LotOutcome,
    NoticeKind,
    Residence,
)
from courses.models import EnrolmentState as S
from courses.models.city import choice
from courses.models.state import TierRule


def find_tier(run: CourseRun, entry: Sequence[Enrolment]) -> int:
    """Return the tier of an entry: of a party, that of the member who is drawn last."""
    return max(find_tier_of(run.tiers, member) for member in entry)


def find_tier_of(rule: str, member: Enrolment) -> int:
    """Return the tier of one enrolment. Source of the order: courses.md §4.1, example for the city."""
    if rule == TierRule.NONE:
        return 1
    is_resident = member.residence == Residence.RESIDENT
    if rule == TierRule.FIRST_TIMERS and is_resident:
        return 1 if member.is_first_timer else 2
    first = 1 if is_resident else 2
    outsider = member.residence == Residence.NONE
    return first + (rule == TierRule.FIRST_TIMERS) + outsider


def closes_at(run: CourseRun) -> datetime | None:
    """Return the end of the time in which being early gives no advantage (with grace, where the window ends too)."""
    if run.policy == AllocationPolicy.WINDOW_THEN_FIRST_COME and run.simultaneous_until:
        return run.simultaneous_until
    return run.apply_closes + timedelta(minutes=choice("GRACE_MINUTES")) if run.apply_closes else None


def check_ready(run: CourseRun, now: datetime) -> None:
    """Raise DrawProblem unless the run is drawn, its window is over and every duplicate is resolved."""
    end = closes_at(run)
    if run.policy not in (AllocationPolicy.LOTTERY, AllocationPolicy.WINDOW_THEN_FIRST_COME) or run.settled_at:
        raise DrawProblem(_("This run is not drawn, or its places are given already."))
    if end is None or now <= end:
        raise DrawProblem(_("Applications are not over yet; the list cannot be frozen."))
    if find_duplicates(run.pk):
        raise DrawProblem(
            _("Please resolve the possible duplicates first: merge them, or mark them as different people.")
        )


@needs("courses.run_draw")
@takes_seats
def freeze_list(run_id: int, actor: Actor, now: datetime, is_rehearsal: bool = False) -> Draw:
    """Freeze the list of lots in order of receipt, and return the draw with its hash. Tells everybody the lot number.

    A rehearsal may be repeated, is marked, tells nobody, and can never come into force.
    Raises DrawProblem when the run is not ready or has its final draw.
    """
    run = lock_run(run_id)
    check_ready(run, now)
    if not is_rehearsal and run.draws.filter(is_rehearsal=False).exists():
        raise DrawProblem(_("The list is frozen already. A second draw needs two people and a reason."))
    return make_draw(run, actor, now, is_rehearsal)


def make_draw(run: CourseRun, actor: Actor, now: datetime, is_rehearsal: bool, reason: str = "") -> Draw:
    """Return a new draw of the entries that wait for it, with its lots."""
    entries = [entry for entry in find_entries(run, S.SUBMITTED) if not entry[0].is_late]
    entries.sort(key=lambda entry: (entry[0].received_at, entry[0].pk))
    lots = [
        lottery.Lot(number, find_tier(run, entry), sum(row.seats for row in entry), entry[0].uses_reserved_place)
        for number, entry in enumerate(entries, start=1)
    ]
    text = write_list(run, lots)
    draw = Draw.objects.create(
        run=run,
        number=run.draws.count() + 1,
        is_rehearsal=is_rehearsal,
        canonical=text,
        list_hash=lottery.hash_list(text),
        lot_count=len(lots),
        tier_counts=dict(sorted(Counter(str(lot.tier) for lot in lots).items())),
        frozen_at=now,
        frozen_by=actor.user,
        reason=reason,
    )
    DrawLot.objects.bulk_create(
        DrawLot(
            draw=draw,
            enrolment=entry[0],
            number=lot.number,
            tier=lot.tier,
            seats=lot.seats,
            is_reserved=lot.is_reserved,
        )
        for lot, entry in zip(lots, entries, strict=True)
    )
    if not is_rehearsal:
        for lot, entry in zip(lots, entries, strict=True):
            notifications.enqueue(entry[0], NoticeKind.LOT_NUMBER, now, lot_number=lot.label)
    return draw


def write_list(run: CourseRun, lots: Sequence[lottery.Lot]) -> str:
    share = run.tier_share_percent if run.tiers != TierRule.NONE else 100
    return lottery.write_list(lottery.DrawList(run.code, run.capacity, tuple(lots), share, run.reserved_seats))


def check_list(draw: Draw) -> None:
    """Raise DrawProblem when the lots or the text no longer have the hash that was fixed (INV-19)."""
    lots = [lottery.Lot(row.number, row.tier, row.seats, row.is_reserved) for row in draw.lots.order_by("number")]
    rows = write_list(draw.run, lots)
    if draw.canonical != rows or lottery.hash_list(rows) != draw.list_hash:
        raise DrawProblem(_("The list is no longer the one that was frozen. The draw is blocked."))


@needs("courses.run_draw")
@takes_seats
def publish_hash(draw_id: int, actor: Actor, now: datetime) -> Draw:
    """Record that hash, number of lots and tiers stand on the course page and at the counter. Only then a seed can come."""
    draw = lock_draw(draw_id)
    check_list(draw)
    if draw.state != DrawState.FROZEN:
        raise DrawProblem(_("The hash is published already."))
    draw.state, draw.published_at = DrawState.PUBLISHED, now
    draw.save()
    return draw


@needs("courses.run_draw")
@takes_seats
def enter_seed(draw_id: int, seed: str, again: str, actor: Actor, witness: Any, now: datetime) -> Draw:
    """Enter the ten digits that were drawn in public, typed twice, before a witness; the order stands at once.

    A rehearsal needs no witness. Raises DrawProblem for a wrong seed, order of steps or list; SecondPersonNeeded.
    """
    draw = lock_draw(draw_id)
    if not draw.is_rehearsal:
        need_second_person(actor, witness)
    if draw.state != DrawState.PUBLISHED or draw.published_at is None or now <= draw.published_at:
        raise DrawProblem(_("The hash of the list has to be published before the seed is drawn."))
    if seed != again or not lottery.SEED.fullmatch(seed):
        raise DrawProblem(_("The seed has ten digits, typed twice in the same way."))
    check_list(draw)
    draw.seed, draw.seeded_at, draw.state = seed, now, DrawState.DRAWN
    draw.seeded_by, draw.witness = actor.user, None if draw.is_rehearsal else witness
    draw.save()
    store_result(draw)
    return draw


def store_result(draw: Draw) -> None:
    """Write place and outcome to each lot."""
    room = draw.run.waiting_list_size
    rows = {row.number: row for row in draw.lots.all()}
    for drawn in lottery.draw_lots(draw.canonical, draw.seed):
        row = rows[drawn.lot.number]
        row.place, row.waiting_number = drawn.place, drawn.waiting_number
        row.outcome = LotOutcome.WON if drawn.has_won else LotOutcome.NOT_SELECTED
        if drawn.waiting_number is not None and drawn.waiting_number <= room:
            row.outcome = LotOutcome.WAITING
    DrawLot.objects.bulk_update(rows.values(), ["place", "waiting_number", "outcome"], batch_size=500)


@needs("courses.run_draw")
@takes_seats
def second_draw(run_id: int, actor: Actor, second: Any, reason: str, now: datetime) -> Draw:
    """Freeze a new list after a final draw that is not in force yet; the first draw stays visible (INV-23)."""
    need_second_person(actor, second)
    run = lock_run(run_id)
    first = run.draws.filter(is_rehearsal=False).exclude(state=DrawState.SUPERSEDED).first()
    if not reason.strip() or first is None or first.state == DrawState.APPLIED:
        raise DrawProblem(_("A second draw needs a reason, and a first draw whose result is not in force."))
    first.state = DrawState.SUPERSEDED
    first.save()
    return make_draw(run, actor, now, is_rehearsal=False, reason=reason)


@needs("courses.run_draw")
@takes_seats
def apply_result(draw_id: int, actor: Actor, now: datetime) -> Draw:
    """Put the result in force: winners get their places, the others their ranks in the drawn order.

    Who cancelled after the freeze is passed over; late applications follow in order of receipt.
    """
    draw = lock_draw(draw_id)
    if draw.is_rehearsal or draw.state != DrawState.DRAWN:
        raise DrawProblem(_("Only the drawn, final draw can come into force."))
    check_list(draw)
    run = draw.run
    entries = {entry[0].pk: entry for entry in find_entries(run, S.SUBMITTED)}
    drawn = [(lot, entries.pop(lot.enrolment_id, None)) for lot in draw.lots.order_by("place")]
    for lot, entry in drawn:
        if entry is not None:
            give_result(run, entry, lot, now)
    CourseRun.objects.filter(pk=run.pk).update(settled_at=now)
    draw.state, draw.applied_at = DrawState.APPLIED, now
    draw.save()
    for entry in sorted(entries.values(), key=lambda entry: entry[0].received_at):
        place(run, entry, now)
    fill_free_seats(run, now)
    return draw


def give_result(run: CourseRun, entry: list[Enrolment], lot: DrawLot, now: datetime) -> None:
    """Move one entry to where its lot brought it."""
    fits = sum(row.seats for row in entry) <= count_free(run, now, entry[0].uses_reserved_place)
    if lot.outcome == LotOutcome.WON and fits:
        confirm(entry, now)
    elif entry[0].wants_waiting_list and has_room_to_wait(run, entry):
        wait(run, entry, now)
    else:
        move(entry, S.NOT_SELECTED, SYSTEM, now)
        notifications.enqueue(entry[0], NoticeKind.NOT_SELECTED, now)


@takes_seats
def settle_window(run_id: int, now: datetime) -> bool:
    """After the simultaneous window: when everybody fits, everybody gets a place. Returns whether that was so.

    False: too many, so a draw is needed, or there is nothing to settle.
    """
    run = lock_run(run_id)
    end = closes_at(run)
    if run.policy != AllocationPolicy.WINDOW_THEN_FIRST_COME or run.settled_at or end is None or now <= end:
        return False
    entries = find_entries(run, S.SUBMITTED)
    in_time = [entry for entry in entries if not entry[0].is_late]
    if (
        find_duplicates(run.pk)
        or sum(row.seats for entry in in_time for row in entry) > run.capacity - run.reserved_seats
    ):
        return False
    for entry in in_time:
        confirm(entry, now)
    CourseRun.objects.filter(pk=run.pk).update(settled_at=now)
    for entry in entries:
        if entry[0].is_late:
            place(run, entry, now)
    return True


@needs("courses.run_draw")
@takes_seats
def select_applicants(
    run_id: int, scores: dict[int, Any], actor: Actor, second: Any, criteria: str, now: datetime
) -> None:
    """Give the places of a run with selection by score, highest first (policy `selection`): two people, recorded criteria.

    scores: {primary key of the enrolment that leads an entry: number}. Raises DrawProblem when one has no score.
    """
    need_second_person(actor, second)
    run = lock_run(run_id)
    entries = find_entries(run, S.SUBMITTED)
    if run.policy != AllocationPolicy.SELECTION or run.settled_at or not criteria.strip():
        raise DrawProblem(_("This run has no selection, it is done already, or the criteria are missing."))
    if any(entry[0].pk not in scores for entry in entries):
        raise DrawProblem(_("Every application needs a score."))
    entries.sort(key=lambda entry: (-scores[entry[0].pk], entry[0].received_at, entry[0].pk))
    CourseRun.objects.filter(pk=run.pk).update(settled_at=now)
    for entry in entries:
        fits = sum(row.seats for row in entry) <= count_free(run, now, entry[0].uses_reserved_place)
        to = S.CONFIRMED if fits else S.NOT_SELECTED
        move(entry, to, actor, now, "selection", criteria, second, selection_score=scores[entry[0].pk])
        notifications.enqueue(entry[0], NoticeKind.CONFIRMED if fits else NoticeKind.NOT_SELECTED, now)


def publish_draw(draw: Draw) -> str:
    """Return the public record of a draw, from which anybody can repeat it: list, hash, seed, outcome by lot (INV-22)."""
    lines = [
        "rehearsal=yes" if draw.is_rehearsal else "rehearsal=no",
        f"hash={draw.list_hash}",
        f"seed={draw.seed}",
        "",
    ]
    lines += draw.canonical.splitlines()
    if draw.seed:
        lines += [
            "",
            *(f"{lot.number:03},{lot.outcome},{lot.waiting_number or ''}" for lot in draw.lots.order_by("place")),
        ]
    return "".join(f"{line}\n" for line in lines)


def lock_draw(draw_id: int) -> Draw:
    """Return the draw with its run locked."""
    run_id = Draw.objects.values_list("run_id", flat=True).get(pk=draw_id)
    run = lock_run(run_id)
    draw = Draw.objects.get(pk=draw_id)
    draw.run = run
    return draw
