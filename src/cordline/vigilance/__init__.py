"""The vigilance room: trace through the whole house, recall, look-back.

From any code (donor, cord, culture, lot, container, dose, reagent lot, equipment, room, patient) it finds what it came
from, what came from it and who received it; a recall holds at once, accounts for every container and lists everyone
reached. A drill runs the same code and changes nothing. What must stop at once is a hold in lineage; this room only
places it and shows what it binds.
"""
