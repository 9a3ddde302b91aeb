"""The practice's words in templates: `{{ "ending"|word }}` as a heading has it, `{{ "ending"|inside }}` in a sentence."""

from django import template

from accounts import terms

register = template.Library()


@register.filter
def word(key):
    return terms.word(key)


@register.filter
def inside(key):
    return terms.inside(terms.word(key))
