"""Plain HTML elements for the page: native tags with our own classes instead of Quasar's widgets."""

from collections.abc import Callable
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

from sandbox.page.icons import ICONS


def tag(name: str, classes: str = "", text: str | None = None, **attributes: str | bool) -> Element:
    """A native element; `data_testid="x"` becomes the attribute data-testid="x"."""
    element = Element(name) if text is None else TextElement(tag=name, text=text)
    element.classes(classes)
    set_attributes(element, **attributes)
    return element


def set_attributes(element: Element, **attributes: str | bool) -> None:
    """Give an element attributes; False takes one away."""
    for name, value in attributes.items():
        key = name.strip("_").replace("_", "-")
        if value is False:
            element.props.pop(key, None)
        else:
            element.props[key] = value
    element.update()


def button(
    classes: str, on_click: Callable[..., Any], text: str | None = None, **attributes: str | bool
) -> Element:
    """A native button, reachable by keyboard without further ado."""
    element = tag("button", classes, text, type="button", **attributes)
    return element.on("click", on_click, js_handler="() => emit()")


def icon(name: str, classes: str = "icon") -> Element:
    """One of our own drawings; it carries no meaning that a label beside it does not."""
    drawing = ui.html(ICONS[name], sanitize=False, tag="span").classes(classes)
    drawing.props["aria-hidden"] = "true"
    return drawing
