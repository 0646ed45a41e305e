"""The desktop window: everything that needs Qt widgets. Services do the work; pages show it and ask for it."""
