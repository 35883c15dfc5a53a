"""bpsym: doctest for derivations."""
