"""What the database itself refuses, on SQLite and on PostgreSQL: changing history, changing a state without an event."""

EVENT, ENROLMENT, LOT = "courses_enrolmentevent", "courses_enrolment", "courses_drawlot"
# Of an event, only its personal values may change, together with the time of the redaction.
FIXED = ("id", "enrolment_id", "number", "kind", "transition", "from_state", "to_state", "channel", "user_id", "at")
FIXED_OF_LOT = ("id", "draw_id", "enrolment_id", "number", "tier", "seats", "is_reserved")
HAS_EVENT = f"""EXISTS (SELECT 1 FROM {EVENT} WHERE enrolment_id = NEW.id AND number = NEW.event_count
    AND from_state = OLD.state AND to_state = NEW.state)"""
NAMES = (
    ("courses_event_fixed", EVENT),
    ("courses_event_stays", EVENT),
    ("courses_state_has_event", ENROLMENT),
    ("courses_lot_fixed", LOT),
)


def differ(columns: tuple[str, ...], operator: str) -> str:
    return " OR ".join(f"NEW.{name} {operator} OLD.{name}" for name in columns)


def create_guards(vendor: str) -> list[str]:
    """Return the statements that put the guards in place; an empty list for another kind of database."""
    if vendor == "sqlite":
        return [sqlite_trigger(*rule) for rule in rules("IS NOT")]
    if vendor == "postgresql":
        return [text for rule in rules("IS DISTINCT FROM") for text in postgresql_trigger(*rule)]
    return []


def drop_guards(vendor: str) -> list[str]:
    """Return the statements that take the guards away."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name, _table in NAMES]
    return [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, table in NAMES] if vendor == "postgresql" else []


def rules(operator: str) -> list[tuple[str, str, str, str, str]]:
    """Return (name, table, event, condition that is refused, message)."""
    fixed = f"NEW.redacted_at IS NULL OR {differ(FIXED, operator)}"
    return [
        ("courses_event_fixed", EVENT, "UPDATE", fixed, "events are never changed"),
        ("courses_event_stays", EVENT, "DELETE", "1 = 1", "events are never deleted"),
        (
            "courses_state_has_event",
            ENROLMENT,
            "UPDATE",
            f"NEW.state <> OLD.state AND NOT {HAS_EVENT}",
            "a change of state needs its event",
        ),
        ("courses_lot_fixed", LOT, "UPDATE", differ(FIXED_OF_LOT, operator), "a frozen lot is never changed"),
    ]


def sqlite_trigger(name: str, table: str, event: str, condition: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def postgresql_trigger(name: str, table: str, event: str, condition: str, message: str) -> list[str]:
    """PostgreSQL allows no subquery in WHEN: the condition stands in the function."""
    result = "OLD" if event == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {result}; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
