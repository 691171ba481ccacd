"""Circles at the desk: who has to be asked whether the circle goes on, and mails that did not arrive."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses import notifications
from courses.circles import confirming
from courses.enrolment.errors import NotPossible
from courses.models import Circle, DeskMail, MailKind
from courses.views.staff.access import requires
from courses.views.staff.doing import attempt, read_key
from courses.views.staff.screen import show

MAY_MANAGE = "courses.manage_circles"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY_MANAGE)
def index(request: HttpRequest) -> HttpResponse:
    """List the circles, those to be confirmed first; POST confirms one, asks its contact, or deals with a mail."""
    if request.method == "POST":
        act(request)
        return redirect("course_desk:circles")
    on = timezone.localdate()
    rows = [(*confirming.describe_confirmation(circle, on), circle) for circle in Circle.objects.all()]
    rows.sort(key=lambda row: row[0])
    context = {
        "rows": [{"words": words, "is_open": key in "012", "circle": circle} for key, words, circle in rows],
        "mails": notifications.find_mail_in_trouble().filter(circle__isnull=False),
        "waiting": DeskMail.objects.filter(kind=MailKind.RELAY, status="waiting").count(),
    }
    return show(request, "circles", _("サークルの確認"), context)


def act(request: HttpRequest) -> None:
    """Do what the pressed button says, to the record it names."""
    name, key, now = request.POST.get("do", ""), read_key(request.POST.get("key", "")), timezone.now()
    on_circle: dict[str, tuple[Callable[[], Any], str]] = {
        "confirm": (lambda: confirming.confirm(key, request.user, now), _("活動を確かめたと記録しました。")),
        "ask": (lambda: confirming.ask(key, request.user, now), _("確認のお願いを送ります。")),
    }
    on_mail: dict[str, tuple[Callable[[], Any], str]] = {
        "again": (lambda: send_again(key, now), _("もう一度送ります。")),
        "drop": (lambda: notifications.find_mail_in_trouble().filter(pk=key).delete(), _("消しました。")),
    }
    if name in on_circle and Circle.objects.filter(pk=key).exists():
        attempt(request, *on_circle[name])
    elif name in on_mail and notifications.find_mail_in_trouble().filter(pk=key, circle__isnull=False).exists():
        attempt(request, *on_mail[name])
    else:
        attempt(request, refuse, "")


def send_again(key: int | None, now: datetime) -> None:
    if not notifications.send_mail_again(key or 0, now):
        raise NotPossible(_("連絡先のメールがありません。電話で伝えてください。"))


def refuse() -> None:
    raise NotPossible(_("この記録は、もうありません。画面を開き直してください。"))
