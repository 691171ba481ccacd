"""The second factor: asked of those who registered one, of everybody when the city says so."""

import pytest
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(staffed, make_user):
    return make_user("hensyu", "健康課 編集")


@pytest.fixture
def device(editor):
    return TOTPDevice.objects.create(user=editor, name="スマートフォン", confirmed=True)


def log_in_with(client, code: str):
    """Send the code and return whether the admin then opens."""
    home = reverse("wagtailadmin_home")
    client.post(reverse("two_step_login"), {"otp_token": code, "next": home})
    return client.get(home).status_code == 200


def test_without_a_device_nothing_is_asked(client, editor):
    client.force_login(editor)

    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_with_a_device_the_admin_waits_for_the_code(client, editor, device):
    client.force_login(editor)

    response = client.get(reverse("wagtailadmin_home"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("two_step_login"))


def test_right_code_gets_in(client, editor, device):
    client.force_login(editor)

    assert log_in_with(client, f"{totp(device.bin_key):06}")


def test_one_of_two_devices_is_named(client, editor, device):
    second = TOTPDevice.objects.create(user=editor, name="タブレット", confirmed=True)
    client.force_login(editor)
    home = reverse("wagtailadmin_home")

    form = {"otp_token": f"{totp(second.bin_key):06}", "otp_device": second.persistent_id, "next": home}
    client.post(reverse("two_step_login"), form)

    assert client.get(home).status_code == 200


def test_somebody_elses_device_is_refused(client, editor, device, make_user):
    TOTPDevice.objects.create(user=editor, name="タブレット", confirmed=True)
    foreign = TOTPDevice.objects.create(user=make_user("other"), name="x", confirmed=True)
    client.force_login(editor)

    form = {"otp_token": f"{totp(foreign.bin_key):06}", "otp_device": foreign.persistent_id}
    client.post(reverse("two_step_login"), form)

    assert client.get(reverse("wagtailadmin_home")).status_code == 302


def test_wrong_code_stays_out(client, editor, device):
    client.force_login(editor)
    wrong = (totp(device.bin_key) + 1) % 1_000_000

    assert not log_in_with(client, f"{wrong:06}")


def test_city_can_ask_it_of_everybody(client, editor, settings):
    settings.STAFF_2FA_REQUIRED = True
    client.force_login(editor)

    response = client.get(reverse("wagtailadmin_home"))

    assert response["Location"].startswith(reverse("two_step_new_device"))


def test_public_pages_ask_nothing(client, editor, device, health_page):
    client.logout()

    assert client.get(health_page.url).status_code == 200


def test_logged_in_without_the_code_one_is_a_visitor(client, editor, device, health_page):
    health_page.unpublish()
    client.force_login(editor)

    assert client.get(health_page.url).status_code == 404
    assert client.get(reverse("two_step_new_device")).status_code == 302


def test_full_width_digits_are_taken(client, editor, device):
    client.force_login(editor)
    code = f"{totp(device.bin_key):06}".translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    assert log_in_with(client, f"{code[:3]} {code[3:]}")


def test_device_is_registered_with_code_and_password(client, editor):
    client.force_login(editor)
    page = client.get(reverse("two_step_new_device"))
    device = TOTPDevice.objects.get(user=editor)
    form = {"name": "課の電話", "otp_token": f"{totp(device.bin_key):06}", "password": "for tests only"}

    response = client.post(reverse("two_step_new_device"), form)

    assert page.context["qr_code"].startswith("data:image/svg+xml;base64,")
    assert response["Location"] == reverse("two_step_devices", args=[editor.pk])
    assert list(TOTPDevice.objects.values_list("name", "confirmed")) == [("課の電話", True)]
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("password", "wrong", "パスワードが違います。"),
        ("otp_token", "000000", "数字が違うか、古くなっています。アプリに今出ている数字を入れてください。"),
        ("otp_token", "まちがい", "数字が違うか、古くなっています。アプリに今出ている数字を入れてください。"),
    ],
)
def test_nothing_is_registered_without_both(client, editor, field, value, message):
    client.force_login(editor)
    client.get(reverse("two_step_new_device"))
    device = TOTPDevice.objects.get(user=editor)
    form = {"name": "x", "otp_token": f"{totp(device.bin_key):06}", "password": "for tests only", field: value}

    response = client.post(reverse("two_step_new_device"), form)

    assert response.context["form"].errors[field] == [message]
    assert not TOTPDevice.objects.get(user=editor).confirmed


def test_web_officer_removes_the_device_of_a_lost_telephone(client, device, editor, make_user):
    client.force_login(make_user("web", "ウェブ担当"))

    assert client.get(reverse("two_step_devices", args=[editor.pk])).status_code == 200
    assert client.get(reverse("two_step_remove_device", args=[device.pk])).status_code == 200
    assert TOTPDevice.objects.count() == 1
    assert client.post(reverse("two_step_remove_device", args=[device.pk])).status_code == 302
    assert TOTPDevice.objects.count() == 0


def test_editor_cannot_touch_the_device_of_another(client, device, make_user):
    client.force_login(make_user("other", "税務課 編集"))

    # Wagtail answers a refusal with a message on the admin's first page.
    for name, key in (("two_step_devices", device.user_id), ("two_step_remove_device", device.pk)):
        response = client.post(reverse(name, args=[key]))
        assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))
    assert TOTPDevice.objects.count() == 1


def test_five_wrong_passwords_lock_the_name(client, editor):
    form = {"username": "hensyu", "password": "wrong"}
    for _attempt in range(5):
        response = client.post(reverse("wagtailadmin_login"), form)

    right = client.post(reverse("wagtailadmin_login"), {"username": "hensyu", "password": "for tests only"})

    assert response.status_code == right.status_code == 429
    assert "15分間ログインできません" in right.content.decode()


def test_login_page_names_the_site_in_japanese(client, db):
    html = client.get(reverse("wagtailadmin_login")).content.decode()

    assert "小野市ホームページ 管理画面にログイン" in html
    assert "パスワード" in html
