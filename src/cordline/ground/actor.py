"""Who acts: a person, a device or a job, known to the record by code only, with the roles held at this moment."""

from dataclasses import dataclass

from cordline.ground.roles import Role


@dataclass(frozen=True)
class Actor:
    """Somebody who acts at one site; ``code`` is a staff code or ``job.<name>``, never a name.

    ``roles`` are those granted for ``site`` now. ``station`` names the device the act came from, ``on_behalf_of``
    the code of a person acted for. ``viewing_as`` is the staff code of somebody through whose roles this actor only
    looks, for support: such an actor acts nowhere and opens no person's record.
    """

    code: str
    site: str
    roles: frozenset[Role] = frozenset()
    station: str = ""
    on_behalf_of: str = ""
    viewing_as: str = ""

    def has(self, *roles: Role) -> bool:
        """Say whether this actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)


JOB = "job."


def job(name: str, site: str = "") -> Actor:
    """The house acting by itself: a worker, an import, a subscription. It holds no role; its verbs name it."""
    return Actor(code=f"{JOB}{name}", site=site)
