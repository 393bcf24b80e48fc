//! The pack about another subject: what its files promise. In: `rules/examples`. Out: nothing but agreement.

use std::path::Path;
use std::process::Command;

/// `habeas` with these arguments, from the root of the project.
fn habeas(arguments: &[&str]) -> (String, bool) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = Command::new(env!("CARGO_BIN_EXE_habeas")).current_dir(root).args(arguments).output().expect("it runs");
    let said = [run.stdout, run.stderr].concat();
    (String::from_utf8(said).expect("text"), run.status.success())
}

#[test]
fn the_pack_and_its_cases_are_sound_and_do_what_they_say() {
    let (said, ok) = habeas(&["check", "rules/examples"]);
    assert!(ok, "{said}");
    assert!(said.contains("1 pack (10 rules") && said.contains("3 cases: no errors"), "{said}");
    let (said, ok) = habeas(&["test", "rules/examples"]);
    assert!(ok && said.contains("2 published outcomes") && said.contains("all as expected"), "{said}");
}

#[test]
fn a_case_that_lies_in_the_folder_of_its_pack_finds_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let pack = folder.path().join("lending");
    std::fs::create_dir_all(pack.join("cases/old")).expect("folders");
    std::fs::copy("rules/examples/lending/lending.law", pack.join("lending.law")).expect("the law");
    let case = pack.join("cases/old/marsh.case");
    std::fs::copy("rules/examples/lending/cases/marsh.case", &case).expect("the case");
    let (said, ok) = habeas(&["explain", &case.to_string_lossy()]);
    assert!(ok && said.contains("Late returns under the house rules"), "{said}");
}

#[test]
fn one_message_in_time_decides_whether_the_reader_pays() {
    let flips = [
        "flip",
        "rules/examples/lending/cases/marsh.case",
        "--gain",
        "decision fine",
        "--max",
        "1",
        "--format",
        "json",
    ];
    let (said, ok) = habeas(&flips);
    assert!(ok && said.contains("\"suppose\":\"reservation.told\""), "{said}");
}

#[test]
fn the_schedule_goes_by_the_day_on_which_the_book_was_due() {
    let of = |due: &str| {
        let suppose =
            format!("loan.due_on = {due}, loan.returned_on = 2025-02-01, not reminder.sent, not renewal.asked");
        habeas(&["what-if", "rules/examples/lending/cases/marsh.case", "--suppose", &suppose]).0
    };
    assert!(of("2024-12-31").contains("A charge for every late day"), "{}", of("2024-12-31"));
    assert!(of("2025-01-01").contains("Send a reminder first"), "{}", of("2025-01-01"));
}

#[test]
fn sets_that_differ_in_a_date_alone_are_told_as_one() {
    let flips = ["flip", "rules/examples/lending/cases/marsh.case", "--gain", "decision fine", "--max", "1"];
    let said = habeas(&flips).0.replace('\n', " ");
    let nearest =
        "3. If “When did the reader ask for more time?” were answered “2 March 2023” (now “27 February 2023”)";
    assert!(said.contains(nearest) && said.contains("The effect is the same with"), "{said}");
    assert!(said.contains("4. If") && !said.contains("5. If"), "{said}");
}
