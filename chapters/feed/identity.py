"""Who a show and its episodes are, for as long as they are published.

Both follow from what they were first published as; they are then kept, whatever moves. So nothing of it is
lost even with the file that keeps it.
"""

import re
import uuid

PODCAST_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""Of podcast:guid (Podcasting 2.0)."""


def podcast_guid(feed_url: str) -> str:
    """podcast:guid of a show whose feed is first published at `feed_url`.

    >>> podcast_guid("https://podnews.net/rss")
    '9b024349-ccf0-5f69-a609-6b82873eab3c'
    """
    place = re.sub(r"\A[A-Za-z][A-Za-z0-9+.-]*://", "", feed_url).rstrip("/")
    return str(uuid.uuid5(PODCAST_NAMESPACE, place))


def episode_guid(show_guid: str, slug: str) -> str:
    """guid of the episode that is first published in the folder `slug`.

    >>> episode_guid("9b024349-ccf0-5f69-a609-6b82873eab3c", "last-ferry")[:9]
    'urn:uuid:'
    """
    return f"urn:uuid:{uuid.uuid5(uuid.UUID(show_guid), slug)}"
