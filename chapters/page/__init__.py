"""The read-along page of an edition."""
