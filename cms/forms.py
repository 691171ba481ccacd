"""Forms of the admin."""

import unicodedata

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_otp import devices_for_user
from django_otp.forms import OTPAuthenticationFormMixin
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin.forms.auth import LoginForm

WRONG_CODE = _("The code is wrong or too old. Write the one that the app shows now.")


class StaffLoginForm(LoginForm):
    """Wagtail's own, with a label at the password that can be translated."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")


class TokenField(forms.CharField):
    """A code of six digits; full-width ones and blanks are taken too."""

    def __init__(self, **kwargs) -> None:
        super().__init__(label=_("Code of six digits"), max_length=20, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "one-time-code"})

    def to_python(self, value: str | None) -> str:
        return "".join(unicodedata.normalize("NFKC", super().to_python(value)).split())


class TokenForm(OTPAuthenticationFormMixin, forms.Form):
    """The code of the second factor. Whoever has several devices says which; django-otp 1.7 tries no others."""

    otp_token = TokenField(help_text=_("It stands in the app that you registered, and changes every 30 seconds."))
    otp_error_messages = {
        **OTPAuthenticationFormMixin.otp_error_messages,
        "token_required": _("Write the code of six digits."),
        "invalid_token": WRONG_CODE,
        "n_failed_attempts": _("Too many wrong codes. Wait a little and try again."),
        "verification_not_allowed": _("Too many wrong codes. Wait a little and try again."),
        "device_required": _("Choose the device that shows the code."),
    }

    def __init__(self, user: AbstractBaseUser, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.devices = list(devices_for_user(user))
        if len(self.devices) > 1:
            choices = [(device.persistent_id, device.name) for device in self.devices]
            self.fields["otp_device"] = forms.ChoiceField(label=_("Device"), choices=choices)

    def clean(self) -> dict:
        self.clean_otp(self.user)
        return self.cleaned_data

    def _chosen_device(self, user: AbstractBaseUser) -> Device | None:
        if len(self.devices) == 1:
            return Device.from_persistent_id(self.devices[0].persistent_id, for_verify=True)
        return super()._chosen_device(user)


class DeviceForm(forms.Form):
    """Registers a device: its name, a first code as proof that it works, and the password as proof of who asks."""

    name = forms.CharField(label=_("Name of the device"), max_length=64, help_text=_("For example: office telephone."))
    otp_token = TokenField(help_text=_("Read the QR code with the app, then write the six digits it shows."))
    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("So that nobody registers a device at a screen left open."),
    )

    def __init__(self, device: TOTPDevice, request: HttpRequest, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.device, self.request = device, request

    def clean_otp_token(self) -> str:
        token = self.cleaned_data["otp_token"]
        if not token.isdecimal() or not self.device.verify_is_allowed()[0] or not self.device.verify_token(token):
            raise forms.ValidationError(WRONG_CODE)
        return token

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        # Wrong passwords count here as at the login, so that nobody guesses them at a screen left open.
        if not authenticate(self.request, username=self.request.user.get_username(), password=password):
            raise forms.ValidationError(_("The password is not right."))
        return password

    def save(self) -> TOTPDevice:
        """The device, from now on asked for at each login."""
        self.device.name = self.cleaned_data["name"]
        self.device.confirmed = True
        self.device.save()
        return self.device
