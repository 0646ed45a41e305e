"""УФЭБС, the XML messages of the Bank of Russia: payment orders ED101 and statements ED211 (album 2024.2)."""
