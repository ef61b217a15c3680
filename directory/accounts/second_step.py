"""The second step of signing in: codes of an app (RFC 6238, six digits each half minute) and recovery codes.

A code of the app is good for its own half minute and those beside it, since clocks differ, and only once.
"""

import hashlib
import re
import secrets
import uuid
from datetime import datetime

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.letters import APP_REMOVED, APP_SET_UP, queue_change
from directory.accounts.models import AuthenticatorApp, Passkey, RecoveryCode, User
from directory.audit.operations import record_act
from directory.db import new_id

ISSUER = "Lynchpin"
HALF_MINUTE = 30
CODES = 10
# Crockford's letters: none that is read for another. Fifteen of them are 75 bits.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 15
LOOK_ALIKES = str.maketrans("OIL", "011")


def new_secret() -> str:
    """A secret for an app, in base 32 as apps take it."""
    return pyotp.random_base32()


def app_address(user: User, secret: str) -> str:
    """What the picture says that an app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The half minute that a code belongs to, if it is one of the app's codes of about now."""
    app, current = pyotp.TOTP(secret), int(now.timestamp()) // HALF_MINUTE
    near = (current - 1, current, current + 1)
    return next((step for step in near if secrets.compare_digest(app.generate_otp(step), code)), None)


def set_up_app(db: Session, user: User, secret: str, code: str) -> bool:
    """Take an app into use, in place of one before it, if it shows the right code."""
    step = step_of(secret, digits_of(code), clock.now())
    if step is None:
        return False
    db.execute(delete(AuthenticatorApp).where(AuthenticatorApp.person_id == user.id))
    db.add(AuthenticatorApp(id=new_id(), person_id=user.id, secret=secret, last_step=step))
    record_act(db, user.id, None, "user.app_set_up", "user_account", [user.id])
    queue_change(db, user, APP_SET_UP)
    return True


def remove_app(db: Session, user: User) -> None:
    db.execute(delete(AuthenticatorApp).where(AuthenticatorApp.person_id == user.id))
    record_act(db, user.id, None, "user.app_removed", "user_account", [user.id])
    queue_change(db, user, APP_REMOVED)


def accept_code(db: Session, user_id: uuid.UUID, typed: str) -> bool:
    """Whether this is a code of the user's app, or a recovery code of theirs; neither is good a second time."""
    code = digits_of(typed)
    is_good = accept_app_code(db, user_id, code) if len(code) == 6 else accept_recovery_code(db, user_id, typed)
    act = "user.second_step_taken" if is_good else "user.second_step_failed"
    record_act(db, user_id if is_good else None, None, act, "user_account", [user_id])
    return is_good


def accept_app_code(db: Session, user_id: uuid.UUID, code: str) -> bool:
    app = db.scalar(select(AuthenticatorApp).where(AuthenticatorApp.person_id == user_id))
    step = step_of(app.secret, code, clock.now()) if app else None
    if app is None or step is None:
        return False
    # Of two requests with the same code the database lets one through.
    used = update(AuthenticatorApp).where(AuthenticatorApp.id == app.id, AuthenticatorApp.last_step < step)
    return db.execute(used.values(last_step=step).returning(AuthenticatorApp.id)).first() is not None


def accept_recovery_code(db: Session, user_id: uuid.UUID, typed: str) -> bool:
    is_it = (RecoveryCode.user_id == user_id) & (RecoveryCode.digest == digest_of(user_id, typed))
    used = update(RecoveryCode).where(is_it, RecoveryCode.used_at.is_(None)).values(used_at=clock.now())
    return db.execute(used.returning(RecoveryCode.id)).first() is not None


def make_recovery_codes(db: Session, user_id: uuid.UUID) -> list[str]:
    """Ten new recovery codes in place of all before them. They are shown now, and never again."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
    db.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    db.add_all(RecoveryCode(id=new_id(), user_id=user_id, digest=digest_of(user_id, code)) for code in codes)
    record_act(db, user_id, None, "user.recovery_codes_made", "user_account", [user_id])
    return [f"{code[:5]}-{code[5:10]}-{code[10:]}" for code in codes]


def digest_of(user_id: uuid.UUID, typed: str) -> str:
    code = re.sub(r"[^0-9A-Z]", "", typed.upper()).translate(LOOK_ALIKES)
    return hashlib.sha256(f"{user_id}:{code}".encode()).hexdigest()


def digits_of(typed: str) -> str:
    """A code without the blanks that apps show in it; empty where it is something else."""
    code = re.sub(r"[\s-]", "", typed)
    return code if re.fullmatch(r"[0-9]{6}", code) else ""


def forget_second_step(db: Session, user_id: uuid.UUID) -> None:
    """Take all that a user signs in with besides a password out of use."""
    db.execute(delete(AuthenticatorApp).where(AuthenticatorApp.person_id == user_id))
    for model in (RecoveryCode, Passkey):
        db.execute(delete(model).where(model.user_id == user_id))


def has_app(db: Session, user_id: uuid.UUID) -> bool:
    return bool(db.scalar(select(AuthenticatorApp.id).where(AuthenticatorApp.person_id == user_id)))


def has_second_step(db: Session, user_id: uuid.UUID) -> bool:
    """Whether a password alone does not sign this user in."""
    return has_app(db, user_id) or bool(db.scalar(select(Passkey.id).where(Passkey.user_id == user_id).limit(1)))


def count_recovery_codes(db: Session, user_id: uuid.UUID) -> int:
    """How many recovery codes are left."""
    left = (RecoveryCode.user_id == user_id) & RecoveryCode.used_at.is_(None)
    return db.scalar(select(func.count()).where(left)) or 0
