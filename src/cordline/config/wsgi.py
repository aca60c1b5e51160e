"""The door through which a web server reaches the house."""

import os
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordline.config.settings")
os.environ.setdefault("CORDLINE_POOL_SIZE", "16")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
WARM_AFTER_S = 8.0  # the first page comes first; on two cores the index would take its turn from it


def warm() -> None:
    """Build the ask box's index before a visitor asks, then keep the public pages warm while the process serves.

    Where that fails, the first question builds the index, and the first visitor of a page has it rendered.
    """
    from django.db import DatabaseError, connections

    from cordline.knowledge.asking.asked import warm as warm_index
    from cordline.knowledge.asking.shown import shown_corpus
    from cordline.knowledge.public.warming import Warmer
    from cordline.knowledge.selectors import publication

    try:
        warm_index(publication(), shown_corpus)
    except DatabaseError:
        pass
    finally:
        connections.close_all()
    Warmer().watch()


warming = threading.Timer(WARM_AFTER_S, warm)
warming.daemon = True
warming.start()
