"""The same person twice? Staff decide for each pair: one application is struck out, the records are one, or they are two."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.enrolment import actions, identity, worklists
from courses.enrolment.allowed import find_people, find_runs
from courses.enrolment.errors import NotPossible
from courses.forms.fields import one_line
from courses.models import Enrolment, LearnerMerge
from courses.views.staff.access import get_enrolment_or_404, record_access, requires
from courses.views.staff.doing import attempt, make_actor, read_key
from courses.views.staff.screen import show
from courses.views.staff.second import find_second_person


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.resolve_duplicates")
def duplicates(request: HttpRequest) -> HttpResponse:
    """List the pairs side by side; POST decides one of them, with a reason. What was typed stays after a mistake."""
    status = 200
    if request.method == "POST":
        step = take_back if request.POST.get("do") == "undo" else decide
        if attempt(request, lambda: step(request), _("決めました。")):
            return redirect("course_desk:duplicates")
        status = 422
    pairs = worklists.find_possible_duplicates(find_runs(request.user))[:50]
    for pair in pairs:
        for row in pair:
            record_access(request, row, "duplicates")
    rows = [
        {"first": first, "second": second, "run": first.run, "typed": find_typed(request, first=first, second=second)}
        for first, second in pairs
    ]
    merges = [{"merge": merge, "typed": find_typed(request, merge=merge)} for merge in find_merges(request)[:20]]
    return show(request, "duplicates", _("重複の確認"), {"rows": rows, "merges": merges}, status=status)


def find_typed(request: HttpRequest, **records: Enrolment | LearnerMerge) -> dict[str, str]:
    """Return what was typed in the form of these records, without passwords; nothing when another form was sent."""
    sent = {read_key(request.POST.get(name, "")) for name in records}
    if sent != {record.pk for record in records.values()}:
        return {}
    return {name: request.POST.get(name, "")[:200] for name in ("reason", "second_name")}


def find_merges(request: HttpRequest) -> QuerySet[LearnerMerge]:
    """Return the joined records of people of visible runs that can still be taken apart, newest first."""
    rows = LearnerMerge.objects.filter(undone_at__isnull=True, absorbed__anonymised_at__isnull=True)
    people = find_people(request.user).values("pk")
    return rows.filter(kept__in=people).select_related("kept", "absorbed", "by").order_by("-at")


def take_back(request: HttpRequest) -> None:
    """Take two records apart again that were joined by mistake; the applications go back."""
    merge = find_merges(request).filter(pk=read_key(request.POST.get("merge", ""))).first()
    reason = one_line(200)(request.POST.get("reason", "")[:400])
    if merge is None or not reason:
        raise NotPossible(_("理由を書いてください。"))
    identity.undo_merge(merge.pk, make_actor(request), reason, timezone.now())


def decide(request: HttpRequest) -> None:
    """One person: strike out the later application and join the records. Two people: remember that."""
    first, second = (get_pair_member(request, name) for name in ("first", "second"))
    if (second.received_at, second.pk) < (first.received_at, first.pk):
        first, second = second, first  # the earlier one stays
    if first.run_id != second.run_id or first.pk == second.pk:
        raise NotPossible(_("この2件は、同じ講座の申込みではありません。"))
    reason = one_line(200)(request.POST.get("reason", "")[:400])
    if not reason:
        raise NotPossible(_("理由を書いてください。"))
    actor, now = make_actor(request), timezone.now()
    if request.POST.get("do") == "different":
        identity.mark_different(first.learner_id, second.learner_id, request.user, reason, now)
        return
    if request.POST.get("do") != "same":
        raise NotPossible(_("同じ方か、別の方かを選んでください。"))
    witness = find_second_person(request) if second.state == "confirmed" else None
    with transaction.atomic():
        actions.make_void(second.pk, actor, now, "duplicate", reason, witness)
        if first.learner_id != second.learner_id:
            identity.merge_learners(first.learner_id, second.learner_id, actor, reason, now)


def get_pair_member(request: HttpRequest, name: str) -> Enrolment:
    key = read_key(request.POST.get(name, ""))
    if key is None:
        raise NotPossible(_("どの申込みかが分かりません。一覧から選んでください。"))
    return get_enrolment_or_404(request.user, key)
