"""The smallest Wagtail site there is: what `wagtail start` makes, with one page of rich text."""

import os
import subprocess
import sys
from pathlib import Path

MODELS = """
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    body = RichTextField(default="")
    content_panels = [*Page.content_panels, "body"]
"""
TEMPLATE = """{% extends "base.html" %}
{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.body|richtext }}{% endblock %}
"""
SETTINGS = """
from .base import *

DEBUG = False
SECRET_KEY = "only for the measurement"
ALLOWED_HOSTS = ["127.0.0.1"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""
FILL = """
from home.models import HomePage
home = HomePage.objects.get()
home.title = "粗大ごみの出し方"
home.body = "<p>電話で申し込みます。決まった日の朝8時までに家の前へ出してください。立ち会いはいりません。</p>" * 30
home.save_revision().publish()
"""


def build(folder: Path) -> dict[str, str]:
    """Make the site in a new folder; return the environment its processes need."""
    folder.mkdir()
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "bare.settings.bench", "PYTHONPATH": str(folder)}

    subprocess.run(
        [Path(sys.executable).with_name("wagtail"), "start", "bare", "."],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (folder / "home/models.py").write_text(MODELS, encoding="utf-8")
    (folder / "home/templates/home/home_page.html").write_text(TEMPLATE, encoding="utf-8")
    (folder / "bare/settings/bench.py").write_text(SETTINGS, encoding="utf-8")
    for arguments in (["makemigrations", "home"], ["migrate"], ["shell", "-c", FILL]):
        subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL
        )
    return env
