"""The practice page of one person. Nobody else sees it, and it is never published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PracticePage(models.Model):
    """How far a person has mended the exercise. values: what was typed, by field of training/exercise.py."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    values = models.JSONField(_("what was typed"), default=dict)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        verbose_name = _("practice page")
        verbose_name_plural = _("practice pages")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user_id)
