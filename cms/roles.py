"""Who may do what: the groups of staff, made for each department and for the city.

Editors of a department see and change its sections, pictures and files, and cannot publish. Its approvers approve.
The web officer publishes everything, and is asked for the kinds of pages listed in WEB_OFFICER_PAGE_TYPES.
The emergency desk publishes emergency notices and nothing else.
Editors translate the pages of their department, approvers check those translations, which makes them public. Translators and
their checkers who belong to no department do so for all.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.models.departments import Department
from cms.models.workflow import WebOfficerTask

WEB_OFFICERS = "ウェブ担当"
EMERGENCY_DESK = "緊急情報担当"
# Folder of pictures and files that every department may use; the web officer fills it.
COMMON_FOLDER = "共通"
WAGTAIL_GROUPS = ("Editors", "Moderators")
WAGTAIL_WORKFLOW = "Moderators approval"
EDITOR_PAGE_PERMISSIONS = ("add_page", "change_page")
APPROVER_PAGE_PERMISSIONS = ("change_page", "lock_page")
OFFICER_PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
# Wagtail asks for the permissions of its own models, also where the city's models stand in for them.
FILE_PERMISSIONS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
COMMON_FILE_PERMISSIONS = ("choose_image", "choose_document")
# Models outside the page tree that the web officer keeps, as "app.model".
OFFICER_MODELS = (
    "cms.department",
    "cms.emergencyphrase",
    "cms.emergencynotice",
    "cms.citysettings",
    "cms.citywords",
    "cms.webofficertask",
    "cms.user",
    "auth.group",
    "wagtailcore.workflow",
    "wagtailcore.groupapprovaltask",
    "wagtailcore.collection",
    "wagtailredirects.redirect",
    "translations.reading",
    "translations.glossaryterm",
    "translations.checkrule",
    "a11y_checker.waiver",
    "a11y_checker.followup",
    "a11y_checker.linkexclusion",
)
# The yearly test of accessibility: the web officer plans and publishes; testers judge pages and do nothing else.
TESTERS = "アクセシビリティ試験担当"
TESTER_PERMISSIONS = ("a11y_checker.view_yearlytest", "a11y_checker.judge_yearlytest")
OFFICER_TEST_PERMISSIONS = (
    *TESTER_PERMISSIONS,
    "a11y_checker.plan_yearlytest",
    "a11y_checker.publish_yearlytest",
    "a11y_checker.change_selfcheck",
)
# Editors correct readings on every page; the web officer confirms them afterwards.
READING_PERMISSIONS = ("translations.add_reading",)
# Translations: rights of a department go as far as its pages, those of the other two groups everywhere.
TRANSLATORS = "翻訳担当"
TRANSLATION_CHECKERS = "翻訳確認担当"
TRANSLATE = "translations.translate_pages"
CHECK = "translations.check_translations"
EVERY_DEPARTMENT = "translations.translate_every_department"


def make_group(name: str, permissions: Iterable[str] = ()) -> Group:
    """Return the group with access to the admin and the permissions ("app.codename"), made when missing."""
    group, _created = Group.objects.get_or_create(name=name)
    for label in ("wagtailadmin.access_admin", *permissions):
        app, codename = label.split(".")
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return group


def make_city_groups() -> tuple[Group, Group]:
    """Return the groups of the web officer and of the emergency desk."""
    crud = [
        f"{label.split('.')[0]}.{verb}_{label.split('.')[1]}"
        for label in OFFICER_MODELS
        for verb in ("add", "change", "delete")
    ]
    officers = make_group(
        WEB_OFFICERS, [*existing_permissions(crud), *OFFICER_TEST_PERMISSIONS, TRANSLATE, CHECK, EVERY_DEPARTMENT]
    )
    make_group(TESTERS, TESTER_PERMISSIONS)
    make_group(TRANSLATORS, (TRANSLATE, EVERY_DEPARTMENT))
    make_group(TRANSLATION_CHECKERS, (TRANSLATE, CHECK, EVERY_DEPARTMENT))
    root = Page.get_first_root_node()
    grant_pages(officers, [root], OFFICER_PAGE_PERMISSIONS)
    assign_officer_workflow(root, officers)
    grant_files(officers, Collection.get_first_root_node(), FILE_PERMISSIONS)
    desk = make_group(
        EMERGENCY_DESK, ["cms.add_emergencynotice", "cms.change_emergencynotice", "cms.view_emergencynotice"]
    )
    remove_sample_groups()
    return officers, desk


def assign_officer_workflow(root: Page, officers: Group) -> None:
    """Give the whole tree the workflow of pages that belong to no department, in place of Wagtail's own in English.

    Only the first time: what the city chooses for its tree afterwards, or that it chooses none, stays.
    """
    workflow, is_new = Workflow.objects.get_or_create(name=f"{WEB_OFFICERS}の承認")
    if is_new:
        task = GroupApprovalTask.objects.create(name=f"{WEB_OFFICERS}の承認")
        task.groups.add(officers)
        WorkflowTask.objects.create(workflow=workflow, task=task)
    if is_new or WorkflowPage.objects.filter(page=root, workflow__name=WAGTAIL_WORKFLOW).exists():
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})


def remove_sample_groups() -> None:
    """Delete the groups and the workflow that Wagtail makes by itself, which have rights on every page.

    A group with members stays: somebody uses it.
    """
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user__isnull=True).delete()
    WorkflowTask.objects.filter(workflow__name=WAGTAIL_WORKFLOW).delete()
    Workflow.objects.filter(name=WAGTAIL_WORKFLOW, workflow_states__isnull=True).delete()
    GroupApprovalTask.objects.filter(name=WAGTAIL_WORKFLOW, task_states__isnull=True).delete()


def existing_permissions(labels: Iterable[str]) -> list[str]:
    """Return those of the "app.codename" that exist: a setting has no add permission, for example."""
    known = {f"{app}.{name}" for app, name in Permission.objects.values_list("content_type__app_label", "codename")}
    return [label for label in labels if label in known]


@transaction.atomic
def set_up_department(department: Department, roots: Iterable[Page] = ()) -> None:
    """Make the department's two groups, its folder for files and its workflow; give them the pages below the roots.

    Can be called again, with more roots: nothing is taken away and nothing is doubled.
    """
    department.editors = make_group(f"{department.name} 編集", (*READING_PERMISSIONS, TRANSLATE))
    department.approvers = make_group(f"{department.name} 承認", (*READING_PERMISSIONS, TRANSLATE, CHECK))
    department.save()
    collection = get_collection(department.name)
    grant_files(department.editors, collection, FILE_PERMISSIONS)
    grant_files(department.approvers, collection, FILE_PERMISSIONS)
    for group in (department.editors, department.approvers):
        grant_files(group, get_collection(COMMON_FOLDER), COMMON_FILE_PERMISSIONS)
    roots = list(roots)
    grant_pages(department.editors, roots, EDITOR_PAGE_PERMISSIONS)
    grant_pages(department.approvers, roots, APPROVER_PAGE_PERMISSIONS)
    workflow = get_workflow(department)
    for page in roots:
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})


def get_collection(name: str) -> Collection:
    """Return the folder for pictures and files of that name, made when missing."""
    existing = Collection.objects.filter(name=name, depth=2).first()
    return existing or Collection.get_first_root_node().add_child(name=name)


def get_workflow(department: Department) -> Workflow:
    """Return the department's workflow: its approvers first, then the web officer for listed kinds."""
    workflow, created = Workflow.objects.get_or_create(name=f"{department.name}の承認")
    if not created:
        return workflow
    approval = GroupApprovalTask.objects.create(name=f"{department.name}の承認担当の確認")
    approval.groups.add(department.approvers)
    second = WebOfficerTask.objects.first() or WebOfficerTask.objects.create(name="ウェブ担当の確認")
    second.groups.add(make_group(WEB_OFFICERS))
    WorkflowTask.objects.create(workflow=workflow, task=approval, sort_order=0)
    WorkflowTask.objects.create(workflow=workflow, task=second, sort_order=1)
    return workflow


def find_department_sections() -> dict[str, str]:
    """Return the sections that departments work on, by their paths, with the departments' names. For the board of translations."""
    rights = GroupPagePermission.objects.filter(group__edits_for__isnull=False)
    return dict(rights.values_list("page__path", "group__edits_for__name").distinct())


def grant_pages(group: Group, roots: Iterable[Page], codenames: Iterable[str]) -> None:
    for page in roots:
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def grant_files(group: Group, collection: Collection, codenames: Iterable[str]) -> None:
    for permission in Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=codenames
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
