"""``python -m dcsgui`` opens the window."""

from dcsgui.gui.app import main

if __name__ == "__main__":
    main()
