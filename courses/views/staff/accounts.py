"""Changes of accounts that wait for a second keeper of accounts (courses.enrolment.accounts)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.enrolment import accounts
from courses.models import AccountCheck
from courses.views.staff.access import requires
from courses.views.staff.doing import do, read_key
from courses.views.staff.screen import show


@require_http_methods(["GET", "HEAD", "POST"])
@requires(accounts.KEEPER)
def checks(request: HttpRequest) -> HttpResponse:
    """Show what waits and what was agreed to lately; POST agrees to one change."""
    if request.method == "POST":
        key = read_key(request.POST.get("check", ""))
        if key is None or not AccountCheck.objects.filter(pk=key, agreed_at__isnull=True).exists():
            messages.error(request, _("もう確かめられているか、見つかりません。一覧を見直してください。"))
            return redirect("course_desk:accounts")
        return do(
            request,
            lambda: accounts.agree(key, request.user, timezone.now()),
            _("確かめました。このアカウントは使えます。"),
            "course_desk:accounts",
        )
    done = AccountCheck.objects.filter(agreed_at__isnull=False).select_related("user", "by", "agreed_by")
    context = {"waiting": accounts.find_waiting(), "done": done.order_by("-agreed_at")[:20]}
    return show(request, "accounts", _("アカウントの確認"), context)
