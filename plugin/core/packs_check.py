"""What a pack says, in words, and whether its own examples hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Optional

import numpy as np

from . import facts, rules
from .rules import Facts, Leaf, Node, Rulebook, Words
from .tri import Tri
from .vocabulary import STEPS, Step


def run_examples(book: Rulebook) -> tuple[list[str], int]:
    """Evaluate every example of every rule.

    Returns
    -------
    problems : list of str
        A line for each example whose outcome differs.
    count : int
    """
    problems = []
    for rule, example in book.examples:
        step = Step(example.get("step", "plan"))
        given = example["facts"]
        grain = example["grain"]
        verdicts = []
        for clause in book.of_grain(grain):
            if clause.rule != rule or not {leaf.fact for leaf in clause.when.leaves()} <= set(given):
                continue
            day = np.array([example.get("day", "2026-10-01")], "datetime64[D]")
            rest = dict.fromkeys(clause.assumed_if, False)
            clause = dataclasses.replace(clause, exceptions=())
            fired = rules.evaluate(clause, _facts({**rest, **given}), [step], {"as_of": day, "act": day})
            if fired is not None:
                verdicts.append(int(fired.gravity[0]))
        names = ["nothing", *reversed([str(v) for v in _verdicts()])]
        got = names[max(verdicts, default=0)]
        if got != example["gives"]:
            problems.append(f"{rule}: {dict(given)} -> {got}, expected {example['gives']}")
    return problems, len(book.examples)


def _verdicts() -> tuple[Any, ...]:
    from .vocabulary import VERDICTS
    return VERDICTS


def _facts(given: Mapping[str, Any]) -> Facts:
    columns: dict[str, Any] = {}
    words = {name for grain in facts.NAMES.values() for name in grain} & {
        "contact", "list_kind", "list_status", "condition_kind", "category", "phase", "conclusion", "result", "level"}
    for name, value in given.items():
        if name in words:
            columns[name] = Words.of([value])
        elif isinstance(value, bool) or value is None:
            columns[name] = Tri.constant(1, value)
        else:
            columns[name] = np.array([value], float)
    return Facts(np.zeros(1, np.intp), columns)


def describe(book: Rulebook, lang: str, pack: Optional[str] = None) -> str:
    """Rules of a book as text: title, verdict per step, citations with their status, condition."""
    lines = []
    for clause in book.clauses:
        if pack is not None and clause.pack != pack and not clause.exceptions:
            continue
        title = book.titles[clause.rule][0 if lang == "zh" else 1]
        by_verdict: dict[str, list[str]] = {}
        for step in STEPS:
            if step in clause.verdicts:
                by_verdict.setdefault(str(clause.verdicts[step]), []).append(str(step))
        lines.append(f"{clause.rule} / {clause.key}  {title}  [{clause.pack}]")
        lines += [f"    {verdict}: {', '.join(steps)}" for verdict, steps in by_verdict.items()]
        lines += [f"    {cite.text()}  {cite.law.begin} .. {'' if cite.law.until == rules.FOREVER else cite.law.until}"
                  f"  ({cite.status}{'' if cite.basis else ', beside the basis'})" for cite in clause.cites]
        lines += [f"    interpretation: {reading.message} ({'；'.join(c.text() for c in reading.cites)})"
                  for reading in clause.exceptions]
        lines.append(f"    when {_text(clause.when)}")
    return "\n".join(lines)


def _text(condition: Any) -> str:
    if isinstance(condition, Leaf):
        return f"{condition.fact} {condition.operator} {condition.value}"
    assert isinstance(condition, Node)
    if condition.operator == "not":
        return f"not ({_text(condition.parts[0])})"
    return "(" + f" {'and' if condition.operator == 'all' else 'or'} ".join(_text(p) for p in condition.parts) + ")"
