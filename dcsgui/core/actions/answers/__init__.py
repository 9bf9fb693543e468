"""What the actions answer: frozen values that go from process to process."""
