"""Small words for vigilance's templates."""

from django import template

register = template.Library()
DEEPEST = 9


@register.filter
def deepest(depth: int) -> int:
    """The indent of a line of the list; very deep lines share the last one."""
    return min(depth, DEEPEST)
