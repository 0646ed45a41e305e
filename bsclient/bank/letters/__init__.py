"""The bank's letter desk: the queue, answers, templates, clock, marks, statistics, journal."""
