"""The doors of the admin's own API: it publishes and copies without the hooks of the screens, so it asks the gate here."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from wagtail.admin.api.actions.copy import CopyPageAPIAction
from wagtail.admin.api.actions.create_alias import CreatePageAliasAPIAction
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page

from a11y_checker.wagtail_app.gate import find_obstacles

ROUTE = "api"


class AskedPublish(PublishPageAPIAction):
    """Publishes the latest draft when nothing blocks it."""

    def execute(self, instance: Page, data: dict[str, Any]) -> Response:
        self._action_from_data(instance, data).check()
        refuse([str(obstacle) for obstacle in find_obstacles(instance, self.request.user, route=ROUTE)])
        return super().execute(instance, data)


class AskedCopy(CopyPageAPIAction):
    """Copies; a copy that becomes public at once is judged as its original is."""

    def execute(self, instance: Page, data: dict[str, Any]) -> Response:
        self._action_from_data(instance, data).check()
        if data["keep_live"]:
            refuse_public_copies(instance, data)
        return super().execute(instance, data)


class AskedAlias(CreatePageAliasAPIAction):
    """Makes an alias, which is public when its original is."""

    def execute(self, instance: Page, data: dict[str, Any]) -> Response:
        self._action_from_data(instance, data).check()
        refuse_public_copies(instance, data)
        return super().execute(instance, data)


class AskedPages(PagesAdminAPIViewSet):
    """Wagtail's pages, with actions that ask."""

    actions = {
        **PagesAdminAPIViewSet.actions,
        "publish": AskedPublish,
        "copy": AskedCopy,
        "create_alias": AskedAlias,
    }


def refuse_public_copies(page: Page, data: dict[str, Any]) -> None:
    pages = page.get_descendants(inclusive=True) if data["recursive"] else Page.objects.filter(pk=page.pk)
    blocking = []
    for original in pages.live().specific():
        obstacles = find_obstacles(original, route=ROUTE, version=original)
        blocking += [f"{original.title}: {obstacle}" for obstacle in obstacles]
    refuse(blocking)


def refuse(sentences: list[str]) -> None:
    """Answer the program that asks with what blocks the page, when anything does."""
    if sentences:
        raise ValidationError({"accessibility": sentences})


def register(router: WagtailAPIRouter) -> None:
    """Take the place of Wagtail's pages in the admin's API."""
    router.register_endpoint("pages", AskedPages)
