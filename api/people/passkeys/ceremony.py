"""What is asked of a phone and whether its answer holds (WebAuthn, level 2).

A finger, a face or the phone's own lock is required each time, for the library does not by itself
(security R18). The phone is asked to keep it to itself, under no name of a person.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

import webauthn
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.structs import (
    AuthenticatorAttachment,
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from api.core.errors import Invalid
from api.people.passkeys import rules
from api.people.passkeys.rules import Backup, Site
from i18n.marking import N_

FAILED: Final = N_("Dat lukte niet. Typ je code.")
ASKS_FOR: Final = UserVerificationRequirement.REQUIRED
MILLISECONDS: Final = 60_000
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A passkey as it is kept: what it is called by the phone, and what verifies it."""

    credential: bytes
    public_key: bytes
    sign_count: int
    backup: Backup


def options_to_keep(
    site: Site, *, challenge: bytes, called: str, handle: bytes, at_work: bool = False
) -> str:
    """Return as JSON what asks a phone to make a passkey; ``called`` is the app's neutral name.

    ``at_work`` it may also be a key on a chain: many a computer there has no sensor of its own.
    """
    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=site.name,
            rp_name=called,
            user_name=called,
            user_id=handle,
            challenge=challenge,
            timeout=MILLISECONDS,
            authenticator_selection=AuthenticatorSelectionCriteria(
                authenticator_attachment=None if at_work else AuthenticatorAttachment.PLATFORM,
                resident_key=ResidentKeyRequirement.DISCOURAGED,
                user_verification=ASKS_FOR,
            ),
        )
    )


def options_to_come_in(site: Site, *, challenge: bytes, credential: bytes) -> str:
    """Return as JSON what asks a phone to sign with the one passkey that is kept for it."""
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=site.name,
            challenge=challenge,
            timeout=MILLISECONDS,
            allow_credentials=[PublicKeyCredentialDescriptor(id=credential)],
            user_verification=ASKS_FOR,
        )
    )


def handle_of(pepper: bytes, place: UUID) -> bytes:
    """Return under what a phone keeps it: made anew on the same place, it takes the old one's place."""
    return hmac.new(pepper, b"passkey\0" + place.bytes, hashlib.sha256).digest()


def challenge_in(answer: str) -> bytes:
    """Return which challenge an answer says that it answers; raises Invalid for what is no answer."""
    return _or_invalid(lambda: _challenge(_read(answer)))


def read_new(site: Site, *, answer: str, challenge: bytes) -> Key:
    """Return the passkey that a phone made; raises Invalid."""
    found = _or_invalid(
        lambda: webauthn.verify_registration_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    )
    return Key(
        credential=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        backup=_backup(found.credential_device_type, made=found.credential_backed_up),
    )


def read_again(site: Site, *, answer: str, challenge: bytes, key: Key) -> Key:
    """Return the passkey as it is after signing; raises Invalid unless this one signed this."""
    found = _or_invalid(
        lambda: webauthn.verify_authentication_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    )
    backup = _backup(found.credential_device_type, made=found.credential_backed_up)
    if found.credential_id != key.credential or not rules.is_same_kind(key.backup, backup):
        raise Invalid(FAILED, field="code")
    return Key(
        credential=key.credential,
        public_key=key.public_key,
        sign_count=found.new_sign_count,
        backup=backup,
    )


def _or_invalid(read: Callable[[], Found]) -> Found:
    """Whatever breaks on a stranger's bytes is a no, and the same one."""
    try:
        return read()
    except Exception:  # noqa: BLE001 - parsers of five layers, each with errors of its own
        raise Invalid(FAILED, field="code") from None


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > rules.MOST_SIGNS:
        raise ValueError(answer[:20])
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise TypeError(answer[:20])
    return found


def _challenge(answer: Mapping[str, Any]) -> bytes:
    told = base64url_to_bytes(answer["response"]["clientDataJSON"])
    return base64url_to_bytes(json.loads(told)["challenge"])


def _backup(kind: CredentialDeviceType, *, made: bool) -> Backup:
    return rules.backup_of(eligible=kind is CredentialDeviceType.MULTI_DEVICE, made=made)
