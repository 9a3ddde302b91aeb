from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """The course of IPT. Its label differs from its name because Django's own session store is called `sessions`."""

    name = "sessions"
    label = "ipt_sessions"
