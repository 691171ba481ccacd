"""Accounts of staff: those who keep them can neither make an administrator nor touch the account of one."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.users.views.users import CreateView, EditView, UserViewSet


class OnlyAdministratorsMakeAdministrators:
    """Shows the box "administrator" to others, but takes no answer from them."""

    def get_form(self, *args: Any, **kwargs: Any) -> ModelForm:
        form = super().get_form(*args, **kwargs)
        if "is_superuser" in form.fields and not self.request.user.is_superuser:
            form.fields["is_superuser"].disabled = True
        return form


class CityUserCreateView(OnlyAdministratorsMakeAdministrators, CreateView):
    pass


class CityUserEditView(OnlyAdministratorsMakeAdministrators, EditView):
    """Nobody but an administrator changes the own roles: another account keeper does it."""

    def get_form(self, *args: Any, **kwargs: Any) -> ModelForm:
        form = super().get_form(*args, **kwargs)
        if "groups" in form.fields and self.editing_self and not self.request.user.is_superuser:
            form.fields["groups"].disabled = True
            form.fields["groups"].help_text = _("You cannot change your own roles. Ask another keeper of accounts.")
        return form


class CityUserViewSet(UserViewSet):
    add_view_class = CityUserCreateView
    edit_view_class = CityUserEditView


def leave_administrators_alone(request: HttpRequest, user: AbstractBaseUser) -> HttpResponse | None:
    """Refuse to edit or delete an administrator's account for anybody who is none (before_edit_user, before_delete_user)."""
    return refuse_administrators(request, [user])


def refuse_own_roles(request: HttpRequest, users: Iterable[Any]) -> HttpResponse | None:
    """Return to the list with the reason when one's own account is among those that get a role."""
    if request.user.is_superuser or request.user not in users:
        return None
    messages.error(request, _("You cannot change your own roles. Ask another keeper of accounts."))
    return redirect("wagtailusers_users:index")


def refuse_administrators(request: HttpRequest, users: Iterable[Any]) -> HttpResponse | None:
    """Return to the list with the reason when one of the users is an administrator and the one who asks is not."""
    if request.user.is_superuser or not any(getattr(user, "is_superuser", False) for user in users):
        return None
    messages.error(request, _("Only administrators change the account of an administrator. Nothing was changed."))
    return redirect("wagtailusers_users:index")
