"""Piper, a neural engine: `engine` has its voices, `model` runs a model, `graph` and `decoder` make it
fast."""
