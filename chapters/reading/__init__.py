"""An edition as it is read with the eyes: what page and books have in common."""
