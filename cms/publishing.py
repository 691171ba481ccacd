"""What happens when a page's workflow ends. Imports nothing: Wagtail reads it while its own models are being made."""


def publish_approved(workflow_state, user=None) -> None:
    """Publish what the workflow approved. Approvers have no right to publish by themselves: the approval is the right.

    Raises GateClosedError when the page has failures that nobody answers for: the approval then does not count.
    """
    from a11y_checker.wagtail_app.gate import require_open  # models are ready only now

    page = workflow_state.content_object
    require_open(page, user, route="approval")
    page.get_latest_revision().publish(user=user, skip_permission_checks=True)


def publish_translated(page, user) -> list[str]:
    """Publish the newest draft of a page in another language, which its checker has released; give what blocks it instead."""
    from a11y_checker.wagtail_app.gate import find_obstacles  # models are ready only now

    if obstacles := find_obstacles(page, user, route="translation"):
        return [str(obstacle) for obstacle in obstacles]
    page.get_latest_revision().publish(user=user, skip_permission_checks=True)
    return []
