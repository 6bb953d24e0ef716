"""The shell around the four stages: the build, the store, the configuration and the command line."""
