"""What the staff of a course department may do with course records."""

from django.contrib.auth.models import Group

from cms.models import Department
from cms.roles import make_group

RECORDS = ("courserun", "venue", "instructor", "helpsession")
EDITOR_VERBS = ("add", "change", "view")
# Deleting takes a second pair of eyes; a run that people applied for cannot be deleted at all.
APPROVER_VERBS = ("add", "change", "delete", "view")


def give_course_records(department: Department) -> None:
    """Let the editors and approvers of the department keep runs, venues and instructors. Can be called again.

    The department must have its groups (cms.roles.set_up_department).
    """
    add_permissions(department.editors, EDITOR_VERBS)
    add_permissions(department.approvers, APPROVER_VERBS)


def add_permissions(group: Group, verbs: tuple[str, ...]) -> None:
    make_group(group.name, [f"courses.{verb}_{record}" for verb in verbs for record in RECORDS])
