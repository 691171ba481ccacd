"""One keeper of accounts alone cannot make, or take over, the second person of a two-person step."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from courses.enrolment import accounts
from courses.enrolment.errors import NotAllowed
from courses.figures.audit import make_audit_table
from courses.models import AccountCheck
from courses.roles import ADMINISTRATOR, DESK, WITNESS
from tests.factories.courses import make_staff

pytestmark = pytest.mark.django_db
PASSWORD = "a long word for tests 1"
SCREEN = "course_desk:accounts"


@pytest.fixture
def keeper(staff_client):
    return staff_client(ADMINISTRATOR)


@pytest.fixture
def other_keeper(people):
    browser = Client()
    browser.force_login(make_staff("kanri-2", ADMINISTRATOR))
    return browser


def form(username: str, *roles: str, **fields) -> dict:
    groups = [Group.objects.get(name=role).pk for role in roles]
    standard = {"username": username, "email": f"{username}@example.jp", "first_name": "二", "last_name": "人目"}
    return standard | {"groups": groups, "is_active": "on"} | fields


def make(browser, *roles: str):
    new = form("new", *roles, password1=PASSWORD, password2=PASSWORD)
    browser.post(reverse("wagtailusers_users:add"), new)
    return get_user_model().objects.get(username="new")


def edit(browser, user, *roles: str, **fields):
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    browser.post(address, form(user.username, *roles, **({"email": user.email} | fields)))
    user.refresh_from_db()
    return user


@pytest.mark.parametrize(("role", "is_active"), [(WITNESS, False), (ADMINISTRATOR, False), (DESK, True)])
def test_a_new_account_rests_when_it_could_be_a_second_person(keeper, role, is_active):
    assert make(keeper, role).is_active == is_active
    assert AccountCheck.objects.count() == (not is_active)


def test_what_was_changed_is_kept_in_japanese_when_the_keeper_reads_english(keeper, people):
    UserProfile.objects.create(user=people[ADMINISTRATOR], preferred_language="en")

    make(keeper, WITNESS)

    assert AccountCheck.objects.get().what == f"新しいアカウント（{WITNESS}）"


def test_another_keeper_agrees_and_the_maker_cannot(keeper, other_keeper):
    user = make(keeper, WITNESS)
    check = AccountCheck.objects.get()

    keeper.post(reverse(SCREEN), {"check": check.pk})
    edit(keeper, user, WITNESS)  # switching it on again by hand does not help
    check.refresh_from_db()
    assert (check.agreed_at, user.is_active) == (None, False)

    for waiting in AccountCheck.objects.filter(agreed_at__isnull=True):
        other_keeper.post(reverse(SCREEN), {"check": waiting.pk})
    user.refresh_from_db()
    assert (user.is_active, AccountCheck.objects.filter(agreed_at__isnull=True).count()) == (True, 0)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ((WITNESS, ADMINISTRATOR), {}),
        ((WITNESS,), {"password1": PASSWORD, "password2": PASSWORD}),
        ((WITNESS,), {"email": "mine@example.jp"}),
    ],
    ids=["role", "password", "mail"],
)
def test_taking_over_the_account_of_a_second_person_makes_it_rest(keeper, people, given, fields):
    people[WITNESS].email = "tachiai@example.jp"
    people[WITNESS].save()

    assert edit(keeper, people[WITNESS], *given, **fields).is_active is False


def test_a_new_name_or_a_superuser_needs_nobody(keeper, people, admin_client):
    people[WITNESS].email = "tachiai@example.jp"
    people[WITNESS].save()

    assert edit(keeper, people[WITNESS], WITNESS, last_name="改姓").is_active is True
    assert edit(admin_client, people[WITNESS], WITNESS, ADMINISTRATOR).is_active is True


def test_many_accounts_at_once_pass_nobody_by(keeper, people):
    address = reverse("wagtail_bulk_action", args=["cms", "user", "assign_role"])
    witness = Group.objects.get(name=WITNESS)

    keeper.post(f"{address}?id={people[DESK].pk}", {"role": witness.pk})

    assert not people[DESK].groups.filter(pk=witness.pk).exists()


def test_the_owner_cannot_agree_and_the_database_refuses_the_maker(people):
    now, keeper = timezone.now(), people[ADMINISTRATOR]
    check = AccountCheck.objects.create(user=keeper, what="パスワード", by=people[DESK], at=now)

    with pytest.raises(NotAllowed):
        accounts.agree(check.pk, keeper, now)
    with pytest.raises(NotAllowed):
        accounts.agree(check.pk, people[WITNESS], now)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountCheck.objects.update(agreed_by=people[DESK])


def test_changes_and_consent_stand_in_the_audit(keeper, other_keeper):
    make(keeper, WITNESS)
    other_keeper.post(reverse(SCREEN), {"check": AccountCheck.objects.get().pk})

    today = timezone.localdate()
    found = [row[2:4] for row in make_audit_table(today, today).rows if "アカウント" in row[2]]
    assert found == [("アカウントの変更", "new"), ("アカウントの確認", "new")]
