"""Invented people and their enrolments for the demo runs: the same ones each time, written in a few bulk inserts."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from courses.enrolment.eligibility import age_band
from courses.enrolment.people import set_hashes
from courses.enrolment.receipt import draw_receipt_number
from courses.enrolment.transitions import describe
from courses.models import (
    AllocationPolicy,
    CourseRun,
    Enrolment,
    EnrolmentEvent,
    EnrolmentState,
    EventKind,
    Learner,
    RunStatus,
)
from courses.models.city import choice
from courses.models.enrolment import SEAT_STATES

S = EnrolmentState
COUNT = 300
FAMILY = (("青木", "あおき"), ("井上", "いのうえ"), ("大西", "おおにし"), ("河合", "かわい"), ("神戸", "かんべ"),
          ("小林", "こばやし"), ("坂田", "さかた"), ("末広", "すえひろ"), ("多田", "ただ"), ("中野", "なかの"),
          ("西村", "にしむら"), ("藤井", "ふじい"), ("松尾", "まつお"), ("森本", "もりもと"), ("吉田", "よしだ"))  # fmt: skip
GIVEN = (("和子", "かずこ"), ("節子", "せつこ"), ("正", "ただし"), ("実", "みのる"), ("文子", "ふみこ"), ("茂", "しげる"),
         ("久美", "くみ"), ("清", "きよし"), ("洋子", "ようこ"), ("勇", "いさむ"), ("千代", "ちよ"), ("進", "すすむ"),
         ("恵子", "けいこ"), ("昭", "あきら"), ("幸子", "さちこ"), ("弘", "ひろし"), ("美代", "みよ"), ("誠", "まこと"),
         ("春子", "はるこ"), ("守", "まもる"))  # fmt: skip
# How each state is reached, as (state, transition).
PATHS = {
    S.SUBMITTED: [],
    S.CONFIRMED: [(S.CONFIRMED, "T2")],
    S.WAITLISTED: [(S.WAITLISTED, "T3")],
    S.NOT_SELECTED: [(S.NOT_SELECTED, "T4")],
    S.CANCELLED: [(S.CONFIRMED, "T2"), (S.CANCELLED, "T10")],
    S.COMPLETED: [(S.CONFIRMED, "T2"), (S.COMPLETED, "T14")],
    S.NOT_COMPLETED: [(S.CONFIRMED, "T2"), (S.NOT_COMPLETED, "T14")],
    S.OFFERED: [(S.WAITLISTED, "T3"), (S.OFFERED, "T5")],
    S.DECLINED: [(S.WAITLISTED, "T3"), (S.OFFERED, "T5"), (S.DECLINED, "T7")],
    S.LAPSED: [(S.WAITLISTED, "T3"), (S.OFFERED, "T5"), (S.LAPSED, "T8")],
    S.VOID: [(S.VOID, "T12")],
}
HAS_RANK = (S.WAITLISTED, S.OFFERED, S.DECLINED, S.LAPSED)
# A run that is full: everybody's fate that a waiting list knows.
FULL = (S.DECLINED, S.LAPSED, S.CANCELLED, S.VOID, S.OFFERED, S.WAITLISTED, S.WAITLISTED, S.WAITLISTED)
# Our choice: how people of the demo apply and want to hear from us, in parts of a whole.
CHANNELS = ("web",) * 5 + ("phone",) * 3 + ("counter", "paper")
WAYS = ("phone",) * 7 + ("letter",) * 2 + ("counter",)


def load_people(runs: Iterable[CourseRun], today: date, full: Collection[int] = ()) -> str:
    """Load invented learners and enrol them in the runs whose applications have begun. Returns what was loaded.

    runs: saved, with their sessions. full: primary keys of those in which nobody finds a place any more. People attend more
    than one run when there are more places than people. Nobody gets a message here.
    """
    random = Random(1)
    now = timezone.make_aware(datetime.combine(today, time(8)))
    learners = make_learners(random, now)
    random.shuffle(learners)
    clerk, rows, begin = make_clerk(), [], 0
    for run in runs:
        if run.policy == AllocationPolicy.OPEN or not run.apply_opens or run.apply_opens > now:
            continue
        states = list(fill(run)) if run.pk in full else choose_states(run, now, random)
        people = [learners[(begin + at) % len(learners)] for at in range(len(states))]
        begin += len(states)
        rows += make_enrolments(run, people, states, now, random, clerk)
    Enrolment.objects.bulk_create(rows)
    EnrolmentEvent.objects.bulk_create(event for row in rows for event in make_events(row))
    for run in {row.run for row in rows}:
        held = sum(row.seats for row in rows if row.run == run and row.state in SEAT_STATES)
        is_settled = any(row.run == run and row.state != S.SUBMITTED for row in rows)
        CourseRun.objects.filter(pk=run.pk).update(seats_held=held, settled_at=now if is_settled else None)
    return f"{len(learners)} learners, {len(rows)} enrolments"


def make_clerk() -> Any:
    """Return the user who entered what was told by telephone or at the counter; nobody can log in as it."""
    users: Any = get_user_model()._default_manager
    clerk, _created = users.get_or_create(username="koza-demo", defaults={"last_name": "見本", "is_active": False})
    clerk.set_unusable_password()
    clerk.save()
    return clerk


def fill(run: CourseRun) -> Iterable[str]:
    """Return the states of a full run: one place is offered, the others are taken, and some wait."""
    return [S.CONFIRMED] * (run.capacity - 1) + list(FULL)


def make_learners(random: Random, now: datetime) -> list[Learner]:
    """Return COUNT saved people: each family name with each given name."""
    learners = []
    for number in range(COUNT):
        family, given = FAMILY[number % len(FAMILY)], GIVEN[number // len(FAMILY)]
        learner = Learner(
            name=f"{family[0]} {given[0]}",
            reading=f"{family[1]} {given[1]}",
            birth_date=date(1938, 1, 1) + timedelta(days=random.randrange(365 * 30)),
            district=random.choice(choice("DISTRICTS")),
            # Not a number anybody has: local numbers do not begin with 00.
            phone=f"079400{1000 + number:04}",
            postal_code="675-1380",
            address=f"兵庫県小野市見本町{number + 1}",
            contact_channel=random.choice(WAYS),
            best_time=random.choice(("", "", "午前中", "夕方5時から")),
            created_at=now,
        )
        set_hashes(learner)
        learners.append(learner)
    return Learner.objects.bulk_create(learners)


def choose_states(run: CourseRun, now: datetime, random: Random) -> list[str]:
    """Return the states of the run's applications, in order of receipt."""
    is_open = run.apply_closes is not None and now < run.apply_closes
    if run.status == RunStatus.CANCELLED:
        return [S.CANCELLED] * 6
    if run.ends_at is not None and run.ends_at <= now:
        return [
            random.choice((S.COMPLETED, S.COMPLETED, S.COMPLETED, S.NOT_COMPLETED)) for _seat in range(run.capacity)
        ]
    has_results = run.results_on is not None and timezone.localdate(now) >= run.results_on
    if run.policy != AllocationPolicy.FIRST_COME and (
        is_open or (run.policy in ("lottery", "selection") and not has_results)
    ):
        return [S.SUBMITTED] * (run.capacity + 7)
    if is_open and run.waiting_list_size and random.random() < 0.5:
        return [S.CONFIRMED] * (run.capacity - 3) + [S.CANCELLED]
    waiting = min(2, run.waiting_list_size)
    return [S.CONFIRMED] * run.capacity + [S.WAITLISTED] * waiting


