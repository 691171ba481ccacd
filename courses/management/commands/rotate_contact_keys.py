"""`manage.py rotate_contact_keys`: write all encrypted data anew with the first key of COURSES_CONTACT_KEYS."""

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from courses.models.encryption import EncryptedTextField, make_cipher
from courses.models.guards import create_guards, drop_guards

BATCH = 500


class Command(BaseCommand):
    help = "Writes all encrypted data anew with the first key of COURSES_CONTACT_KEYS. After it, older keys can go."

    def handle(self, *args, **options) -> None:
        for model in apps.get_app_config("courses").get_models():
            names = [field.column for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
            for name in names:
                self.stdout.write(f"{model._meta.db_table}.{name}: {rotate(model._meta.db_table, name)}")


def rotate(table: str, column: str) -> int:
    """Write one column anew, in SQL: history may not be changed through the models. Returns the number of values."""
    cipher, last, count = make_cipher(), 0, 0
    quote = connection.ops.quote_name
    is_event = table == "courses_enrolmentevent"
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            where = f"{quote(column)} <> '' AND id > %s ORDER BY id LIMIT {BATCH}"
            cursor.execute(f"SELECT id, {quote(column)} FROM {quote(table)} WHERE {where}", [last])
            rows = cursor.fetchall()
            if not rows:
                return count
            fixed = [(cipher.rotate(value.encode()).decode(), pk) for pk, value in rows]
            if is_event:
                allow_rotation(cursor)
            cursor.executemany(f"UPDATE {quote(table)} SET {quote(column)} = %s WHERE id = %s", fixed)
            if is_event:
                forbid_again(cursor)
        last, count = rows[-1][0], count + len(rows)


def allow_rotation(cursor) -> None:
    """Take the guard away inside this transaction: the same text is written with another key."""
    for statement in drop_guards(connection.vendor):
        cursor.execute(statement)


def forbid_again(cursor) -> None:
    for statement in create_guards(connection.vendor):
        cursor.execute(statement)
