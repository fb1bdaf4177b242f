# SPDX-License-Identifier: GPL-3.0-or-later
"""The two sentences on what a profile bars, word by word, on streets made for each word.

Every case is a chain of three footways of its own; the middle one, or the node before it,
has the tags. Barred means that the chain cannot be passed, for exactly that cause.
"""

import json

import pytest
from console import document, run

FOOT = {"highway": "footway"}
ROAD = {"highway": "residential"}


def way(**tags):
    return "way", {**FOOT, **{key.replace("__", ":"): value for key, value in tags.items()}}


def road(**tags):
    return "way", {**ROAD, **{key.replace("__", ":"): value for key, value in tags.items()}}


def node(**tags):
    return "node", {key.replace("__", ":").rstrip("_"): value for key, value in tags.items()}


#: tags -> cause for manual_wheelchair, cause for foot, each None where it is to pass.
BARRED_FOR_ALL = {
    **{f"foot={v}": (way(foot=v), "access") for v in ("no", "private", "use_sidepath")},
    **{f"access={v}": (way(access=v), "access") for v in ("no", "private")},
    **{
        f"access=no foot={v}": (way(access="no", foot=v), None)
        for v in ("yes", "designated", "permissive")
    },
    "access=private foot=customers": (way(access="private", foot="customers"), "access"),
    **{
        f"{v}": (way(highway=v), "access")
        for v in ("motorway", "trunk", "motorway_link", "trunk_link")
    },
    "trunk foot=yes": (way(highway="trunk", foot="yes"), None),
    "motorway foot=designated": (way(highway="motorway", foot="designated"), None),
    "trunk sidewalk=both": (way(highway="trunk", sidewalk="both"), None),
    "trunk sidewalk=no": (way(highway="trunk", sidewalk="no"), "access"),
    "construction": (way(highway="construction", construction="footway"), "kind"),
    "gate access=private": (node(barrier="gate", access="private"), "access"),
    "gate access=private foot=yes": (node(barrier="gate", access="private", foot="yes"), None),
    "gate": (node(barrier="gate"), None),
    "oneway:foot=-1": (way(oneway__foot="-1"), "oneway"),
    "oneway:foot=yes": (way(oneway__foot="yes"), None),
}
SURFACES = [
    "sand",
    "mud",
    "earth",
    "dirt",
    "grass",
    "ground",
    "snow",
    "ice",
    "salt",
    "rock",
    "stone",
    "stepping_stones",
]
BARRIERS = [
    "stile",
    "turnstile",
    "full-height_turnstile",
    "kissing_gate",
    "horse_stile",
    "block",
    "log",
    "sump_buster",
    "debris",
]
BARRED_FOR_WHEELCHAIRS = {
    "steps": (way(highway="steps"), "steps"),
    "steps wheelchair=yes": (way(highway="steps", wheelchair="yes"), "steps"),
    "steps ramp=yes": (way(highway="steps", ramp="yes"), "steps"),
    "steps with ramp": (way(highway="steps", ramp__wheelchair="yes"), None),
    "wheelchair=no": (way(wheelchair="no"), "wheelchair"),
    "wheelchair=limited": (way(wheelchair="limited"), None),
    "incline=6%": (way(incline="6%"), None),
    "incline=7%": (way(incline="7%"), "incline"),
    "incline=-7%": (way(incline="-7%"), "decline"),
    "incline=up": (way(incline="up"), None),
    "width=0.9": (way(width="0.9"), None),
    "width=0.89": (way(width="0.89"), "width"),
    "width=85 cm": (way(width="85 cm"), "width"),
    "est_width=0.7": (way(est_width="0.7"), "width"),
    **{
        f"smoothness={v}": (way(smoothness=v), "smoothness")
        for v in ("very_bad", "horrible", "very_horrible", "impassable")
    },
    "smoothness=bad": (way(smoothness="bad"), None),
    **{f"surface={v}": (way(surface=v), "surface") for v in SURFACES},
    "surface=gravel": (way(surface="gravel"), None),
    "kerb=raised": (node(barrier="kerb", kerb="raised"), "kerb"),
    "kerb=raised alone": (node(kerb="raised"), "kerb"),
    "kerb=lowered": (node(barrier="kerb", kerb="lowered"), None),
    "kerb=flush": (node(kerb="flush"), None),
    "kerb of 4 cm": (node(barrier="kerb", kerb__height="4 cm"), "kerb"),
    "kerb of 0.04": (node(barrier="kerb", kerb="lowered", kerb__height="0.04"), "kerb"),
    "kerb of 3 cm": (node(barrier="kerb", kerb__height="0.03"), None),
    **{f"barrier={v}": (node(barrier=v), "barrier") for v in BARRIERS},
    "barrier=bollard": (node(barrier="bollard"), None),
    **{
        f"lifted by {yes}: {key}": (way(wheelchair=yes, **{key: value}), None)
        for yes in ("yes", "designated")
        for key, value in {
            "surface": "sand", "smoothness": "horrible", "incline": "9%", "width": "0.6",
        }.items()
    },
    "wheelchair=limited lifts nothing": (way(wheelchair="limited", surface="sand"), "surface"),
    "lifted barrier": (node(barrier="block", wheelchair="yes"), None),
    "lifted kerb": (node(barrier="kerb", kerb="raised", wheelchair="designated"), None),
    "gate wheelchair=no": (node(barrier="gate", wheelchair="no"), "wheelchair"),
    "oneway is for vehicles": (way(oneway="yes"), None),
    "one sidewalk of two": (
        road(
            sidewalk="both",
            surface="sand",
            sidewalk__left__surface="sand",
            sidewalk__right__surface="asphalt",
        ),
        None,
    ),
    "both sidewalks bad": (
        road(sidewalk="both", surface="sand", wheelchair="yes", access="private", foot="yes",
             sidewalk__both__surface="sand"),
        None,  # on the road itself, which wheelchair=yes lifts; its sidewalks stay barred
    ),
    "sidewalk has its own surface": (
        road(sidewalk="both", surface="sand", sidewalk__both__surface="asphalt"),
        None,
    ),
}  # fmt: skip
KNOWN = {
    "foot": "yes", "surface": "asphalt", "smoothness": "good", "width": "2", "incline": "0%",
}  # fmt: skip
#: Tags of all three ways -> what is not known then.
CONFIDENCE = {
    "all known": (way(**KNOWN), set()),
    **{
        f"no {key}": (way(**{k: v for k, v in KNOWN.items() if k != key}), {key})
        for key in ("surface", "smoothness", "width", "incline")
    },
    "incline=up": (way(**{**KNOWN, "incline": "up"}), {"incline"}),
    "estimated width": (
        way(est_width="2", **{k: v for k, v in KNOWN.items() if k != "width"}),
        {"width"},
    ),
    "cycleway": (way(**{**KNOWN, "foot": "unknown", "highway": "cycleway"}), {"access"}),
}
ALL = {**BARRED_FOR_ALL, **BARRED_FOR_WHEELCHAIRS}
NEVER_BARRED = {f"confidence: {name}": (tags, None) for name, (tags, _) in CONFIDENCE.items()}
ALL.update(NEVER_BARRED)
NAMES = list(ALL)


