"""What every screen of the course desk has: title, the way back, the moment."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import CourseRun, Enrolment


def show(request: HttpRequest, template: str, title: str, context: dict[str, Any], **options: Any) -> HttpResponse:
    """Return the screen templates/admin/courses/<template>.html. context may hold `run` and `trail` for the way back.

    trail: further steps between the run and this screen, as (label, address). root: the first step, as (label, name of its
    address), where that is not the course desk. options: status, for example.
    """
    run = context.get("run")
    label, name = context.get("root", (_("講座の受付"), "course_desk:work"))
    steps = [(label, reverse(name))]
    if isinstance(run, CourseRun):
        steps.append((run.full_title, reverse("course_desk:run", args=[run.code])))
    steps += context.get("trail", [])
    items = [{"url": address, "label": label} for label, address in steps if label != title]
    items.append({"url": "", "label": title})
    page = {"header_title": title, "header_icon": "group", "breadcrumbs_items": items}
    return render(request, f"admin/courses/{template}.html", page | context, **options)


def name_staff(user: Any) -> str:
    """Return the name of a member of staff as others know it; a dash for nobody."""
    return (user.get_full_name() or user.get_username()) if user else "―"


def trail_of(enrolment: Enrolment) -> list[tuple[str, str]]:
    """Return the step back to the page of an application."""
    return [(enrolment.learner.name or _("消去済みの方"), reverse("course_desk:enrolment", args=[enrolment.pk]))]
