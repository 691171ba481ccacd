"""Staff screens for runs, venues and instructors in Wagtail's admin. Course pages stand in the page tree."""

import contextlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    DeleteView,
    EditView,
    HistoryView,
    SnippetViewSet,
    SnippetViewSetGroup,
    UsageView,
)

from courses.enrolment import accounts
from courses.enrolment.actions import change_capacity
from courses.enrolment.allowed import find_runs
from courses.enrolment.errors import CapacityTooLow
from courses.forms.circles import CircleForm
from courses.forms.run import RunForm
from courses.lesson_wording import find_long_sentences
from courses.models import (
    Circle,
    CoursePage,
    CourseRun,
    CourseStaff,
    HelpSession,
    Instructor,
    LessonPage,
    StaffLessonIndexPage,
    TrainingRequirement,
    Venue,
)
from courses.models.schedule import fiscal_year_of
from courses.models.state import describe_state
from courses.models.training import hide_from_visitors
from courses.views.staff.attendance import MAY_RECORD
from courses.views.staff.menu import HOOK, DeskMenuItem, DeskPanel, find_items, make_menu_item
from courses.views.staff.run_records import OwnRunsMixin, RunPermissionPolicy


def find_course(request: HttpRequest) -> CoursePage | None:
    """Return the course that the address names (?course=…), or None."""
    key = request.GET.get("course", "")
    return CoursePage.objects.filter(id=key).first() if key.isascii() and key.isdigit() else None


def next_code(fiscal_year: int) -> str:
    """Return the first free run code of the year: 2026-01, 2026-02 …"""
    used = set(CourseRun.objects.filter(code__startswith=f"{fiscal_year}-").values_list("code", flat=True))
    numbers = range(1, len(used) + 2)
    return next(code for number in numbers if (code := f"{fiscal_year}-{number:02}") not in used)


class RunCreateView(CreateView):
    """A new run begins with the next free code, and with the course one came from."""

    def get_initial_form_instance(self) -> CourseRun:
        year = fiscal_year_of(timezone.localdate())
        return CourseRun(course=find_course(self.request), code=next_code(year), fiscal_year=year)


class RunEditView(OwnRunsMixin, EditView):
    """Seats that were added go to the waiting list at once."""

    def save_instance(self) -> CourseRun:
        run = super().save_instance()
        # Seats that somebody may still take back count as taken until then; the clock's work offers them.
        with contextlib.suppress(CapacityTooLow):
            change_capacity(run.pk, run.capacity, timezone.now(), self.request.user)
        return run


class RunCopyView(OwnRunsMixin, CopyView):
    """A copy takes over the course, the sessions and all settings; its code is new and it is not public yet."""

    def get_initial_form_instance(self) -> CourseRun:
        year = fiscal_year_of(timezone.localdate())
        copy, _fields = self.get_object().copy_cluster(
            exclude_fields=["id", "status", "cancelled_note", "code", "fiscal_year"]
        )
        copy.code, copy.fiscal_year = next_code(year), year
        return copy


class RunDeleteView(OwnRunsMixin, DeleteView):
    pass


class RunHistoryView(OwnRunsMixin, HistoryView):
    pass


class RunUsageView(OwnRunsMixin, UsageView):
    pass


class StateColumn(Column):
    """What residents read about the run at this moment."""

    def get_value(self, instance: CourseRun) -> str:
        return describe_state(instance, timezone.now()).text


def list_departments(staff: CourseStaff) -> str:
    return "、".join(department.name for department in staff.departments.all())


class CourseRunViewSet(SnippetViewSet):
    model = CourseRun
    icon = "date"
    menu_label = _("Runs")
    add_view_class = RunCreateView
    edit_view_class = RunEditView
    copy_view_class = RunCopyView
    delete_view_class = RunDeleteView
    history_view_class = RunHistoryView
    usage_view_class = RunUsageView
    edit_handler = ObjectList(CourseRun.panels, base_form_class=RunForm)
    list_display = [
        "__str__",
        Column("days_in_words", label=_("Dates of the run")),
        StateColumn("state", label=_("Shown to residents")),
        "capacity",
    ]
    list_filter = ["fiscal_year", "status", "policy", "course"]
    search_fields = ["code", "title_suffix", "course__title"]
    list_per_page = 50

    @property
    def permission_policy(self) -> RunPermissionPolicy:
        return RunPermissionPolicy(self.model)

    def get_queryset(self, request: HttpRequest) -> Any:
        return find_runs(request.user).select_related("course").with_sessions()


class VenueViewSet(SnippetViewSet):
    model = Venue
    icon = "home"
    menu_label = _("Venues")
    list_display = ["name", "address", "phone"]
    search_fields = ["name", "reading", "address"]


