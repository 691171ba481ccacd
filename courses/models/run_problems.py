"""What contradicts itself in a run, in sentences for the editor."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.state import AllocationPolicy, RunStatus


def find_run_problems(run: Any) -> dict[str, str]:
    """Return {field: message} for dates that contradict each other or are missing in a public run."""
    problems = {}
    needs_window = run.status == RunStatus.PUBLISHED and run.policy != AllocationPolicy.OPEN
    if run.capacity is not None and run.capacity < run.seats_held:
        problems["capacity"] = _("More seats are given already. Move people first, then lower the capacity.")
    if needs_window and not run.apply_opens:
        problems["apply_opens"] = _("A public run needs the day on which applications begin.")
    if needs_window and not run.apply_closes:
        problems["apply_closes"] = _("A public run needs the day on which applications end.")
    if run.apply_opens and run.apply_closes and run.apply_closes <= run.apply_opens:
        problems["apply_closes"] = _("Applications end before they begin. Please check both times.")
    if needs_window and run.policy == AllocationPolicy.WINDOW_THEN_FIRST_COME and not run.simultaneous_until:
        problems["simultaneous_until"] = _("Say until when applications count as simultaneous.")
    window = (run.apply_opens, run.simultaneous_until, run.apply_closes)
    if all(window) and not window[0] < window[1] <= window[2]:
        problems["simultaneous_until"] = _("This time lies outside the time for applications.")
    if needs_window and run.policy == AllocationPolicy.LOTTERY and not (run.draw_on and run.results_on):
        problems["draw_on"] = _("A lottery needs the day of the draw and the day of the results.")
    if run.draw_on and run.apply_closes and run.draw_on < timezone.localdate(run.apply_closes):
        problems["draw_on"] = _("The draw would be before applications end.")
    if run.draw_on and run.results_on and run.results_on < run.draw_on:
        problems["results_on"] = _("The results would come before the draw.")
    if run.status == RunStatus.CANCELLED and not run.cancelled_note:
        problems["cancelled_note"] = _("Tell residents in one sentence why the run is cancelled.")
    return problems
