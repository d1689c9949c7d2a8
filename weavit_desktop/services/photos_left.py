"""Whether an older version left photos in the database: asked of every vault that is opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from weavit_desktop.vault.repositories import photos
from weavit_desktop.vault.vault import Vault

if TYPE_CHECKING:
    from weavit_desktop.services.work import Work


def move_photos_left(vault: Vault, work: Callable[[], Work]) -> int:
    """Move the photos that an older version left in the database; return how many. Nearly always none.

    `work` is asked for only where there are some. Raises NoRoom, VaultDamaged.
    """
    if not vault.read(lambda db: photos.unmoved(db, 1)):
        return 0
    # What moves them computes people anew, which no other command should have to load.
    from weavit_desktop.services.photo_moving import move_photos
    from weavit_desktop.services.picture_process import PictureProcess

    with PictureProcess() as cleaner:
        return move_photos(vault, work(), cleaner)
