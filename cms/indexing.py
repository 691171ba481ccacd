"""While hundreds of pages are loaded, each save would index its page anew: here all are indexed once, at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Leave the indexes of search and references alone, and rebuild both if there are pages that were not there before."""
    number = Page.objects.count()
    models = [model for model in get_indexed_models() if post_save.disconnect(post_save_signal_handler, sender=model)]
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)
    if Page.objects.count() != number:
        call_command("update_index", verbosity=0)
        call_command("rebuild_references_index", verbosity=0)
