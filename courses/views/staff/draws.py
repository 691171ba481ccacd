"""The draw, step by step on one screen: rehearse, freeze, publish, seed with the second person, put in force, draw again.

No names stand on it: it can be shown to the public.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from courses.enrolment import draws
from courses.enrolment.actor import Actor
from courses.enrolment.errors import DrawProblem, EnrolmentError
from courses.enrolment.identity import find_duplicates
from courses.enrolment.normalise import clean
from courses.forms.fields import one_line
from courses.models import AllocationPolicy, Channel, CourseRun, Draw, DrawState
from courses.views.staff.access import get_run_or_404, requires
from courses.views.staff.doing import attempt, read_key
from courses.views.staff.screen import show
from courses.views.staff.second import find_second_person

# Our choice: more lots than these are looked up on the public page.
LOTS_SHOWN = 400


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.run_draw", "courses.witness_course_step")
def draw(request: HttpRequest, code: str) -> HttpResponse:
    """Show where the draw stands; POST takes the next step."""
    run = get_run_or_404(request.user, code)
    if request.method != "POST":
        return show_draw(request, run)
    step = STEPS.get(request.POST.get("do", ""))
    if step is None:
        return show_draw(request, run, [_("どの手順かが分かりません。ボタンを押してください。")])
    service, done = step
    if attempt(request, lambda: service(request, run, timezone.now()), str(done)):
        return redirect("course_desk:draw", run.code)
    return show_draw(request, run)


def actor_of(request: HttpRequest) -> Actor:
    return Actor(Channel.COUNTER, request.user)


def find_draw(request: HttpRequest, run: CourseRun) -> Draw:
    """Return the draw of this run that the form names. Raises DrawProblem for another."""
    key = read_key(request.POST.get("draw", ""))
    found = run.draws.filter(pk=key).first() if key else None
    if found is None:
        raise DrawProblem(_("この講座の抽選ではありません。"))
    return found


def rehearse(request: HttpRequest, run: CourseRun, now: datetime) -> None:
    draws.freeze_list(run.pk, actor_of(request), now, is_rehearsal=True)


def freeze(request: HttpRequest, run: CourseRun, now: datetime) -> None:
    draws.freeze_list(run.pk, actor_of(request), now)


def publish(request: HttpRequest, run: CourseRun, now: datetime) -> None:
    draws.publish_hash(find_draw(request, run).pk, actor_of(request), now)


def seed(request: HttpRequest, run: CourseRun, now: datetime) -> None:
    """Take the digits typed twice; for the final draw with the second person."""
    row = find_draw(request, run)
    first, again = (clean(request.POST.get(name, "")[:20]) for name in ("seed", "seed_again"))
    second = None if row.is_rehearsal else find_second_person(request)
    draws.enter_seed(row.pk, first, again, actor_of(request), second, now)


def put_in_force(request: HttpRequest, run: CourseRun, now: datetime) -> None:
    draws.apply_result(find_draw(request, run).pk, actor_of(request), now)


def draw_again(request: HttpRequest, run: CourseRun, now: datetime) -> None:
    reason = one_line(200)(request.POST.get("reason", "")[:400])
    draws.second_draw(run.pk, actor_of(request), find_second_person(request), reason, now)


STEPS: dict[str, tuple[Callable[[HttpRequest, CourseRun, datetime], None], Any]] = {
    "rehearse": (rehearse, gettext_lazy("練習の抽選を作りました。")),
    "freeze": (freeze, gettext_lazy("名簿を固定しました。抽選番号をお知らせします。")),
    "publish": (publish, gettext_lazy("一覧と照合値を公開しました。窓口にも貼ってください。")),
    "seed": (seed, gettext_lazy("数字を受け付けました。順番が決まりました。")),
    "apply": (put_in_force, gettext_lazy("結果を確定しました。")),
    "again": (draw_again, gettext_lazy("新しい名簿を固定しました。前の抽選は、そのまま残ります。")),
}


def show_draw(request: HttpRequest, run: CourseRun, problems: list[str] | None = None) -> HttpResponse:
    now = timezone.now()
    rows = list(run.draws.select_related("frozen_by", "seeded_by", "witness").order_by("-number"))
    final = next((row for row in rows if not row.is_rehearsal and row.state != DrawState.SUPERSEDED), None)
    context = {
        "run": run,
        "items": [describe(row) for row in rows],
        "final": final,
        "obstacle": find_obstacle(run, now) if final is None else "",
        "can_draw": request.user.has_perm("courses.run_draw"),
        "typed": {"seed": request.POST.get("seed", "")[:20], "reason": request.POST.get("reason", "")[:200]},
        "problems": problems or [],
        "duplicates": len(find_duplicates(run.pk)),
        "is_drawn_run": run.policy in (AllocationPolicy.LOTTERY, AllocationPolicy.WINDOW_THEN_FIRST_COME),
    }
    return show(request, "draw", _("抽選"), context)


def find_obstacle(run: CourseRun, now: datetime) -> str:
    """Return why the list cannot be frozen yet; an empty text when it can."""
    try:
        draws.check_ready(run, now)
    except EnrolmentError as problem:
        return str(problem)
    return ""


def describe(row: Draw) -> dict[str, Any]:
    lots = row.lots.order_by("place") if row.seed else row.lots.order_by("number")
    return {"draw": row, "lots": list(lots[:LOTS_SHOWN]), "tiers": sorted(row.tier_counts.items())}
