"""The store without a window: values, files, objects and actions, in this order of dependence."""
