"""Attendance, the completion rule, closing a run, certificates, walk-ins."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import notifications
from courses.enrolment.actions import create_enrolment
from courses.enrolment.actor import Actor
from courses.enrolment.allowed import needs
from courses.enrolment.application import Applicant, Application
from courses.enrolment.errors import NotPossible
from courses.enrolment.people import make_learner
from courses.enrolment.policies import confirm
from courses.enrolment.seats import count_free, find_members, lock_run, takes_seats
from courses.enrolment.transitions import move
from courses.models import (
    Attendance,
    AttendanceChange,
    AttendanceSource,
    AttendanceStatus,
    Certificate,
    CourseRun,
    Enrolment,
    NoticeKind,
    Session,
    SessionStatus,
)
from courses.models import EnrolmentState as S
from courses.models.attendance import ATTENDED


@needs("courses.record_attendance", "courses.record_own_attendance")
@transaction.atomic
def record_attendance(
    session_id: int,
    enrolment_id: int,
    status: str,
    user: Any,
    now: datetime,
    client_key: str,
    source: str = AttendanceSource.SCREEN,
    seen_status: str | None = None,
) -> Attendance:
    """Record one person in one session; the last value wins, all values stay.

    client_key: of the tablet's entry; the same key again changes nothing. seen_status: what the tablet showed before; when
    it was something else by then, the entry is marked as a conflict. Raises NotPossible for somebody without a place, and
    before the day of the session.
    """
    earlier = AttendanceChange.objects.filter(client_key=client_key).select_related("attendance").first()
    if earlier is not None:
        return earlier.attendance
    enrolment = Enrolment.objects.get(pk=enrolment_id)
    session = Session.objects.get(pk=session_id)
    if enrolment.state != S.CONFIRMED or session.run_id != enrolment.run_id:
        raise NotPossible(_("This person has no place in this run."))
    if status not in AttendanceStatus.values or source not in AttendanceSource.values:
        raise NotPossible(_("Please choose one of the entries."))
    if session.date > timezone.localdate(now):
        raise NotPossible(_("この回の出欠は、当日から記録できます。"))
    row, _created = Attendance.objects.select_for_update().get_or_create(
        session=session, enrolment=enrolment, defaults={"recorded_by": user, "recorded_at": now}
    )
    is_conflict = seen_status is not None and seen_status != row.status
    row.status, row.source, row.recorded_by, row.recorded_at = status, source, user, now
    row.save()
    AttendanceChange.objects.create(
        attendance=row, status=status, source=source, client_key=client_key, is_conflict=is_conflict, by=user, at=now
    )
    return row


@needs("courses.record_attendance", "courses.record_own_attendance")
@transaction.atomic
def hold_session(session_id: int, user: Any, now: datetime) -> Session:
    """Mark a session as held, once every attendance in it is recorded; a second call changes nothing.

    Raises NotPossible before it begins, when it was cancelled or postponed, or while somebody is not recorded.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("run").get(pk=session_id)
    if session.status == SessionStatus.HELD:
        return session
    if session.status != SessionStatus.PLANNED or now < session.starts_at:
        raise NotPossible(_("この回は、まだ始まっていないか、中止・延期になっています。"))
    if find_unrecorded(session):
        raise NotPossible(_("出欠を記録していない方がいます。全員を記録してから、この回を終えてください。"))
    session.status = SessionStatus.HELD
    session._history_user = user
    session.save()
    return session


def find_unrecorded(session: Session) -> list[int]:
    """Return the enrolments with a place whose attendance in the session is not recorded; who joined later is left out."""
    recorded = Attendance.objects.filter(session=session).exclude(status=AttendanceStatus.UNRECORDED)
    members = Enrolment.objects.filter(run_id=session.run_id, state=S.CONFIRMED, received_at__lt=session.ends_at)
    return list(members.exclude(pk__in=recorded.values("enrolment")).order_by("pk").values_list("pk", flat=True))


def count_required(run: CourseRun, held: int) -> int:
    """Return how many of the sessions held somebody has to attend: the run's number, never more than were held."""
    return held if run.minimum_sessions is None else min(run.minimum_sessions, held)


