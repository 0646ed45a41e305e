"""OFX: bank and card statements, 1.x (SGML), 2.x (XML), and the headerless XML of Russian banks."""
