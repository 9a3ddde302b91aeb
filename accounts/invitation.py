"""The link by which a person sets their password: the same as for one who forgot it, with other words around it."""

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str

from audit.actions import record


def key_for(user):
    """The key of the link: it works once, within PASSWORD_RESET_TIMEOUT."""
    return f"{user_pk_to_url_str(user)}-{app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)}"


def invite(*, user, by):
    """Send the link by e-mail. Returns whether the mail server took it."""
    adapter = get_adapter()
    url = adapter.get_reset_password_from_key_url(key_for(user))
    sent = adapter.send_mail("account/email/invitation", user.email, {"user": user, "password_reset_url": url})
    record("person.invited", user, details={"sent": sent}, by=by)
    return sent