def place(row, column):
    return 76.9 + column * 0.001, 43.2 + row * 0.005


@pytest.fixture(scope="session")
def chains(tmp_path_factory):
    """The network of all cases, and the table of pairs along them."""
    folder = tmp_path_factory.mktemp("sentences")
    nodes, ways, table = [], [], ["id,from_lon,from_lat,to_lon,to_lat"]
    for row, ((kind, tags), _) in enumerate(ALL.values()):
        for column in range(4):
            lon, lat = place(row, column)
            mine = tags if kind == "node" and column == 1 else {}
            nodes.append(
                f'<node id="{row * 10 + column + 1}" version="1" lon="{lon:.7f}" lat="{lat:.7f}">'
                f"{_xml(mine)}</node>"
            )
        for column in range(3):
            everywhere = NAMES[row] in NEVER_BARRED
            mine = tags if kind == "way" and (column == 1 or everywhere) else FOOT
            ways.append(
                f'<way id="{row * 10 + column + 1}" version="1"><nd ref="{row * 10 + column + 1}"/>'
                f'<nd ref="{row * 10 + column + 2}"/>{_xml(mine)}</way>'
            )
        (lon, lat), (to_lon, to_lat) = place(row, 0), place(row, 3)
        table.append(f"{row},{lon:.7f},{lat:.7f},{to_lon:.7f},{to_lat:.7f}")
    (folder / "chains.osm").write_text(
        f'<osm version="0.6">{"".join(nodes + ways)}</osm>', encoding="utf-8"
    )
    (folder / "pairs.csv").write_text("\n".join(table), encoding="utf-8")
    built = run("network", "build", folder / "chains.osm", "-o", folder / "net")
    assert built.returncode == 0, built.stderr
    return folder


def _xml(tags):
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())


@pytest.fixture(scope="session")
def asked(chains):
    """Documents of all chains under some options, each asked for once."""
    kept = {}

    def ask(*options):
        if options not in kept:
            done = run("route", chains / "net", "--pairs", chains / "pairs.csv", *options)
            assert done.returncode == 0, done.stderr
            lines = [json.loads(line) for line in done.stdout.splitlines()]
            assert [line["id"] for line in lines] == [str(row) for row in range(len(ALL))]
            kept[options] = dict(zip(NAMES, lines))
        return kept[options]

    return ask


def causes(found):
    assert found["status"] in ("ok", "no_route")
    if found["status"] == "ok":
        return None
    assert found["reason"] == "barred"
    return {cause["attribute"] for cause in found["blocked_by"]}


def expected(attribute):
    return None if attribute is None else {attribute}


