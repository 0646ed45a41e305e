"""ISO 20022 pain: payments to be made (pain.001) and the bank's answers to them (pain.002)."""
