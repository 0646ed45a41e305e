"""Statements given to other programs: conversions of files, and exports into folders by themselves."""
