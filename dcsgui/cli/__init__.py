"""The command line `dcs`: a verb parses its words, calls one action, and prints the answer."""
