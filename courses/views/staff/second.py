"""The second person: signs in with the own name and password on the first one's screen, for one step only."""

from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_otp import match_token

from cms.two_step import needs_second_factor
from courses.enrolment.errors import SecondPersonNeeded


def find_second_person(request: HttpRequest) -> Any:
    """Return the user whose name and password stand in the form. Wrong passwords count as at the login (axes).

    Raises SecondPersonNeeded without them, for the acting user, and for a wrong password; which of the two is not said.
    Nobody is logged in by it: the session stays that of the first person.
    """
    name = request.POST.get("second_name", "").strip()
    password = request.POST.get("second_password", "")
    if not name or not password or not name.isprintable():
        raise SecondPersonNeeded(_("2人目の方の名前とパスワードを入れてください。"))
    if name.casefold() == request.user.get_username().casefold():
        raise SecondPersonNeeded(_("2人目は、あなたと別の人でなければなりません。"))
    user = authenticate(request, username=name, password=password)
    if user is None or user.pk == request.user.pk:
        raise SecondPersonNeeded(_("2人目の方の名前かパスワードが違います。"))
    if needs_second_factor(user) and not match_token(user, request.POST.get("second_code", "").strip()):
        raise SecondPersonNeeded(_("2人目の方の確認コード（6けた）が違います。"))
    return user
