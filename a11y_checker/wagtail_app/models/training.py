"""The practice page of one person. Nobody else sees it, and it is never published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PracticePage(models.Model):
    """How far a person has mended the exercise. html: as it stands; best_score: the highest so far, 0–100."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    html = models.TextField(_("mark-up"))
    best_score = models.PositiveSmallIntegerField(_("best score"), default=0)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        verbose_name = _("practice page")
        verbose_name_plural = _("practice pages")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user_id)
