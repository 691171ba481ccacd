"""The second factor: the page that asks for the code, and the pages where devices are registered and removed."""

import base64
import io

import qrcode
import qrcode.image.svg
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.views import RedirectURLMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from cms.forms import DeviceForm, TokenForm
from cms.two_step import device_in_registration, is_let_in


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class TwoStepLoginView(RedirectURLMixin, FormView):
    """Asks for the code after the password."""

    template_name = "admin/two_step/login.html"
    form_class = TokenForm

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"next": self.get_redirect_url()}

    def form_valid(self, form: TokenForm) -> HttpResponse:
        otp_login(self.request, self.request.user.otp_device)
        return super().form_valid(form)

    def get_default_redirect_url(self) -> str:
        return reverse("wagtailadmin_home")


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class NewDeviceView(FormView):
    """Registers the reader's own telephone or password manager: QR code, name, code, password."""

    template_name = "admin/two_step/new_device.html"
    form_class = DeviceForm

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        self.device = device_in_registration(request.user, _("My telephone"))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict:
        return {"name": self.device.name}

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "device": self.device, "request": self.request}

    def get_context_data(self, **kwargs) -> dict:
        key = base64.b32encode(self.device.bin_key).decode().rstrip("=")
        groups = " ".join(key[at : at + 4] for at in range(0, len(key), 4))
        return super().get_context_data(**kwargs) | {"qr_code": qr_code(self.device.config_url), "key": groups}

    def form_valid(self, form: DeviceForm) -> HttpResponse:
        form.save()
        if not self.request.user.is_verified():
            otp_login(self.request, self.device)
        messages.success(self.request, _("“%(name)s” is registered.") % {"name": self.device.name})
        return redirect("two_step_devices", user_id=self.request.user.pk)


def qr_code(text: str) -> str:
    """A QR code as the address of an image (data:), as the admin's content security policy allows it."""
    out = io.BytesIO()
    qrcode.make(text, image_factory=qrcode.image.svg.SvgPathFillImage).save(out)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()


def may_manage(request: HttpRequest, user_id: int) -> bool:
    """Whether the devices are the reader's own, or the reader keeps the accounts of staff; an administrator's are not among these."""
    if user_id == request.user.pk or request.user.is_superuser:
        return True
    owner = get_user_model().objects.filter(pk=user_id).first()
    return request.user.has_perm("cms.change_user") and not (owner and owner.is_superuser)


def devices(request: HttpRequest, user_id: int) -> HttpResponse:
    """The registered devices of a member of staff."""
    if not may_manage(request, user_id):
        raise PermissionDenied
    owner = get_object_or_404(get_user_model(), pk=user_id)
    found = TOTPDevice.objects.filter(user=owner, confirmed=True).order_by("created_at")
    return render(request, "admin/two_step/devices.html", {"owner": owner, "devices": found})


def remove_device(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then removes a device: one's own, or that of somebody who lost the telephone."""
    device = get_object_or_404(TOTPDevice, pk=pk, confirmed=True)
    # Registering needs no code yet; taking a device away always does.
    if not may_manage(request, device.user_id) or not is_let_in(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "admin/two_step/remove_device.html", {"device": device})
    owner = device.user_id
    device.delete()
    messages.success(request, _("“%(name)s” is removed.") % {"name": device.name})
    return redirect("two_step_devices", user_id=owner)
