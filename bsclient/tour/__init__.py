"""The demo: a bank, its clients, and the guided tour through the real windows."""
