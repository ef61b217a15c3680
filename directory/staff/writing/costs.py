"""What it costs: who pays how much, for what, and what helps those who cannot."""

from collections.abc import Mapping
from typing import Any

from directory.catalogue.history.record_changes import typed_rows
from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.services import Service
from directory.staff.domains.listing_form import cost_help_field
from directory.staff.writing.parts import WRITE_PART, FormPart, Names, Values, Written
from directory.staff.writing.rows import (
    MOST_ROWS,
    RowsPartForm,
    completed_rows,
    in_order,
    row_id_of,
    with_empty_row,
)
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.money import AMOUNT_WANTED, MoneyField, shown_pence
from directory.web.fields.rows import RowForm, RowsField
from directory.web.fields.text import LongTextField, TextField
from directory.web.listing_words import cost_words

FREE, PRICE, DONATION = "free", "price", "donation"
KINDS = (Choice(FREE, "It is free"), Choice(PRICE, "It has a price"), Choice(DONATION, "People give what they can"))
DONATIONS_WELCOME = "donations welcome"
WORDS = ("cost_help", "fees_description")


class CostRow(RowForm):
    option = TextField("Who pays this? (optional)", hint="Such as everyone, members, or carers", longest=200)
    kind = OneOfField("What do they pay?", KINDS, small=True)
    amount = MoneyField("Amount, if it has a price")
    amount_description = TextField("For what? (optional)", hint="Such as per session, or first visit free", longest=300)

    def what_is_wrong(self) -> dict[str, str]:
        """What is missing in a row, by question."""
        if not self.kind.data:
            return {"kind": "Choose what they pay"}
        if self.kind.data == PRICE and not self.amount.data:
            return {"amount": AMOUNT_WANTED}
        return {}


class CostsForm(RowsPartForm):
    rows = RowsField(CostRow, most=MOST_ROWS)
    cost_help = cost_help_field()
    fees_description = LongTextField("Anything else about money (optional)", longest=2_000, rows=3)

    def values(self, loaded: Any) -> Values:
        """What was typed, row by row."""
        rows = [(row_id_of(row), typed_cost(row)) for row in self.filled_rows()]
        return {"cost_option": rows, **{name: self[name].data or None for name in WORDS}}


def typed_cost(row: RowForm) -> dict[str, Any]:
    """A row of the form as a cost."""
    described = row.amount_description.data or None
    pence = {FREE: 0, PRICE: row.amount.pence, DONATION: None}[row.kind.data]
    if row.kind.data == DONATION:
        described = described or DONATIONS_WELCOME
    return {
        "option": row.option.data or None,
        "amount_pence": pence,
        "amount_description": described,
        "currency": "gbp" if pence is not None else None,
    }


def shown_cost(row: Plain) -> dict[str, Any]:
    """A cost as a row of the form."""
    pence = row["amount_pence"]
    kind = DONATION if pence is None else PRICE if pence else FREE
    shown = {"option": row["option"], "amount_description": row["amount_description"]}
    return {"row_id": row["id"], "kind": kind, "amount": shown_pence(pence) if pence else "", **shown}


def summary(values: Values, _names: Names) -> str:
    costs = typed_rows("cost_option", values["cost_option"]).values()
    lines = sorted(cost_words(CostOption(**row)) for row in costs)
    return ". ".join(line.rstrip(".") for line in (*lines, *map(values.get, WORDS)) if line)


def shown(values: Values) -> Mapping[str, Any]:
    costs = in_order(values["cost_option"], "amount_pence", "option")
    return {**values, "rows": with_empty_row(map(shown_cost, costs))}


def completed(written: Written[Service], typed: Values) -> Values:
    return {**typed, "cost_option": completed_rows(written, "cost_option", typed["cost_option"])}


COSTS = FormPart(
    Service,
    "Cost",
    WRITE_PART,
    ("cost_option", *WORDS),
    summary,
    slug="costs",
    form=CostsForm,
    shown=shown,
    completed=completed,
    row_name="cost",
)
