"""A server that speaks LibreTranslate's HTTP interface: a city's own machine with a larger model."""

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from translations.engines.base import Status
from translations.errors import EngineUnavailable

# Django's codes → LibreTranslate's. Source: LibreTranslate /languages of version 1.6.
CODES = {"pt-br": "pt-BR", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}
# Our choice: a large model on a slow machine needs half a minute for a page.
TIMEOUT_S = 60
BATCH = 50  # texts in one request; our choice, well below the default limit of characters of a request


class LibreTranslate:
    """Sends texts to one server, in batches."""

    name = "libretranslate"

    def __init__(self, url: str, api_key: str = "") -> None:
        """Take the server's address, such as http://mt.city.example:5000, and its key if it wants one."""
        self._url, self._key = url.rstrip("/"), api_key

    def status(self, source: str, target: str) -> Status:
        """Tell whether an address is set; the server itself is asked when there is something to translate."""
        if urllib.parse.urlsplit(self._url).scheme in ("http", "https"):
            return Status(True)
        return Status(
            False,
            "翻訳サーバーのアドレスがありません。設定 TRANSLATIONS の URL に http://… を書いてください。",
            "The translation server has no address. Set URL of the setting TRANSLATIONS to http://….",
        )

    def translate(self, texts: list[str], source: str, target: str) -> list[str | None]:
        """Give a translation for each text; None where the server gave nothing.

        Raises EngineUnavailable if there is no answer, or one that is not LibreTranslate's.
        """
        status = self.status(source, target)
        if not status.is_ready:
            raise EngineUnavailable(f"{status.ja} / {status.en}")
        done: list[str | None] = []
        for start in range(0, len(texts), BATCH):
            done += self._ask(texts[start : start + BATCH], source, target)
        return done

    def _ask(self, texts: list[str], source: str, target: str) -> list[str | None]:
        body = {"q": texts, "source": CODES.get(source, source), "target": CODES.get(target, target), "format": "text"}
        if self._key:
            body["api_key"] = self._key
        request = urllib.request.Request(
            f"{self._url}/translate",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
                answer: Any = json.load(response)
        except urllib.error.HTTPError as error:
            error.close()
            raise self._failed(f"HTTP {error.code}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._failed(str(error)) from error
        found = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(found, list) or len(found) != len(texts):
            raise self._failed("not LibreTranslate's answer")
        return [text if isinstance(text, str) and text.strip() else None for text in found]

    def _failed(self, why: str) -> EngineUnavailable:
        return EngineUnavailable(
            f"翻訳サーバー {self._url} が答えません（{why}）。サーバーが動いているか確かめてください。人は翻訳できます。 / "
            f"The translation server {self._url} does not answer ({why}). See whether it runs; people can still translate."
        )


def build(url: str = "", api_key: str = "") -> LibreTranslate:
    """Give the engine. url: the server's address; api_key: its key, if it wants one."""
    return LibreTranslate(url, api_key)
