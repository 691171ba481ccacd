"""Ending an emergency notice with one press."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import EmergencyNotice

LIST_URL_NAME = "wagtailsnippets_cms_emergencynotice:list"


@permission_required("cms.change_emergencynotice", login_url="wagtailadmin_login")
def end_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take the notice off every page. Opening the address changes nothing."""
    notice = get_object_or_404(EmergencyNotice, pk=pk)
    if request.method != "POST":
        return render(request, "admin/end_notice.html", {"notice": notice})
    if notice.is_shown_now:
        notice.end(timezone.now())
        messages.success(request, _("The notice has ended. It no longer stands on any page."))
    return redirect(LIST_URL_NAME)
