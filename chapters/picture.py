"""Whether a picture of the producer's can go into published files."""

import io

FORMATS = ("JPEG", "PNG")
"""What players and directories show."""

MOST_PIXELS = 6000 * 6000
"""Larger ones are refused before they are unpacked."""


def check_picture(data: bytes) -> None:
    """Raises ValueError, in words for the producer, if `data` is not a whole JPEG or PNG of a sane size."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError(f"it has {picture.width} x {picture.height} pixels, 6000 x 6000 are enough")
            picture.load()
    except UnidentifiedImageError as error:
        raise ValueError("it is neither a JPEG nor a PNG") from error
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"the picture is damaged: {error}") from error
