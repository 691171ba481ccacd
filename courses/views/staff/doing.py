"""What the buttons of the course desk have in common: run a service, say what became of it, go back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from courses.enrolment.actor import Actor
from courses.enrolment.errors import EnrolmentError, NotAllowed
from courses.models import Channel, Speaker

# Our choice: digits of the largest key that is looked up; a database holds a few more.
LONGEST_KEY = 12


def make_actor(request: HttpRequest) -> Actor:
    """Return who acts: the user, on the telephone unless the form says counter or paper, for whom the form says."""
    channel = request.POST.get("channel", "")
    speaker = request.POST.get("speaker", "")
    doors = (Channel.PHONE, Channel.COUNTER, Channel.PAPER)
    return Actor(
        channel if channel in doors else Channel.PHONE,
        request.user,
        speaker if speaker in Speaker.values else Speaker.SELF,
    )


def read_key(text: str) -> int | None:
    """Return the primary key that a form sent; None for what is none."""
    is_key = text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY
    return int(text) if is_key else None


def attempt(request: HttpRequest, service: Callable[[], Any], done: str) -> bool:
    """Run the service; tell that it is done, or why not. NotAllowed goes on to the screen that says whom to ask."""
    try:
        service()
    except NotAllowed:
        raise
    except EnrolmentError as problem:
        messages.error(request, str(problem))
        return False
    messages.success(request, done)
    return True


def do(request: HttpRequest, service: Callable[[], Any], done: str, to: str, *args: Any) -> HttpResponse:
    """The same, then go to the screen of that name."""
    attempt(request, service, done)
    return redirect(to, *args)
