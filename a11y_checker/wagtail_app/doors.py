"""The doors of the admin that ask the gate: publishing in the editor, in bulk, and as a copy.

The API of the admin asks in api_doors.py, the approval in cms/publishing.py, the planned time in the base of all pages
(cms/models/base.py).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from a11y_checker.wagtail_app.gate import find_obstacles
from a11y_checker.wagtail_app.obstacles import Obstacle, answer, explain


def ask_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publishing or planning in the editor, of a new page or of a change. The draft is saved by now."""
    obstacles = find_obstacles(page, request.user, route="editor")
    if not obstacles:
        return None
    if request.resolver_match.url_name == "add":
        # Wagtail has saved the new page as a public one by now.
        page.live, page.has_unpublished_changes = False, True
        page.save(update_fields=["live", "has_unpublished_changes"], clean=False)
    return answer(request, page, obstacles)


def ask_before_bulk_publishing(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    """Many pages at once: when one of them fails, none is published, and each that fails is named."""
    if action_type != "publish" or not all(isinstance(item, Page) for item in objects):
        return None
    pages = list(objects)
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [child for page in objects for child in page.get_descendants().not_live()]
    refused = [explain_failing(request, page, find_obstacles(page, request.user, route="bulk")) for page in pages]
    return redirect(action.next_url) if any(refused) else None


def ask_before_copying(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy or alias that becomes public at once: judged as its original is."""
    if request.method != "POST" or not ({"publish_copies", "alias"} & set(request.POST)):
        return None
    pages = [page]
    if request.POST.get("copy_subpages"):
        pages += page.get_descendants()
    live = [page for page in pages if page.live]
    refused = [
        explain_failing(request, page, find_obstacles(page, request.user, route="copy", version=page.specific))
        for page in live
    ]
    return redirect(request.get_full_path()) if any(refused) else None


def explain_failing(request: HttpRequest, page: Page, obstacles: list[Obstacle]) -> bool:
    """Tell what blocks the page; return whether anything does."""
    if obstacles:
        explain(request, page, obstacles)
    return bool(obstacles)
