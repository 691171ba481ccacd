"""Who may enrol: one function per rule. All refusals are told at once.

A rule takes the run, the applicant and the day, and gives a Refusal or None.
"""

from collections.abc import Callable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enrolment.application import Applicant
from courses.enrolment.errors import Refusal
from courses.enrolment.identity import identity_hash
from courses.models import CourseRun, Enrolment, EnrolmentState, Residence
from courses.models.city import choice
from courses.models.schedule import fiscal_year_of

Rule = Callable[[CourseRun, Applicant, date], Refusal | None]


def age_on(born: date, on: date) -> int:
    """Return the age in years. Our choice: by birthdays, as people count, not a day earlier as 年齢計算法 does."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def first_day(run: CourseRun, on: date) -> date:
    """Return the day of the first session; the given day when there are no sessions yet."""
    return timezone.localdate(run.starts_at) if run.starts_at else on


def check_residence(run: CourseRun, applicant: Applicant, on: date) -> Refusal | None:
    """Source: the run's own announcement (residents_only)."""
    if not run.residents_only or applicant.residence == Residence.RESIDENT:
        return None
    message = _("This run is for people who live in the city. For other runs please ring %(phone)s.")
    return Refusal("residence", message % {"phone": run.phone or _("the number on the course page")})


def check_age(run: CourseRun, applicant: Applicant, on: date) -> Refusal | None:
    """Source: the run's own announcement (minimum_age), on the day of the first session."""
    if run.minimum_age is None or age_on(applicant.birth_date, first_day(run, on)) >= run.minimum_age:
        return None
    message = _("This run is for people of %(age)d or older on the day of the first session.")
    return Refusal("age", message % {"age": run.minimum_age})


def check_prior_course(run: CourseRun, applicant: Applicant, on: date) -> Refusal | None:
    """Source: the run's own announcement (prior_course). Looks back as far as names are kept (courses.md §8)."""
    if run.prior_course_id is None:
        return None
    done = find_past(applicant, on).filter(run__course_id=run.prior_course_id, state=EnrolmentState.COMPLETED)
    if done.exists():
        return None
    message = _("Please complete the course “%(course)s” first. If you did so elsewhere, please ring us: %(phone)s.")
    values = {"course": run.prior_course.title, "phone": run.phone or _("the number on the course page")}
    return Refusal("prior_course", message % values)


RULES: tuple[Rule, ...] = (check_residence, check_age, check_prior_course)


def find_refusals(run: CourseRun, applicant: Applicant, on: date) -> list[Refusal]:
    """Return every reason against the application, in the order of RULES; an empty list when it is welcome."""
    return [refusal for rule in RULES if (refusal := rule(run, applicant, on))]


def find_past(applicant: Applicant, on: date):
    """Return the person's enrolments of the look-back time, by reading and birth date."""
    since = fiscal_year_of(on) - choice("LOOK_BACK_YEARS")
    identity = identity_hash(applicant.reading, applicant.birth_date)
    return Enrolment.objects.filter(learner__identity_hash=identity, run__fiscal_year__gte=since)


def is_first_timer(applicant: Applicant, on: date) -> bool:
    """Say whether our records know no run that the person attended or holds a place in."""
    states = (EnrolmentState.CONFIRMED, EnrolmentState.COMPLETED, EnrolmentState.NOT_COMPLETED)
    return not find_past(applicant, on).filter(state__in=states).exists()


def is_over_limit(enrolment: Enrolment) -> bool:
    """Say whether a place would be more than the person may have in this fiscal year; checked when it is given (§4.1)."""
    limit = choice("RUNS_PER_TERM")
    if not limit:
        return False
    states = (EnrolmentState.CONFIRMED, EnrolmentState.OFFERED, EnrolmentState.COMPLETED, EnrolmentState.NOT_COMPLETED)
    others = Enrolment.objects.filter(
        learner_id=enrolment.learner_id, run__fiscal_year=enrolment.run.fiscal_year, state__in=states
    )
    return others.exclude(run_id=enrolment.run_id).count() >= limit


AGE_BANDS = ((50, "-49"), (60, "50-59"), (70, "60-69"), (75, "70-74"), (80, "75-79"), (85, "80-84"))


def age_band(born: date | None, on: date) -> str:
    """Return the band of courses.md §7.3 R-10; empty when the birth date is not known."""
    if born is None:
        return ""
    age = age_on(born, on)
    return next((band for end, band in AGE_BANDS if age < end), "85-")
