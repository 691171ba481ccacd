"""The component gallery: every component with its examples, on a developer's machine only."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

COMPONENTS_DIR = Path(settings.BASE_DIR) / "templates" / "components"


def load_components() -> list[dict[str, Any]]:
    """Return {"name", "description", "examples": [{"name", "context"}]} for every component, by name."""
    return [
        {"name": path.stem, **yaml.safe_load(path.read_text(encoding="utf-8"))}
        for path in sorted(COMPONENTS_DIR.glob("*.yaml"))
    ]


def render_example(component: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
    """Return the HTML of one component with the context of one of its examples."""
    return render_to_string(f"components/{component}.html", context, request=request)


def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components."""
    components = load_components()
    for component in components:
        for example in component["examples"]:
            example["html"] = render_example(component["name"], example["context"], request)
    return render(request, "cms/components.html", {"components": components})
