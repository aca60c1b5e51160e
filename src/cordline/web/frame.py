"""What every page's frame needs: the person, the house and its clock, the menu, the chosen theme and keys."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from cordline.web import places
from cordline.web.sources import sources

THEME_COOKIE = "cordline_theme"
KEYS_COOKIE = "cordline_keys"
SOUND_COOKIE = "cordline_sound"
_FIXED = {
    "scan": "desk:scan",
    "palette": "desk:palette",
    "keys": "desk:keys",
    "preferences": "desk:preferences",
    "home": "desk:home",
    "sign_out": "account_logout",
    "profile": "access:profile",
    "paper": "desk:paper",
    "stop_viewing": "access:stop_viewing",
}


def context(request: HttpRequest) -> dict[str, Any]:
    """Give the templates ``frame``; used as a context processor."""
    return {"frame": Frame(request)}


class Frame:
    """The frame of one page, worked out only when the template asks (error pages and fragments ask for little)."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.theme = request.COOKIES.get(THEME_COOKIE, "")
        self.theme = self.theme if self.theme in ("light", "dark") else ""
        self.keys_on = request.COOKIES.get(KEYS_COOKIE) != "off"
        self.sound_on = request.COOKIES.get(SOUND_COOKIE) != "off"
        self.viewer = sources.viewer(request)
        self.house = sources.house(request)
        self.links = {name: _address(url) for name, url in _FIXED.items()}

    @property
    def now(self) -> Any:
        """The house's present moment, in its zone."""
        return sources.now().astimezone(self.house.tz)

    @property
    def menu(self) -> list[dict[str, Any]]:
        """The side bar of this person: groups in order, each with its entries."""
        if self.viewer is None:
            return []
        groups: dict[str, list[dict[str, Any]]] = {}
        entries = list(places.entries_for(self.viewer.actor))
        here = places.nearest(self.request.path, [address for _, address in entries])
        for entry, address in entries:
            groups.setdefault(entry.group, []).append(
                {
                    "label": entry.label,
                    "url": address,
                    "icon": entry.icon,
                    "keys": entry.keys,
                    "current": address == here,
                }
            )
        return [{"name": name, "entries": found} for name, found in groups.items()]


def _address(url: str) -> str:
    try:
        return reverse(url)
    except NoReverseMatch:
        return ""
