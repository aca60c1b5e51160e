"""What is in culture: facts for the rules, lists for pages, growth curves, and limits in force."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from cordline.donors import selectors as donors
from cordline.ground.products import Product
from cordline.lab.models import Cord, Count, Culture, Fill, ProcessLimits
from cordline.lab.rules import cumulative_after
from cordline.lab.types import (
    CordRow,
    CordVerdict,
    CountRow,
    CultureFacts,
    CultureState,
    Doublings,
    FillRow,
    GrowthPoint,
    ProcessLimitFacts,
    Purpose,
    Square,
    Stage,
)
from cordline.ledger.services import database_now
from cordline.lineage.selectors import ancestors, descendants, holds_on


def limits_in_force(product: Product, at: datetime) -> ProcessLimitFacts | None:
    """The culture limits of a product that govern at this moment: the youngest approved version in effect."""
    row = (
        ProcessLimits.objects.filter(product=product.value, effective_at__lte=at)
        .order_by("-effective_at", "-version")
        .first()
    )
    if row is None:
        return None
    return ProcessLimitFacts(
        product=Product(row.product).label,
        version=row.version,
        source=row.source,
        cord_hours=row.cord_hours,
        cord_low_c=row.cord_low_c,
        cord_high_c=row.cord_high_c,
        master_bank=(row.master_bank_first, row.master_bank_last),
        working_bank=(row.working_bank_first, row.working_bank_last),
        lot=(row.lot_first, row.lot_last),
        most_doublings=row.most_doublings,
        least_viability_pct=row.least_viability_pct,
        most_spread_pct=row.most_spread_pct,
        shelf_life=timedelta(days=row.shelf_life_days),
    )


def limit_versions(product: Product) -> list[tuple[int, str, str, datetime]]:
    """Every approved version of a product's limits, the youngest first: number, source, by whom, in force from."""
    rows = ProcessLimits.objects.filter(product=product.value).order_by("-version")
    return list(rows.values_list("version", "source", "approved_by", "effective_at"))


def cultures(codes: Sequence[str], *, lock: bool = False) -> list[CultureFacts]:
    """Everything that decides about these cultures, in the order asked; unknown codes are left out."""
    if lock:
        list(
            Culture.objects.select_for_update(of=("self",), no_key=True)
            .filter(code__in=codes)
            .order_by("id")
            .values_list("id")
        )
    found = {facts.code: facts for facts in _facts(Culture.objects.filter(code__in=codes))}
    return [found[code] for code in codes if code in found]


def culture(code: str) -> CultureFacts | None:
    """Everything that decides about one culture."""
    return next(iter(cultures([code])), None)


def open_cultures(site: str) -> list[CultureFacts]:
    """The cultures of a site from which something may still come, the oldest first."""
    rows = Culture.objects.filter(site=site, state__in=["growing", "harvested"]).order_by("seeded_at", "id")
    return _facts(rows)


def recent_cultures(site: str, limit: int = 200) -> list[CultureFacts]:
    """The cultures of a site whatever their state, the youngest first."""
    return _facts(Culture.objects.filter(site=site).order_by("-seeded_at", "-id")[:limit])


def _facts(rows: QuerySet[Culture]) -> list[CultureFacts]:
    found = list(rows)
    stopped = defaultdict(list)
    for hold in holds_on(row.node_id for row in found):
        stopped[hold.asked].append(hold.code)
    return [
        CultureFacts(
            code=row.code,
            product=row.product,
            site=row.site,
            passage=row.passage,
            state=CultureState(row.state),
            seeded_at=row.seeded_at,
            seeded_cells=row.seeded_cells,
            area_cm2=row.area_cm2,
            harvested_cells=row.harvested_cells,
            remaining_cells=row.remaining_cells,
            viability_pct=row.viability_pct,
            doublings=doublings_of(row),
            autologous_for=row.autologous_for,
            from_bank=row.from_bank,
            vessel=row.vessel,
            harvested_at=row.harvested_at,
            own_doublings=row.doublings,
            ended_reason=row.ended_reason,
            node=row.node_id,
            holds=tuple(dict.fromkeys(stopped.get(row.code, []))),
        )
        for row in found
    ]


def doublings_of(row: Culture) -> Doublings:
    """The doublings of a culture's cells as they now are: before its seeding, and in it once it is harvested."""
    before = Doublings(row.before_counted, row.before_uncounted, row.before_gaps)
    harvested = row.harvested_cells is not None
    return cumulative_after(before, passage=row.passage, own=row.doublings) if harvested else before


def cords(site: str, limit: int = 200) -> list[CordRow]:
    """Cords received at a site, the youngest first."""
    rows = Cord.objects.filter(site=site).select_related("donation").order_by("-arrived_at", "-id")[:limit]
    return [_cord(row) for row in rows]


def cord(code: str, *, lock: bool = False) -> CordRow | None:
    """One cord by its code."""
    rows = Cord.objects.filter(code=code).select_related("donation")
    row = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    return _cord(row) if row else None


def cord_of(donation: str) -> CordRow | None:
    """The cord of one donation, if it has arrived."""
    row = Cord.objects.filter(donation__code=donation).select_related("donation").first()
    return _cord(row) if row else None


def cord_deadline(site: str) -> dict[str, datetime]:
    """Until when each accepted cord of a site should be processed: as many hours after birth as it may travel."""
    allowed = limits_in_force(Product.MSC_WJ, database_now())
    rows = Cord.objects.filter(site=site, verdict=CordVerdict.ACCEPTED.value, processed_at__isnull=True)
    if allowed is None:
        return {}
    hours = timedelta(hours=allowed.cord_hours)
    return {row.code: row.born_at + hours for row in rows if row.born_at}


