"""What is in the bank and where: facts for the rules, and lists for pages and the rooms above."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from cordline.bank import limits
from cordline.bank.models import Container, Lot, LotUse, Position, Reservation
from cordline.bank.types import (
    ContainerFacts,
    ContainerState,
    Disposition,
    LotFacts,
    LotKind,
    PositionFacts,
    PromiseFacts,
)
from cordline.ground.products import Product
from cordline.lineage.selectors import holds_on
from cordline.lineage.types import HoldFacts, HoldKind

_WITH_ALL = ("lot__bank_lot", "position__box__rack__unit")


def containers(codes: Sequence[str], *, lock: bool = False) -> list[ContainerFacts]:
    """Everything that decides about these containers, in the order asked; unknown codes are left out.

    With ``lock`` the rows are locked by a statement of their own, oldest first, before any fact about them is read.
    """
    if lock:
        list(
            Container.objects.select_for_update(of=("self",), no_key=True)
            .filter(code__in=codes)
            .order_by("id")
            .values_list("id", flat=True)
        )
    found = {
        facts.code: facts
        for facts in _facts(Container.objects.filter(code__in=codes).select_related(*_WITH_ALL))
    }
    return [found[code] for code in codes if code in found]


def container(code: str) -> ContainerFacts | None:
    """Everything that decides about one container."""
    return next(iter(containers([code])), None)


def containers_of(lot: str) -> list[ContainerFacts]:
    """Every container of a lot or bank, in the order they were filled."""
    return _facts(
        Container.objects.filter(lot__code=lot).select_related(*_WITH_ALL).order_by("filled_at", "id")
    )


def containers_in(box: int) -> list[ContainerFacts]:
    """Everything that stands in one box."""
    return _facts(Container.objects.filter(position__box=box).select_related(*_WITH_ALL))


def waiting_for_place(site: str) -> list[ContainerFacts]:
    """Containers of a site that were filled and are not in the cold yet."""
    rows = Container.objects.filter(at_site=site, state=ContainerState.FILLED.value).order_by(
        "filled_at", "id"
    )
    return _facts(rows.select_related(*_WITH_ALL))


def out_of_place(site: str) -> list[tuple[ContainerFacts, datetime]]:
    """Containers taken out of their positions or thawed and not used up, with the moment since when."""
    rows = Container.objects.filter(
        state__in=[ContainerState.CHECKED_OUT.value, ContainerState.THAWED.value], at_site=site
    ).order_by("id")
    found = list(rows.select_related(*_WITH_ALL))
    since = {row.code: row.thawed_at or row.checked_out_at or row.filled_at for row in found}
    return [(facts, since[facts.code]) for facts in _facts(rows.select_related(*_WITH_ALL))]


def free_containers(lot: str) -> list[ContainerFacts]:
    """The stored containers of a lot that nobody was promised, oldest first."""
    rows = (
        Container.objects.filter(lot__code=lot, state=ContainerState.STORED.value)
        .exclude(reservations__state="active")
        .select_related(*_WITH_ALL)
        .order_by("filled_at", "id")
    )
    return _facts(rows)


def free_counts(lots: Sequence[str]) -> Counter[str]:
    """How many stored containers of each of these lots nobody was promised, in one query; for choosing among lots."""
    rows = Container.objects.filter(lot__code__in=lots, state=ContainerState.STORED.value)
    return Counter(rows.exclude(reservations__state="active").values_list("lot__code", flat=True))


def locked_at_once(codes: Sequence[str], wanted: int) -> list[ContainerFacts]:
    """Lock up to ``wanted`` of these containers, oldest first, passing over those another act holds; never waits.

    Their facts are read after the lock, so that a promise just committed is seen.
    """
    rows = Container.objects.filter(code__in=codes).order_by("filled_at", "id")
    locked = rows.select_for_update(of=("self",), no_key=True, skip_locked=True)[:wanted]
    return containers(list(locked.values_list("code", flat=True)))


def _facts(rows: QuerySet[Container]) -> list[ContainerFacts]:
    found = list(rows)
    promised = {
        promise.container_id: promise
        for promise in Reservation.objects.filter(container__in=found, state="active")
    }
    lots = {row.lot.bank_lot.id for row in found}
    uses = _dispositions(lots)
    nodes = {row.lot_id for row in found}
    stopped: dict[str, list[HoldFacts]] = defaultdict(list)
    for hold in holds_on(nodes, [row.code for row in found]):
        stopped[hold.asked].append(hold)
    return [_container(row, promised.get(row.id), uses, stopped) for row in found]


def _container(
    row: Container,
    promise: Reservation | None,
    uses: dict[int, dict[str, Disposition]],
    stopped: dict[str, list[HoldFacts]],
) -> ContainerFacts:
    lot = row.lot.bank_lot
    holds = [*stopped.get(row.code, []), *stopped.get(lot.code, [])]
    return ContainerFacts(
        code=row.code,
        lot=lot.code,
        kind=LotKind(lot.kind),
        product=Product(lot.product),
        site=row.at_site,
        state=ContainerState(row.state),
        cells=row.cells,
        volume_ml=row.volume_ml,
        viability_pct=row.viability_pct,
        expires_at=lot.expires_at,
        autologous_for=row.autologous_for,
        position=row.position.code if row.position else "",
        reserved_plan=promise.plan if promise else "",
        reserved_patient=promise.patient if promise else "",
        thawed_at=row.thawed_at,
        passage=lot.passage,
        home=row.site,
        place=path_of(row.position) if row.position else "",
        path_key=_path_key(row.position) if row.position else ("", "", "", 0, 0),
        dispositions=uses.get(lot.id, {}),
        recalled=any(hold.kind is HoldKind.RECALL for hold in holds),
        holds=tuple(dict.fromkeys(hold.code for hold in holds)),
    )


def _dispositions(lots: Iterable[int]) -> dict[int, dict[str, Disposition]]:
    found: dict[int, dict[str, Disposition]] = defaultdict(dict)
    for lot, use, state in LotUse.objects.filter(lot__in=lots).values_list("lot", "use", "state"):
        found[lot][use] = Disposition(state)
    return found


def lot(code: str, *, lock: bool = False) -> LotFacts | None:
    """One lot or bank by its code."""
    rows = Lot.objects.filter(code=code)
    return next(iter(_lots(rows.select_for_update(no_key=True) if lock else rows)), None)


def lots(
    *, site: str = "", kind: LotKind | None = None, product: Product | None = None, limit: int = 500
) -> list[LotFacts]:
    """Lots and banks, the newest first; of one site, kind or product where they are named."""
    rows = Lot.objects.order_by("-made_at", "-id")
    if site:
        rows = rows.filter(site=site)
    if kind:
        rows = rows.filter(kind=kind.value)
    if product:
        rows = rows.filter(product=product.value)
    return _lots(rows[:limit])


def lots_by_node(nodes: Iterable[int]) -> list[LotFacts]:
    """The lots and banks that these lineage nodes are, oldest first."""
    return _lots(Lot.objects.filter(node__in=list(nodes)).order_by("node"))


def _lots(rows: QuerySet[Lot]) -> list[LotFacts]:
    found = list(rows)
    uses = _dispositions(row.id for row in found)
    return [
        LotFacts(
            code=row.code,
            kind=LotKind(row.kind),
            product=Product(row.product),
            site=row.site,
            passage=row.passage,
            doublings=row.doublings,
            uncounted_start=row.uncounted_start,
            cells_each=row.cells_each,
            volume_ml_each=row.volume_ml_each,
            filled=row.filled,
            made_at=row.made_at,
            expires_at=row.expires_at,
            autologous_for=row.autologous_for,
            residues=tuple(row.residues),
            node=row.node_id,
            dispositions=uses.get(row.id, {}),
        )
        for row in found
    ]


def disposition(lot: str, use: str) -> Disposition:
    """What release has decided for this lot and use; in review where it has not."""
    state = LotUse.objects.filter(lot__code=lot, use=use).values_list("state", flat=True).first()
    return Disposition(state) if state else Disposition.IN_REVIEW


def states_of(lot: str) -> Counter[str]:
    """How many containers of a lot stand in each state; the sum is what was filled."""
    return Counter(Container.objects.filter(lot__code=lot).values_list("state", flat=True))


def positions(codes: Sequence[str], *, lock: bool = False) -> list[PositionFacts]:
    """Storage positions by code, in the order asked, each with what it holds; unknown codes are left out."""
    if lock:
        list(
            Position.objects.select_for_update(of=("self",), no_key=True)
            .filter(code__in=codes)
            .order_by("id")
            .values_list("id")
        )
    rows = Position.objects.filter(code__in=codes).select_related("box__rack__unit", "container")
    found = {row.code: _position(row) for row in rows}
    return [found[code] for code in codes if code in found]


def _position(row: Position) -> PositionFacts:
    held = getattr(row, "container", None)
    unit = row.box.rack.unit
    return PositionFacts(row.code, path_of(row), unit.site, held.code if held else "", unit.quarantine)


def path_of(row: Position) -> str:
    """Say a place as people do, from the tank inwards."""
    box = row.box
    letter = limits.ROW_LETTERS[row.row - 1]
    return f"{box.rack.unit.name} / {box.rack.name} / {box.name} / {letter}{row.column}"


def _path_key(row: Position) -> tuple[str, str, str, int, int]:
    box = row.box
    return (box.rack.unit.name, box.rack.name, box.name, row.row, row.column)


def promises(*, plan: str = "", patient: str = "", nodes: Iterable[int] | None = None) -> list[PromiseFacts]:
    """The active promises of a plan, of a patient, or of lots given as lineage nodes; for the rooms above."""
    rows = Reservation.objects.filter(state="active").select_related("container__lot")
    if plan:
        rows = rows.filter(plan=plan)
    if patient:
        rows = rows.filter(patient=patient)
    if nodes is not None:
        rows = rows.filter(container__lot__in=list(nodes))
    return [
        PromiseFacts(
            container=row.container.code,
            lot=row.container.lot.code,
            plan=row.plan,
            patient=row.patient,
            use=row.use,
            reserved_at=row.reserved_at,
            reserved_by=row.reserved_by,
        )
        for row in rows.order_by("plan", "container_id")
    ]


def containers_under(nodes: Iterable[int]) -> list[ContainerFacts]:
    """Every container of the lots and banks that these lineage nodes are: a recall accounts for each of them."""
    return _facts(
        Container.objects.filter(lot__in=list(nodes)).select_related(*_WITH_ALL).order_by("lot", "id")
    )