def make_enrolments(
    run: CourseRun, people: Sequence[Learner], states: Sequence[str], now: datetime, random: Random, clerk: Any
) -> list[Enrolment]:
    """Return unsaved enrolments of the people, one state each."""
    rows, rank = [], 0
    first = timezone.localdate(run.starts_at) if run.starts_at else timezone.localdate(now)
    for number, (person, state) in enumerate(zip(people, states, strict=False)):
        rank += state in HAS_RANK
        channel = random.choice(CHANNELS)
        rows.append(
            Enrolment(
                run=run,
                learner=person,
                state=state,
                channel=channel,
                entered_by=None if channel == "web" else clerk,
                received_at=run.apply_opens + timedelta(minutes=7 * number),
                receipt_number=draw_receipt_number(random),
                submission_key=f"demo-{run.code}-{number}",
                waiting_rank=rank if state in HAS_RANK else None,
                age_band=age_band(person.birth_date, first),
                district=person.district,
                is_first_timer=random.random() < 0.6,
                event_count=1 + len(PATHS[state]),
            )
        )
    return rows


def make_events(row: Enrolment) -> list[EnrolmentEvent]:
    """Return the unsaved history of an enrolment of the demo."""
    events, before = [], ""
    for number, (state, transition) in enumerate([(S.SUBMITTED, "T1"), *PATHS[row.state]], start=1):
        is_first = number == 1
        events.append(
            EnrolmentEvent(
                enrolment=row,
                number=number,
                kind=EventKind.STATE,
                transition=transition,
                from_state=before,
                to_state=state,
                facts=describe(row),
                channel=row.channel if is_first else "system",
                user=row.entered_by if is_first else None,
                speaker="self" if is_first else "",
                at=row.received_at + timedelta(minutes=number - 1),
            )
        )
        before = state
    return events
