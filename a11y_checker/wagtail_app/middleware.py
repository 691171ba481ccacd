"""Turns a closed gate into an answer for the person at the screen, whatever part of the admin met it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from a11y_checker.wagtail_app.obstacles import GateClosedError, answer


class GateMiddleware:
    """Explain why a page was not published instead of failing with an error page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, GateClosedError) and request.user.is_authenticated:
            return answer(request, exception.page, exception.obstacles)
        return None
