"""A phone with a finger sensor, in software: P-256, no attestation, as bad as a test wants it."""

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

USER_PRESENT, USER_VERIFIED, ELIGIBLE, BACKED_UP, NEW_KEY = 0x01, 0x04, 0x08, 0x10, 0x40


@dataclass
class Phone:
    """One key. What it says of itself is set by the test: verified, copied, where it was asked."""

    origin: str = "http://localhost"
    site: str = "localhost"
    verified: bool = True
    backup: int = 0
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def make(self, asked: dict[str, Any]) -> str:
        """Answer what `/instellingen/vinger` asks."""
        point = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: _32(point.x), -3: _32(point.y)}
        mine = b"\0" * 16 + struct.pack(">H", len(self.credential)) + self.credential
        data = self._data(NEW_KEY) + mine + cbor2.dumps(public)
        whole = {"fmt": "none", "attStmt": {}, "authData": data}
        told = self._told("webauthn.create", asked["challenge"])
        return self._answer(clientDataJSON=told, attestationObject=cbor2.dumps(whole))

    def sign(self, asked: dict[str, Any]) -> str:
        """Answer what the door asks."""
        self.count += 1
        data, told = self._data(0), self._told("webauthn.get", asked["challenge"])
        signed = data + hashlib.sha256(told).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=told, authenticatorData=data, signature=signature)

    def _data(self, flags: int) -> bytes:
        flags |= USER_PRESENT | self.backup | (USER_VERIFIED if self.verified else 0)
        return hashlib.sha256(self.site.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _told(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _answer(self, **parts: bytes) -> str:
        mine = text(self.credential)
        response = {name: text(part) for name, part in parts.items()}
        return json.dumps({"id": mine, "rawId": mine, "type": "public-key", "response": response})


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _32(number: int) -> bytes:
    return number.to_bytes(32, "big")
