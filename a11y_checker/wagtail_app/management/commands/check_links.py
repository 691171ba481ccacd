"""Asks where the links of public pages lead, and stores what is dead for the list in the admin."""

from django.core.management.base import BaseCommand

from a11y_checker.wagtail_app.links.check import check_links, find_dead, find_dead_places
from a11y_checker.wagtail_app.models import SiteLink


class Command(BaseCommand):
    help = "Check the links that check_site collected (Wagtail admin, Reports, Dead links). Stopped, it goes on where it was."

    def handle(self, **options) -> None:
        counts = check_links(self.show if options["verbosity"] > 1 else lambda link: None)
        self.stdout.write(f"{counts.total()} links checked, {find_dead().count()} dead.")
        self.stdout.write(f"They stand in {find_dead_places().count()} places of public pages.")

    def show(self, link: SiteLink) -> None:
        self.stdout.write(f"{link.status:>11}  {link.url}")
