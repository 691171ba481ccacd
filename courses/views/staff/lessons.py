"""Lessons at the desk: which must be looked at again, lessons as files, and copies of a path."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.authoring import copying, files
from courses.enrolment.errors import EnrolmentError, InputProblem, NotAllowed
from courses.lesson_wording import find_long_sentences
from courses.models import LessonIndexPage, LessonPage, StaffLessonIndexPage
from courses.views.staff.access import requires
from courses.views.staff.doing import attempt
from courses.views.staff.screen import show

MAY_MANAGE = "courses.manage_lessons"
YAML_TYPE = "application/yaml; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY_MANAGE)
def index(request: HttpRequest) -> HttpResponse:
    """List the lessons, overdue ones first; POST copies a path, or makes a draft of a file."""
    if request.method != "POST":
        return show_index(request)
    services: dict[str, Callable[[HttpRequest], HttpResponse]] = {"copy": copy_path, "import": import_file}
    service = services.get(request.POST.get("do", ""))
    return service(request) if service else show_index(request, [_("ボタンをもう一度押してください。")])


def show_index(request: HttpRequest, problems: list[str] | None = None) -> HttpResponse:
    lists = find_lists()
    context = {
        "rows": sorted(find_rows(), key=lambda row: (not row["is_overdue"], row["page"].review_on)),
        "lists": lists,
        "paths": [(block.id, block.value["title"]) for page in lists if hasattr(page, "paths") for block in page.paths],
        "problems": problems or [],
    }
    return show(request, "lessons", _("学習の見直し"), context, status=422 if problems else 200)


def find_lists() -> list[LessonIndexPage | StaffLessonIndexPage]:
    """Return the list for residents and the one for the staff."""
    return [*LessonIndexPage.objects.all(), *StaffLessonIndexPage.objects.all()]


def find_rows() -> list[dict[str, Any]]:
    on = timezone.localdate()
    pages = LessonPage.objects.order_by("path").select_related("department")
    return [describe(page, on) for page in pages]


def describe(page: LessonPage, on: date) -> dict[str, Any]:
    return {
        "page": page,
        "is_overdue": page.live and page.review_on <= on,
        "long": len(find_long_sentences(page)),
        "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }


def copy_path(request: HttpRequest) -> HttpResponse:
    path = request.POST.get("path", "")
    lists = list(LessonIndexPage.objects.order_by("path"))  # one in each language
    found = next((page for page in lists if any(block.id == path for block in page.paths)), None)
    if found is None:
        return show_index(request, [_("この道すじは、もうありません。画面を開き直してください。")])
    done = _(
        "道すじと学習の写しを、下書きで作りました。学習を直して公開してから、「自分で学ぶ」のページを公開してください。"
    )
    if not attempt(request, lambda: copying.copy_path(found, path, request.user), done):
        return redirect("course_desk:lessons")
    return redirect("wagtailadmin_explore", found.pk)


def import_file(request: HttpRequest) -> HttpResponse:
    """Make a draft of the file that was sent, and open it; otherwise say every mistake with its place."""
    sent = request.FILES.get("file")
    found = next((page for page in find_lists() if str(page.pk) == request.POST.get("list")), None)
    if sent is None or found is None:
        return show_index(request, [_("学習のファイル（YAML）と、入れる場所を選んでください。")])
    if sent.size > files.MAX_BYTES:
        return show_index(request, [_("ファイルが大きすぎます。学習は1つのファイルに1つで、100KBまでです。")])
    try:
        page = files.import_lesson(found, files.read_file(sent.read()), request.user)
    except NotAllowed:
        raise
    except InputProblem as problem:
        return show_index(request, str(problem).splitlines())
    except EnrolmentError as problem:
        return show_index(request, [str(problem)])
    text = _("「%(title)s」を下書きで作りました。確かめてから公開してください。") % {"title": page.title}
    messages.success(request, text)
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_safe
@requires(MAY_MANAGE)
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Serve one lesson as a file."""
    page = get_object_or_404(LessonPage, id=pk)
    response = HttpResponse(files.write_file(page), content_type=YAML_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.yaml"'
    return response


@require_safe
@requires(MAY_MANAGE)
def export_all(request: HttpRequest) -> HttpResponse:
    """Serve all lessons, one file each, in an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for page in LessonPage.objects.order_by("path"):
            archive.writestr(f"{page.pk:04}-{page.slug}.yaml", files.write_file(page))
    response = HttpResponse(content.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="gakushu.zip"'
    return response
