"""Every page has a door: which roles may open it, and about whose record it is. A page without one opens for nobody.

    @door(Role.NURSE, Role.PHYSICIAN, about="code", what="chart")
    def chart(request: HttpRequest, code: str) -> HttpResponse: ...

``about`` names the keyword of the address that carries a person's code, or is a function of (request, **keywords)
that gives it. Then the rule on persons (registered by the people room) is asked as well, and the read is recorded.
``door(PUBLIC)`` is open to all, ``door(SIGNED_IN)`` to every member. Views of rooms below this one, and those of other
parts, are entered by their route's name with ``declare``. The page × role matrix is made from the same table.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cordline.access import readings, rules, selectors
from cordline.access.sessions import actor_for
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ground.roles import Role

PUBLIC = "public"
SIGNED_IN = "signed_in"
About = str | Callable[..., str]
PersonRule = Callable[[str, Actor], list[Refusal]]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Door:
    """Who may open a page: everybody, every member, or those who hold one of ``who``."""

    kind: str
    who: frozenset[Role] = frozenset()
    about: About | None = None
    what: str = ""

    def opens_for(self, actor: Actor, *, signed_in: bool) -> bool:
        """Say whether the roles open this door (the object rule apart)."""
        if self.kind == PUBLIC:
            return True
        return signed_in and (self.kind == SIGNED_IN or actor.has(*self.who))


@dataclass(frozen=True)
class Page:
    """One address of the house with its door, as the matrix lists it."""

    route: str
    name: str
    door: Door | None
    view: str


_DECLARED: dict[str, Door] = {}
_FOREIGN: dict[str, Door] = {
    "allauth.account.": Door(PUBLIC),
    "allauth.mfa.": Door(PUBLIC),  # its own decorators ask for the sign-in where it is needed
    "allauth.usersessions.": Door(SIGNED_IN),
    "allauth.socialaccount.": Door(PUBLIC),
    "django.views.i18n": Door(PUBLIC),
    "django.contrib.staticfiles.": Door(PUBLIC),
}
_person_rule: PersonRule | None = None


def person_rule(rule: PersonRule) -> PersonRule:
    """Register the one rule that says why somebody may not open a person's record (the people room's)."""
    global _person_rule
    _person_rule = rule
    return rule


def declare(route_name: str, *who: Role | str, about: About | None = None, what: str = "") -> None:
    """Give a door to a view that cannot wear one itself, by its route's full name (``"web:language"``)."""
    _DECLARED[route_name] = _made(who, about, what)


def door(*who: Any, about: About | None = None, what: str = "") -> Callable[[View], View]:
    """Hang the door of one view: ``@door(Role.NURSE)``, ``@door(PUBLIC)``; or ``door(view, Role.NURSE)`` in urls."""
    if who and callable(who[0]) and not isinstance(who[0], str):
        return cast("Callable[[View], View]", door(*who[1:], about=about, what=what)(who[0]))
    hung = _made(who, about, what)

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _pass(hung, view, request, *args, **kwargs)

        guarded.door = hung  # type: ignore[attr-defined]
        return cast("View", guarded)

    return wrap


def _made(who: tuple[Any, ...], about: About | None, what: str) -> Door:
    if not who:
        raise ValueError("A door names who may open it: roles, PUBLIC or SIGNED_IN.")
    if who[0] in (PUBLIC, SIGNED_IN):
        return Door(str(who[0]), about=about, what=what)
    return Door("roles", frozenset(Role(role) for role in who), about, what)


def door_of(view: Callable[..., Any], route_name: str = "") -> Door | None:
    """Give the door of a view, or nothing when it has none."""
    worn: Door | None = getattr(view, "door", None)
    if worn is not None:
        return worn
    if route_name in _DECLARED:
        return _DECLARED[route_name]
    module = getattr(view, "__module__", "")
    return next((found for prefix, found in _FOREIGN.items() if module.startswith(prefix)), None)


def pages(resolver: URLResolver | None = None, route: str = "", spaces: str = "") -> Iterator[Page]:
    """Walk every address of the house with its door."""
    for entry in (resolver or get_resolver()).url_patterns:
        place = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{spaces}{entry.namespace}:" if entry.namespace else spaces
            yield from pages(entry, place, inner)
        elif isinstance(entry, URLPattern):
            name = f"{spaces}{entry.name or ''}"
            view = entry.callback
            label = f"{getattr(view, '__module__', '')}.{getattr(view, '__name__', type(view).__name__)}"
            yield Page(place, name, door_of(view, name), label)


def undeclared() -> list[Page]:
    """List the pages without a door; the house tests fail while there is one."""
    return [page for page in pages() if page.door is None]


def matrix() -> list[dict[str, str]]:
    """Give the page × role matrix: ``open``, ``object`` (open, and the record decides) or ``shut`` for each role."""
    rows = []
    for page in pages():
        row = {"page": page.name or page.route, "route": page.route}
        for role in Role:
            actor = Actor(code="matrix", site="", roles=frozenset({role}))
            opens = page.door is not None and page.door.opens_for(actor, signed_in=role is not Role.VISITOR)
            row[role.value] = ("object" if page.door and page.door.about else "open") if opens else "shut"
        rows.append(row)
    return rows


def why_not_open_person(code: str, actor: Actor) -> list[Refusal]:
    """Give every reason this actor may not open this person's record now; an emergency opening answers them all."""
    if _person_rule is None:
        return [Refusal("access.page_undeclared")]
    reasons = _person_rule(code, actor)
    if reasons and not actor.viewing_as and selectors.glass_open(member_code=actor.code, person=code):
        return []
    return reasons


def _pass(
    hung: Door, view: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    if hung.kind == PUBLIC:
        return view(request, *args, **kwargs)
    actor = actor_for(request)
    if not hung.opens_for(actor, signed_in=request.user.is_authenticated):
        return refuse(request, hung)
    if hung.about is None:
        with readings.one_request():
            return view(request, *args, **kwargs)
    person = kwargs.get(hung.about, "") if isinstance(hung.about, str) else hung.about(request, **kwargs)
    reasons = why_not_open_person(str(person), actor) if person else []
    if reasons:
        return shut(request, reasons, person=str(person))
    with readings.one_request():
        response = view(request, *args, **kwargs)
        if person and response.status_code < 400:
            what = hung.what or getattr(view, "__name__", "page").replace("_", " ")
            readings.note_read(by=actor, person=str(person), what=what)
    return response


def refuse(request: HttpRequest, hung: Door) -> HttpResponseBase:
    """Answer somebody for whom a door does not open: to the sign-in, or every reason why not."""
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    names = ", ".join(sorted(role.label for role in hung.who))
    mine = rules.role_words(actor_for(request).roles)
    return shut(request, [Refusal("access.role_needed", roles=names, mine=mine)])


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    target = redirect_to_login(request.get_full_path(), reverse("account_login"))
    if request.headers.get("HX-Request"):
        # A part of a page cannot show the sign-in: the whole page goes there and comes back.
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = target.url
        return answer
    return target


def shut(request: HttpRequest, reasons: list[Refusal], *, person: str = "") -> HttpResponse:
    """Answer "why can I not see this?": every reason, who can help, and the emergency door where it exists (E19)."""
    actor = actor_for(request)
    facts = {
        "reasons": reasons,
        "person": person,
        "actor": actor,
        "may_break_glass": bool(person) and not actor.roles.isdisjoint(rules.BREAKERS),
    }
    return render(request, "access/shut.html", facts, status=403)
