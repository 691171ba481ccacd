"""No engine: people translate everything."""

from translations.engines.base import Status

NO_ENGINE = Status(
    False,
    "翻訳エンジンを使っていません。人が翻訳できます。使うには設定 TRANSLATIONS の ENGINE を argos か libretranslate にしてください。",
    "No engine is in use; people can translate. To use one, set ENGINE of the setting TRANSLATIONS to argos or libretranslate.",
)


class NoEngine:
    """Leaves every text to people."""

    name = "none"

    def status(self, source: str, target: str) -> Status:
        """Say how to get an engine."""
        return NO_ENGINE

    def translate(self, texts: list[str], source: str, target: str) -> list[str | None]:
        """Give None for each text."""
        return [None] * len(texts)


def build() -> NoEngine:
    """Give the engine."""
    return NoEngine()
