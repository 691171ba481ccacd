"""Lessons name their practice screen; the only one before was the application."""

from django.db import migrations, models

import courses.practice


def name_the_application(apps, schema_editor):
    """Also in the drafts: opening one in the editor must not lose the link."""
    lessons = apps.get_model("courses", "LessonPage").objects.filter(offers_practice=True)
    lessons.update(practice="application")
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for revision in revisions.filter(object_id__in=[str(pk) for pk in lessons.values_list("pk", flat=True)]):
        if revision.content.get("offers_practice"):
            revision.content["practice"] = "application"
            revision.save(update_fields=["content"])


def take_the_application(apps, schema_editor):
    apps.get_model("courses", "LessonPage").objects.filter(practice="application").update(offers_practice=True)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0008_lessons"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="lessonpage",
            name="practice",
            field=models.CharField(
                blank=True,
                choices=courses.practice.list_choices,
                help_text="It is linked from the lesson.",
                max_length=20,
                verbose_name="practice screen",
            ),
        ),
        migrations.RunPython(name_the_application, take_the_application),
        migrations.RemoveField(model_name="lessonpage", name="offers_practice"),
    ]
