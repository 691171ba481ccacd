"""Rows of pages get a language of their own, and the city words in other languages."""

import uuid

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

ROWS = ("toptask", "popularlink", "faqitem", "formitem")


def fill_rows(apps, schema_editor):
    """Give each row of a Japanese page a key and its language."""
    japanese, _created = apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="ja")
    for name in ROWS:
        rows = apps.get_model("cms", name).objects
        for pk in rows.values_list("pk", flat=True):
            rows.filter(pk=pk).update(translation_key=uuid.uuid4(), locale=japanese)


def add_language(name):
    """Two fields that may be empty until the rows are filled."""
    return [
        migrations.AddField(
            model_name=name,
            name="translation_key",
            field=models.UUIDField(null=True, editable=False),
        ),
        migrations.AddField(
            model_name=name,
            name="locale",
            field=models.ForeignKey(
                null=True,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
    ]


CODES = [
    ("ja-simple", "やさしい日本語"),
    ("en", "English"),
    ("zh-hans", "简体中文"),
    ("ko", "한국어"),
    ("vi", "Tiếng Việt"),
    ("pt-br", "Português (Brasil)"),
]


def word_fields():
    return [
        ("name", models.CharField(max_length=60, verbose_name="name of the city")),
        ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
        ("opening_hours", models.CharField(blank=True, max_length=200, verbose_name="opening hours")),
        ("closed_days", models.CharField(blank=True, max_length=200, verbose_name="closed on")),
    ]




class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0007_file_alternative"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        *[operation for name in ROWS for operation in add_language(name)],
        migrations.RunPython(fill_rows, migrations.RunPython.noop),
        migrations.CreateModel(
            name="CityWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(choices=CODES, max_length=20, unique=True, verbose_name="language"),
                ),
                *word_fields(),
            ],
            options={
                "verbose_name": "facts about the city in another language",
                "verbose_name_plural": "facts about the city in other languages",
                "ordering": ["language"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCityWords",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "language",
                    models.CharField(choices=CODES, db_index=True, max_length=20, verbose_name="language"),
                ),
                *word_fields(),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical facts about the city in another language",
                "verbose_name_plural": "historical facts about the city in other languages",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
