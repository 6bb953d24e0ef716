"""What a first build will want whatever its article says, begun while that is still being read.

Voices are measured by a passage, which takes seconds to say and to measure. Which one it is follows from the
article's language and the settings. Who is mistaken has lost a worker's time, and nothing else.
"""

import contextlib
from collections.abc import Mapping
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from types import MappingProxyType

from audio.model import Encoding
from edition.order import Order
from edition.placing import make_calibration
from edition.voicing import find_voice
from edition.workers import Workers
from scripts.errors import AudioEditionError
from scripts.model import NARRATOR
from voices.engines import choose_reader, get_engine
from voices.levels import calibration_request, heights_of
from voices.model import Store, TakeInfo
from voices.takes import read_info

Begun = Mapping[str, Future[TakeInfo]]
"""Takes that are being made, by key."""
NOTHING_BEGUN: Begun = MappingProxyType({})


def foresee(order: Order, language: str, executor: Executor, store: Store) -> Begun:
    """Have a worker process measure the narrator's voice, and those that are measured by the same passage.

    Nothing is begun if the store has the passage, or if there are no processes of ours.
    """
    if not isinstance(executor, Workers):
        return NOTHING_BEGUN
    # What is wrong will be told when the cast is decided, or mended when takes are asked for.
    with contextlib.suppress(AudioEditionError, BrokenProcessPool):
        engine, language = choose_reader(order.engine, language)
        config, voices = order.config, engine.voices(language)
        pinned = config.cast.get(NARRATOR)
        narrator = find_voice(pinned, config, engine, language) if pinned else voices[0]
        engine = get_engine(narrator.engine)
        passage = calibration_request(narrator, engine, language)
        if read_info(store, passage) is None:
            calibrations = {
                voice: calibration_request(voice, engine, language) for voice in (narrator, *voices)
            }
            above = heights_of(passage, calibrations)
            encoding = Encoding(config.output.bitrate_kbps)
            making = executor.submit(make_calibration, passage, above, store, config.loudness, encoding)
            return {passage.key: making}
    return NOTHING_BEGUN
