"""E-mails that came back after the mail server had taken them: which message it was, from the report of the other side.

A report names our Message-ID. The last part of it is a keyed hash, so that nobody can say of other people's messages that they
came back.
"""

import hmac
import mailbox
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
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


def make_message_id(key: int, table: str = NOTICE) -> str:
    """Return the Message-ID of a message of the outbox, the same for every try."""
    return f"<{table}-{key}.{make_proof(key, table)}@courses.invalid>"


def make_proof(key: int, table: str) -> str:
    return make_lookup_hash(f"{table}:{key}")[:PROOF_CHARS]


def find_returned(raw: bytes, table: str = NOTICE) -> int | None:
    """Return the key of the message that a delivery report (RFC 3464) says has failed for good; None for any other mail."""
    if len(raw) > MAXIMUM_BYTES:
        return None
    report = message_from_bytes(raw, policy=policy.default)
    if report.get_content_type() != "multipart/report" or not has_failed(report):
        return None
    returned = (part for part in report.walk() if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"))
    for part in returned:
        for kind, number, proof in OUR_ID.findall(part.as_bytes().decode("ascii", "replace")):
            if kind == table and hmac.compare_digest(proof, make_proof(int(number), table)):
                return int(number)
    return None


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


def read_mails(path: Path) -> Iterator[tuple[bytes, mailbox.Maildir | None, str]]:
    """Yield the mails of a file (one mail), or the unread ones of a Maildir folder with the folder and the mail's key."""
    if not (path / "new").is_dir():
        yield path.read_bytes(), None, ""
        return
    folder = mailbox.Maildir(path, create=False)
    for key in sorted(folder.keys()):
        if "S" not in folder.get_message(key).get_flags():
            yield folder.get_bytes(key), folder, key


def mark_read(folder: mailbox.Maildir, key: str) -> None:
    """Mark the mail of a Maildir as seen, so that the next run passes it over; it stays there for people."""
    message = folder.get_message(key)
    message.set_subdir("cur")
    message.add_flag("S")
    folder[key] = message
