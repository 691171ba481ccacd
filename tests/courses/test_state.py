"""What residents are told about a run, at the edges of every period."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from courses.models.state import RunState, describe_state
from tests.factories.courses import at

MINUTE = timedelta(minutes=1)
OPENS = at("2026-12-01 09:00")
SIMULTANEOUS = at("2026-12-05 17:00")
CLOSES = at("2026-12-11 17:00")
STARTS = at("2026-12-15 10:00")
ENDS = at("2026-12-22 11:30")


@dataclass
class Run:
    """A run without a database."""

    policy: str = "first_come"
    status: str = "published"
    apply_opens: datetime | None = OPENS
    apply_closes: datetime | None = CLOSES
    simultaneous_until: datetime | None = None
    results_on: date | None = None
    capacity: int = 12
    starts_at: datetime | None = STARTS
    ends_at: datetime | None = ENDS


OPEN_FIRST_COME = RunState("open", "受付中・先着、定員12人", "open")
CLOSING_FIRST_COME = RunState("closing_soon", "もうすぐ締切・12月11日(金)午後5時まで、定員12人", "open")
OVER = RunState("closed", "申込みは終わりました", "closed")
RUNNING = RunState("running", "申込みは終わりました（講座が始まっています）", "closed")
FINISHED = RunState("finished", "講座は終わりました", "closed")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS - MINUTE, RunState("upcoming", "受付は12月1日(火)から", "closed")),
        (OPENS, OPEN_FIRST_COME),
        (CLOSES - timedelta(days=3) - MINUTE, OPEN_FIRST_COME),
        (CLOSES - timedelta(days=3), CLOSING_FIRST_COME),
        (CLOSES - MINUTE, CLOSING_FIRST_COME),
        (CLOSES, OVER),
        (STARTS - MINUTE, OVER),
        (STARTS, RUNNING),
        (ENDS - MINUTE, RUNNING),
        (ENDS, FINISHED),
    ],
)
def test_first_come_run_through_its_life(now, state):
    assert describe_state(Run(), now) == state


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS - MINUTE, RunState("upcoming", "受付は12月1日(火)から", "closed")),
        (OPENS, RunState("open", "抽選・受付中（12月11日まで）", "lot")),
        (CLOSES - MINUTE, RunState("closing_soon", "抽選・もうすぐ締切、12月11日(金)午後5時まで", "lot")),
        (CLOSES, RunState("closed", "申込みは終わりました（結果は12月13日）", "closed")),
        (at("2026-12-12 23:59"), RunState("closed", "申込みは終わりました（結果は12月13日）", "closed")),
        (at("2026-12-13 00:00"), OVER),
    ],
)
def test_lottery_says_when_the_results_come(now, state):
    assert describe_state(Run(policy="lottery", results_on=date(2026, 12, 13)), now) == state


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS, RunState("open", "受付中・定員12人（12月5日までは急がなくて大丈夫です）", "open")),
        (SIMULTANEOUS - MINUTE, RunState("open", "受付中・定員12人（12月5日までは急がなくて大丈夫です）", "open")),
        (SIMULTANEOUS, OPEN_FIRST_COME),
        (CLOSES - MINUTE, CLOSING_FIRST_COME),
    ],
)
def test_simultaneous_window_turns_into_first_come(now, state):
    run = Run(policy="window_then_first_come", simultaneous_until=SIMULTANEOUS)

    assert describe_state(run, now) == state


@pytest.mark.parametrize(
    ("run", "now", "state"),
    [
        (Run(policy="selection"), OPENS, RunState("open", "選考・受付中（12月11日まで）", "lot")),
        (
            Run(policy="selection"),
            CLOSES - MINUTE,
            RunState("closing_soon", "選考・もうすぐ締切、12月11日(金)午後5時まで", "lot"),
        ),
        (Run(policy="open"), OPENS - MINUTE, RunState("no_application", "申込みはいりません", "open")),
        (Run(policy="open"), ENDS - MINUTE, RunState("no_application", "申込みはいりません", "open")),
        (Run(policy="open"), ENDS, FINISHED),
        (Run(status="draft"), OPENS, RunState("draft", "準備中です", "closed")),
        (Run(status="cancelled"), OPENS, RunState("cancelled", "中止になりました", "closed")),
        (Run(status="cancelled"), ENDS, RunState("cancelled", "中止になりました", "closed")),
        (Run(apply_opens=None), OPENS, RunState("undecided", "受付の日は、まだ決まっていません", "closed")),
        (Run(apply_closes=None), OPENS, RunState("undecided", "受付の日は、まだ決まっていません", "closed")),
        (Run(starts_at=None, ends_at=None), CLOSES, OVER),
        (Run(starts_at=None, ends_at=None), ENDS, OVER),
    ],
)
def test_other_runs(run, now, state):
    assert describe_state(run, now) == state


def test_applications_after_the_first_session_are_still_applications():
    late = Run(apply_closes=STARTS + timedelta(days=5))

    assert describe_state(late, STARTS + MINUTE).kind == "open"


@pytest.mark.parametrize(
    ("kind", "can_apply"),
    [
        ("open", True),
        ("closing_soon", True),
        ("upcoming", False),
        ("closed", False),
        ("running", False),
        ("finished", False),
        ("cancelled", False),
        ("draft", False),
        ("undecided", False),
        ("no_application", False),
    ],
)
def test_one_can_apply_only_while_it_is_open(kind, can_apply):
    assert RunState(kind, "", "open").can_apply is can_apply
