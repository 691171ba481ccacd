"""Lists, installs and removes models for machine translation."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

from translations import ModelError, model_packages
from translations.wagtail_app.engine import models_folder


class Command(BaseCommand):
    help = (
        "Models for machine translation (Argos Translate). list: what is installed and what can be. "
        "install CODE: from the index that comes with the program, or --index FILE. install --file FILE: a file you have. "
        "remove CODE."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True, metavar="list|install|remove")
        listing = commands.add_parser("list", help="What is installed, and what the index offers.")
        install = commands.add_parser("install", help="Install a model.")
        install.add_argument("code", nargs="?", metavar="CODE", help="Such as ja_en.")
        install.add_argument("--file", type=Path, help="A package file (.argosmodel) instead of one of the index.")
        install.add_argument("--sha256", help="The checksum the file must have.")
        for command in (listing, install):
            command.add_argument(
                "--index", help="An index of your own: file or address, in the form of data/engines.toml."
            )
        remove = commands.add_parser("remove", help="Remove a model.")
        remove.add_argument("code", metavar="CODE")

    def handle(self, *args: str, **options: object) -> None:
        try:
            getattr(self, f"_{options['what']}")(options)
        except ModelError as error:
            raise CommandError(str(error)) from error

    def _list(self, options: dict[str, object]) -> None:
        for package in model_packages.installed(models_folder()):
            self.stdout.write(f"installed  {package.code}  version {package.version}")
        for offer in model_packages.offered(options["index"]):
            note = f"  {offer.note_ja} / {offer.note_en}" if offer.note_ja or offer.note_en else ""
            self.stdout.write(f"offered    {offer.code}  {offer.size_bytes / 1e6:.1f} MB{note}")

    def _install(self, options: dict[str, object]) -> None:
        code, file = options["code"], options["file"]
        if bool(code) == bool(file):
            raise CommandError(
                "モデルの名前か --file のどちらかを書いてください。 / Give either a CODE or --file FILE."
            )
        with self._progress() as progress:
            task = progress.add_task("")

            def show(done: int, total: int) -> None:
                progress.update(task, completed=done, total=total)

            if file:
                package = model_packages.install_file(file, models_folder(), options["sha256"], show)
            else:
                package = model_packages.install_offered(self._offer(code, options["index"]), models_folder(), show)
        self.stdout.write(f"Installed {package.code}, version {package.version}, in {package.folder}.")
        if file and not options["sha256"]:
            self.stdout.write(f"SHA-256 {model_packages.checksum(file)}: compare it with the one its publisher states.")

    def _offer(self, code: str, index: str | None) -> model_packages.Offered:
        offers = {offer.code: offer for offer in model_packages.offered(index)}
        if code in offers:
            return offers[code]
        names = ", ".join(offers) or "-"
        raise CommandError(
            f"一覧に {code} はありません（あるのは {names}）。ファイルがあれば --file、市の一覧があれば --index で入れてください。 / "
            f"The index has no {code} (it has {names}). If you have the file use --file, or --index with an index of your own."
        )

    def _remove(self, options: dict[str, object]) -> None:
        model_packages.remove(str(options["code"]), models_folder())
        self.stdout.write(f"Removed {options['code']}.")

    def _progress(self) -> Progress:
        columns = [BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn()]
        return Progress(*columns, console=Console(file=self.stderr._out), transient=True)
