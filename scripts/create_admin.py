"""Make the demo site's administrator and staff with a random password, kept in a file only its owner can read.

Runs inside the environment, with DJANGO_SETTINGS_MODULE set: `python -m scripts.create_admin FILE`. Does nothing once
there is an administrator.
"""

import os
import secrets
import sys
from pathlib import Path

import django

ADMIN = "admin"
# Our choice: 96 bits, 16 characters. Long enough to be exposed, short enough to type.
PASSWORD_BYTES = 12


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, from the first byte on."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def create_admin(path: Path) -> None:
    """Create the people. The file is written first: a password that nobody can read would lock everybody out."""
    # app ready
    from django.contrib.auth import get_user_model

    from cms.demo.city import make_demo_staff
    from courses.demo.staff import make_demo_staff as make_demo_course_staff

    users = get_user_model()._default_manager
    if users.filter(username=ADMIN).exists():
        return
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    write_private(
        path,
        f"管理者 / Administrator:  {ADMIN}\n"
        "部署の職員 / Staff:      kenko-hensyu（健康課 編集）, kenko-syonin（健康課 承認）, zeimu-hensyu …, web（ウェブ担当）\n"
        "講座の受付 / Courses:    koza-madoguchi（窓口担当）, koza-tanto（講座担当）, koza-tachiai（抽選立会）, koza-koshi（講師）, "
        "koza-tokei（統計閲覧）, koza-kanri（管理者）\n"
        f"パスワード / Password:   {password}（全員同じ / the same for all）\n",
    )
    make_demo_staff(password)
    make_demo_course_staff(password)
    users.create_superuser(username=ADMIN, email=f"{ADMIN}@city.example.lg.jp", password=password)


if __name__ == "__main__":
    django.setup()
    create_admin(Path(sys.argv[1]))
