"""Accounts that can stand in as second person: one keeper of accounts alone can neither make nor take over one.

What is guarded: making such an account, giving it such a role, its password, its e-mail address (a new password goes there), and
letting it in again. The account rests (is_active) until another keeper agrees. Superusers, who reach the database anyway, are free.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.enrolment.allowed import check_permission
from courses.enrolment.errors import NotAllowed
from courses.models import AccountCheck

# Held by roles whose people agree as second ones: 抽選立会 (draw, void, calling off) and 管理者 (deleting, accounts).
SECOND_PERSON = ("courses.witness_course_step", "courses.manage_retention")
KEEPER = "courses.change_coursestaff"


def guarded_groups(user: Any) -> set[str]:
    """Return the names of the user's groups that let somebody be a second person."""
    codenames = [label.partition(".")[2] for label in SECOND_PERSON]
    rows = user.groups.filter(permissions__content_type__app_label="courses", permissions__codename__in=codenames)
    return set(rows.values_list("name", flat=True))


def remember(user: Any) -> dict[str, Any]:
    """Return what of an account is compared after it was saved."""
    return {"groups": guarded_groups(user), "email": user.email, "is_active": user.is_active}


@transaction.atomic
def check_account(user: Any, before: dict[str, Any] | None, has_new_password: bool, by: Any, now: datetime) -> bool:
    """Let a changed account rest when somebody else has to agree; say whether it does.

    before: of remember(), None for a new account. by: who changed it.
    """
    if by.is_superuser or by.pk == user.pk:
        return False
    groups = guarded_groups(user)
    waits = AccountCheck.objects.filter(user=user, agreed_at__isnull=True).exists()
    if not groups:
        return False
    changes = find_changes(user, groups, before, has_new_password)
    if changes:
        AccountCheck.objects.create(user=user, what="、".join(changes)[:120], by=by, at=now)
    if changes or waits:
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    return bool(changes or waits)


def find_changes(user: Any, groups: set[str], before: dict[str, Any] | None, has_new_password: bool) -> list[str]:
    """Return what was done to the account, in words: Japanese, like all records, whoever reads them later."""
    if before is None:
        return [f"新しいアカウント（{'・'.join(sorted(groups))}）"]
    changes = []
    if groups - before["groups"]:
        changes.append(f"役割（{'・'.join(sorted(groups - before['groups']))}）")
    if has_new_password:
        changes.append("パスワード")
    if user.email != before["email"]:
        changes.append("メールアドレス")
    if user.is_active and not before["is_active"]:
        changes.append("使えるようにする")
    return changes


def find_waiting() -> Any:
    """Return the changes that nobody else has agreed to yet."""
    return AccountCheck.objects.filter(agreed_at__isnull=True).select_related("user", "by")


@transaction.atomic
def agree(check_id: int, user: Any, now: datetime) -> AccountCheck:
    """Agree to a change; the account can be used when no other change of it waits. Raises NotAllowed for who made it."""
    check_permission(user, KEEPER)
    check = AccountCheck.objects.select_for_update(of=("self",)).get(pk=check_id, agreed_at__isnull=True)
    if user.pk in (check.by_id, check.user_id):
        raise NotAllowed(
            _("変えた本人と、そのアカウントの本人は、確かめる人になれません。別の管理者に頼んでください。")
        )
    check.agreed_by, check.agreed_at = user, now
    check.save()
    if not AccountCheck.objects.filter(user=check.user_id, agreed_at__isnull=True).exists():
        type(check.user).objects.filter(pk=check.user_id).update(is_active=True)
    return check
