"""History of records that are edited inside another record."""

from django.db import models
from modelcluster.fields import ParentalKey
from simple_history.models import HistoricalRecords


class ChildHistoricalRecords(HistoricalRecords):
    """History of a child of a ClusterableModel.

    A historical row points to its parent without a way back, and modelcluster refuses a ParentalKey like that
    (modelcluster.E002). So the copy of such a field is a plain ForeignKey.
    """

    def copy_fields(self, model: type[models.Model]) -> dict[str, models.Field]:
        fields = super().copy_fields(model)
        for name, field in fields.items():
            if isinstance(field, ParentalKey):
                fields[name] = models.ForeignKey(
                    field.remote_field.model,
                    on_delete=models.DO_NOTHING,
                    db_constraint=False,
                    null=True,
                    blank=True,
                    related_name="+",
                )
                fields[name].name = name
        return fields
