"""Every screen of the course desk against every role, in the own department and in another, by GET and by POST.

A new address fails test_every_address_is_in_the_table until its row is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from courses import staff_urls
from courses.models import AccessLog, CourseRun, Enrolment, EnrolmentEvent, Notification, Offer
from courses.roles import ADMINISTRATOR, COURSE_STAFF, DESK, FIGURES, INSTRUCTOR, ROLES, WITNESS
from tests.factories.courses import make_staff

pytestmark = pytest.mark.django_db

EVERYBODY_AT_THE_DESK = (DESK, COURSE_STAFF, WITNESS, FIGURES, ADMINISTRATOR)
BOTH = (DESK, COURSE_STAFF)
CITY_WIDE = (WITNESS, FIGURES, ADMINISTRATOR)


# Served, sent on, or told in words what is missing in the form.
SERVED = {200, 302, 400, 422}


class Screen(NamedTuple):
    """roles: who may open it. methods: those it answers. of: what its address names; "=x": a word that names nothing."""

    roles: tuple[str, ...]
    methods: str = "GET"
    of: str = ""
    is_shared: bool = False  # what it names belongs to no department


SCREENS = {
    "work": Screen(EVERYBODY_AT_THE_DESK),
    "runs": Screen(EVERYBODY_AT_THE_DESK),
    "run": Screen(EVERYBODY_AT_THE_DESK, of="run"),
    "enter": Screen(BOTH, "GET POST", "run"),
    "draw": Screen((COURSE_STAFF, WITNESS), "GET POST", "run"),
    "selection": Screen((COURSE_STAFF,), "GET POST", "run"),
    "offer_seats": Screen((COURSE_STAFF,), "POST", "run"),
    "reopen": Screen((COURSE_STAFF,), "POST", "run"),
    "cancel_run": Screen((COURSE_STAFF,), "GET POST", "run"),
    "search": Screen(BOTH, "GET POST"),
    "enrolment": Screen(BOTH, of="enrolment"),
    "received": Screen(BOTH, of="enrolment"),
    "slip": Screen(BOTH, of="enrolment"),
    "person": Screen(BOTH, "GET POST", "enrolment"),
    "cancel": Screen(BOTH, "GET POST", "enrolment"),
    "move": Screen(BOTH, "GET POST", "enrolment"),
    "undo": Screen(BOTH, "POST", "enrolment"),
    "note": Screen(BOTH, "POST", "enrolment"),
    "letter": Screen(BOTH, "POST", "enrolment"),
    "requeue": Screen((COURSE_STAFF,), "POST", "enrolment"),
    "void": Screen((COURSE_STAFF,), "GET POST", "enrolment"),
    "call": Screen(BOTH, "GET POST", "notice"),
    "offer": Screen(BOTH, "GET POST", "offer"),
    "letters": Screen((COURSE_STAFF,)),
    "mark_letters": Screen((COURSE_STAFF,), "POST"),
    "duplicates": Screen((COURSE_STAFF,), "GET POST"),
    "assistance": Screen((COURSE_STAFF,)),
    "change_assistance": Screen((COURSE_STAFF,), "POST", "need"),
    "accounts": Screen((ADMINISTRATOR,), "GET POST"),
    "disclosure": Screen((ADMINISTRATOR,), "GET POST"),
    "dossier": Screen((ADMINISTRATOR,), "GET POST", "learner"),
    "incident": Screen((ADMINISTRATOR,), "GET POST"),
    "register": Screen((ADMINISTRATOR,)),
    "retention": Screen((ADMINISTRATOR,), "GET POST"),
    "round": Screen((ADMINISTRATOR,), "GET POST", "round"),
    "close": Screen((COURSE_STAFF,), "GET POST", "run"),
    "prints": Screen((COURSE_STAFF,), of="run"),
    "print": Screen((COURSE_STAFF,), "POST", "run attendance-sheet"),
    "survey": Screen((COURSE_STAFF,), "GET POST", "run"),
    "pool": Screen((COURSE_STAFF,)),
    "pool_matching": Screen((COURSE_STAFF,)),
    "pool_member": Screen((COURSE_STAFF,), "GET POST", "instructor", is_shared=True),
    "circles": Screen((COURSE_STAFF,), "GET POST"),
    "lessons": Screen((COURSE_STAFF,), "GET POST"),
    "lessons_export": Screen((COURSE_STAFF,)),
    "lesson_export": Screen((COURSE_STAFF,), of="lesson", is_shared=True),
    "pool_add": Screen((COURSE_STAFF,), "GET POST", "enrolment"),
    "attendance": Screen((COURSE_STAFF, INSTRUCTOR)),
    "attendance_session": Screen((COURSE_STAFF, INSTRUCTOR), of="session"),
    "attendance_record": Screen((COURSE_STAFF, INSTRUCTOR), "POST", "session"),
    "attendance_walk_in": Screen((COURSE_STAFF, INSTRUCTOR), "POST", "session"),
    "attendance_finish": Screen((COURSE_STAFF, INSTRUCTOR), "POST", "session"),
    "study": Screen((COURSE_STAFF, INSTRUCTOR)),
    "study_class": Screen((COURSE_STAFF, INSTRUCTOR), "GET POST", "run"),
    "figures": Screen((COURSE_STAFF, FIGURES)),
    "effect": Screen((COURSE_STAFF, FIGURES)),
    "effect_save": Screen((COURSE_STAFF, FIGURES), "POST"),
    "figures_report": Screen((COURSE_STAFF, FIGURES)),
    "figures_save": Screen((COURSE_STAFF, FIGURES), "POST", "=nothing"),
    "audit": Screen((ADMINISTRATOR,), "GET POST"),
}


def find_names(patterns: list[Any]) -> set[str]:
    """Return the names of all addresses, also of those that are included."""
    names = set()
    for pattern in patterns:
        names |= {pattern.name} if isinstance(pattern, URLPattern) else find_names(pattern.url_patterns)
    return names


def test_every_address_is_in_the_table():
    assert find_names(staff_urls.urlpatterns) == set(SCREENS)


def make_address(name: str, world: dict) -> str:
    args = []
    for part in SCREENS[name].of.split():
        known = world.get(part, part.lstrip("="))
        args.append(known.code if part == "run" else getattr(known, "pk", known))
    return reverse(f"course_desk:{name}", args=args)


@contextmanager
def unchanged() -> Iterator[None]:
    """Take back what happens inside, so that one world serves every screen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# The screens that a browser can be shown.
