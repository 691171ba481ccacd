"""Who of the staff may do what, and for which runs. Asked by the services themselves, so that no screen can forget it."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cms.models import Department
from courses.enrolment.errors import NotAllowed
from courses.models import CourseRun, Draw, Enrolment, Learner, Offer, Session

F = TypeVar("F", bound=Callable[..., Any])
CITY_WIDE = "courses.work_city_wide"
# Argument of a service -> the run that it concerns.
RUN_OF: dict[str, Callable[[int], QuerySet]] = {
    "run_id": lambda pk: CourseRun.objects.filter(pk=pk).values_list("pk", flat=True),
    "new_run_id": lambda pk: CourseRun.objects.filter(pk=pk).values_list("pk", flat=True),
    "enrolment_id": lambda pk: Enrolment.objects.filter(pk=pk).values_list("run_id", flat=True),
    "offer_id": lambda pk: Offer.objects.filter(pk=pk).values_list("enrolment__run_id", flat=True),
    "draw_id": lambda pk: Draw.objects.filter(pk=pk).values_list("run_id", flat=True),
}
LEARNERS = ("learner_id", "kept_id", "absorbed_id", "one_id", "other_id")


def needs(*permissions: str) -> Callable[[F], F]:
    """Let a service refuse a member of staff who has none of the permissions, or whose departments do not hold the run.

    The service names its arguments `actor` or `user`, and `run_id`, `enrolment_id`, `offer_id` … (RUN_OF). Web and system
    have no user and pass: their own rules apply. Raises NotAllowed.
    """

    def wrap(service: F) -> F:
        signature = inspect.signature(service)

        @functools.wraps(service)
        def checked(*args: Any, **kwargs: Any) -> Any:
            given = signature.bind(*args, **kwargs).arguments
            user = given["user"] if "user" in given else getattr(given.get("actor"), "user", None)
            if user is not None:
                check_permission(user, *permissions)
                check_scope(user, given)
            return service(*args, **kwargs)

        return checked  # type: ignore[return-value]

    return wrap


def check_permission(user: Any, *permissions: str) -> None:
    """Raise NotAllowed unless the user has one of the permissions ("courses.codename")."""
    if not any(user.has_perm(permission) for permission in permissions):
        raise NotAllowed(_("この操作は、あなたの役割ではできません。講座の管理者に頼んでください。"))


def check_scope(user: Any, given: dict[str, Any]) -> None:
    """Raise NotAllowed when an argument names a run, or a person, that is not among those of the user's departments."""
    if "session_id" in given and not find_sessions(user).filter(pk=given["session_id"]).exists():
        raise NotAllowed(_("この回の出欠は、担当の課の職員と、その回の講師だけが記録できます。"))
    if is_city_wide(user):
        return
    runs = find_runs(user)
    for name in RUN_OF.keys() & given.keys():
        keys = list(RUN_OF[name](given[name]))
        if keys and not runs.filter(pk__in=keys).exists() and not teaches(user, keys[0]):
            raise NotAllowed(_("ほかの課の講座です。変えるときは、その課に連絡してください。"))
    for name in LEARNERS:
        if name in given and not find_people(user).filter(pk=given[name]).exists():
            raise NotAllowed(_("この方の申込みは、あなたの課の講座にはありません。"))


def is_city_wide(user: Any) -> bool:
    return bool(user.has_perm(CITY_WIDE))


def find_departments(user: Any) -> QuerySet[Department]:
    """Return the departments for which the user works: as staff of courses, or as editor or approver of the pages."""
    mine = Q(course_staff__user=user) | Q(editors__user=user) | Q(approvers__user=user)
    return Department.objects.filter(mine).distinct()


def find_department_keys(user: Any) -> list[int]:
    """Return the keys of the user's departments, looked up once a request: kept with the user, as Django keeps permissions."""
    if not hasattr(user, "_course_departments"):
        user._course_departments = list(find_departments(user).values_list("pk", flat=True))
    return user._course_departments


def find_runs(user: Any) -> QuerySet[CourseRun]:
    """Return the runs that the user may see: all for city-wide roles, otherwise those of the user's departments."""
    if not user.is_active:
        return CourseRun.objects.none()
    if is_city_wide(user):
        return CourseRun.objects.all()
    departments = find_department_keys(user)
    of_course = Q(department__isnull=True, course__department__in=departments)
    return CourseRun.objects.filter(Q(department__in=departments) | of_course)


def find_people(user: Any) -> QuerySet[Learner]:
    """Return the people who applied for a run that the user may see."""
    if is_city_wide(user):
        return Learner.objects.all()
    runs = find_runs(user).values("pk")
    return Learner.objects.filter(Q(enrolments__run__in=runs) | Q(merged__enrolments__run__in=runs)).distinct()


def find_sessions(user: Any) -> QuerySet[Session]:
    """Return the sessions whose attendance the user may record: of visible runs, or those the user teaches (INV-28)."""
    own = Q(pk__in=[])
    if user.has_perm("courses.record_own_attendance"):
        own = Q(assignments__instructor__user=user)
    if user.has_perm("courses.record_attendance"):
        own |= Q(run__in=find_runs(user).values("pk"))
    return Session.objects.filter(own).distinct()


def find_class_runs(user: Any) -> QuerySet[CourseRun]:
    """Return the runs whose classes the user looks after: an instructor's own, course staff's of their departments."""
    return CourseRun.objects.filter(pk__in=find_sessions(user).values("run"))


def teaches(user: Any, run_id: int) -> bool:
    """Say whether the user is an instructor of the run."""
    return user.has_perm("courses.record_own_attendance") and find_sessions(user).filter(run_id=run_id).exists()
