"""What the law gives a person, and forgetting on time (courses.md §8): dossier, suspension, erasing, rounds of deleting."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from courses.enrolment import retention
from courses.enrolment.errors import InputProblem, NotPossible
from courses.enrolment.people import change_learner
from courses.enrolment.privacy import make_dossier
from courses.models import RetentionRun
from courses.views.staff.access import get_learner_or_404, record_access, requires
from courses.views.staff.doing import attempt, do, make_actor
from courses.views.staff.entry import find_by_text
from courses.views.staff.screen import show

CLASS_WORDS = {
    "drafts": gettext_lazy("書きかけの申込み"),
    "needs": gettext_lazy("配慮の希望"),
    "contacts": gettext_lazy("電話・メール・住所・お知らせ"),
    "names": gettext_lazy("名前・よみがな・生年月日"),
    "draws": gettext_lazy("抽選の記録"),
    "access_log": gettext_lazy("見た記録"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.handle_disclosure")
def disclosure(request: HttpRequest) -> HttpResponse:
    """Find the person who asks to see, correct or erase what is stored."""
    context: dict[str, Any] = {}
    if request.method == "POST":
        context = {"find": request.POST.get("find", "").strip()[:60], "has_searched": True}
        try:
            context["found"] = find_by_text(context["find"])
        except InputProblem as problem:
            context["problem"] = str(problem)
        for learner in context.get("found", []):
            record_access(request, learner, "disclosure-search")
    return show(request, "disclosure", _("本人からの求め"), context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.handle_disclosure")
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything stored about a person, to be printed; POST suspends the use, or erases the person."""
    learner = get_learner_or_404(request.user, pk)
    if request.method == "POST":
        return act_on_person(request, learner)
    context = {"learner": learner, "dossier": make_dossier(pk, request.user, timezone.now())}
    context["trail"] = [(_("本人からの求め"), reverse("course_desk:disclosure"))]
    return show(request, "dossier", _("保有個人情報の写し"), context)


def act_on_person(request: HttpRequest, learner: Any) -> HttpResponse:
    step, actor, now = request.POST.get("do", ""), make_actor(request), timezone.now()
    if step == "suspend":
        change = {"is_suspended": not learner.is_suspended}
        return do(
            request, lambda: change_learner(learner.pk, actor, now, **change), _("記録しました。"),
            "course_desk:dossier", learner.pk,
        )  # fmt: skip
    if step == "erase" and request.POST.get("sure") == "1":
        if attempt(
            request, lambda: retention.erase_person(learner.pk, actor, now), _("この方の個人情報を消しました。")
        ):
            return redirect("course_desk:disclosure")
        return redirect("course_desk:dossier", learner.pk)
    attempt(request, refuse_step, "")
    return redirect("course_desk:dossier", learner.pk)


def refuse_step() -> None:
    raise NotPossible(_("消すときは、「本人と確かめました」にしるしを付けてください。"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.manage_retention")
def rounds(request: HttpRequest) -> HttpResponse:
    """Show what is due today without changing anything, and the earlier rounds; POST keeps the list for approval."""
    now = timezone.now()
    if request.method == "POST":
        return do(
            request, lambda: retention.propose(now, request.user), _("一覧を作りました。確かめて、承認してください。"),
            "course_desk:retention",
        )  # fmt: skip
    plan = [(CLASS_WORDS[name], len(keys)) for name, keys in retention.make_plan(now).items()]
    rows = RetentionRun.objects.select_related("proposed_by", "approved_by")[:30]
    return show(request, "retention", _("期限が来た個人情報"), {"plan": plan, "rounds": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.manage_retention")
def one_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one round: its list, the approval and the proof; POST approves or executes."""
    row = RetentionRun.objects.select_related("proposed_by", "approved_by").filter(pk=pk).first()
    if row is None:
        raise Http404("There is no such round.")
    now = timezone.now()
    if request.method == "POST":
        step = request.POST.get("do", "")
        if step == "approve":
            return do(
                request, lambda: retention.approve(pk, request.user, now), _("承認しました。"), "course_desk:round", pk
            )
        return do(
            request,
            lambda: retention.execute(pk, now, request.user),
            _("消しました。残っていないことを確かめました。"),
            "course_desk:round",
            pk,
        )
    plan = [(CLASS_WORDS.get(name, name), keys) for name, keys in row.plan.items()]
    proof = [(CLASS_WORDS.get(name, name), counts) for name, counts in row.log.items()]
    return show(
        request, "round", _("消去の一覧 %(number)d") % {"number": pk}, {"round": row, "plan": plan, "proof": proof}
    )
