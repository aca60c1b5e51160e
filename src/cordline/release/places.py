"""Where release's pages are, and their lines in the menu."""

from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.release import certificates
from cordline.release.pages import READERS
from cordline.web.finding import Described, describes
from cordline.web.places import menu, place

place(Kind.CERTIFICATE, "release:certificate", *READERS)
menu(
    "Release",
    "release:releases",
    *READERS,
    icon="rosette-discount-check",
    group="Quality",
    keys="g r",
    order=10,
)


@describes(Kind.CERTIFICATE)
def certificate(code: str, by: Actor) -> Described | None:
    """What a certificate's code names, and whether it still counts."""
    found = certificates.certificate(code)
    if found is None:
        return None
    answer = "open" if found.status.value == "valid" else "stop"
    return Described(
        f"{certificates.title_of(found)} of {found.lot}",
        answer,
        found.status.label,
        certificates.status_note(found),
    )
