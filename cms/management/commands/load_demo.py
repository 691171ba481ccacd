"""Loads the demo city: what every installed app has in its `demo` module."""

import time
from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from a11y_checker.wagtail_app.receivers import left_to_the_nightly_run
from cms.indexing import indexed_at_the_end


class Command(BaseCommand):
    help = "Load the demo city. Running it again changes nothing that is there."

    def handle(self, **options) -> None:
        # Hundreds of pages at once: the first check_site judges them.
        with left_to_the_nightly_run(), indexed_at_the_end():
            self.load()

    @transaction.atomic
    def load(self) -> None:
        """Let every app's demo load, then finish: what one app's pages link to may be another app's."""
        demos = [
            (config, import_module(f"{config.name}.demo")) for config in apps.get_app_configs() if has_demo(config)
        ]
        today = timezone.localdate()
        for config, demo in demos:
            started = time.monotonic()
            summary = demo.load(today=today)
            self.stdout.write(f"{config.verbose_name}: {summary} ({time.monotonic() - started:.1f} s)")
        for config, demo in demos:
            if hasattr(demo, "finish"):
                started = time.monotonic()
                summary = demo.finish(today=today)
                if isinstance(summary, str) and summary:
                    self.stdout.write(f"{config.verbose_name}: {summary} ({time.monotonic() - started:.1f} s)")


def has_demo(config: AppConfig) -> bool:
    return find_spec(f"{config.name}.demo") is not None
