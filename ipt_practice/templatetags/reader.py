"""Links in templates that only some roles may follow. `{% link_for user "course_book" client.pk as book_url %}`."""

from django import template

from .. import links

register = template.Library()


@register.simple_tag
def link_for(user, name, *args):
    """The address of the page, or "" where the access table does not let this reader in."""
    return links.link_for(user, name, *args)
