"""Who teaches: only those who agreed to be named."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.enrolment.pool import find_stage
from courses.models import Instructor, InstructorKind, PoolStage
from courses.views.frame import find_phone

# The order of the page; city staff is asked through the department.
KINDS = (InstructorKind.LEADER, InstructorKind.LOCAL, InstructorKind.ASSISTANT, InstructorKind.EXTERNAL)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List instructors by kind: with consent that has begun, and not while they pause."""
    agreed = Instructor.objects.filter(consented_on__lte=timezone.localdate(), paused_since__isnull=True)
    people = [
        person for person in agreed.order_by("reading", "pk").prefetch_related("pool_steps") if is_teaching(person)
    ]
    groups = [
        {"label": kind.label, "people": found} for kind in KINDS if (found := [x for x in people if x.kind == kind])
    ]
    return render(request, "courses/instructors.html", {"groups": groups, "phone": find_phone(None)})


def is_teaching(person: Instructor) -> bool:
    """Say whether the person stands in front of a class: somebody in the pool does from 補助講師 on."""
    return find_stage(person) not in (PoolStage.COMPLETER, PoolStage.CANDIDATE)
