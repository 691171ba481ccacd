"""The seven roles of the course desk as groups (courses.md §7.5). What each may do stands here and nowhere else.

A role says what; the departments say for which runs (CourseStaff). Calling again adds what is missing and takes away what a
role does not have here, so that a group changed by hand comes back.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from cms.roles import make_group

DESK = "窓口担当"
COURSE_STAFF = "講座担当"
WITNESS = "抽選立会"
INSTRUCTOR = "講師"
FIGURES = "統計閲覧"
ADMINISTRATOR = "管理者"
TRAINING_OFFICER = "研修担当"

DESK_PERMISSIONS = (
    "courses.work_course_desk",
    "courses.enter_application",
    "courses.view_enrolment",
    "courses.change_enrolment",
    "courses.record_contact",
)
ROLES: dict[str, tuple[str, ...]] = {
    DESK: DESK_PERMISSIONS,
    COURSE_STAFF: (
        *DESK_PERMISSIONS,
        "courses.enter_late_application",
        "courses.add_courserun",
        "courses.change_courserun",
        "courses.view_courserun",
        "courses.add_venue",
        "courses.change_venue",
        "courses.view_venue",
        "courses.add_instructor",
        "courses.change_instructor",
        "courses.view_instructor",
        "courses.add_circle",
        "courses.change_circle",
        "courses.delete_circle",
        "courses.view_circle",
        "courses.add_helpsession",
        "courses.change_helpsession",
        "courses.delete_helpsession",
        "courses.view_helpsession",
        "courses.manage_circles",
        "courses.manage_lessons",
        "courses.view_assistanceneed",
        "courses.change_assistanceneed",
        "courses.send_notices",
        "courses.make_prints",
        "courses.export_people",
        "courses.resolve_duplicates",
        "courses.void_enrolment",
        "courses.run_draw",
        "courses.cancel_courserun",
        "courses.record_attendance",
        "courses.close_courserun",
        "courses.enter_survey",
        "courses.manage_pool",
        "courses.view_figures",
    ),
    WITNESS: ("courses.work_course_desk", "courses.work_city_wide", "courses.witness_course_step"),
    INSTRUCTOR: ("courses.record_own_attendance",),
    FIGURES: ("courses.work_course_desk", "courses.work_city_wide", "courses.view_figures"),
    ADMINISTRATOR: (
        "courses.work_course_desk",
        "courses.work_city_wide",
        "courses.view_audit",
        "courses.manage_retention",
        "courses.handle_disclosure",
        "courses.add_coursestaff",
        "courses.change_coursestaff",
        "courses.delete_coursestaff",
        "courses.view_coursestaff",
        "cms.add_user",
        "cms.change_user",
        "cms.view_user",
    ),
    TRAINING_OFFICER: (
        "courses.manage_training",
        "courses.add_trainingrequirement",
        "courses.change_trainingrequirement",
        "courses.delete_trainingrequirement",
        "courses.view_trainingrequirement",
    ),
}


@transaction.atomic
def make_course_roles() -> list[Group]:
    """Return the seven groups, each with exactly the permissions of its role and access to the admin."""
    return [make_role(name, labels) for name, labels in ROLES.items()]


def make_role(name: str, labels: tuple[str, ...]) -> Group:
    group = make_group(name, labels)
    codenames = {label.partition(".")[2] for label in labels}
    surplus = Permission.objects.filter(group=group, content_type__app_label="courses").exclude(codename__in=codenames)
    group.permissions.remove(*surplus)
    return group
