"""The first room: an article in, its narration script out.

`scripts.reading.read` reads and cleans an article, `scripts.writing.write_script` decides who reads what,
`scripts.screenplay` keeps a script as a file that people edit, `scripts.export` shows it to programs.
"""
