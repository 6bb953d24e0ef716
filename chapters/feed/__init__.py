"""The feed of a show: what a producer may say of it, and RSS that podcast apps read right."""
