"""How the recall room names its lists and the parts of its balance, on the page and on paper."""

HEADS = {
    "treated": ("Treated", "received a dose"),
    "booked": ("Booked", "a container or a visit is kept for them"),
    "quoted": ("Quoted", "a live quote names it"),
    "consenting": ("Mid-consent", "reading or signing it now"),
}
PART_WORDS = {
    "stocked": "In stock",
    "in_use": "On a bench",
    "infused": "Infused",
    "used": "Culture or test",
    "destroyed": "Destroyed",
    "shipped": "Shipped",
    "lost": "Lost",
}
