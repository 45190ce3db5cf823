"""What a pack says, in words, and whether its own examples hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Optional

import numpy as np

from . import knowledge, rules
from .rules import Facts, Law, Leaf, Node, Rulebook, Words
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
    kinds = _kinds(book)
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
            fired = rules.evaluate(clause, _facts({**rest, **given}, kinds), [step], {"as_of": day, "act": day})
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


def _kinds(book: Rulebook) -> dict[str, str]:
    """What is compared with each fact: a truth, word, number or day. An example may leave any of them unknown."""
    kinds: dict[str, str] = {}
    for leaf in (leaf for clause in book.clauses for leaf in clause.when.leaves() if leaf.operator != "known"):
        value = leaf.value[0] if isinstance(leaf.value, (list, tuple)) else leaf.value
        kinds[leaf.fact] = "day" if leaf.operator in ("before", "on_or_after") else "truth" if isinstance(value, bool) \
            else "word" if isinstance(value, str) else "number"
    return kinds


def _facts(given: Mapping[str, Any], kinds: Mapping[str, str]) -> Facts:
    columns: dict[str, Any] = {}
    for name, value in given.items():
        kind = kinds.get(name, "truth")
        columns[name] = Words.of([value]) if kind == "word" else Tri.constant(1, value) if kind == "truth" \
            else np.array([value or "NaT"], "datetime64[D]") if kind == "day" \
            else np.array([np.nan if value is None else value], float)
    return Facts(np.zeros(1, np.intp), columns)


def describe(book: Rulebook, lang: str, pack: Optional[str] = None) -> str:
    """Rules of a book as text: verdict per step, who acts, citations with their status, condition; then what is needed.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language of the words; ids of rules, facts and roles stand as they are in the pack.
    pack : str, optional
        Only what this local pack adds, changes or interprets; none: the whole book.
    """
    words = knowledge.messages()

    def say(code: str) -> str:
        return words["packs"][code][lang]

    lines: list[str] = []
    rule = ""
    laws: dict[str, Law] = {}
    for clause in book.clauses:
        if pack is not None and clause.pack != pack and not clause.exceptions:
            continue
        if clause.rule != rule:
            rule = clause.rule
            lines.append(f"{book.titles[rule][0 if lang == 'zh' else 1]}  {rule}")
        lines.append(f"  {clause.key}  [{clause.pack}]")
        by_verdict: dict[str, list[str]] = {}
        for step in STEPS:
            if step in clause.verdicts:
                by_verdict.setdefault(str(clause.verdicts[step]), []).append(words["steps"][str(step)][lang])
        lines += [f"    {words['verdicts'][verdict][lang]}{f' {verdict}' if lang == 'zh' else ''}"
                  f"{say('colon')}{say('every_step') if len(steps) == len(STEPS) else say('comma').join(steps)}"
                  for verdict, steps in by_verdict.items()]
        if clause.due is not None:
            lines.append(f"    {say('due')}{say('colon')}{words['steps'][str(clause.due)][lang]}")
        if words["actors"][clause.actor][lang]:
            lines.append(f"    {say('actor')}{say('colon')}{words['actors'][clause.actor][lang]}")
        for cite in clause.cites:
            laws[cite.law.name] = cite.law
            until = "" if cite.law.until == rules.FOREVER else f"{cite.law.until}"
            state = words["cite_states"].get(cite.status, words["cite_states"]["unverified"])[lang]
            lines.append(f"    {say('basis' if cite.basis else 'beside')}{say('colon')}{cite.text()}  "
                         f"{cite.law.begin} .. {until}  [{state}]")
        if not any(cite.basis for cite in clause.cites):
            lines.append(f"    {say('no_basis')}")
        lines += [f"    {say('interpretation')}{say('colon')}{reading.message}"
                  f"（{'；'.join(c.text() for c in reading.cites)}）" for reading in clause.exceptions]
        laws.update({cite.law.name: cite.law for reading in clause.exceptions for cite in reading.cites})
        lines.append(f"    {say('when')}{say('colon')}{_text(clause.when)}")
    if pack is None:
        listed = sorted(book.needs, key=lambda need: need.absent == "incomplete")
        for at, need in enumerate(listed):
            if at == 0 or (need.absent == "incomplete") != (listed[at - 1].absent == "incomplete"):
                lines.append(say("incomplete" if need.absent == "incomplete" else "needs"))
            asked = _text(need.when) if list(need.when.leaves()) else say("always")
            steps = [words["steps"][str(s)][lang] for s in STEPS if s in need.steps]
            lines.append(f"  {words['roles'][need.role][lang]} {need.role}{say('colon')}"
                         f"{say('every_step') if len(steps) == len(STEPS) else say('comma').join(steps)}  {asked}")
    settings = book.settings if pack is None else book.house_values
    lines += [say("settings"), *(f"  {words['run_names'].get(name, {}).get(lang, name)} {name} = "
                                 f"{say('unset') if value is None else value}" for name, value in settings.items())
              ] if settings else []
    lines += [say("sources"), *(f"  {law.name}{say('colon')}{law.source or say('no_source')}" for law in laws.values())]
    return "\n".join(lines)


def _text(condition: Any) -> str:
    if isinstance(condition, Leaf):
        if condition.operator == "known":
            return f"{condition.fact} {'known' if condition.value else 'unknown'}"
        if condition.operator == "=" and isinstance(condition.value, bool):
            return condition.fact if condition.value else f"not {condition.fact}"
        if condition.operator == "in":
            return f"{condition.fact} in [{', '.join(map(str, condition.value))}]"
        return f"{condition.fact} {condition.operator} {condition.value}"
    assert isinstance(condition, Node)
    if condition.operator == "not":
        return f"not ({_text(condition.parts[0])})"
    inner = [_text(p) for p in condition.parts]
    word = " and " if condition.operator == "all" else " or "
    return inner[0] if len(inner) == 1 else f"({word.join(inner)})"
