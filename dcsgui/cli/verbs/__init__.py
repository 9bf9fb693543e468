"""The verbs, a file each; `dcsgui.cli.catalogue` lists them."""
