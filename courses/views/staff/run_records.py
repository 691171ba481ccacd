"""Who may edit which run in the admin's own screens: permission of the model, and the run's department."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail.permission_policies import ModelPermissionPolicy

from courses.enrolment.allowed import find_runs
from courses.models import CourseRun


class RunPermissionPolicy(ModelPermissionPolicy):
    """The permissions of the model, for the runs of the user's departments only."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: CourseRun) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: CourseRun) -> bool:
        return self.user_has_any_permission(user, actions) and find_runs(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return find_runs(user) if self.user_has_any_permission(user, actions) else CourseRun.objects.none()


class OwnRunsMixin:
    """For each of the admin's screens on one run: a run of another department is not found."""

    request: HttpRequest

    def get_object(self, *args: Any, **kwargs: Any) -> CourseRun:
        run = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not find_runs(self.request.user).filter(pk=run.pk).exists():
            raise Http404("There is no such run.")
        return run
