"""SWIFT statements MT940 and MT942, with the transliteration RUR6 of Russian banks."""
