"""The sentences of what the simulated year refuses."""

from cordline.ground.refusal import register

register(
    {
        "simulate.real_records": "This database holds real records. A demonstration needs an empty one of its own.",
        "simulate.told_already": "This demonstration has its history already ({entries} entries). Reset it first.",
    }
)
