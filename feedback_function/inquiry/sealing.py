"""Encryption at rest, by Fernet (AES-128 in CBC mode with HMAC-SHA256), whose keys can be rotated."""

import binascii
import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from feedback_function.errors import UserError


class SealedElsewhere(UserError):
    """What was kept can't be read with the keys there are."""


class BadKey(ValueError):
    """Not a key of Fernet."""


def make_key() -> str:
    """A new key, as text."""
    return Fernet.generate_key().decode()


class Sealer:
    """Seals with the first key and opens with all: to rotate, put one first, `hc inquiries rekey`, drop old ones."""

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
            self._secret = urlsafe_b64decode(keys[0])
        except (ValueError, binascii.Error, IndexError):
            raise BadKey from None

    def seal(self, data: bytes) -> bytes:
        """Without the armour of base64, which would be a third more."""
        return urlsafe_b64decode(self._fernet.encrypt(data))

    def open(self, sealed: bytes) -> bytes:
        """Raises `SealedElsewhere`."""
        try:
            return self._fernet.decrypt(urlsafe_b64encode(sealed))
        except InvalidToken:
            hint = "add the key that it was sealed with to HC_INQUIRY_KEYS"
            raise SealedElsewhere("an inquiry was sealed with another key, or is damaged", hint) from None

    def reseal(self, sealed: bytes) -> bytes:
        """The same under the first key. Raises `SealedElsewhere`."""
        return self.seal(self.open(sealed))

    def number(self, data: bytes) -> UUID:
        """The same id for the same data, which without the key tells nothing of it."""
        return UUID(bytes=hmac.new(self._secret, b"id " + data, hashlib.sha256).digest()[:16], version=5)

    def fingerprint(self, address: str) -> str:
        """A keyed hash by which an address is known again and not found out; `+…` and capitals make no other one."""
        local, _, domain = address.lower().rpartition("@")
        plain = f"{local.partition('+')[0]}@{domain}"
        return hmac.new(self._secret, plain.encode(), hashlib.sha256).hexdigest()[:32]