@pytest.mark.parametrize("name", NAMES)
def test_manual_wheelchair_is_the_default(asked, name):
    found = asked()[name]
    assert causes(found) == expected(ALL[name][1])
    for cause in found.get("blocked_by", []):
        kind, tags = ALL[name][0]
        row = NAMES.index(name)
        assert (cause["osm_way"], cause["osm_node"]) == (
            (row * 10 + 2, None) if kind == "way" else (None, row * 10 + 2)
        )
        limits = {"incline": 6, "decline": 6, "width": 90, "kerb": 3, "smoothness": "bad"}
        if cause["attribute"] in limits:
            assert cause["limit"] == limits[cause["attribute"]]
        if cause["attribute"] in ("incline", "decline"):
            assert cause["value"] == pytest.approx(7)
        if cause["attribute"] == "width":
            assert cause["value"] in (pytest.approx(89), pytest.approx(85), pytest.approx(70))
        if cause["attribute"] in ("surface", "smoothness", "barrier", "wheelchair"):
            assert cause["value"] == tags[cause["attribute"]]


@pytest.mark.parametrize("name", NAMES)
def test_on_foot_only_the_rules_for_everybody_hold(asked, name):
    found = asked("--profile", "foot")[name]
    assert causes(found) == expected(ALL[name][1] if name in BARRED_FOR_ALL else None)


def test_what_the_user_set_is_never_lifted(asked):
    strict = asked("--set", "max_incline=5", "--set", "min_width=100", "max_kerb=2")
    assert causes(strict["incline=6%"]) == {"incline"}
    assert causes(strict["width=0.9"]) == {"width"}
    assert causes(strict["kerb of 3 cm"]) == {"kerb"}
    for yes in ("yes", "designated"):
        assert causes(strict[f"lifted by {yes}: incline"]) == {"incline"}
        assert causes(strict[f"lifted by {yes}: width"]) == {"width"}
        assert causes(strict[f"lifted by {yes}: surface"]) is None
    assert causes(strict["lifted kerb"]) == {"kerb"}
    assert causes(strict["lifted barrier"]) is None


def test_steps_are_a_limit_of_the_user_too(asked):
    assert causes(asked("--set", "allow_steps=yes")["steps"]) is None
    assert causes(asked("--set", "allow_steps=no")["steps with ramp"]) == {"steps"}


def test_an_estimated_width_is_not_known(asked):
    wide = asked("--set", "min_width=60")["est_width=0.7"]
    assert wide["status"] == "ok"
    assert "width" not in wide["edges"][1]["known"]
    assert "width" in asked()["width=0.9"]["edges"][1]["known"]


def test_a_trunk_is_walked_on_its_sidewalk_only(asked):
    found = asked("--profile", "foot")["trunk sidewalk=both"]
    assert found["edges"][1]["kind"] == "sidewalk"
    assert found["carriageway_m"] == 0


def test_the_sidewalk_carries_its_own_surface(asked):
    found = asked()["sidewalk has its own surface"]
    assert (found["edges"][1]["kind"], found["edges"][1]["surface"]) == ("sidewalk", "asphalt")


def test_inclines_have_the_sign_of_travel(asked, chains):
    row = NAMES.index("incline=6%")
    start, end = (",".join(map(str, place(row, column))) for column in (0, 3))
    there = asked()["incline=6%"]["edges"][1]
    back = document(run("route", chains / "net", f"--from={end}", f"--to={start}", "--json"))
    assert (there["incline"], back["edges"][1]["incline"]) == (6, -6)
    assert (there["from_node"], there["to_node"]) == (row * 10 + 2, row * 10 + 3)
    assert (back["edges"][1]["from_node"], back["edges"][1]["to_node"]) == (
        row * 10 + 3,
        row * 10 + 2,
    )


def test_unknown_can_bar(asked):
    strict = asked("--unknown", "bar")["surface=gravel"]
    assert {"smoothness", "width", "incline"} <= causes(strict)
    kerb = asked("--unknown", "kerb=bar")
    assert causes(kerb["surface=gravel"]) is None


@pytest.mark.parametrize("name", CONFIDENCE)
def test_confirmed_is_only_what_is_known_all_along(asked, name):
    found, lacking = asked()[f"confidence: {name}"], CONFIDENCE[name][1]
    assert {key for key, share in found["unknown_share"].items() if share} == lacking
    assert all(found["unknown_share"][key] == 1 for key in lacking)
    assert found["confidence"] == ("unverified" if lacking else "confirmed")
    strict = asked("--unknown", "bar")[f"confidence: {name}"]
    assert causes(strict) == (lacking or None)


def test_wheelchair_yes_of_a_road_does_not_lift_its_sidewalk(asked):
    assert asked()["both sidewalks bad"]["edges"][1]["kind"] == "road"
    good = asked()["one sidewalk of two"]["edges"][1]
    assert (good["kind"], good["surface"]) == ("sidewalk", "asphalt")
