"""The encrypted field of private notes: keys live outside the database, and a wrong key is an error, never ciphertext."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class WrongKey(Exception):
    """The private note cannot be read with the keys of this installation (PRIVATE_NOTE_KEYS)."""


def _cipher():
    return MultiFernet([Fernet(key.strip()) for key in settings.PRIVATE_NOTE_KEYS])


class EncryptedProse(models.BinaryField):
    """Text, kept as a Fernet token. The first key encrypts, every key may decrypt, so keys can be rotated."""

    def get_prep_value(self, value):
        if value is None:
            return None
        return _cipher().encrypt(value.encode())

    def from_db_value(self, value, expression, connection):
        if value is None:
            return None
        try:
            return _cipher().decrypt(bytes(value)).decode()
        except InvalidToken as error:
            raise WrongKey(
                "This private note was encrypted with a key that this installation does not have."
            ) from error

    def value_to_string(self, obj):
        raise NotImplementedError("Private notes are not exported.")
