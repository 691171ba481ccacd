"""What can go wrong with an enrolment. str() of each is a sentence for the person in front of the screen.

EnrolmentError
├── InputProblem        one answer cannot be read
├── Refused             the rules of the run do not allow it; .refusals has all reasons
├── RunClosed           too early, too late, cancelled, or nothing to apply for
├── NotPossible         the enrolment is not in a state that allows it
├── NotAllowed          the member of staff has no permission for it, or it belongs to another department
├── SecondPersonNeeded  two different people have to agree
├── CapacityTooLow      more seats are held than would be left
├── DrawProblem         the list, the seed or the order of steps is wrong
├── RetentionProblem    a round of deleting was not approved, or its list has changed
├── TooManyAttempts     look-up is locked for some minutes
└── Busy                the database was busy too long; nothing was changed
"""

from dataclasses import dataclass


class EnrolmentError(Exception):
    """Something the person can be told in one sentence."""


class InputProblem(EnrolmentError):
    """An answer cannot be read."""


@dataclass(frozen=True)
class Refusal:
    """One reason why somebody cannot enrol: the rule's name and the sentence to show."""

    rule: str
    message: str


class Refused(EnrolmentError):
    """The rules of the run do not allow the application."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(" ".join(refusal.message for refusal in refusals))
        self.refusals = refusals


class RunClosed(EnrolmentError):
    """The run takes no applications or makes no offers now."""


class NotPossible(EnrolmentError):
    """The enrolment's state does not allow it."""


class NotAllowed(EnrolmentError):
    """The member of staff may not do this, or not for this department."""


class SecondPersonNeeded(EnrolmentError):
    """Two different members of staff have to agree."""


class CapacityTooLow(EnrolmentError):
    """More seats are held than would be left."""


class DrawProblem(EnrolmentError):
    """The draw cannot go on."""


class RetentionProblem(EnrolmentError):
    """The deleting cannot go on."""


class TooManyAttempts(EnrolmentError):
    """Look-up is locked for some minutes."""


class Busy(EnrolmentError):
    """The database was busy too long."""
