"""E-mails that came back after the mail server had taken them: which message it was, from the report of the other side.

A report names our Message-ID. The last part of it is a keyed hash, so that nobody can say of other people's messages that they
came back.
"""

import hmac
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from courses.models.encryption import make_lookup_hash

# Our choice: long enough that nobody guesses it, short enough for one line of a header.
PROOF_CHARS = 16
OUR_ID = re.compile(rf"<(notice|desk)-(\d{{1,18}})\.([0-9a-f]{{{PROOF_CHARS}}})@courses\.invalid>")
# The two tables of messages: of applications, and of the desk (circles, reminders).
NOTICE, DESK = "notice", "desk"
# Status codes of what a later try cannot change begin with 5. Source: RFC 3463, 2.
PERMANENT = "5."
# Our choice: a report is short; what is larger is something else and not read.
MAXIMUM_BYTES = 2_000_000
# Between the name of a mail and its flags; S: seen. Source: the format of Maildir.
FLAGS = ":2,"


def make_message_id(key: int, table: str = NOTICE) -> str:
    """Return the Message-ID of a message of the outbox, the same for every try."""
    return f"<{table}-{key}.{make_proof(key, table)}@courses.invalid>"


def make_proof(key: int, table: str) -> str:
    return make_lookup_hash(f"{table}:{key}")[:PROOF_CHARS]


def find_returned(raw: bytes, table: str = NOTICE) -> int | None:
    """Return the key of the message that a delivery report (RFC 3464) says has failed for good; None for any other mail."""
    if len(raw) > MAXIMUM_BYTES:
        return None
    report = message_from_bytes(raw)
    if report.get_content_type() != "multipart/report" or not has_failed(report):
        return None
    returned = (part for part in report.walk() if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"))
    for part in returned:
        for kind, number, proof in OUR_ID.findall(read_message_id(part)):
            if kind == table and hmac.compare_digest(proof, make_proof(int(number), table)):
                return int(number)
    return None


def read_message_id(part: Message) -> str:
    """Return the Message-ID of the returned mail, or all its headers where the report holds only those.

    Nothing is written out again: that fails on mails with bytes that the rules of mail forbid.
    """
    if part.is_multipart():
        return str(part.get_payload(0).get("Message-ID", ""))
    return bytes(part.get_payload(decode=True) or b"").decode("ascii", "replace")


def has_failed(report: Message) -> bool:
    """Say whether the report tells of a failure, not of a delay or a delivery."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            fields = [block for block in part.get_payload() if isinstance(block, Message)]
            if any(is_failure(block) for block in fields):
                return True
    return False


def is_failure(fields: Message) -> bool:
    action, status = str(fields.get("Action", "")).strip().lower(), str(fields.get("Status", "")).strip()
    return action == "failed" and status.startswith(PERMANENT)


def read_mails(path: Path) -> Iterator[tuple[bytes, Path | None]]:
    """Yield the mail of a file with one mail; of a Maildir folder, the unread ones, each with its file for mark_read()."""
    if not (path / "new").is_dir():
        yield path.read_bytes(), None
        return
    for file in sorted([*path.glob("new/[!.]*"), *path.glob("cur/[!.]*")]):
        if "S" not in file.name.partition(FLAGS)[2]:
            yield file.read_bytes(), file


def mark_read(file: Path) -> None:
    """Mark the mail of a Maildir as seen, so that the next run passes it over; it stays there for people, as it came."""
    name, _, flags = file.name.partition(FLAGS)
    file.rename(file.parent.parent / "cur" / f"{name}{FLAGS}{''.join(sorted({*flags, 'S'}))}")
