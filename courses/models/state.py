"""What can be said about a run at a given moment: the sentence that residents see first.

Pure: everything comes from the run (with its sessions loaded) and the clock. Dates decide, not buttons.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.dates import is_japanese, say_month_day, say_time

# Our choice: three days are enough to make a telephone call, also over a weekend.
CLOSING_SOON = timedelta(days=3)


class RunStatus(models.TextChoices):
    """What people decide about a run. Open, closed, running and finished follow from the clock."""

    DRAFT = "draft", gettext_lazy("run in preparation")
    PUBLISHED = "published", gettext_lazy("run public")
    CANCELLED = "cancelled", gettext_lazy("run cancelled")


class AllocationPolicy(models.TextChoices):
    """How seats are given (courses.md §4)."""

    OPEN = "open", gettext_lazy("no application needed")
    FIRST_COME = "first_come", gettext_lazy("first come, first served")
    WINDOW_THEN_FIRST_COME = "window_then_first_come", gettext_lazy("simultaneous, then first come")
    LOTTERY = "lottery", gettext_lazy("lottery")
    SELECTION = "selection", gettext_lazy("selection by staff")


class TierRule(models.TextChoices):
    """Who is drawn first (courses.md §4.1)."""

    NONE = "none", gettext_lazy("everybody alike")
    FIRST_TIMERS = "first_timers", gettext_lazy("people who come for the first time, then residents, then others")
    RESIDENTS = "residents", gettext_lazy("residents, then people who work or study here, then others")


class RunLike(Protocol):
    """What of a run its state depends on."""

    status: str
    policy: str
    apply_opens: datetime | None
    apply_closes: datetime | None
    simultaneous_until: datetime | None
    results_on: date | None
    capacity: int

    @property
    def starts_at(self) -> datetime | None: ...

    @property
    def ends_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class RunState:
    """The state of a run in words.

    kind: draft, cancelled, finished, no_application, undecided, upcoming, open, closing_soon, full, running or closed.
    mark: open, lot, wait or closed: the shape beside the sentence (CSS class state--…).
    """

    kind: str
    text: str
    mark: str

    @property
    def can_apply(self) -> bool:
        return self.kind in ("open", "closing_soon")


# While applications are taken and early ones have no advantage.
OPEN_SENTENCES = {
    (AllocationPolicy.LOTTERY, "open"): gettext_lazy("Lottery: open (until %(day)s)"),
    (AllocationPolicy.LOTTERY, "closing_soon"): gettext_lazy("Lottery: closing soon, %(until)s"),
    (AllocationPolicy.SELECTION, "open"): gettext_lazy("Selection: open (until %(day)s)"),
    (AllocationPolicy.SELECTION, "closing_soon"): gettext_lazy("Selection: closing soon, %(until)s"),
}


def describe_state(run: RunLike, now: datetime) -> RunState:
    """Return what residents are told about the run at that moment.

    Applications begin at apply_opens and are over at apply_closes: at that very moment the run is closed.
    """
    if run.status == RunStatus.DRAFT:
        return RunState("draft", _("In preparation"), "closed")
    if run.status == RunStatus.CANCELLED:
        return RunState("cancelled", _("This run is cancelled"), "closed")
    if is_over(run, now):
        return RunState("finished", _("This run is over"), "closed")
    if run.policy == AllocationPolicy.OPEN:
        return RunState("no_application", _("Come without applying"), "open")
    if not run.apply_opens or not run.apply_closes:
        return RunState("undecided", _("The day on which applications begin is not decided yet"), "closed")
    if now < run.apply_opens:
        return RunState("upcoming", _("Applications from %(day)s") % {"day": format_day(run.apply_opens)}, "closed")
    if now < run.apply_closes:
        return describe_open_run(run, now)
    if run.starts_at and run.starts_at <= now:
        return RunState("running", _("Applications are over; the run has begun"), "closed")
    return describe_closed_run(run, now)


def gives_seats_at_once(run: RunLike) -> bool:
    """Say whether an application gets its seat, or its place on the waiting list, at the moment it arrives."""
    if run.policy == AllocationPolicy.WINDOW_THEN_FIRST_COME:
        return getattr(run, "settled_at", None) is not None
    return run.policy == AllocationPolicy.FIRST_COME


def describe_figures(run: RunLike, kind: str) -> RunState | None:
    """Return the state by the real figures: seats left, people waiting, or full.

    None when seats are not given at once, or when the figures were not loaded (with_figures()).
    """
    waiting = getattr(run, "waiting_count", None)
    if waiting is None or not gives_seats_at_once(run):
        return None
    left = run.capacity - run.seats_held - run.undo_seats - run.kept_seats
    values = {"left": left, "waiting": waiting, "until": format_moment(run.apply_closes)}
    if left > 0 and not waiting:
        if kind == "closing_soon":
            return RunState(kind, _("Closing soon (until %(until)s), %(left)d seats left") % values, "open")
        return RunState(kind, _("Open, %(left)d seats left") % values, "open")
    if waiting >= run.waiting_list_size:
        return RunState("full", _("Full"), "closed")
    if waiting:
        return RunState(kind, _("Waiting list: %(waiting)d waiting") % values, "wait")
    return RunState(kind, _("Full: you can join the waiting list"), "wait")


def describe_open_run(run: RunLike, now: datetime) -> RunState:
    """Return the state while applications are taken."""
    kind = "closing_soon" if run.apply_closes - now <= CLOSING_SOON else "open"
    values = {
        "until": format_moment(run.apply_closes),
        "day": format_short_day(run.apply_closes),
        "capacity": run.capacity,
    }
    has_draw = run.policy in (AllocationPolicy.LOTTERY, AllocationPolicy.SELECTION)
    if has_draw:
        return RunState(kind, OPEN_SENTENCES[run.policy, kind] % values, "lot")
    by_figures = describe_figures(run, kind)
    if by_figures is not None:
        return by_figures
    if kind == "closing_soon":
        return RunState(kind, _("Closing soon (until %(until)s), %(capacity)d seats") % values, "open")
    if run.policy == AllocationPolicy.FIRST_COME or not run.simultaneous_until or now >= run.simultaneous_until:
        return RunState(kind, _("Open: first come, %(capacity)d seats") % values, "open")
    values["day"] = format_short_day(run.simultaneous_until)
    return RunState(kind, _("Open, %(capacity)d seats (no need to hurry until %(day)s)") % values, "open")


def describe_closed_run(run: RunLike, now: datetime) -> RunState:
    """Return the state between the end of applications and the first session."""
    awaits_results = run.policy in (AllocationPolicy.LOTTERY, AllocationPolicy.SELECTION) and run.results_on
    if awaits_results and timezone.localdate(now) < run.results_on:
        text = _("Applications are over (results on %(day)s)") % {"day": say_short_day(run.results_on)}
        return RunState("closed", text, "closed")
    return RunState("closed", _("Applications are over"), "closed")


def is_over(run: RunLike, now: datetime) -> bool:
    """Say whether the last session has ended."""
    return run.ends_at is not None and run.ends_at <= now


def format_day(at: datetime) -> str:
    """Return 12月4日(金), the day in Japan; elsewhere Friday 4 December."""
    return say_month_day(timezone.localdate(at))


def format_short_day(at: datetime) -> str:
    """Return 12月4日: for sentences in which the day stands in brackets already."""
    return say_short_day(timezone.localdate(at))


def say_short_day(day: date) -> str:
    return f"{day.month}月{day.day}日" if is_japanese() else say_month_day(day)


def format_moment(at: datetime) -> str:
    """Return 12月4日(金)午後5時."""
    local = timezone.localtime(at)
    words = (format_day(at), say_time(local.hour, local.minute))
    return "".join(words) if is_japanese() else ", ".join(words)
