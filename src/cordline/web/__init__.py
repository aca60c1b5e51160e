"""The frame of every page and the parts that pages are made of; it decides nothing and knows no room above.

A page of a room extends ``web/staff.html`` and fills its blocks: ``title``, ``heading``, ``lede``, ``crumbs``, ``acts``
(buttons at the head), ``content``. ``{% block frame_class %}wide{% endblock %}`` makes the side bar narrow,
``{% block body_class %}bench{% endblock %}`` makes every target 44 px for gloves and phones. ``{% load cordline %}``
gives the parts: ``state``, ``code``, ``kind``, ``cells``, ``dose``, ``quantity``, ``when``, ``clock``, ``hour``,
``day``, ``born``, ``name_of``, ``verdict``, ``answer``, ``note``, ``facts``, ``reasons``, ``exceptions``,
``signature``, ``patient_banner``, ``balance``, ``last_acts``, and the filters ``with_codes`` and ``whole``.

A form derives from ``web.forms.ActForm``; its view hands it to ``web.acting.perform``, whose ``service`` passes
``form.key`` as the act's key. The template of a form needs ``{% csrf_token %}`` and ``{{ form }}``. A list is a
``web.lists.Listing`` whose ``answer`` does filters, sorting, pages and files.

What a room registers for the whole house when Django starts:

``places.py``   ``place(Kind.LOT, "bank:lot")`` where a code of a kind has its page, ``menu("Freezer map", ...)``, and
                from ``web.finding`` ``@describes(Kind.VIAL)`` (what a scan of it answers) and ``@searches``
``waiting.py``  ``@waits_for(Role.QUALITY)`` gives rows of work, ``@house_line()`` a line on the state of the house
"""
