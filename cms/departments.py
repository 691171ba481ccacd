"""Which department answers for each page, for all pages at once: find_department (cms.models.base) asks for a single one."""

from collections.abc import Mapping

from django.apps import apps
from wagtail.models import Page

from cms.models import Department
from cms.models.base import BasePage


def find_named_departments() -> dict[str, int | None]:
    """Return the key of the department that each page names itself, by the page's place in the tree."""
    kinds = [model for model in apps.get_models() if issubclass(model, BasePage)]
    return {path: key for model in kinds for path, key in model.objects.values_list("path", "department_id")}


def find_places_above(path: str) -> list[str]:
    """Return the places in the tree above a page's, the highest first."""
    return [path[:end] for end in range(Page.steplen, len(path), Page.steplen)]


def find_nearest(named: Mapping[str, int | None], path: str) -> int | None:
    """Return the key of the department that a page names, or else the nearest page above it; None when none does."""
    return next((named[place] for place in [path, *reversed(find_places_above(path))] if named.get(place)), None)


def find_department_names() -> Mapping[int, str]:
    """Return the name of the department that answers for each page, by the page's key; "" where there is none."""
    names, named = dict(Department.objects.values_list("pk", "name")), find_named_departments()
    pages = Page.objects.values_list("pk", "path")
    return {key: names.get(find_nearest(named, path), "") for key, path in pages}
