"""Fusion with our own indicators, metrics and focus; the rest is the style sheet and the components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

from weavit_desktop.views.theme.indicators import paint_check, paint_radio
from weavit_desktop.views.theme.painting import paint_focus_ring

if TYPE_CHECKING:
    from weavit_desktop.views.theme.theme import Theme

FOCUS_REACH = 4  # gap and ring: how far focus stands out from its widget, in pixels
INDICATOR = 16
Metric = QStyle.PixelMetric
Hint = QStyle.StyleHint
Primitive = QStyle.PrimitiveElement
State = QStyle.StateFlag


class WeavitStyle(QProxyStyle):
    """The proxy style of the app."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw check boxes and radio buttons; draw no dotted focus rectangle."""
        if element == Primitive.PE_FrameFocusRect:
            return
        if element not in _INDICATORS:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        rect = QRectF(option.rect)
        enabled = bool(option.state & State.State_Enabled)
        if element != Primitive.PE_IndicatorRadioButton:
            partly = bool(option.state & State.State_NoChange)
            checked = None if partly else bool(option.state & State.State_On)
            paint_check(painter, rect, checked, self._theme, enabled=enabled)
        else:
            paint_radio(painter, rect, bool(option.state & State.State_On), self._theme, enabled=enabled)
        painter.restore()

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the focus ring as the design wants it."""
        if element == QStyle.ControlElement.CE_FocusFrame:
            radius = widget.property("ringRadius") if widget else None
            paint_focus_ring(painter, QRectF(option.rect), float(radius or 0), self._theme)
        else:
            super().drawControl(element, option, painter, widget)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Return our lengths where the design fixes them."""
        if metric in (Metric.PM_FocusFrameHMargin, Metric.PM_FocusFrameVMargin):
            gap = widget.property("ringReach") if widget else None
            return FOCUS_REACH if gap is None else int(gap)
        if metric in _INDICATOR_SIDES:
            return self._theme.grow(INDICATOR)
        if metric in (Metric.PM_CheckBoxLabelSpacing, Metric.PM_RadioButtonLabelSpacing):
            return 10
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        answer: QStyleHintReturn | None = None,
    ) -> int:
        """Return our habits: the ring above its neighbours, no etched text, no icons of the desktop."""
        if hint in _HINTS:
            return _HINTS[hint]
        return super().styleHint(hint, option, widget, answer)


_INDICATORS = {
    Primitive.PE_IndicatorCheckBox,
    Primitive.PE_IndicatorItemViewItemCheck,
    Primitive.PE_IndicatorRadioButton,
}
_INDICATOR_SIDES = {
    Metric.PM_IndicatorWidth,
    Metric.PM_IndicatorHeight,
    Metric.PM_ExclusiveIndicatorWidth,
    Metric.PM_ExclusiveIndicatorHeight,
}
_HINTS = {
    Hint.SH_FocusFrame_AboveWidget: 1,
    Hint.SH_FocusFrame_Mask: 0,
    Hint.SH_EtchDisabledText: 0,
    Hint.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    Hint.SH_ToolTip_WakeUpDelay: 500,
    Hint.SH_ToolTipLabel_Opacity: 255,
}
