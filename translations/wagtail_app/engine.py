"""The site's translation engine, by the setting TRANSLATIONS."""

from pathlib import Path

from django.conf import settings

from translations.engines import Engine, build


def models_folder() -> Path:
    """Give the folder of installed models."""
    return Path(settings.TRANSLATIONS["FOLDER"])


def site_engine() -> Engine:
    """Give the engine of the setting. Loads nothing: `status` says whether it can work."""
    chosen = settings.TRANSLATIONS
    options = {
        "argos": {"folder": str(models_folder()), "beam_size": str(chosen.get("BEAM_SIZE", 4))},
        "libretranslate": {"url": chosen.get("URL", ""), "api_key": chosen.get("API_KEY", "")},
    }
    return build(chosen["ENGINE"], **options.get(chosen["ENGINE"], {}))
