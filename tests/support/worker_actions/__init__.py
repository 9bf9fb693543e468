"""Actions for tests of jobs: `Jobs(actions="worker_actions")` asks for these."""
