"""The style sheet: one file for the browser, under its weight limit."""

import pytest
from django.urls import reverse

from cms.views.bundle import build_css_bundle, css_bundle_version

# Source: the Foundation's budget for all style sheets together.
CSS_MAXIMUM_BYTES = 60 * 1024


def test_all_imports_are_inlined():
    css = build_css_bundle()

    assert "@import" not in css
    assert "@layer tokens" in css


def test_style_sheet_keeps_its_budget():
    assert len(build_css_bundle().encode()) < CSS_MAXIMUM_BYTES


def test_browser_may_keep_the_style_sheet(client):
    response = client.get(reverse("css_bundle", args=[css_bundle_version()]))

    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.django_db
def test_an_old_version_is_not_served_as_the_new_one(client, home):
    assert client.get(reverse("css_bundle", args=["000000000000"])).status_code == 404
