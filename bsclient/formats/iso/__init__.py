"""What the messages of ISO 20022 have in common: parties, agents, remittance and tax in the Russian conventions."""
