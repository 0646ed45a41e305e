"""Documents, rules, states and check digits: pure, standard library only."""
