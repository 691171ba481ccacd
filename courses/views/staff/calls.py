"""Telephone, letters and offers: what was told, what was answered, what was posted."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import notifications
from courses.enrolment import waiting_list, worklists
from courses.enrolment.allowed import find_runs
from courses.enrolment.errors import EnrolmentError, NotAllowed
from courses.forms.fields import one_line
from courses.forms.summary import format_phone
from courses.models import ContactChannel, ContactResult, NoticeStatus, Notification, Offer
from courses.views.staff.access import record_access, requires
from courses.views.staff.doing import do, make_actor, read_key
from courses.views.staff.screen import show, trail_of

WORK = "course_desk:work"
# Our choice: the most letters that one press marks.
MOST = 500


def get_notice_or_404(request: HttpRequest, pk: int) -> Notification:
    rows = Notification.objects.select_related("enrolment__learner", "enrolment__run__course")
    notice = rows.filter(pk=pk, enrolment__run__in=find_runs(request.user).values("pk")).first()
    if notice is None:
        raise Http404("There is no such notice.")
    return notice


def get_offer_or_404(request: HttpRequest, pk: int) -> Offer:
    rows = Offer.objects.select_related("enrolment__learner", "enrolment__run__course")
    offer = rows.filter(pk=pk, enrolment__run__in=find_runs(request.user).values("pk")).first()
    if offer is None:
        raise Http404("There is no such offer.")
    return offer


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.record_contact")
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what to say on the telephone; POST records that it was told or came back, or sends it again."""
    notice = get_notice_or_404(request, pk)
    if request.method == "POST":
        return finish_call(request, notice)
    record_access(request, notice.enrolment, "call")
    context = {
        "notice": notice,
        "run": notice.enrolment.run,
        "enrolment": notice.enrolment,
        "person": notice.enrolment.learner,
        "phone_in_groups": format_phone(notice.enrolment.learner.phone),
        "is_mail": notice.channel == ContactChannel.EMAIL,
        "can_resend": notice.status in worklists.MAIL_TROUBLE and request.user.has_perm("courses.send_notices"),
    }
    return show(request, "call", _("電話で伝える"), context)


def finish_call(request: HttpRequest, notice: Notification) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("do") == "resend" and request.user.has_perm("courses.send_notices"):
        notifications.send_again(notice.pk, now)
        messages.success(request, _("もう一度メールを送ります。"))
    elif request.POST.get("do") == "returned":
        if notifications.note_bounce(notice.pk, now):
            messages.success(request, _("メールが戻ってきたことを記録しました。「今日かける電話」に出ます。"))
        else:
            messages.error(request, _("このお知らせは、送り終えたメールではありません。"))
        return redirect("course_desk:enrolment", notice.enrolment_id)
    elif notifications.mark_done([notice.pk], NoticeStatus.TOLD, now):
        messages.success(request, _("伝えたことを記録しました。"))
    else:
        messages.error(request, _("このお知らせは取り下げられたか、送信済みです。"))
    return redirect(WORK)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.record_contact", "courses.send_notices")
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an offer with what to say; POST releases it, records a call and its answer, or that the letter was posted."""
    row = get_offer_or_404(request, pk)
    if request.method == "POST":
        return act_on_offer(request, row)
    record_access(request, row.enrolment, "offer")
    notice = row.enrolment.notifications.filter(kind="offer", created_at__gte=row.made_at).order_by("-pk").first()
    context = {
        "offer": row,
        "enrolment": row.enrolment,
        "person": row.enrolment.learner,
        "phone_in_groups": format_phone(row.enrolment.learner.phone),
        "run": row.enrolment.run,
        "notice": notice,
        "results": ContactResult.choices,
        "attempts": row.attempts.select_related("by"),
        "cutoff": waiting_list.find_offer_cutoff(row.enrolment.run),
        "is_open": row.outcome == "open",
        "trail": trail_of(row.enrolment),
    }
    return show(request, "offer", _("空いた席の案内"), context)


def act_on_offer(request: HttpRequest, row: Offer) -> HttpResponse:
    step, now, actor = request.POST.get("do", ""), timezone.now(), make_actor(request)
    if step == "release":
        return do(
            request, lambda: waiting_list.release_offer(row.pk, actor, now), _("案内を始めました。"),
            "course_desk:offer", row.pk,
        )  # fmt: skip
    if step == "posted":
        return do(
            request, lambda: waiting_list.record_posting(row.pk, actor, now), _("投函を記録しました。"),
            "course_desk:offer", row.pk,
        )  # fmt: skip
    return do(
        request,
        lambda: record_answer(request, row, actor, now),
        _("記録しました。"),
        "course_desk:enrolment",
        row.enrolment_id,
    )


def record_answer(request: HttpRequest, row: Offer, actor: Any, now: Any) -> None:
    """Write down the attempt, and the answer when there was one."""
    result = request.POST.get("result", "")
    note = one_line(200)(request.POST.get("note", "")[:400])
    waiting_list.record_contact(row.pk, actor, result, now, note)
    if result == ContactResult.ACCEPTED:
        waiting_list.accept_offer(row.pk, actor, now)
    elif result == ContactResult.DECLINED:
        waiting_list.decline_offer(row.pk, actor, now)


@require_safe
@requires("courses.send_notices")
def letters(request: HttpRequest) -> HttpResponse:
    """List the letters to print and to post."""
    rows = worklists.find_letters(find_runs(request.user))
    if rows:
        record_access(request, None, "letters")
    return show(request, "letters", _("印刷する手紙"), {"letters": rows[:MOST]})


@require_POST
@requires("courses.send_notices")
def mark_letters(request: HttpRequest) -> HttpResponse:
    """Record that the ticked letters were printed or posted; the posting of an offer starts its days."""
    keys = [key for text in request.POST.getlist("letter")[:MOST] if (key := read_key(text))]
    rows = worklists.find_letters(find_runs(request.user)).filter(pk__in=keys)
    status = NoticeStatus.POSTED if request.POST.get("do") == "posted" else NoticeStatus.PRINTED
    now, actor = timezone.now(), make_actor(request)
    found = list(rows)
    count = notifications.mark_done([row.pk for row in found], status, now)
    if status == NoticeStatus.POSTED:
        post_offers(found, actor, now)
    messages.success(request, _("%(count)d通を記録しました。") % {"count": count})
    return redirect("course_desk:letters")


def post_offers(rows: list[Notification], actor: Any, now: Any) -> None:
    """The days in which a letter counts as received begin for each offer among the letters."""
    for row in rows:
        waits = row.enrolment.offers.filter(outcome="open", channel=ContactChannel.LETTER, posted_at__isnull=True)
        for open_offer in waits.filter(released_at__isnull=False) if row.kind == "offer" else []:
            try:
                waiting_list.record_posting(open_offer.pk, actor, now)
            except NotAllowed:
                raise
            except EnrolmentError:
                continue  # answered at this very moment
