"""The practice screen. Each person has a page of her own; the address names nobody."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from a11y_checker.wagtail_app.models import PracticePage
from a11y_checker.wagtail_app.training.exercise import LEVELS, PARTS, TEXT_CHARS, read_values, seeded_values
from a11y_checker.wagtail_app.training.score import judge
from a11y_checker.wagtail_app.yearly.screen import Screen


class PracticeScreen(Screen):
    """Mend a page with seeded faults. Open to everybody who may enter the admin."""

    requires = ("wagtailadmin.access_admin",)
    template_name = "a11y_checker/training/practice.html"
    page_title = gettext_lazy("Practice: an accessible page")
    header_icon = "edit"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = PracticePage.objects.filter(user=self.request.user).first()
        values = seeded_values() | (own.values if own else {})
        standing = judge(values)
        parts = [
            {
                "part": part,
                "fields": [{"field": field, "value": values[field.name]} for field in part.fields],
                "findings": standing.findings[part.id],
                "is_emptied": part.id in standing.emptied,
            }
            for part in PARTS
        ]
        return super().get_context_data(parts=parts, standing=standing, levels=LEVELS, most_chars=TEXT_CHARS, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "reset" in request.POST:
            PracticePage.objects.filter(user=request.user).delete()
            messages.success(request, _("The exercise is as at first again."))
            return redirect("accessibility_practice")
        values = read_values(request.POST)
        PracticePage.objects.update_or_create(user=request.user, defaults={"values": values})
        standing = judge(values)
        if standing.is_done:
            messages.success(request, _("Everything is mended. Well done!"))
        else:
            messages.info(
                request, _("%(score)s points. %(left)s to go.") % {"score": standing.score, "left": standing.left}
            )
        return redirect("accessibility_practice")