class InstructorViewSet(SnippetViewSet):
    model = Instructor
    icon = "user"
    menu_label = _("Instructors")
    list_display = ["name", "kind", "topics", "consented_on"]
    list_filter = ["kind"]
    search_fields = ["name", "reading", "topics"]


class CourseStaffViewSet(SnippetViewSet):
    """Which departments' runs a member of staff sees; the role itself is the group in the user's form."""

    model = CourseStaff
    icon = "group"
    menu_label = _("職員の担当課")
    list_display = ["__str__", Column("departments", label=_("担当する課"), accessor=list_departments)]


class CircleViewSet(SnippetViewSet):
    model = Circle
    icon = "group"
    menu_label = pgettext_lazy("list", "サークル")
    edit_handler = ObjectList(Circle.panels, base_form_class=CircleForm)
    list_display = ["name", "day", "where", "is_public", "confirmed_on"]
    list_filter = ["is_public", "welcomes_newcomers"]
    search_fields = ["name", "reading", "activity"]


class HelpSessionCopyView(CopyView):
    """A copy is for another day: a week later."""

    def get_initial_form_instance(self) -> HelpSession:
        session = super().get_initial_form_instance()
        session.date += timedelta(days=7)
        return session


class HelpSessionViewSet(SnippetViewSet):
    model = HelpSession
    icon = "help"
    menu_label = _("相談会")
    copy_view_class = HelpSessionCopyView
    list_display = ["date", "start_time", "end_time", "place", "is_cancelled"]
    list_filter = ["venue", "is_cancelled"]
    search_fields = ["subject", "room", "venue__name"]
    list_per_page = 50


class TrainingRequirementViewSet(SnippetViewSet):
    model = TrainingRequirement
    icon = "tasks"
    menu_label = _("必修の研修")
    list_display = ["lesson", "group", "since", "every_months"]


class CoursesViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Courses")
    menu_icon = "calendar-alt"
    menu_order = 250
    items = (
        CourseRunViewSet,
        VenueViewSet,
        InstructorViewSet,
        CircleViewSet,
        HelpSessionViewSet,
        CourseStaffViewSet,
        TrainingRequirementViewSet,
    )


# Wagtail 8 keeps the policies of all models in one place, and warns of one that it meets in a view set only.
if WAGTAIL_VERSION >= (8,):
    from wagtail.permissions import register_permission_policy  # not in Wagtail 7.4

    register_permission_policy(CourseRun, RunPermissionPolicy(CourseRun), exact_class=True)

register_snippet(CoursesViewSetGroup)


@hooks.register("register_admin_urls")
def register_course_desk() -> list[Any]:
    return [path("courses/", include("courses.staff_urls")), path("kenshu/", include("courses.training_urls"))]


@hooks.register("register_admin_menu_item")
def add_course_desk() -> Any:
    return make_menu_item()


@hooks.register("register_admin_menu_item")
def add_training() -> MenuItem:
    """Everybody who works in the admin has the training in the menu."""
    return MenuItem(_("職員研修"), reverse_lazy("staff_training:index"), name="training", icon_name="tasks", order=245)


@hooks.register("after_create_page")
def hide_staff_lessons(request: HttpRequest, page: Page) -> None:
    """Keep the lessons for the staff from visitors, search and site map, from the first moment on."""
    if isinstance(page, StaffLessonIndexPage):
        hide_from_visitors(page)


def warn_of_long_sentences(request: HttpRequest, page: Page) -> None:
    """Say after saving a lesson which sentences are too long: a warning, the lesson is saved."""
    long = find_long_sentences(page) if isinstance(page, LessonPage) else []
    if long:
        text = _("50文字をこえる文が%(count)dつあります。分けると読みやすくなります：「%(first)s」")
        messages.warning(request, text % {"count": len(long), "first": long[0]})


hooks.register("after_edit_page", warn_of_long_sentences)
hooks.register("after_create_page", warn_of_long_sentences)


@hooks.register("construct_homepage_panels")
def lead_to_the_desk(request: HttpRequest, panels: list[Any]) -> None:
    """Who works at the course desk finds its screens first."""
    if find_items(request):
        panels.append(DeskPanel())


