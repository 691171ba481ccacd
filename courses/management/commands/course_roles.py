"""`manage.py course_roles`: make the groups of the course desk, or bring them back to what courses/roles.py says."""

from django.core.management.base import BaseCommand

from courses.roles import make_course_roles


class Command(BaseCommand):
    help = "Makes the seven groups of the course desk. Run it after each update; members of the groups stay."

    def handle(self, *args, **options) -> None:
        for group in make_course_roles():
            self.stdout.write(
                f"{group.name}: {group.permissions.count()} permissions, {group.user_set.count()} members"
            )
