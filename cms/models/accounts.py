"""Members of staff. Residents have no accounts."""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of staff who may log in to the admin. Own model from the first migration, so that it can grow."""

    class Meta(AbstractUser.Meta):
        verbose_name = _("member of staff")
        verbose_name_plural = _("members of staff")

    def get_full_name(self) -> str:
        """Family name first, as names are written in Japan."""
        return f"{self.last_name} {self.first_name}".strip()
