"""`audio-edition serve`: a folder over HTTP, as players and podcast apps ask for it.

Python's own `http.server` has no byte ranges, without which no browser can seek. It is still the base here
(its sockets and parsing of requests): a preview needs no framework, and what decides is our own, pure and
small.
"""
