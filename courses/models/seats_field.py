"""A column that only courses.enrolment changes."""

from django.db import models
from django.db.models import F


class SeatsHeldField(models.PositiveSmallIntegerField):
    """A count that saving the record leaves alone: an editor's form must not write back an old number of seats."""

    def pre_save(self, model_instance: models.Model, add: bool):
        return super().pre_save(model_instance, add) if add else F(self.attname)
