"""Qt models over what the actions answer; QtCore and QtGui only."""
