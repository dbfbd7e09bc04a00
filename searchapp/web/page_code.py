"""Templates compiled for pages of a thousand small values.

What Jinja does for every call and every value shown, it does for templates of all kinds: it asks
each function whether it wants the context, and makes a marked-up string of each piece before it
joins them. On a page of results that took longer than the search. Here what is known when a
template is compiled is not asked again. The escaping is Jinja's own: whatever holds one of the
five characters goes through it.
"""

from __future__ import annotations

import re
from typing import Any

from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

_SPECIAL = re.compile("[&<>'\"]").search
_WANTS = "jinja_pass_arg"
"""What Jinja's decorators set on a function that is to be given the context."""


class PageCode(CodeGenerator):
    """Jinja's code generator with plain calls and cheaper output."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write a call; without a detour if the function is one of ours or a macro."""
        spread = node.dyn_args is not None or node.dyn_kwargs is not None
        if forward_caller or spread or not self._plain(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def _plain(self, function: nodes.Expr) -> bool:
        """Say whether ``function`` is known to want nothing but its arguments. A page is given
        values, not functions, so what a template calls is a macro, a method or a global."""
        if isinstance(function, nodes.Name):
            return not hasattr(self.environment.globals.get(function.name), _WANTS)
        return isinstance(function, nodes.Getattr)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _escaped(frame):
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _escaped(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


def _escaped(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


class PageTemplate(Template):
    """A template that others take macros from, made once: what all of them know is the
    environment's. Jinja compares for each import of each page what the two know."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class PageEnvironment(Environment):
    """Flask's templates, compiled so."""

    code_generator_class = PageCode
    template_class = PageTemplate

    def shown(self, value: Any) -> str:
        """Return ``value`` as it stands in a page: as it is if it is markup or harmless, else
        escaped."""
        kind = type(value)
        if kind is str:
            return escape(value) if _SPECIAL(value) else value
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        return escape(self.finalize(value) if self.finalize else value)
