"""A small site for the tests of the courses: home, one section, its department, an empty catalogue."""

import socket
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

from cms.models import Department, SectionPage
from cms.roles import set_up_department
from courses.models import CataloguePage, CoursePage, Venue
from courses.models.access import give_course_records
from tests.factories.courses import make_course, make_course_department, make_course_section, make_venue


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """No page of another test is remembered."""
    cache.clear()


@pytest.fixture
def department(db) -> Department:
    return make_course_department()


@pytest.fixture
def section(department) -> SectionPage:
    """The section /koza/ of an otherwise empty site."""
    return make_course_section(department)


@pytest.fixture
def catalogue(section, department) -> CataloguePage:
    return section.add_child(instance=CataloguePage(title="スマホ・パソコン講座", slug="ict", department=department))


@pytest.fixture
def course(catalogue, department) -> CoursePage:
    return make_course(catalogue, title="はじめてのスマートフォン", department=department)


@pytest.fixture
def venue(db) -> Venue:
    return make_venue("ecra", name="エクラ")


@pytest.fixture
def next_week() -> date:
    return timezone.localdate() + timedelta(days=7)


@pytest.fixture
def staffed(department, section) -> Department:
    """The department with its groups, its pages and its course records."""
    set_up_department(department, [section])
    give_course_records(department)
    return department


@pytest.fixture
def make_user(django_user_model):
    """Return a function that makes a member of staff in the named groups."""

    def make(username: str, *groups: str):
        user = django_user_model.objects.create_user(username=username, password="for tests only")
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return make


class Sink:
    """A mail server on this machine that keeps what it gets, and answers as it is told."""

    def __init__(self):
        self.messages, self.senders, self.reply = [], [], "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.reply == "250 OK":
            envelope.rcpt_tos.append(address)
        return self.reply

    async def handle_DATA(self, server, session, envelope):
        self.senders.append(envelope.mail_from)
        self.messages.append((envelope.rcpt_tos, envelope.content.decode("utf-8", "replace")))
        return "250 OK"


@pytest.fixture(scope="module")
def server() -> Iterator[Controller]:
    """A mail server that runs while a module's tests run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Sink(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def sink(server) -> Sink:
    server.handler.__init__()
    return server.handler


@pytest.fixture
def backend(server) -> EmailBackend:
    return EmailBackend(host="127.0.0.1", port=server.port, timeout=5)
