# SPDX-License-Identifier: MIT
"""``accessible-kz compare``: one facility's registry score and norm verdicts side by side."""

from __future__ import annotations

import argparse
from typing import Any

from accessible_core.cli.survey_input import add_survey_options, checked_survey

NAME = "compare"
HELP = "Compare a facility's registry score with norm verdicts, and say why they differ."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from accessible_core.vocabulary import LANGUAGES

    parser.add_argument("survey", metavar="SURVEY", help="survey table or registry records")
    parser.add_argument("--id", required=True, metavar="ID", help="which facility")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="default: %(default)s")
    add_survey_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.cli.output import print_json
    from accessible_core.findings import Findings
    from accessible_core.scoring.compare import compare

    findings = Findings()
    document = compare(checked_survey(args, findings), args.id).as_dict(args.lang)
    if args.json:
        print_json(document)
    else:
        print("\n".join(_lines(document, args.lang)))
    return 0


def _lines(document: dict[str, Any], language: str) -> list[str]:
    from accessible_core.messages import text

    def label(code: str) -> str:
        return text("labels", code, language)

    lines = [
        f"{document['name']} ({document['id']}), {document['form']}, {document['built'] or '?'}"
    ]
    chosen_names = {norm["edition"] for norm in document["norms"] if norm["chosen_by_date"]}
    for group, found in document["registry"].items():
        lines += ["", label(f"group_{group}")]
        score = found["score"]
        words = label(f"score_{score}") if score else "-"
        doubts = "; ".join(label(f"doubt_{doubt}") for doubt in found["doubts"])
        mark = label("confirmed") if found["confirmed"] else doubts
        lines.append(f"  registry-2024: {words}" + (f" ({mark})" if mark else ""))
        for norm in document["norms"]:
            verdict, share = norm["verdicts"][group], norm["known"][group]
            known = "" if share is None else f" ({share:.0%})"
            chosen = " *" if norm["chosen_by_date"] else ""
            words = label(f"norm_{verdict}") if verdict else "-"
            lines.append(f"  {norm['edition']}{chosen}: {words}{known}")
        for difference in document["differences"]:
            # The rest stands in the JSON: nobody reads why editions differ that do not apply.
            applies = chosen_names & set(difference["between"])
            if difference["group"] == group and difference["reasons"] and applies:
                lines.append(f"    {' / '.join(difference['between'])}:")
                lines += [f"      {reason['text']}" for reason in difference["reasons"]]
    lines += ["", text("labels", "compare_legend", language)]
    return lines
