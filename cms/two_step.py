"""Who must prove a second factor (TOTP), and who has."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django_otp import user_has_device
from django_otp.plugins.otp_totp.models import TOTPDevice


def needs_second_factor(user: AbstractBaseUser) -> bool:
    """Whether a member of staff has to name a code: who registered a device, and everybody when the city says so."""
    return settings.STAFF_2FA_REQUIRED or user_has_device(user, confirmed=True)


def is_let_in(user: AbstractBaseUser) -> bool:
    """Whether nothing is owed. The user comes from django-otp's middleware, which adds is_verified()."""
    return user.is_verified() or not needs_second_factor(user)


def device_in_registration(user: AbstractBaseUser, name: str) -> TOTPDevice:
    """The device a person is about to register, the same one until it is confirmed. Its key is in the QR code."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, confirmed=False, name=name)
