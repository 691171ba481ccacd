"""What happens when a page's workflow ends. Imports nothing: Wagtail reads it while its own models are being made."""


def publish_approved(workflow_state, user=None) -> None:
    """Publish what the workflow approved. Approvers have no right to publish by themselves: the approval is the right.

    Raises GateClosedError when the page has failures that nobody answers for: the approval then does not count.
    """
    from a11y_checker.wagtail_app.gate import require_open  # models are ready only now

    page = workflow_state.content_object
    require_open(page, user, route="approval")
    page.get_latest_revision().publish(user=user, skip_permission_checks=True)


def publish_translated(page, user) -> None:
    """Publish the newest draft of a page in another language, which its checker has released.

    Raises GateClosedError when the page has failures that nobody answers for.
    """
    from a11y_checker.wagtail_app.gate import require_open  # models are ready only now

    require_open(page, user, route="translation")
    page.get_latest_revision().publish(user=user, skip_permission_checks=True)
