"""Argos Translate on this machine, without any network; the only module that imports argostranslate.

Works with argos-translate-lt (extra `mt`) and with argostranslate itself, which have the same import name.
"""

import functools
import importlib.util
import os
import re
import threading
from pathlib import Path
from typing import Any

from translations.engines.base import Status
from translations.errors import EngineUnavailable
from translations.model_packages import PACKAGES, installed

# Django's codes → Argos'. Source: names of the packages in the index of Argos Translate.
CODES = {"pt-br": "pb", "zh-hans": "zh", "zh-hant": "zt"}
DEFAULT_FOLDER = Path("var/translation-models")

# A sentence ends after 。！？ and brackets that close it; on the way through English after a word, a full stop and a space.
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*[」』）)]*|[。！？!?]+[」』）)]*")
_ENGLISH_END = re.compile(r"(?<=[a-z]{3}\.)\s+(?=[A-Z])")
_lock = threading.Lock()


class Argos:
    """Translates with the packages of one folder."""

    name = "argos"

    def __init__(self, folder: Path, beam_size: int = 4) -> None:
        """Take the folder of installed packages, and how many candidates the search keeps."""
        self._folder, self._beam_size = folder.resolve(), beam_size

    def status(self, source: str, target: str) -> Status:
        """Tell whether package and models are there, by looking at files only."""
        if importlib.util.find_spec("argostranslate") is None:
            return Status(
                False,
                "Argos Translate がありません。pip install '.[mt]' を実行してください。人は翻訳できます。",
                "Argos Translate is not installed. Run pip install '.[mt]'; people can still translate.",
            )
        missing = self._missing(CODES.get(source, source), CODES.get(target, target))
        if missing:
            return Status(
                False,
                f"翻訳モデル {missing} がありません。Argos Translate の一覧からファイルを取り、"
                f"manage.py translation_models install --file translate-{missing}.argosmodel を実行してください。人は翻訳できます。",
                f"The model {missing} is missing. Fetch its file from the index of Argos Translate and run "
                f"manage.py translation_models install --file translate-{missing}.argosmodel; people can still translate.",
            )
        if stray := _stray_folder(self._folder):
            return Status(
                False,
                f"フォルダー {stray} は翻訳モデルではありません。消すか、よそへ移してください。人は翻訳できます。",
                f"The folder {stray} is no model. Delete it or move it away; people can still translate.",
            )
        return Status(True)

    def translate(self, texts: list[str], source: str, target: str) -> list[str | None]:
        """Give a translation for each text, sentence by sentence; None where the model gave nothing.

        Raises EngineUnavailable without package or model.
        """
        status = self.status(source, target)
        if not status.is_ready:
            raise EngineUnavailable(f"{status.ja} / {status.en}")
        pair = CODES.get(source, source), CODES.get(target, target)
        with _lock:  # Argos keeps its last result in a plain dict
            translation = _load(self._folder, self._beam_size, *pair)
            done = [translation.translate(text) for text in texts]
        return [text if text.strip() else None for text in done]

    def _missing(self, source: str, target: str) -> str:
        """Name the first package that is needed and not there: from Japanese everything goes through English."""
        installed = installed_pairs(self._folder)
        if (source, target) in installed:
            return ""
        steps = [(source, target)] if "en" in (source, target) else [(source, "en"), ("en", target)]
        return next((f"{a}_{b}" for a, b in steps if (a, b) not in installed), "")


def build(folder: str = "", beam_size: str = "4") -> Argos:
    """Give the engine. folder: where packages are installed; beam_size: candidates of the search, 1 for tiny models."""
    return Argos(Path(folder) if folder else DEFAULT_FOLDER, int(beam_size))


def installed_pairs(folder: Path) -> set[tuple[str, str]]:
    """Give the language pairs of the packages in a folder, without loading any."""
    return {(package.source, package.target) for package in installed(folder)}


def _stray_folder(folder: Path) -> Path | None:
    """Give a folder among the packages that is none: Argos would break down at it."""
    known = {package.folder for package in installed(folder)}
    return next((place for place in (folder / PACKAGES).iterdir() if place.is_dir() and place not in known), None)


@functools.cache
def _load(folder: Path, beam_size: int, source: str, target: str) -> Any:
    """Load a translation; its sentences are cut by our own rule, because the default would download one."""
    translate, sentence_boundaries = _modules(folder, beam_size)

    class JapaneseSentences(sentence_boundaries.ISentenceBoundaryDetectionModel):  # type: ignore[name-defined, misc]
        def split_sentences(self, text: str) -> list[str]:
            return split_sentences(text)

    translation = translate.get_translation_from_codes(source, target)
    for step in _steps(translation):
        if hasattr(step, "sentencizer"):
            step.sentencizer = JapaneseSentences()
    return translation


def _steps(translation: Any) -> list[Any]:
    """Give the translations that one goes through: itself, or the two halves by way of English."""
    inner = getattr(translation, "underlying", translation)
    if hasattr(inner, "t1"):
        return [*_steps(inner.t1), *_steps(inner.t2)]
    return [inner]


def split_sentences(text: str) -> list[str]:
    """Cut a text into sentences, each with its end marks; a text without one is a sentence."""
    found = [part for sentence in _SENTENCE.findall(text) for part in _ENGLISH_END.split(sentence)]
    return [sentence for sentence in found if sentence.strip()] or [text]


def _modules(folder: Path, beam_size: int) -> tuple[Any, Any]:
    """Import Argos with a home of its own below the folder, one thread and no telemetry.

    One thread: with the tiny package two took 15 to 17 ms a text on two shared cores, one 2.2 to 2.8. Source: the design's measurement.
    """
    home = str(folder / ".argos")
    own = {
        "ARGOS_PACKAGES_DIR": str(folder / PACKAGES),
        "XDG_DATA_HOME": home,
        "XDG_CACHE_HOME": home,
        "XDG_CONFIG_HOME": home,
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.setdefault("ARGOS_INTRA_THREADS", "1")
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    os.environ.update(own)
    try:
        from argostranslate import sbd, settings, translate  # type: ignore[import-untyped]  # optional extra, slow import
    finally:  # other programs in this process read the XDG variables too
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ.update({name: value} if value is not None else {})
    # Argos reads its settings once; a test or a command may come with another folder.
    settings.package_data_dir, settings.package_dirs = folder / PACKAGES, [folder / PACKAGES]
    settings.beam_size = beam_size
    translate.get_installed_languages.cache_clear()
    translate.installed_translates.clear()
    return translate, sbd
