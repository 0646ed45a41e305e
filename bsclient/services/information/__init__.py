"""What the bank tells of itself and of the world: news, rates, fees, departures, directories, papers."""
