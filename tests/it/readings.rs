//! Where authorities differ, the pack takes one reading, and `--reading` the other: each reading turns a case that depends on it,
//! and says so on top of the answer.
#![expect(clippy::disallowed_methods, reason = "tests write cases to the disk and read answers from it")]

use std::ffi::OsString;
use std::fs;

use serde_json::Value;

/// A reading, its other answer, what is said of the case, the category or breach in question, and whether it applies by default.
type Turned = (&'static str, &'static str, &'static str, &'static str, bool);

const LIMITS: &str = "  shows restriction.prescribed_by_law by \"law\"\n  shows restriction.legitimate_aim by \"decision\"\n  \
                      shows restriction.necessary_and_proportionate by \"decision\"\n  shows restriction.individual_threat by \"decision\"\n";

const TURNED: [Turned; 8] = [
    (
        "derogation",
        "never",
        "source submits\n  conduct.expression\n  conduct.led_to_arrest\ngovernment replies\n  \
         shows emergency.derogation_notified by \"note\"\n  shows emergency.strictly_required by \"decision\"\n",
        "II",
        false,
    ),
    (
        "assembly_limits",
        "as_expression",
        "source submits\n  conduct.assembly\n  conduct.led_to_arrest\ngovernment replies\n  \
         shows restriction.aim = reputations by \"decision\"\nLIMITS",
        "II",
        true,
    ),
    (
        "military_courts",
        "exceptionally",
        "source submits\n  trial.held\n  trial.military_court\ngovernment replies\n  \
         shows trial.military_court_unavoidable by \"decision\"\n",
        "III",
        true,
    ),
    (
        "conscientious_objection",
        "limited",
        "source submits\n  conduct.conscientious_objection\n  conduct.led_to_arrest\ngovernment replies\n  \
         shows restriction.aim = public_order by \"decision\"\nLIMITS",
        "II",
        true,
    ),
    (
        "health_detention",
        "never",
        "source submits\n  basis.psychiatric\ngovernment replies\n  shows basis.last_resort_and_reviewed by \"decision\"\n",
        "I",
        false,
    ),
    (
        "migrant_children",
        "last_resort",
        "source submits\n  migration.migrant\n  migration.administrative_custody\n  migration.child\ngovernment replies\n  \
         shows migration.necessary by \"decision\"\n",
        "IV",
        true,
    ),
    (
        "first_hearing",
        "by_video",
        "source submits\n  remand.judge_seen\n  remand.first_judge_by_video\ngovernment replies\n  \
         shows remand.video_effective by \"record\"\n",
        "ICCPR 9(3)",
        true,
    ),
    (
        "trait_as_reason",
        "both",
        "source submits\n  discrimination.religion\n  discrimination.held_for_trait\ngovernment replies\n  \
         shows arrest.warrant_shown by \"warrant\"\n",
        "II",
        false,
    ),
];

/// The answer to `habeas explain` for a case that says this.
fn explained(said: &str, reading: Option<&str>) -> Value {
    let folder = tempfile::tempdir().expect("there is room for a file");
    let (case, answer) = (folder.path().join("a.case"), folder.path().join("a.json"));
    let said = said.replace("LIMITS", LIMITS);
    let text = format!(
        "case a \"Constructed\"\n  under wgad\n  stage replied\n\nsource submits\n  state.party_to_iccpr\n  arrest.made\n\n{said}"
    );
    fs::write(&case, text).expect("the file can be written");
    let mut words: Vec<OsString> =
        ["habeas", "explain", "--rules", "rules/wgad", "--format", "json", "--output"].map(OsString::from).into();
    words.extend([answer.clone().into_os_string(), case.into_os_string()]);
    words.extend(reading.into_iter().flat_map(|reading| [OsString::from("--reading"), OsString::from(reading)]));
    let _ = habeas::cli::run(words);
    let text = fs::read_to_string(answer).expect("the case is sound");
    serde_json::from_str(&text).expect("the answer is JSON")
}

/// Whether a category applies, or a provision is breached, by the answer.
fn applies(answer: &Value, asked: &str) -> bool {
    let (list, names) = match asked.split_once(' ') {
        Some((instrument, provision)) => ("breaches", [("instrument", instrument), ("provision", provision)]),
        None => ("conclusions", [("kind", "category"), ("id", asked)]),
    };
    let all = answer[list].as_array().expect("an array");
    all.iter().any(|one| names.iter().all(|(name, is)| one[*name] == *is) && one["value"] == "yes")
}

#[test]
fn each_reading_turns_a_case_that_depends_on_it() {
    for (reading, other, said, category, by_default) in TURNED {
        let default = explained(said, None);
        assert_eq!(applies(&default, category), by_default, "{reading}: {category} by default");
        let chosen = format!("{reading}={other}");
        let otherwise = explained(said, Some(&chosen));
        assert_eq!(applies(&otherwise, category), !by_default, "{chosen}: {category}");
    }
}

#[test]
fn every_reading_of_the_pack_is_tested_here() {
    let law = fs::read_to_string("rules/wgad/04-readings.law").expect("the file is there");
    let declared: Vec<&str> = law.lines().filter_map(|line| line.strip_prefix("reading ")?.split(' ').next()).collect();
    let tested: Vec<&str> = TURNED.iter().map(|turned| turned.0).collect();
    assert_eq!(declared, tested);
}
