"""The frame of every page and the parts that pages are made of; it decides nothing and knows no other room.

A page of a room extends ``web/staff.html`` and fills its blocks: ``title``, ``heading``, ``lede``, ``crumbs``, ``acts``
(buttons at the head), ``content``; ``frame_class`` with ``wide`` makes the side bar narrow, ``body_class`` with
``bench`` makes every target 44 px for gloves and phones. ``{% load cordline %}`` gives the parts. A room says in its
``places.py`` where its kinds of code live and what belongs into the menu, and in its ``waiting.py`` what waits for
whom.
"""
