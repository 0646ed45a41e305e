"""What users want to do, one module a goal: plain blocking functions and classes, without windows."""
