"""Publishing a show: which articles are episodes, what has changed, the site, and its way to a host."""
