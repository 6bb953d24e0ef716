"""Packages for libraries whose players ask for them: W3C Audiobooks (LPF) and DAISY 2.02."""
