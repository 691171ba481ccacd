"""The public lottery: how it works, the frozen list and its hash, the seed, the result by lot, and how to check it."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.enrolment.draws import publish_draw
from courses.models import CourseRun, Draw, DrawLot
from courses.views.frame import find_phone

PROGRAM = Path(settings.BASE_DIR) / "courses" / "static" / "courses" / "check_draw.py"
# Our choice: longer lists are searched by number; a page of this many rows still opens quickly on a phone.
LOTS_SHOWN = 300


def find_public_draws(run: CourseRun) -> list[Draw]:
    """Return the run's draws whose hash was published; rehearsals too, marked as such."""
    return list(run.draws.filter(published_at__isnull=False).order_by("-number"))


def find_public_run(code: str) -> CourseRun:
    run = CourseRun.objects.public().select_related("course").with_sessions().filter(code=code).first()
    if run is None:
        raise Http404("There is no such run.")
    return run


def find_public_draw(code: str, number: int) -> Draw:
    draw = Draw.objects.filter(run=find_public_run(code), number=number, published_at__isnull=False).first()
    if draw is None:
        raise Http404("There is no such draw.")
    return draw


@require_safe
def explain(request: HttpRequest) -> HttpResponse:
    """Tell how the draw works and how anybody checks it, with the program to do so."""
    runs = CourseRun.objects.public().filter(draws__published_at__isnull=False).distinct().select_related("course")
    context = {
        "runs": runs.with_sessions()[:50],
        "program": PROGRAM.read_text(encoding="utf-8"),
        "phone": find_phone(None),
    }
    return render(request, "courses/draws/explain.html", context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show the draws of a run: list hash, seed and result by lot number; ?lot= finds one."""
    run = find_public_run(code)
    draws = find_public_draws(run)
    lot = request.GET.get("lot", "").strip()
    context = {
        "run": run,
        "items": [describe(draw) for draw in draws],
        "lot": lot[:20],
        "found": find_lot(draws, lot) if lot else None,
        "phone": find_phone(run),
    }
    return render(request, "courses/draws/show.html", context)


def describe(draw: Draw) -> dict[str, object]:
    """Return a draw with its lots in the drawn order; without a seed there is no result yet."""
    lots = draw.lots.order_by("place") if draw.seed else draw.lots.none()
    return {"draw": draw, "lots": list(lots[:LOTS_SHOWN]), "tiers": sorted(draw.tier_counts.items())}


def find_lot(draws: list[Draw], typed: str) -> DrawLot | None:
    """Return the lot of the newest draw that counts, by a number typed in any width; None when there is none."""
    digits = "".join(str(int(char)) for char in typed if char.isdecimal())
    draw = next((draw for draw in draws if not draw.is_rehearsal), None)
    if draw is None or not 1 <= len(digits) <= 6:
        return None
    return draw.lots.filter(number=int(digits)).first()


@require_safe
def list_file(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Serve the frozen list, byte for byte as it was hashed."""
    draw = find_public_draw(code, number)
    return serve_text(draw.canonical, f"{code}-{number}-list.txt")


@require_safe
def record_file(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Serve the whole record: hash, seed, list, result by lot."""
    draw = find_public_draw(code, number)
    return serve_text(publish_draw(draw), f"{code}-{number}-result.txt")


@require_safe
def program_file(request: HttpRequest) -> HttpResponse:
    """Serve the program that works a draw out again."""
    return serve_text(PROGRAM.read_text(encoding="utf-8"), "check_draw.py")


def serve_text(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text.encode(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
