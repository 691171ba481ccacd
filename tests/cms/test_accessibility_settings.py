"""What the city tells its accessibility checker."""

from django.conf import settings
from django.utils.module_loading import import_string

from a11y_checker import Settings, check_html


def test_names_of_the_town_are_asked_for_when_they_have_no_reading():
    readings = import_string(settings.A11Y_CHECKER["READINGS"])()

    report = check_html("<p lang=ja>好古館で会いましょう。", settings=Settings(level="AAA", readings=readings))

    assert readings["好古館"] == "こうこかん"
    assert [finding.message["ja"] for finding in report.findings if finding.rule == "hard-reading"] == [
        "「好古館」に読みがありません。読めない人がいないか確かめてください。"
    ]
