"""The facility room: licences, rooms, equipment and reagent lots. Always true: each thing that can touch material has
its lineage unit from its first entry, so that a bad serum or a cabinet out of order reaches all it touched."""
