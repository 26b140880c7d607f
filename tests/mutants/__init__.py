"""Mutation testing: which tests hold which module, and how many changes of its code they notice."""
