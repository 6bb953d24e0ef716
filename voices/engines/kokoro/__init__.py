"""Kokoro, the best neural engine: `engine` has its voices, `model` runs a model, `graph` opens up its graph,
`reading` makes phonemes of a text and finds its words among them."""
