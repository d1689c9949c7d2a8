"""The five flows through the real window, with its threads, by real keys and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import sample
from builders.day import (
    ANNA,
    bring_in,
    choose_strength,
    confirm_clients,
    create_vault,
    find_and_read,
    join_hub,
    publish,
    take_back,
)
from builders.driver import Driver
from builders.sample import NOW
from builders.sharing import Time, straight_to
from builders.watchdog import watching
from builders.window import session_at
from weavit_desktop.demo.archives import pack_with_recent_dates
from weavit_desktop.models.tasks import PoolRunner
from weavit_desktop.resources import resource
from weavit_desktop.views.app import load_everything
from weavit_desktop.views.theme.theme import Theme


def test_a_day_with_weavit(tmp_path: Path, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Time(NOW)
    hub = sample.SampleHub(clock)
    application = sample.application(clock=clock, connect=straight_to(hub))
    archive = tmp_path / "Complete_LinkedInDataExport.zip"
    pack_with_recent_dates(resource("sample/linkedin"), archive, NOW)
    load_everything()
    with session_at(tmp_path / "vault", theme, application=application, runner=PoolRunner()) as session:
        driver = Driver(session)
        with watching(monkeypatch) as watch:
            create_vault(driver)
            bring_in(driver, [resource("sample/people.vcf"), archive])
            find_and_read(driver, ANNA)
            join_hub(driver, hub.invite)
            find_and_read(driver, ANNA)
            choose_strength(driver)
            confirm_clients(driver)
            publish(driver)
            assert len(hub.held) == 1
            take_back(driver)
            assert hub.held == {}
        assert watch.stalls == []
        assert watch.waits == []
