"""What users want to do, a package for each part and a module for each goal: plain blocking code, without windows."""
