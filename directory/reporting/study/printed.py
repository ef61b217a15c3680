"""Every figure of the study that a cohort of 438 people can be held against, as printed, table by table.

Woodall et al. 2018, BMC Health Services Research 18:604. Where figures of the paper contradict each other, the one that
the others leave no room for has a `doubt` that says how one knows.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from directory.outcomes.evaluating.dataset import Dataset

MEN_WOMEN = "sex:male - sex:female"
YOUNG_OLD = "age:under_50 - age:50_and_over"


@dataclass(frozen=True)
class Evidence:
    """What is looked up: the document of an evaluation, and who was evaluated."""

    document: Mapping[str, Any]
    dataset: Dataset


Find = Callable[[Evidence], float | None]


@dataclass(frozen=True)
class Printed:
    """A figure as printed, where ours is found, and why it cannot be right, where it cannot."""

    table: str
    label: str
    printed: str
    find: Find
    doubt: str = ""


def every_printed() -> list[Printed]:
    """All figures, in the order of the paper."""
    return [*people(), *ethnicities(), *wellbeing(), *health(), *networks(), *anxiety(), *gp_use()]


def of_group(measure: str, group: str, statistic: str) -> Find:
    return lambda seen: seen.document["measures"][measure]["groups"][group][statistic]


def of_contrast(measure: str, groups: str, statistic: str) -> Find:
    return lambda seen: seen.document["measures"][measure]["contrasts"][groups][statistic]


def of_age(measure: str, statistic: str) -> Find:
    return lambda seen: seen.document["measures"][measure]["change_with_age"][statistic]


def percent(find: Find) -> Find:
    def found(seen: Evidence) -> float | None:
        share = find(seen)
        return None if share is None else share * 100

    return found


def people_of(group: str) -> Find:
    return lambda seen: seen.document["people"]["groups"].get(group, {"n": 0})["n"]


def share_among(group: str, among: tuple[str, ...]) -> Find:
    """What percent a group is of several together."""
    return lambda seen: 100 * (people_of(group)(seen) or 0) / sum(people_of(each)(seen) or 0 for each in among)


def share_of_ages(low: int, high: int) -> Find:
    def found(seen: Evidence) -> float:
        ages = seen.dataset.people.age
        known = ages[~np.isnan(ages)]
        return float(100 * np.mean((known >= low) & (known <= high)))

    return found


def age(statistic: str) -> Find:
    return lambda seen: seen.document["people"]["age"][statistic]


def people() -> Iterator[Printed]:
    about = "People (text)"
    yield Printed(about, "gave a date of birth", "434", age("n"))
    yield Printed(
        about,
        "% female",
        "63.9",
        # Of 436 no number of women is 63.9%: 278 are 63.8% and 279 are 64.0%. Of 435 it is 278.
        share_among("sex:female", ("sex:female", "sex:male")),
    )
    yield Printed(about, "mean age", "53.1", age("age_mean"))
    yield Printed(about, "SD of age", "18.02", age("age_sd"))
    yield Printed(about, "youngest", "16", age("youngest"))
    yield Printed(about, "oldest", "94", age("oldest"))
    yield Printed(about, "% of 50 to 59", "21.4", share_of_ages(50, 59))
    yield Printed(about, "% of 40 to 69", "56.5", share_of_ages(40, 69))
    yield Printed(
        about,
        "% under 50",
        "43.7",
        share_of_ages(0, 49),
        "Of 434 people 189 are 43.5% and 190 are 43.8%: no number of them is 43.7%.",
    )


ETHNICITIES = (
    ("White British", "white_british", "379", "86.9"),
    ("White Irish", "white_irish", "10", "2.3"),
    ("other White", "other_white", "6", "1.4"),
    ("mixed White and Black Caribbean", "mixed_white_black_caribbean", "3", "0.7"),
    ("mixed White and Black African", "mixed_white_black_african", "2", "0.5"),
    ("White and Asian", "mixed_white_asian", "2", "0.5"),
    ("Asian and Black Asian", "other_asian", "14", "3.2"),
    ("Black Caribbean", "black_caribbean", "3", "0.7"),
    ("Black African", "black_african", "8", "1.8"),
    ("other Black African", "other_black", "2", "0.5"),
    ("other", "other", "7", "1.6"),
)


def ethnicities() -> Iterator[Printed]:
    everybody = tuple(f"ethnicity:{code}" for _, code, _, _ in ETHNICITIES)
    for label, code, count, share in ETHNICITIES:
        yield Printed("Table 1: ethnicity", f"{label}, n", count, people_of(f"ethnicity:{code}"))
        yield Printed("Table 1: ethnicity", f"{label}, %", share, share_among(f"ethnicity:{code}", everybody))


STATISTICS = (
    ("n", "n"),
    ("baseline mean", "baseline_mean"),
    ("baseline SD", "baseline_sd"),
    ("post mean", "post_mean"),
    ("post SD", "post_sd"),
    ("change", "change_mean"),
    ("SD of change", "change_sd"),
    ("95% from", "change_low"),
    ("95% to", "change_high"),
    ("t", "t"),
    ("df", "df"),
)


def row(
    table: str, measure: str, group: tuple[str, str], printed: str, doubts: Mapping[str, str] | None = None
) -> Iterator[Printed]:
    """A row of a table: its cells in the order of STATISTICS, a dash where the paper prints none."""
    label, key = group
    for (name, statistic), cell in zip(STATISTICS, printed.split(), strict=True):
        if cell != "-":
            find = of_group(measure, key, statistic)
            yield Printed(table, f"{label}, {name}", cell, find, (doubts or {}).get(name, ""))


def ways(table: str, measure: str, improved: str, worse: str, same: str, effect: str) -> Iterator[Printed]:
    yield Printed(table, "all, d (d_z)", effect, of_group(measure, "all", "d_z"))
    yield Printed(table, "all, improved", improved, of_group(measure, "all", "improved"))
    yield Printed(table, "all, worse", worse, of_group(measure, "all", "worse"))
    yield Printed(table, "all, same", same, of_group(measure, "all", "same"))


ALL, MALE, FEMALE = ("all", "all"), ("male", "sex:male"), ("female", "sex:female")
YOUNG, OLD = ("under 50", "age:under_50"), ("50 and over", "age:50_and_over")


def wellbeing() -> Iterator[Printed]:
    table, code = "Tables 2, 3 and text: wellbeing", "swemwbs_raw"
    yield from row(
        table,
        code,
        ALL,
        "342 18.16 6.03 22.13 5.80 3.98 5.33 3.41 4.55 13.81 341",
        {
            "95% to": "Of whole scores only 6,210 before and 7,570 after round to both means and their difference; with"
            " the SD of change and t the interval then ends at 4.54."
        },
    )
    yield from ways(table, code, "265", "58", "19", "0.75")
    yield from row(table, code, MALE, "127 18.19 5.76 22.14 5.86 3.95 5.78 2.94 4.97 7.71 126")
    yield from row(table, code, FEMALE, "212 18.15 6.21 22.13 5.82 3.98 5.08 3.29 4.67 11.40 211")
    yield Printed(
        table,
        "male against female, t",
        "0.47",
        of_contrast(code, MEN_WOMEN, "pooled_t"),
        "The means are 0.03 apart, and their standard error is 0.60: t is 0.05 in size, which is also what goes with"
        " the printed p of .96. A t of 0.47 with 337 degrees would have p = .64.",
    )
    yield Printed(table, "male against female, df", "337", of_contrast(code, MEN_WOMEN, "pooled_df"))
    yield Printed(table, "male against female, p", "0.96", of_contrast(code, MEN_WOMEN, "pooled_p"))
    yield from row(table, code, YOUNG, "139 17.56 5.70 22.30 5.71 4.74 4.94 3.91 5.57 11.32 138")
    yield from row(table, code, OLD, "199 18.58 6.23 22.01 5.91 3.42 5.57 2.64 4.20 8.67 198")
    why = (
        "The printed means, SDs and numbers of both groups give a t of 2.24 or 2.25 with 336 degrees. Rounding alone"
        " would allow up to 2.27, and no more."
    )
    yield Printed(table, "under 50 against 50 and over, t", "2.43", of_contrast(code, YOUNG_OLD, "pooled_t"), why)
    yield Printed(table, "under 50 against 50 and over, df", "336", of_contrast(code, YOUNG_OLD, "pooled_df"))
    yield Printed(
        table,
        "under 50 against 50 and over, p",
        "0.02",
        of_contrast(code, YOUNG_OLD, "pooled_p"),
        "It goes with the t of 2.43. With the t that whole scores leave it is just above .025, which is .03.",
    )
    yield Printed(table, "age with change, r", "-0.21", of_age(code, "r"))


def health() -> Iterator[Printed]:
    table, code = "Tables 4, 5 and text: health rating", "eq5d_vas"
    yield from row(table, code, ALL, "320 43.27 20.87 52.83 20.83 - - 7.09 12.02 7.64 319")
    yield from ways(table, code, "191", "76", "53", "0.43")
    yield from row(table, code, MALE, "113 43.50 19.34 54.96 19.47 11.46 21.31 7.49 15.43 5.72 112")
    yield from row(table, code, FEMALE, "204 43.51 21.57 51.50 21.51 7.98 22.63 4.86 11.11 5.04 203")
    yield from differences(
        table,
        code,
        ("male against female", MEN_WOMEN),
        "1.34 315 0.18 -1.63 8.60",
        {
            "95% from": "Whole scores leave a difference of 3.480 alone; to end at 8.60 the interval then has to begin"
            " at -1.64."
        },
    )
    yield from row(table, code, YOUNG, "120 44.13 20.48 53.15 22.09 9.02 21.53 5.12 12.91 4.59 119")
    yield from row(table, code, OLD, "196 42.91 21.16 52.61 20.25 9.70 22.92 6.47 12.93 5.92 195")
    yield from differences(table, code, ("under 50 against 50 and over", YOUNG_OLD), "-0.26 314 0.79 -5.79 4.43", {})


def differences(
    table: str, code: str, groups: tuple[str, str], printed: str, doubts: Mapping[str, str]
) -> Iterator[Printed]:
    label, key = groups
    names = (
        ("t", "pooled_t"),
        ("df", "pooled_df"),
        ("p", "pooled_p"),
        ("95% from", "pooled_low"),
        ("95% to", "pooled_high"),
    )
    for (name, statistic), cell in zip(names, printed.split(), strict=True):
        yield Printed(table, f"{label}, {name}", cell, of_contrast(code, key, statistic), doubts.get(name, ""))


def networks() -> Iterator[Printed]:
    table, code = "Table 6 and text: social networks", "social_networks"
    yield from row(table, code, ALL, "306 9.09 2.68 9.92 2.37 0.83 2.35 0.57 1.10 6.21 305")
    yield from ways(table, code, "155", "76", "75", "0.35")
    yield from row(
        table,
        code,
        YOUNG,
        "120 8.68 2.50 9.86 2.43 1.18 2.43 0.75 1.62 5.35 119",
        {"SD of change": "With t and the interval, whole scores of 120 people have an SD of 2.42."},
    )
    yield from row(
        table,
        code,
        OLD,
        "184 9.33 2.77 9.93 2.33 0.60 2.35 0.27 0.93 3.55 183",
        {
            "SD of change": "Both t and the interval give 2.28 or 2.29; with 2.35 t would be 3.46 and the interval 0.26"
            " to 0.94. 2.35 is the SD of everybody, one line above."
        },
    )
    yield Printed(table, "under 50 against 50 and over, t", "2.13", of_contrast(code, YOUNG_OLD, "pooled_t"))
    yield Printed(table, "under 50 against 50 and over, df", "302", of_contrast(code, YOUNG_OLD, "pooled_df"))
    yield Printed(table, "under 50 against 50 and over, p", "0.03", of_contrast(code, YOUNG_OLD, "pooled_p"))


def anxiety() -> Iterator[Printed]:
    table, code = "Text: anxious or depressed today", "eq5d5l_anxiety_depression"
    yield Printed(table, "n", "295", of_group(code, "all", "n"))
    for stage, shares in (
        ("baseline", {"none": "12.5", "moderate": "24.7", "severe": "23.4", "extreme": "16.6"}),
        ("exit", {"none": "17.6", "moderate": "35.3", "severe": "14.9", "extreme": "7.8"}),
    ):
        for level, share in shares.items():
            yield Printed(table, f"{stage}, % {level}", share, percent(of_group(code, "all", f"{stage}_{level}_share")))
    yield Printed(table, "z", "-5.47", of_group(code, "all", "z"))
    yield Printed(table, "p", "<.001", of_group(code, "all", "p"))


def gp_use() -> Iterator[Printed]:
    table, code = "Text: seeing a GP", "gp_use"
    often = {"less_than_monthly": "48.6", "every_3_4_weeks": "30.6", "every_2_weeks": "15.1", "weekly_or_more": "5.7"}
    changed = {"lot_less": "5.5", "bit_less": "21.7", "same": "53.3", "bit_more": "14.5", "lot_more": "4.9"}
    for stage, shares in (("baseline", often), ("exit", changed)):
        for level, share in shares.items():
            name = level.replace("_", " ")
            yield Printed(table, f"{stage}, % {name}", share, percent(of_group(code, "all", f"{stage}_{level}_share")))
    yield Printed(table, "male against female, U", "13202.5", of_contrast(code, MEN_WOMEN, "u"))
    yield Printed(table, "male against female, p", "0.66", of_contrast(code, MEN_WOMEN, "p"))
    yield Printed(table, "under 50 against 50 and over, U", "10963", of_contrast(code, YOUNG_OLD, "u"))
    yield Printed(table, "under 50 against 50 and over, z", "-3.44", of_contrast(code, YOUNG_OLD, "z"))
    yield Printed(table, "under 50 against 50 and over, p", "0.001", of_contrast(code, YOUNG_OLD, "p"))
