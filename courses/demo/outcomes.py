"""What follows from the enrolments of the demo: wishes, companions, offers, a frozen draw, attendance, certificates, answers."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from courses import notifications
from courses.enrolment.actor import SYSTEM
from courses.enrolment.attending import count_required
from courses.enrolment.draws import freeze_list, publish_hash
from courses.models import (
    AllocationPolicy,
    AssistanceNeed,
    Attendance,
    AttendanceChange,
    Certificate,
    Companion,
    CourseRun,
    Enrolment,
    NoticeKind,
    Offer,
    RunStatus,
    Session,
    SurveyResponse,
)
from courses.models import EnrolmentState as S
from courses.models.enrolment import ACTIVE_STATES

ENDED = (S.COMPLETED, S.NOT_COMPLETED)
# One person in so many has the wish, or brings somebody along (our choice).
NEEDS = (("large_print", "", 12), ("front_seat", "左の耳が聞こえにくいので、右側がよい", 18), ("wheelchair", "", 40))
COMPANIONS = (("家族", 15), ("施設の職員", 45))
ANSWERS = (
    {
        "満足しましたか": "とても満足",
        "進み方": "ちょうどよい",
        "ひとこと_text": "何度聞いても、いやな顔をされませんでした。",
    },
    {"満足しましたか": "満足", "進み方": "ちょうどよい"},
    {"満足しましたか": "満足", "進み方": "少し速い", "ひとこと_text": "もう1回あると、うれしいです。"},
    {"満足しましたか": "ふつう", "進み方": "少し遅い"},
)
SURVEYS_A_RUN = 8


def load_outcomes(runs: Iterable[CourseRun], today: date) -> None:
    """Load what became of the enrolments of the runs, as of that morning at eight. Call once, after load_people()."""
    random = Random(2)
    now = timezone.make_aware(datetime.combine(today, time(8)))
    clerk = get_user_model()._default_manager.get(username="koza-demo")
    for run in runs:
        members = list(Enrolment.objects.filter(run=run).select_related("learner", "run__course").order_by("pk"))
        add_wishes([row for row in members if row.state in ACTIVE_STATES], random)
        add_offers([row for row in members if row.state == S.OFFERED], now)
        ended = [row for row in members if row.state in ENDED]
        placed = ended or [row for row in members if row.state == S.CONFIRMED]
        record(run, placed, random, clerk)
        if ended:
            close(run, ended, now)
        elif run.status == RunStatus.PUBLISHED and run.ends_at and run.ends_at > now:
            write_letters(placed[:3], now)
        freeze(run, now)


def add_wishes(members: Sequence[Enrolment], random: Random) -> None:
    AssistanceNeed.objects.bulk_create(
        AssistanceNeed(enrolment=row, kind=kind, text=text)
        for row in members
        for kind, text, share in NEEDS
        if random.randrange(share) == 0
    )
    Companion.objects.bulk_create(
        Companion(enrolment=row, relation=relation)
        for row in members
        for relation, share in COMPANIONS
        if random.randrange(share) == 0
    )


def add_offers(members: Sequence[Enrolment], now: datetime) -> None:
    """Add an offer for which somebody has to telephone today."""
    for row in members:
        channel = notifications.choose_channel(row)
        Offer.objects.create(enrolment=row, seats=row.seats, rank=row.waiting_rank, channel=channel, made_at=now)


def write_letters(members: Sequence[Enrolment], now: datetime) -> None:
    """Write decision notices that wait for a call, a printer or the counter; nobody of the demo has an e-mail address."""
    for row in members:
        notifications.enqueue(row, NoticeKind.CONFIRMED, now)


def freeze(run: CourseRun, now: datetime) -> None:
    """Freeze and publish the list of a run whose applications are over and whose result is not out yet."""
    is_drawn = run.policy == AllocationPolicy.LOTTERY and run.status == RunStatus.PUBLISHED
    is_due = run.apply_closes and now > run.apply_closes + timedelta(hours=1)
    if not is_drawn or not is_due or not Enrolment.objects.filter(run=run, state=S.SUBMITTED).exists():
        return
    draw = freeze_list(run.pk, SYSTEM, now - timedelta(minutes=2))
    publish_hash(draw.pk, SYSTEM, now - timedelta(minutes=1))


def record(run: CourseRun, members: Sequence[Enrolment], random: Random, clerk: Any) -> None:
    """Record attendance in every session that was held: who completed came, who did not missed most."""
    rows = [
        Attendance(
            session=session,
            enrolment=row,
            status=choose_status(row, session, random),
            recorded_by=clerk,
            recorded_at=session.ends_at,
        )
        for session in run.sessions.filter(status="held")
        for row in members
    ]
    Attendance.objects.bulk_create(rows)
    saved = Attendance.objects.filter(session__run=run).order_by("pk")
    AttendanceChange.objects.bulk_create(
        AttendanceChange(
            attendance=row, status=row.status, source="paper", client_key=f"demo-{row.pk}", by=clerk, at=row.recorded_at
        )
        for row in saved
    )


def choose_status(row: Enrolment, session: Session, random: Random) -> str:
    if row.state == S.NOT_COMPLETED:
        return random.choice(("excused", "unexcused"))
    return "late" if random.randrange(14) == 0 else "present"


def close(run: CourseRun, members: Sequence[Enrolment], now: datetime) -> None:
    """Close the run: its rule as it was applied, certificates, answers to the questionnaire."""
    closed_at = run.ends_at + timedelta(days=1) if run.ends_at else now
    held = run.sessions.filter(status="held").count()
    certificates = []
    for row in members:
        attended = held if row.state == S.COMPLETED else 0
        row.completion_snapshot = {"attended": attended, "held": held, "required": count_required(run, held)}
        if row.state == S.COMPLETED:
            number = f"{run.code}-{len(certificates) + 1:03}"
            certificates.append(
                Certificate(enrolment=row, number=number, rule_snapshot=row.completion_snapshot, issued_at=closed_at)
            )
    Enrolment.objects.bulk_update(members, ["completion_snapshot"])
    Certificate.objects.bulk_create(certificates)
    SurveyResponse.objects.bulk_create(
        SurveyResponse(run=run, on=timezone.localdate(closed_at), answers=ANSWERS[at % len(ANSWERS)])
        for at in range(SURVEYS_A_RUN)
    )
    CourseRun.objects.filter(pk=run.pk).update(closed_at=closed_at)
