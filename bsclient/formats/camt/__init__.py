"""ISO 20022 camt: account reports (052), statements (053) and notifications (054), of every version."""
