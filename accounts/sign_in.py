"""Signing in: who may, with what, and how the second factor is kept. Joins allauth to our rules."""

import logging
import smtplib
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from audit.actions import record

from .models import Practice

log = logging.getLogger(__name__)


class Backend(AuthenticationBackend):
    """E-mail and password. Whoever left, and the demo's people outside the demo, are refused at the next request."""

    def user_can_authenticate(self, user):
        return user.is_active and (not user.is_demo or settings.MODE != "production")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: the administrator invites them. Sign-ins and refusals are in the audit trail."""

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        super().login(request, user)
        record("sign_in.done", user, by=user)

    def logout(self, request):
        if request.user.is_authenticated:
            record("sign_in.ended", request.user, by=request.user)
        super().logout(request)

    def authenticate(self, request, **credentials):
        """The library hands on whoever knows the password, to tell them they have left. We tell them nothing."""
        user = super().authenticate(request, **credentials)
        if user is not None and not Backend().user_can_authenticate(user):
            self.authentication_failed(request, **credentials)
            return None
        return user

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        record("sign_in.refused", by=None)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Wrong passwords count for an address *and* where they come from: from elsewhere nobody locks a person out."""
        return f"{self.get_client_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"

    def is_reauthentication_required(self, *, app, **kwargs):
        """Whoever has just given their password need not give it again to set up their first second step."""
        just_now = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        methods = self.request.session.get("account_authentication_methods", ())
        if any(method["at"] > just_now for method in methods) and not is_mfa_enabled(self.request.user):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def send_mail(self, template_prefix, email, context):
        """Returns whether the mail server took it. A server that is down must not tell a known address from an unknown."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException) as problem:
            log.error("A sign-in mail could not be sent: %s", type(problem).__name__)
            return False
        return True


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
    if Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists():
        return False
    wanted = Practice.current().mfa_roles
    return not wanted or user.role in wanted
