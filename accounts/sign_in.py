"""Signing in: who may, with what, and how the second factor is kept. Joins allauth to our rules."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from .models import Practice


class Backend(AuthenticationBackend):
    """E-mail and password. Whoever left, and the demo's people outside the demo, are refused at the next request."""

    def user_can_authenticate(self, user):
        return user.is_active and (not user.is_demo or settings.MODE != "production")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: the administrator invites them."""

    def is_open_for_signup(self, request):
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Keeps TOTP secrets and recovery seeds encrypted with the keys outside the database."""

    def _cipher(self):
        return MultiFernet([Fernet(key.strip()) for key in settings.PRIVATE_NOTE_KEYS])

    def encrypt(self, text):
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return self._cipher().decrypt(encrypted_text.encode()).decode()


def second_factor_missing(user):
    """Must `user` set up a second factor before going on? By role, as the practice's setting says (empty: all roles)."""
    if not settings.MFA_REQUIRED:
        return False
    wanted = Practice.current().mfa_roles
    if wanted and user.role not in wanted:
        return False
    return not Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()
