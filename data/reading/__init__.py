"""Files that people have become typed rows and problems: bytes → text cells → checked values."""
