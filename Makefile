# Needs a virtual environment in .venv with the extras neural and dev; the README's second command makes it.
.PHONY: test lint picture bench
test:
	.venv/bin/python -m pytest
lint:
	.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/lint-imports
picture:
	.venv/bin/python docs/make_picture.py
bench:
	.venv/bin/python benchmarks/cold_build.py
