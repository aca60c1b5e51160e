"""The public site of the invented clinic: the shipped knowledge base is taken in, and figures are published."""

from cordline.ground.actor import job
from cordline.knowledge.files import BASE, base_files
from cordline.knowledge.services import import_base
from cordline.simulate.stage import CLINIC, Stage
from cordline.vigilance.figures import publish_standing_figures


def found_knowledge(stage: Stage) -> None:
    """Take in the shipped base, as the drafts that they are, and show them: this house is a demonstration."""
    taken = stage.do(import_base, files=base_files(BASE), by=stage.who("knowledge_editor", CLINIC))
    stage.told["pages"] = taken.payload["pages"]


def publish_figures(stage: Stage) -> None:
    """Let the public figures follow the invented records, as the worker does in a running house."""
    count = publish_standing_figures(
        by=job("vigilance", CLINIC), key=f"simulate-figures-{stage.now.isoformat()}"
    )
    stage.done["knowledge.figure.published"] += count
