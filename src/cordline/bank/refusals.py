"""The sentences with which the bank refuses."""

from cordline.ground.refusal import register

register(
    {
        "bank.container_unknown": "No container here bears the code {container}.",
        "bank.lot_unknown": "No lot or bank here bears the code {lot}.",
        "bank.position_unknown": "No storage position here bears the code {position}.",
        "bank.container_state": "Container {container} is {state}; it would have to be {wanted}.",
        "bank.container_over": "Container {container} is {state}; nothing more can happen to it.",
        "bank.container_held": "Container {container} is on hold: {hold}.",
        "bank.container_reserved": "Container {container} is reserved for plan {plan}.",
        "bank.container_not_reserved": "Container {container} is not reserved for plan {plan}.",
        "bank.container_named_twice": "Container {container} is named twice in the list.",
        "bank.position_taken": "Position {position} holds {container}.",
        "bank.position_named_twice": "Position {position} is named twice in the list.",
        "bank.position_kept": "Position {position} is not the one kept for {container}.",
        "bank.quarantine_only": "{container} is not cleared: store it in a quarantine tank, not at {position}.",
        "bank.lot_expired": "Lot {lot} expired on {expires_at}.",
        "bank.lot_not_released": "Lot {lot} is {state} for {use}, not released.",
        "bank.too_few_containers": "Lot {lot} has {free} free containers of the {wanted} asked for.",
        "bank.too_many_asked": "{wanted} containers were asked for; at most {most} can be in one act.",
        "bank.none_asked": "No container was asked for.",
        "bank.autologous": "{container} comes from one person for themselves and is not for patient {patient}.",
        "bank.use_wrong": "{container} is from a {kind} and cannot be used for {use}.",
        "bank.reason_missing": "Say why: a reason is needed here.",
        "bank.witness_missing": "A witness is needed.",
        "bank.witness_is_doer": "The witness must be another person than the one who does it.",
        "bank.foreign_site": "{thing} belongs to {site}; you are working at {here}.",
        "bank.cells_impossible": "{cells:,} cells in a container is impossible: {least:,} to {most:,}.",
        "bank.volume_impossible": "{volume} mL in a container is impossible: above 0, at most {most} mL.",
        "bank.viability_impossible": "Viability lies between 0 % and 100 %, not {viability} %.",
        "bank.containers_impossible": "{count} containers at once is impossible: 1 to {most}.",
        "bank.reservation_none": "No promise of {container} for plan {plan} is in force.",
        "bank.box_full": "Box {box} has {free} free positions, {wanted} are needed.",
        "bank.box_shape": "A box has 1 to {rows} rows and 1 to {columns} columns.",
        "bank.place_name_taken": "{name} exists already at {where}.",
        "bank.place_name_missing": "Give the place a name.",
        "bank.disposition_unknown": "{state} is no disposition.",
        "bank.plan_missing": "Name the plan and the patient the containers are for.",
    }
)