@needs("courses.close_courserun")
@takes_seats
def close_run(
    run_id: int, actor: Actor, now: datetime, exceptions: Mapping[int, str] | None = None
) -> list[Certificate]:
    """Close a run: everybody with a place has completed it or not (T14); return the new certificates.

    exceptions: {primary key of an enrolment: reason} for who completes although the rule is not met.
    Raises NotPossible while a session is neither held nor cancelled, an attendance is not recorded, or a reason is missing.
    """
    exceptions = exceptions or {}
    if any(not reason.strip() for reason in exceptions.values()):
        raise NotPossible(_("特例で修了にするときは、理由を書いてください。"))
    run = lock_run(run_id)
    sessions = list(run.sessions.all())
    open_states = (SessionStatus.PLANNED, SessionStatus.POSTPONED)
    if run.closed_at or not sessions or any(session.status in open_states for session in sessions):
        raise NotPossible(_("Every session has to be held or cancelled before the run is closed."))
    held = [session for session in sessions if session.status == SessionStatus.HELD]
    members = list(
        Enrolment.objects.filter(run=run, state=S.CONFIRMED).select_related("learner", "run__course").order_by("pk")
    )
    if any(find_unrecorded(session) for session in held):
        raise NotPossible(_("Some attendances are not recorded yet."))
    attended = count_attended(run)
    certificates = []
    for member in members:
        reason = exceptions.get(member.pk, "")
        certificate = finish(member, attended.get(member.pk, 0), len(held), actor, now, reason)
        certificates += [certificate] if certificate else []
    CourseRun.objects.filter(pk=run.pk).update(closed_at=now)
    return certificates


def count_attended(run: CourseRun) -> dict[int, int]:
    """Return how many sessions that were held each enrolment of the run attended."""
    rows = Attendance.objects.filter(session__run=run, session__status=SessionStatus.HELD, status__in=ATTENDED)
    return dict(Counter(rows.values_list("enrolment", flat=True)))


def finish(
    member: Enrolment, attended: int, held: int, actor: Actor, now: datetime, exception: str = ""
) -> Certificate | None:
    """Move one enrolment to its end; return the certificate of who met the rule, or completes by exception.

    exception: why, empty for the rule. The reason stays in the history, encrypted; the snapshot says that there is one.
    """
    rule: dict[str, Any] = {"attended": attended, "held": held, "required": count_required(member.run, held)}
    meets = held > 0 and attended >= rule["required"]
    if not meets and (not exception or held == 0):
        move([member], S.NOT_COMPLETED, actor, now, completion_snapshot=rule)
        return None
    if meets:
        move([member], S.COMPLETED, actor, now, completion_snapshot=rule)
    else:
        snapshot = rule | {"by_exception": True}
        move([member], S.COMPLETED, actor, now, "exception", exception, completion_snapshot=snapshot)
        rule = snapshot
    certificate = issue_certificate(member, rule, now)
    notifications.enqueue(member, NoticeKind.COMPLETED, now)
    return certificate


def issue_certificate(member: Enrolment, rule: dict[str, Any], now: datetime) -> Certificate:
    """Return a certificate numbered within its run: 2026-01-003. Call with the run locked."""
    count = Certificate.objects.filter(enrolment__run_id=member.run_id).count()
    return Certificate.objects.create(
        enrolment=member, number=f"{member.run.code}-{count + 1:03}", rule_snapshot=rule, issued_at=now
    )


def reprint_certificate(certificate_id: int) -> Certificate:
    """Count one more print. Raises NotPossible for a void certificate."""
    if not Certificate.objects.filter(pk=certificate_id, voided_at__isnull=True).update(reprints=F("reprints") + 1):
        raise NotPossible(_("This certificate is void."))
    return Certificate.objects.get(pk=certificate_id)


@needs("courses.record_attendance", "courses.record_own_attendance")
@takes_seats
def join_run(
    run_id: int, name: str, reading: str, district: str, actor: Actor, now: datetime, random: Random
) -> Enrolment:
    """Let somebody join who simply came (walk-in); only name, reading and district are kept.

    Raises NotPossible when the run does not allow it, has not begun, or is full.
    """
    run = lock_run(run_id)
    has_begun = run.starts_at is not None and timezone.localdate(now) >= timezone.localdate(run.starts_at)
    if not run.allows_walk_ins or run.closed_at or not has_begun or not actor.is_staff:
        raise NotPossible(_("Joining without applying is not possible in this run."))
    if count_free(run, now) < 1:
        raise NotPossible(_("No seat is free."))
    person = Applicant(name, reading, None, district=district)  # type: ignore[arg-type]  # walk-ins tell no birth date
    application = Application(
        (person,), submission_key=f"walk-in-{random.getrandbits(128):032x}", contact_channel="counter"
    )
    learner = make_learner(person, application, now)
    enrolment = create_enrolment(run, application, person, learner, None, 1, actor, now, random)
    members = find_members(enrolment)
    confirm(members, now)
    return members[0]
