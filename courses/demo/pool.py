"""How the demo's local instructors came to be ones: a step each half year, the last one some months ago."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from courses.enrolment.pool import STAGES
from courses.models import Instructor, InstructorKind, PoolStage, PoolStep

# The stage that a kind of instructor has reached; city staff and people from outside are not in the pool.
REACHED = {InstructorKind.LOCAL: PoolStage.LOCAL, InstructorKind.LEADER: PoolStage.LEADER}
CRITERIA = {
    PoolStage.COMPLETER: "スマートフォン入門を修了",
    PoolStage.CANDIDATE: "手伝いたいと申し出があり、面談した",
    PoolStage.ASSISTANT: "講座を2回見学した",
    PoolStage.LOCAL: "補助講師として6回手伝い、主な講師が推薦した",
    PoolStage.LEADER: "写真の会を自分で企画し、続けている",
}
BETWEEN = timedelta(days=180)
# Half-days on which they can come: codes of courses.enrolment.pool.list_half_days.
FREE = ("1-am", "1-pm", "3-am")


def load_pool(instructors: Iterable[Instructor], today: date, clerk: Any) -> int:
    """Give the local instructors and leaders their steps, with the agreement of the same day; return how many steps."""
    steps = []
    for person in instructors:
        if person.kind not in REACHED:
            continue
        stages = STAGES[: STAGES.index(REACHED[person.kind]) + 1]
        person.availability = list(FREE)
        person.save()
        for back, stage in enumerate(reversed(stages)):
            day = today - timedelta(days=60) - back * BETWEEN
            steps.append(
                PoolStep(
                    instructor=person,
                    stage=stage,
                    on=day,
                    consented_on=day,
                    criteria=CRITERIA[PoolStage(stage)],
                    decided_by=clerk,
                )
            )
    for step in reversed(steps):
        step.save()
    return len(steps)