def consent_in_force(donation: str) -> bool:
    """Say whether the donors' records still carry a consent to this donation; one they do not know is not theirs."""
    row = donors.donation(donation)
    if row is None:
        return True
    consent = donors.donor_facts(row).consent
    return consent is not None and consent.withdrawn_at is None


def _cord(row: Cord) -> CordRow:
    return CordRow(
        code=row.code,
        donation=row.donation.code,
        site=row.site,
        verdict=CordVerdict(row.verdict),
        reasons=tuple(reason["text"] for reason in row.reasons),
        arrived_at=row.arrived_at,
        processed_at=row.processed_at,
        node=row.node_id,
    )


def holds_of(node: int) -> tuple[str, ...]:
    """The codes of every hold that stops this node now."""
    return tuple(dict.fromkeys(hold.code for hold in holds_on([node])))


def counts_of(code: str) -> list[CountRow]:
    """Every count of a culture with its raw tallies, oldest first."""
    return [
        CountRow(
            purpose=Purpose(row.purpose),
            counted_at=row.counted_at,
            counted_by=row.counted_by,
            viable_cells=row.viable_cells,
            total_cells=row.total_cells,
            viability_pct=row.viability_pct,
            spread_pct=row.spread_pct,
            tallies=tuple(tuple(Square(*square) for square in squares) for squares in row.tallies or []),
            dilution=row.dilution,
            volume_ml=row.volume_ml,
            typed_reason=row.typed_reason,
            formula=f"{row.formula}, version {row.formula_version}",
            number=row.id,
            struck_at=row.struck_at,
            struck_by=row.struck_by,
            strike_reason=row.strike_reason,
            corrects=row.corrects_id,
        )
        for row in Count.objects.filter(culture__code=code).order_by("counted_at", "id")
    ]


def fill_of(code: str) -> FillRow | None:
    """The yield of one bank's or lot's filling."""
    row = Fill.objects.filter(node__code=code).first()
    if row is None:
        return None
    return FillRow(
        stage=Stage(row.stage),
        taken_cells=row.taken_cells,
        filled_cells=row.filled_cells,
        qc_cells=row.qc_cells,
        lost_cells=row.lost_cells,
        filled_at=row.filled_at,
        filled_by=row.filled_by,
    )


def path_of(node: int) -> list[int]:
    """The nodes of every culture on the way to this one, itself among them, oldest first."""
    return [*(row[0] for row in ancestors(node)), node]


def growth(node: int) -> list[GrowthPoint]:
    """The growth curve of one culture or lot along its ancestors: seeded, counted, harvested (U105)."""
    rows = list(
        Culture.objects.filter(node__in=path_of(node)).order_by("seeded_at", "id").prefetch_related("counts")
    )
    counted = [row for row in rows if row.seeded_cells is not None or row.harvested_cells is not None]
    if not counted:
        return []
    start = counted[0].seeded_at if counted[0].seeded_cells is not None else _first_count(counted[0])
    points: list[GrowthPoint] = []
    for row in counted:
        points += _points(row, start)
    return points


def _first_count(row: Culture) -> datetime:
    return min(
        (count.counted_at for count in row.counts.all() if count.struck_at is None), default=row.seeded_at
    )


def _points(row: Culture, start: datetime) -> Iterable[GrowthPoint]:
    if row.seeded_cells is not None:
        yield GrowthPoint(
            row.code,
            row.passage,
            row.seeded_at,
            _days(start, row.seeded_at),
            row.seeded_cells,
            _known(Doublings(row.before_counted, row.before_uncounted, row.before_gaps)),
            "seed",
        )
    for count in sorted(row.counts.all(), key=lambda each: (each.counted_at, each.id)):
        if count.viable_cells and count.struck_at is None:
            harvest = count.purpose == Purpose.HARVEST
            yield GrowthPoint(
                row.code,
                row.passage,
                count.counted_at,
                _days(start, count.counted_at),
                count.viable_cells,
                _known(doublings_of(row)) if harvest else None,
                "harvest" if harvest else "count",
                marked=bool(count.typed_reason),
            )


def _known(total: Doublings) -> Decimal | None:
    """The doublings counted so far; while only P0 lies behind them nobody knows any."""
    return None if total.uncounted_start and not total.counted else total.counted


def siblings_of(node: int) -> list[int]:
    """The other cultures that came from the same parents: drawn grey beside the curve."""
    own = next((facts for facts in _facts(Culture.objects.filter(node=node))), None)
    if own is None:
        return []
    parents = [row[0] for row in ancestors(node)][-1:]
    found = {row[0] for parent in parents for row in descendants(parent)}
    rows = Culture.objects.filter(node__in=found, passage=own.passage).exclude(node=node)
    return list(rows.order_by("id").values_list("node_id", flat=True)[:8])


def since(
    points: Sequence[GrowthPoint], siblings: Sequence[Sequence[GrowthPoint]]
) -> list[list[GrowthPoint]]:
    """The siblings' last passages, with their days counted from where this curve's last passage began."""
    seeds = [point for point in points if point.kind == "seed"]
    if not seeds:
        return []
    found = []
    for sibling in siblings:
        last = [point for point in sibling if point.passage == seeds[-1].passage]
        if len(last) > 1:
            shift = seeds[-1].day - last[0].day
            found.append([replace(point, day=point.day + shift) for point in last])
    return found


def _days(start: datetime, at: datetime) -> Decimal:
    return (Decimal(int((at - start).total_seconds())) / 86400).quantize(Decimal("0.01"))