FILES = ("lessons_export", "lesson_export")
SHOWN = tuple(name for name, screen in SCREENS.items() if "GET" in screen.methods and name not in FILES)


def show(client: Client, name: str, world: dict) -> Any:
    """Return the answer that shows a screen of the world; only a run by selection has a selection."""
    with unchanged():
        if name == "selection":
            CourseRun.objects.update(policy="selection")
        return client.get(make_address(name, world))


def expect(screen: Screen, role: str, is_own: bool, exists: bool = True) -> set[int]:
    """Return the answers that are right for the role: refused, not found, or served."""
    if role not in screen.roles:
        return {403}
    if (screen.of and not screen.is_shared and not is_own and role not in CITY_WIDE) or not exists:
        return {404}
    return SERVED


def snapshot() -> tuple:
    """Return what a refused request must leave as it was."""
    states = list(Enrolment.objects.order_by("pk").values_list("state", "learner__phone_hash"))
    counts = (EnrolmentEvent.objects.count(), AccessLog.objects.count())
    offers = list(Offer.objects.order_by("pk").values_list("outcome", "released_at"))
    return states, counts, offers, list(Notification.objects.order_by("pk").values_list("status"))


def try_screen(browsers: dict[str, Client], name: str, world: dict, is_own: bool) -> dict[tuple, int]:
    """Return what was answered otherwise than it should be: {(screen, role, method): status}."""
    screen, address = SCREENS[name], make_address(name, world)
    # A run by first come has no selection; no table of figures is called nothing.
    exists = name not in ("selection", "figures_save", "effect_save")
    wrong = {}
    for role in sorted(ROLES, key=lambda role: role in screen.roles):
        for method in ("GET", "POST"):
            before = snapshot()
            status = browsers[role].generic(method, address).status_code
            right = expect(screen, role, is_own, exists) if method in screen.methods.split() else {405}
            if status not in right:
                wrong[name, role, method] = status
            if status in (403, 404, 405):
                assert snapshot() == before, (name, role, method)
    return wrong


@pytest.mark.parametrize("is_own", [True, False])
def test_each_role_gets_what_it_may(people, worlds, is_own):
    browsers = {role: Client() for role in ROLES}
    for role, browser in browsers.items():
        browser.force_login(people[role])

    wrong = {}
    for name, screen in SCREENS.items():
        if is_own or screen.of:  # a screen that belongs to nobody is the same in both worlds
            with unchanged():
                wrong |= try_screen(browsers, name, worlds[is_own], is_own)

    assert wrong == {}


def test_visitors_are_sent_to_the_login_and_other_staff_are_told_whom_to_ask(worlds, staffed, make_user):
    visitor, editor = Client(), Client()
    editor.force_login(make_user("hensyu", "いきいき社会創造課 編集"))

    for name, screen in SCREENS.items():
        address = make_address(name, worlds[True])
        method = screen.methods.split()[0]
        anonymous, refused = (browser.generic(method, address) for browser in (visitor, editor))

        assert (name, anonymous.status_code, anonymous.url.partition("?")[0]) == (name, 302, "/kanri/login/")
        assert (name, refused.status_code) == (name, 403)
        assert "講座の管理者に頼んでください" in refused.content.decode(), name


def test_without_the_token_of_the_page_nothing_is_sent(people, worlds):
    before = snapshot()

    for name, screen in SCREENS.items():
        if "POST" in screen.methods:
            browser = Client(enforce_csrf_checks=True)
            browser.force_login(people[screen.roles[-1]])
            data = {"do": "told", "text": "x", "reason": "illness"}
            assert (name, browser.post(make_address(name, worlds[True]), data).status_code) == (name, 403)

    assert snapshot() == before


def test_inv_12_looking_at_every_screen_changes_nothing(worlds, client):
    client.force_login(make_staff("root", is_superuser=True))
    before = snapshot()[0], EnrolmentEvent.objects.count(), *snapshot()[2:]

    answers = {
        name: client.get(make_address(name, worlds[True])).status_code
        for name, screen in SCREENS.items()
        if "GET" in screen.methods and name != "selection"
    }

    assert set(answers.values()) == {200}
    assert (snapshot()[0], EnrolmentEvent.objects.count(), *snapshot()[2:]) == before
