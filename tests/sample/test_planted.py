"""Owns the proof that the plants are well formed: both kinds for every rule, in terms of the contract, in both languages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from console.domain.catalogue import Catalogue
from console.errors import DefinitionError
from sample_db.plants import FILE, Planted, planted_file, read_planted


def test_every_rule_has_a_problem_and_a_look_alike(planted: Planted, catalogue: Catalogue) -> None:
    kinds = {(plant.rule, plant.kind) for plant in planted.plant}
    assert kinds == {(rule, kind) for rule in catalogue.rules for kind in ("problem", "look-alike")}


def test_a_plant_is_one_of_its_kind_and_told_in_both_languages(planted: Planted) -> None:
    assert [name for name, count in Counter(plant.id for plant in planted.plant).items() if count > 1] == []
    assert [p.id for p in planted.plant if not any("\u4e00" <= letter <= "\u9fff" for letter in p.zh)] == []
    assert [p.id for p in planted.plant if not p.en.strip() or p.en == p.zh] == []


def test_a_payee_is_told_in_both_languages_and_names_two_entries(planted: Planted) -> None:
    names = [payee.id for payee in planted.payee]
    assert len(set(names)) == len(names) and {payee.one for payee in planted.payee} == {True, False}
    for payee in planted.payee:
        assert len(payee.vendors) > 1 and any("\u4e00" <= letter <= "\u9fff" for letter in payee.zh), payee.id
        paid = {row["vendor_id"] for row in payee.rows["payment"]}
        assert payee.en.strip() and payee.en != payee.zh and paid == payee.vendors, payee.id


def test_theme_and_key_are_those_of_the_rule(planted: Planted, catalogue: Catalogue) -> None:
    for plant in planted.plant:
        rule = catalogue.rules[plant.rule]
        assert plant.theme == rule.theme, plant.id
        assert plant.keys and all(key and set(key) <= set(rule.key) for key in plant.keys), plant.id
        assert set(plant.also) <= set(catalogue.rules), plant.id


def test_rows_keep_to_the_contract(planted: Planted, catalogue: Catalogue) -> None:
    for table, rows in planted.rows().items():
        columns = {column.name: column for column in catalogue.contract.tables[table].columns}
        for row in rows:
            assert set(row) <= set(columns), table
            assert all(row.get(name) for name in catalogue.contract.tables[table].primary_key), table
            for name, cell in row.items():
                allowed = columns[name].allowed
                assert not allowed or cell in {"", *allowed}, (table, name, cell)


def test_no_two_rows_share_a_primary_key(planted: Planted, catalogue: Catalogue) -> None:
    for table, rows in planted.rows().items():
        keys = Counter(
            tuple(row[name] for name in catalogue.contract.tables[table].primary_key) for row in rows
        )
        assert [key for key, count in keys.items() if count > 1] == [], table


@pytest.mark.parametrize(
    ("changed", "key", "told"),
    [
        ('kind = "problem"\nharmless = true', "definition-unknown", "harmless"),
        ('kind = "suspicion"', "definition-fault", "suspicion"),
    ],
)
def test_a_faulty_plant_is_named(tmp_path: Path, changed: str, key: str, told: str) -> None:
    path = tmp_path / FILE
    path.write_text(
        planted_file().read_text("utf-8").replace('\nkind = "problem"', f"\n{changed}", 1), "utf-8"
    )
    with pytest.raises(DefinitionError) as caught:
        read_planted(path)
    assert caught.value.key == key
    assert caught.value.facts["file"] == FILE and told in str(caught.value)
