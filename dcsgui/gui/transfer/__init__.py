"""Transfers: the plan is shown, decided, carried out and summed up."""