# (label, name of the address, permissions, icon, order)
DESK_SCREENS = (
    (_("今日の仕事"), "work", ("courses.work_course_desk",), "tasks", 100),
    (_("講座の一覧"), "runs", ("courses.work_course_desk",), "list-ul", 110),
    (_("人を探す"), "search", ("courses.view_enrolment",), "search", 120),
    (_("印刷する手紙"), "letters", ("courses.send_notices",), "mail", 130),
    (_("重複の確認"), "duplicates", ("courses.resolve_duplicates",), "copy", 140),
    (_("配慮の手配"), "assistance", ("courses.view_assistanceneed",), "group", 150),
    (_("講師の育成"), "pool", ("courses.manage_pool",), "user", 550),
    (_("サークルの確認"), "circles", ("courses.manage_circles",), "group", 560),
    (_("学習の見直し"), "lessons", ("courses.manage_lessons",), "doc-full", 570),
    (_("本人からの求め"), "disclosure", ("courses.handle_disclosure",), "user", 800),
    (_("アカウントの確認"), "accounts", (accounts.KEEPER,), "key", 805),
    (_("漏えいの対応"), "incident", ("courses.handle_disclosure",), "warning", 815),
    (_("個人情報ファイル簿の下書き"), "register", ("courses.handle_disclosure",), "doc-full", 820),
    (_("期限が来た個人情報"), "retention", ("courses.manage_retention",), "bin", 810),
)


def add_desk_screen(label: Any, name: str, permissions: tuple[str, ...], icon: str, order: int) -> None:
    hooks.register(HOOK, lambda: DeskMenuItem(label, f"course_desk:{name}", permissions, icon, order))


for screen in DESK_SCREENS:
    add_desk_screen(*screen)


def remember_account(request: HttpRequest, user: Any) -> None:
    """Keep what the account was like before the form is saved."""
    request.account_before = accounts.remember(user)  # type: ignore[attr-defined]


def check_account(request: HttpRequest, user: Any) -> None:
    """Let an account that can be a second person rest until another keeper has agreed, and say so."""
    before = getattr(request, "account_before", None)
    has_new_password = bool(request.POST.get("password1"))
    if accounts.check_account(user, before, has_new_password, request.user, timezone.now()):
        text = _("このアカウントは、別の管理者が「アカウントの確認」で確かめるまで使えません。")
        messages.warning(request, text)


hooks.register("before_edit_user", remember_account)
hooks.register("after_edit_user", check_account)
hooks.register("after_create_user", check_account)


@hooks.register("before_bulk_action")
def check_accounts_one_by_one(
    request: HttpRequest, action_type: str, objects: list[Any], action: object
) -> HttpResponse | None:
    """Roles and access of many accounts at once would pass the second keeper by."""
    is_guarded = action_type in ("assign_role", "set_active_state") and not request.user.is_superuser
    if not is_guarded or request.method != "POST":
        return None
    messages.error(request, _("役割と、使えるかどうかは、1人ずつ利用者の画面で変えてください。"))
    return redirect("wagtailusers_users:index")


@hooks.register(HOOK)
def add_attendance() -> DeskMenuItem:
    return DeskMenuItem(_("出欠の記録"), "course_desk:attendance", MAY_RECORD, "tick", 500)


@hooks.register(HOOK)
def add_study_cards() -> DeskMenuItem:
    return DeskMenuItem(_("学習カード"), "course_desk:study", MAY_RECORD, "clipboard-list", 510)


@hooks.register(HOOK)
def add_figures() -> DeskMenuItem:
    return DeskMenuItem(_("統計"), "course_desk:figures", ("courses.view_figures",), "table", 600)


@hooks.register(HOOK)
def add_audit() -> DeskMenuItem:
    return DeskMenuItem(_("監査記録"), "course_desk:audit", ("courses.view_audit",), "history", 800)


def find_courses_with_runs(pages: Iterable[Page]) -> list[CoursePage]:
    """Return the courses at or below the pages that have runs: those may not be deleted."""
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(path__startswith=page.path)
    return list(CoursePage.objects.filter(below, runs__isnull=False).distinct())


def refuse_deletion(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """Say which courses still have runs and go back to the list; None when the pages may be deleted."""
    courses = find_courses_with_runs(pages)
    if not courses:
        return None
    names = "、".join(course.title for course in courses)
    text = _("Courses with runs cannot be deleted: %(names)s. Unpublish the page, or delete its runs first.")
    messages.error(request, text % {"names": names})
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


@hooks.register("before_delete_page")
def keep_courses_with_runs(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A run holds applications and figures; deleting a page must not take them along."""
    return refuse_deletion(request, [page])


@hooks.register("before_bulk_action")
def keep_courses_with_runs_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same when several pages are deleted at once; and runs of other departments are left alone."""
    runs = [item.pk for item in objects if isinstance(item, CourseRun)]
    if runs and find_runs(request.user).filter(pk__in=runs).count() < len(runs):
        raise PermissionDenied
    pages = [item for item in objects if isinstance(item, Page)]
    return refuse_deletion(request, pages) if action_type == "delete" and pages else None
