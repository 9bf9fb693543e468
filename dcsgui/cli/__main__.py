"""``python -m dcsgui.cli`` is ``dcs``."""

import sys

from dcsgui.cli.main import main

sys.exit(main())
