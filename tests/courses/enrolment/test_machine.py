"""The whole machine against a simple reference: random sequences of what people do (INV-01, 04, 05, 09, 10, 24, 37)."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from courses.enrolment.actions import cancel, change_capacity, undo_cancellation
from courses.enrolment.actor import SYSTEM, WEB
from courses.enrolment.errors import EnrolmentError
from courses.enrolment.seats import count_held
from courses.enrolment.transitions import replay
from courses.enrolment.waiting_list import accept_offer, decline_offer, offer_free_seats
from courses.models import CourseRun, Enrolment, Offer
from tests.factories.courses import apply, make_run

HOLDING = ("confirmed", "offered")


class Reference:
    """What the design says, on plain lists: entries are dictionaries, in order of receipt."""

    def __init__(self, capacity: int) -> None:
        self.capacity, self.entries, self.minute, self.last_rank = capacity, [], 0, 0

    def free(self) -> int:
        held = sum(entry["seats"] for entry in self.entries if entry["state"] in HOLDING)
        holds = [e for e in self.entries if e["state"] == "cancelled" and e["former"] == "confirmed"]
        return self.capacity - held - sum(e["seats"] for e in holds if e["until"] > self.minute)

    def waiting(self) -> list[dict]:
        return sorted((e for e in self.entries if e["state"] == "waitlisted"), key=lambda entry: entry["rank"])

    def apply(self, seats: int) -> bool:
        entry = {"seats": seats, "state": "confirmed", "rank": None, "former": "", "until": 0}
        if self.waiting() or seats > self.free():
            self.last_rank += 1
            entry |= {"state": "waitlisted", "rank": self.last_rank}
        self.entries.append(entry)
        return True

    def offer(self) -> bool:
        while True:
            for entry in self.waiting()[:6]:
                if entry["seats"] <= max(self.free(), 0):
                    entry["state"] = "offered"
                    break
            else:
                return True

    def cancel(self, entry: dict) -> bool:
        if entry["state"] not in ("confirmed", "waitlisted"):
            return False
        entry |= {"former": entry["state"], "until": self.minute + 30, "state": "cancelled"}
        return self.offer()

    def undo(self, entry: dict) -> bool:
        if entry["state"] != "cancelled" or entry["until"] <= self.minute:
            return False
        entry |= {"state": entry["former"], "former": ""}
        return True

    def answer(self, entry: dict, accepts: bool) -> bool:
        if entry["state"] != "offered":
            return False
        entry["state"] = "confirmed" if accepts else "declined"
        return accepts or self.offer()

    def resize(self, capacity: int) -> bool:
        if capacity < max(self.capacity - self.free(), 1):
            return False
        self.capacity = capacity
        return self.offer()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("apply"), st.integers(1, 2)),
        st.tuples(st.just("cancel"), st.integers(0, 9)),
        st.tuples(st.just("undo"), st.integers(0, 9)),
        st.tuples(st.sampled_from(["accept", "decline"]), st.integers(0, 9)),
        st.tuples(st.just("resize"), st.integers(1, 6)),
        st.tuples(st.just("wait"), st.integers(1, 40)),
    ),
    min_size=8,
    max_size=14,
)


def step(run: CourseRun, name: str, value: int, leads: list[Enrolment], now) -> bool:
    """Do the step with the services; return whether it was allowed."""
    try:
        if name == "apply":
            leads.append(apply(run, run.pk * 100 + len(leads), now, party=value == 2))
        elif name == "cancel":
            cancel(leads[value].pk, WEB, now)
        elif name == "undo":
            undo_cancellation(leads[value].pk, WEB, now)
        elif name == "resize":
            change_capacity(run.pk, value, now)
        else:
            offer = Offer.objects.filter(enrolment=leads[value]).order_by("pk").last()
            if offer is None:
                return False
            (accept_offer if name == "accept" else decline_offer)(offer.pk, SYSTEM, now)
    except EnrolmentError:
        return False
    return True


def refer(model: Reference, name: str, value: int) -> bool:
    """Do the same step with the reference."""
    if name == "apply":
        return model.apply(value)
    if name == "resize":
        return model.resize(value)
    entry = model.entries[value]
    if name in ("cancel", "undo"):
        return getattr(model, name)(entry)
    return model.answer(entry, accepts=name == "accept")


@pytest.mark.django_db
@given(STEPS, st.integers(1, 4))
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_machine_does_what_the_simple_reference_does(course, now, steps, capacity):
    fields = {"apply_opens": now - timedelta(days=1), "apply_closes": now + timedelta(days=10)}
    run = make_run(course, f"run-{CourseRun.objects.count()}", capacity=capacity, waiting_list_size=99, **fields)
    model, leads = Reference(capacity), []
    for name, value in steps:
        if name == "wait":
            model.minute += value
            model.offer()
            offer_free_seats(run.pk, now + timedelta(minutes=model.minute))
        elif name in ("apply", "resize") or value < len(leads):
            moment = now + timedelta(minutes=model.minute)
            assert step(run, name, value, leads, moment) == refer(model, name, value), (name, value)

        rows = [Enrolment.objects.get(pk=lead.pk) for lead in leads]
        expected = [(entry["state"], entry["rank"]) for entry in model.entries]
        assert [(row.state, row.waiting_rank) for row in rows] == expected
        run.refresh_from_db()
        assert run.seats_held == count_held(run) <= run.capacity == model.capacity
    for row in Enrolment.objects.filter(run=run):
        assert replay(row)["state"] == row.state
        assert row.party is None or {other.state for other in row.party.members.all()} == {row.state}
