"""Who keeps the accounts can neither become an administrator nor take one over."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, staffed, make_user):
    user = make_user("web", "ウェブ担当")
    client.force_login(user)
    return user


@pytest.fixture
def editor(staffed, make_user):
    return make_user("hensyu", "健康課 編集")


def form(user, **extra) -> dict:
    fields = {
        "username": user.username,
        "email": "a@example.com",
        "first_name": "花子",
        "last_name": "小野",
        "is_active": "on",
    }
    return {**fields, "groups": [group.pk for group in user.groups.all()], **extra}


def test_account_keeper_changes_an_account(client, officer, editor):
    client.post(reverse("wagtailusers_users:edit", args=[editor.pk]), form(editor, last_name="山田"))

    editor.refresh_from_db()
    assert editor.last_name == "山田"


def test_account_keeper_makes_no_administrator(client, officer, editor, django_user_model):
    client.post(reverse("wagtailusers_users:edit", args=[editor.pk]), form(editor, is_superuser="on"))
    password = {"password1": "only for tests 1", "password2": "only for tests 1"}
    new = {**form(editor), "username": "atarashii", "is_superuser": "on", **password}
    client.post(reverse("wagtailusers_users:add"), new)

    assert django_user_model.objects.filter(username="atarashii").exists()
    assert not django_user_model.objects.filter(is_superuser=True).exists()


@pytest.mark.parametrize("view", ["edit", "delete"])
def test_account_of_an_administrator_stays_as_it_is(client, officer, admin_user, view):
    before = admin_user.password
    fields = {"password1": "only for tests 1", "password2": "only for tests 1"}

    url = reverse(f"wagtailusers_users:{view}", args=[admin_user.pk])
    response = client.post(url, form(admin_user, **fields), follow=True)

    admin_user.refresh_from_db()
    assert admin_user.password == before
    if view == "edit":
        assert "管理者だけが変えられます" in str(next(iter(response.context["messages"])))


@pytest.mark.parametrize("action", ["delete", "set_active_state", "assign_role"])
def test_administrator_cannot_be_chosen_among_many(client, officer, editor, admin_user, action):
    url = reverse("wagtail_bulk_action", args=["cms", "user", action])
    fields = {"mark_as_active": "", "role": Group.objects.first().pk}

    client.post(f"{url}?id={editor.pk}&id={admin_user.pk}", fields)

    admin_user.refresh_from_db()
    assert admin_user.is_active
    assert not admin_user.groups.exists()


def test_nobody_gives_a_role_to_oneself(client, officer):
    before = list(officer.groups.all())
    wanted = [group.pk for group in Group.objects.all()]

    page = client.get(reverse("wagtailusers_users:edit", args=[officer.pk]))
    client.post(reverse("wagtailusers_users:edit", args=[officer.pk]), form(officer, last_name="山田", groups=wanted))
    url = reverse("wagtail_bulk_action", args=["cms", "user", "assign_role"])
    client.post(f"{url}?id={officer.pk}", {"role": Group.objects.exclude(user=officer).first().pk})

    officer.refresh_from_db()
    assert "自分の役割は変えられません" in page.content.decode()
    assert (officer.last_name, list(officer.groups.all())) == ("山田", before)


def test_an_account_keeper_gives_roles_to_others(client, officer, editor):
    wanted = Group.objects.exclude(pk__in=editor.groups.all()).first()

    client.post(reverse("wagtailusers_users:edit", args=[editor.pk]), form(editor, groups=[wanted.pk]))

    assert list(editor.groups.all()) == [wanted]


def test_second_step_of_an_administrator_stays(client, officer, admin_user):
    device = TOTPDevice.objects.create(user=admin_user, name="スマートフォン", confirmed=True)

    client.post(reverse("two_step_remove_device", args=[device.pk]))

    assert TOTPDevice.objects.filter(pk=device.pk).exists()


def test_administrator_makes_administrators(client, admin_client, editor):
    admin_client.post(reverse("wagtailusers_users:edit", args=[editor.pk]), form(editor, is_superuser="on"))

    editor.refresh_from_db()
    assert editor.is_superuser
