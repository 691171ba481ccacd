"""Puts the database's own guards in place (courses/models/guards.py)."""

from django.db import migrations

from courses.models.guards import create_guards, drop_guards


def create(apps, schema_editor):
    for statement in create_guards(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in drop_guards(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_enrolment")]
    operations = [migrations.RunPython(create, drop)]
