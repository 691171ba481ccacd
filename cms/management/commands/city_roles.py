"""Makes the groups of staff, or brings them back to their rights."""

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.models import Department
from cms.roles import make_city_groups, set_up_department


class Command(BaseCommand):
    help = "Make the groups of the web officer, the testers, the emergency desk and each department. Members stay."

    @transaction.atomic
    def handle(self, **options) -> None:
        make_city_groups()
        departments = list(Department.objects.all())
        for department in departments:
            set_up_department(department)
        self.stdout.write(f"The city's groups and those of {len(departments)} departments have their rights.")
