"""The page of statements: operations of an account for a period, with balances that add up."""
