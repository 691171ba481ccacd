"""Prints and files of a run: each asks for a purpose where people stand in it, and is written down in the log (INV-34)."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cms.models import CitySettings
from courses import notifications
from courses.enrolment.attending import reprint_certificate
from courses.enrolment.people import log_export
from courses.models import Certificate, CourseRun, NoticeStatus, Notification
from courses.paper import FontMissing
from courses.prints import NotInFont, Order, Print, all_prints, find_print, make_pdf
from courses.tables import NotInCp932, Table, add_era_columns, make_file_name, write_csv, write_csv_cp932, write_xlsx
from courses.views.staff.access import get_run_or_404, requires
from courses.views.staff.screen import show

MAY_PRINT = ("courses.make_prints",)
EXPORT = "courses.export_people"
PDF = "pdf"
FILES = {
    "csv": gettext_lazy("CSV（UTF-8）"),
    "xlsx": gettext_lazy("Excel"),
    "cp932": gettext_lazy("CSV（Shift_JIS、ラベル印刷の古いソフト用）"),
}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "cp932": "text/csv; charset=Shift_JIS",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PDF: "application/pdf",
}
PURPOSE_CHARS = 200


@require_safe
@requires(*MAY_PRINT)
def index(request: HttpRequest, code: str) -> HttpResponse:
    """List the prints of a run that the user may make."""
    return show_index(request, get_run_or_404(request.user, code))


def show_index(request: HttpRequest, run: CourseRun, **extra: Any) -> HttpResponse:
    status = extra.pop("status", 200)
    items = [item for item in all_prints() if request.user.has_perm(item.permission)]
    certificates = Certificate.objects.filter(enrolment__run=run, voided_at__isnull=True).order_by("number")
    context = {
        "run": run,
        "prints": items,
        "files": FILES if request.user.has_perm(EXPORT) else {},
        "certificates": certificates.values_list("number", flat=True),
    }
    return show(request, "prints/index", _("印刷と書き出し"), context | extra, status=status)


@require_POST
@requires(*MAY_PRINT)
def make(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Make one print or file, after writing down who made it and why; a refusal shows the list again with the reason."""
    run = CourseRun.objects.with_instructors().select_related("course")
    run = run.get(pk=get_run_or_404(request.user, code).pk)
    kind, posted = find_print(key), request.POST
    wanted = posted.get("output", PDF)
    if kind is None or not request.user.has_perm(kind.permission) or wanted not in TYPES:
        raise Http404(_("この印刷物はありません。"))
    if wanted != PDF and not (kind.has_table and request.user.has_perm(EXPORT)):
        raise Http404(_("このファイルはありません。"))
    purpose = " ".join(posted.get("purpose", "").split())[:PURPOSE_CHARS]
    if kind.has_people and not purpose:
        return show_index(request, run, failed=kind.id, error=_("何に使うかを書いてください。"), status=422)
    order = make_order(request, run, kind)
    try:
        with translation.override(settings.LANGUAGE_CODE):  # papers and the log are Japanese, whatever staff read
            return serve(request, kind, order, wanted, purpose or "公開のため")
    except (NotInCp932, NotInFont) as problem:
        context = {"failed": kind.id, "missing": problem.characters, "is_file": wanted != PDF, "purpose": purpose}
        return show_index(request, run, **context, status=422)
    except FontMissing:
        error = _("この機械には、日本語のPDFを作る文字（BIZ UDゴシック）が入っていません。管理者に知らせてください。")
        return show_index(request, run, failed=kind.id, error=error, status=503)


def make_order(request: HttpRequest, run: CourseRun, kind: Print) -> Order:
    """Return the order as it was ticked; what is not offered becomes the standard."""
    form, copies = request.POST.get("form", ""), request.POST.get("copies", "1")
    number = request.POST.get("certificate", "")
    return Order(
        run,
        timezone.now(),
        CitySettings.for_request(request).name,
        form if form in kind.forms else "",
        int(copies) if copies.isascii() and copies.isdigit() and len(copies) < 4 else 1,
        number[:30] if kind.id == "certificate" else "",
    )


@transaction.atomic
def serve(request: HttpRequest, kind: Print, order: Order, wanted: str, purpose: str) -> HttpResponse:
    """Return the file. The log entry is written first: its number stands on every page."""
    sheet = kind.collect(order)
    columns = list(sheet.table.columns if wanted != PDF and sheet.table else sheet.columns)
    data = write_file(request, sheet.table, wanted) if wanted != PDF and sheet.table else b""
    # In one transaction with the print: what was not made does not stand in the log.
    entry = log_export(
        request.user, f"print:{kind.id}"[:40], purpose, columns, sheet.row_count, order.now, order.run.pk
    )
    if wanted == PDF:
        name = request.user.get_full_name() or request.user.get_username()
        data = make_pdf(kind, order, sheet, str(entry.pk), name, bool(request.POST.get("replaces")))
        mark_printed(sheet.notice_ids, order, request)
    day = timezone.localdate(order.now)
    extension = "csv" if wanted == "cp932" else wanted
    filename = make_file_name(order.run.fiscal_year, order.run.full_title, kind.name, day, extension)
    response = HttpResponse(data, content_type=TYPES[wanted])
    response["Content-Disposition"] = content_disposition_header(wanted != PDF, filename)
    return response


def write_file(request: HttpRequest, table: Table, wanted: str) -> bytes:
    """Return the table in the wanted form. Raises NotInCp932 unless the user chose to replace such characters."""
    if request.POST.get("era"):
        table = add_era_columns(table)
    if wanted == "xlsx":
        return write_xlsx(table)
    if wanted == "cp932":
        return write_csv_cp932(table, replaces=bool(request.POST.get("replaces")))
    return write_csv(table)


def mark_printed(notice_ids: tuple[int, ...], order: Order, request: HttpRequest) -> None:
    """Mark letters as printed where the user said so, and count a certificate that is printed once more."""
    if notice_ids and request.POST.get("mark"):
        waiting = Notification.objects.filter(pk__in=notice_ids, status=NoticeStatus.WAITING)
        notifications.mark_done(list(waiting.values_list("pk", flat=True)), NoticeStatus.PRINTED, order.now)
    if order.certificate:
        for pk in Certificate.objects.filter(
            enrolment__run=order.run, number=order.certificate, voided_at__isnull=True
        ).values_list("pk", flat=True):
            reprint_certificate(pk)
