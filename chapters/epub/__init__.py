"""The edition as an EPUB 3.3 whose text and recording go together (Media Overlays)."""
