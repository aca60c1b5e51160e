"""The pages of the access room; ``signing`` is the part that other rooms' sign pages are made of."""
