"""What an application consists of, with every value already normalised (courses.enrolment.normalise)."""

from dataclasses import dataclass, field
from datetime import date

from courses.models import ContactChannel, Residence


@dataclass(frozen=True)
class Applicant:
    """One person who wants to attend."""

    name: str
    reading: str
    birth_date: date
    phone: str = ""
    email: str = ""
    postal_code: str = ""
    address: str = ""
    district: str = ""
    residence: str = Residence.RESIDENT
    says_first_time: bool = False
    uses_reserved_place: bool = False
    # (relation, takes a seat)
    companions: tuple[tuple[str, bool], ...] = ()
    # (NeedKind, free text)
    needs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Application:
    """What is sent: one person, or two who attend together or not at all.

    submission_key: made with the form; the same key sent again gives the same enrolment (INV-11).
    learner_ids: records of the people that staff chose from the search, in the order of people; None makes a new one.
    late_kind, late_reason: what staff say about an application that is entered after the end.
    """

    people: tuple[Applicant, ...]
    submission_key: str
    contact_channel: str = ContactChannel.PHONE
    best_time: str = ""
    wants_waiting_list: bool = True
    language: str = ""  # of the form, when it was not the standard one (Learner.language)
    learner_ids: tuple[int | None, ...] = field(default=())
    # Only staff, after applications are over: a LateKind and why (courses.enrolment.late).
    late_kind: str = ""
    late_reason: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.people) <= 2:
            raise ValueError("An application is for one person or for two.")
        if not self.submission_key:
            raise ValueError("An application needs a submission key.")
