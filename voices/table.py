"""The table of engines. A new one is a module with a class that has the methods of `voices.model.Engine`, and
one line here: the command line, `edition.toml`, `audio-edition voices` and the contract suite follow from it.

Importing this module imports nothing.
"""

ENGINE_TABLE: dict[str, str] = {
    "kokoro": "voices.engines.kokoro.engine:KokoroEngine",
    "piper": "voices.engines.piper.engine:PiperEngine",
    "system": "voices.engines.system:SystemEngine",
    "tone": "voices.engines.tone:ToneEngine",
}
"""Name -> module and class; the best to listen to first."""

NEVER_AUTOMATIC = frozenset({"tone"})
"""Engines that only somebody who asks for them gets."""
