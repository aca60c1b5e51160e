"""``sbom``: the parts this installation is made of, with versions and licences, as CycloneDX."""

import argparse
from importlib.metadata import Distribution, distributions

from cordline.config.status import cordline_version
from cordline.ground.console import Answer, Command


def run_sbom(options: argparse.Namespace) -> Answer:
    """The command ``sbom``: one CycloneDX object of every installed package."""
    parts = {part.metadata["Name"].lower(): part for part in distributions()}
    components = [_component(part) for name, part in sorted(parts.items()) if name != "cordline"]
    facts = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "cordline", "version": cordline_version()}},
        "components": components,
    }
    lines = [f"{part.metadata['Name']} {part.version}: {_licence(part)}" for _, part in sorted(parts.items())]
    return Answer(facts, "\n".join(lines))


def _component(part: Distribution) -> dict[str, object]:
    name, number = part.metadata["Name"], part.version
    return {
        "type": "library",
        "name": name,
        "version": number,
        "purl": f"pkg:pypi/{name.lower()}@{number}",
        "licenses": [{"license": {"name": _licence(part)}}],
    }


def _licence(part: Distribution) -> str:
    facts = {name.lower(): str(value) for name, value in part.metadata.json.items() if isinstance(value, str)}
    told = facts.get("license_expression", "")
    if not told:
        classes = [
            line for line in part.metadata.get_all("Classifier") or [] if line.startswith("License :: ")
        ]
        told = ", ".join(line.rsplit(" :: ", 1)[1] for line in classes)
    return told or (facts.get("license") or "not stated").splitlines()[0][:80]


COMMANDS = [
    Command("sbom", "the parts this is made of, with licences (CycloneDX)", run_sbom, needs_database=False)
]
