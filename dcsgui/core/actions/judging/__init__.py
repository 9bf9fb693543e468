"""Judging new constants: what `dcsgui.core.actions.sanity` is made of.

`present` finds what answers now, `given` is one of the two sides, `pictures` goes through both
panel by panel, `panels` and `marks` measure a panel, `thumbs` makes small pictures; `arrays` and
`texts` say what all that means, by the `limits`.
"""
