"""Links that a reader may follow: none where the access table does not let their role in."""

from django.urls import reverse

from .access_table import ACCESS


def link_for(user, name, *args):
    """The address of the page `name` for this reader, or ""."""
    rule = ACCESS.get(name)
    return reverse(name, args=args) if rule and rule.roles and user.role in rule.roles else ""
