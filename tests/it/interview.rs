//! Interviews without a terminal: what is asked, what an answer changes, that nothing else in a file ever changes, and that a case
//! told in answers comes out as the one that was written.
#![expect(clippy::panic, reason = "a helper of tests fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read the repository from the disk")]

#[cfg(unix)]
mod terminal;

use std::path::{Path, PathBuf};

use habeas::case::{Case, Datum, Subject};
use habeas::evaluate::{Options, evaluate};
use habeas::explain::explain;
use habeas::inquiry::default_goals;
use habeas::interview::{Interview, Setting, beginning};
use habeas::program::{HoldingId, Program, Type};
use habeas::source::SourceId;
use habeas::syntax::ast::DateLiteral;

use crate::opened::{Opened, ilyashev, opened};

const MAY: DateLiteral = DateLiteral { year: 2024, month: Some(5), day: Some(1), time: None };

fn setting<'p>(program: &'p Program, goals: &[&str]) -> Setting<'p> {
    Setting {
        program,
        source: SourceId(0),
        others: Vec::new(),
        detention: None,
        goals: goals.iter().map(|goal| program.holding_called(goal).expect("the pack declares it")).collect(),
        who: "the client's sister".to_owned(),
        on: MAY,
        confidential: false,
    }
}

/// An interview of nobody has told anything yet.
fn fresh<'p>(program: &'p Program, goals: &[&str]) -> Interview<'p> {
    Interview::begin(setting(program, goals), beginning("client", "wgad", "Ann Doe")).expect("a new case is sound")
}

fn asked(interview: &Interview) -> String {
    interview.prompt().map_or_else(String::new, |prompt| prompt.question.clone())
}

/// Answers until this is asked; what supports an answer and what is to be told freely is passed by.
#[track_caller]
fn up_to(interview: &mut Interview, question: &str) {
    for _ in 0..400 {
        let now = asked(interview);
        if now == question {
            return;
        }
        let typed = if passes(interview) { "" } else { "skip" };
        interview.answer(typed).unwrap_or_else(|why| panic!("{now}: {why}"));
    }
    panic!("never asked: {question}");
}

/// Whether Enter alone passes on.
fn passes(interview: &Interview) -> bool {
    interview.prompt().is_some_and(|prompt| prompt.hint.starts_with("Enter"))
}

#[track_caller]
fn say(interview: &mut Interview, typed: &str) {
    let question = asked(interview);
    interview.answer(typed).unwrap_or_else(|why| panic!("{question} {typed}: {why}"));
}

#[test]
fn a_topic_begins_with_an_open_question_kept_word_for_word() {
    let Opened { program, .. } = ilyashev();
    let mut interview = fresh(&program, &["category III"]);
    let first = asked(&interview);
    assert!(first.starts_with("Please tell me, in your own words, about: "), "{first}");
    say(&mut interview, "They said \"quiet\" {sic}; הם באו בלילה.");
    assert_eq!(interview.remark(), "Kept in these words.");
    let told = format!(
        "\naccount sister \"the client's sister\" 2024-05-01\n  asked \"{first}\"\n  told \"They said \\\"quiet\\\" {{sic}}; הם באו בלילה.\"\n"
    );
    assert!(interview.text().contains(&told), "{}", interview.text());
    assert!(!asked(&interview).starts_with("Please"), "the precise questions follow");
    say(&mut interview, "back");
    assert_eq!(asked(&interview), first);
    assert_eq!(interview.text(), beginning("client", "wgad", "Ann Doe"));
}

#[test]
fn an_answer_takes_who_says_so_what_shows_it_and_a_note() {
    let Opened { program, .. } = ilyashev();
    let mut interview = fresh(&program, &["category III"]);
    up_to(&mut interview, "Was there a trial?");
    say(&mut interview, "yes");
    assert!(interview.text().ends_with("source submits\n  trial.held [sister]\n"), "{}", interview.text());
    say(&mut interview, "a \"neighbour\"");
    say(&mut interview, "Summons No. 3");
    say(&mut interview, "she kept it");
    let line = "  trial.held by \"Summons No. 3\" quoting \"a \\\"neighbour\\\"\" [sister] note \"she kept it\"\n";
    assert!(interview.text().ends_with(line), "{}", interview.text());
    say(&mut interview, "back");
    assert_eq!(asked(&interview), "Was there a trial?");
    assert!(!interview.text().contains("trial.held"));
}

#[test]
fn what_is_not_known_is_written_down_and_not_asked_of_the_same_person_again() {
    let Opened { program, .. } = ilyashev();
    let mut interview = fresh(&program, &["category III"]);
    up_to(&mut interview, "Was there a trial?");
    say(&mut interview, "I don't know");
    let known = "not known \"the client's sister was asked on 1 May 2024\"\n  trial.held\n";
    assert!(interview.text().ends_with(known), "{}", interview.text());
    let text = interview.text().to_owned();
    let goals = ["category III"];
    let mut again = Interview::begin(setting(&program, &goals), text.clone()).expect("it can be continued");
    assert!(never_asked(&mut again, "Was there a trial?"));
    let brother = Setting { who: "the brother".to_owned(), ..setting(&program, &goals) };
    let mut other = Interview::begin(brother, text).expect("it can be continued");
    up_to(&mut other, "Was there a trial?");
}

#[test]
fn what_is_told_in_confidence_is_kept_apart_from_what_was_told_openly() {
    let Opened { program, .. } = ilyashev();
    let goals = ["category III"];
    let mut open = fresh(&program, &goals);
    say(&mut open, "They came at night.");
    let before = open.text().to_owned();
    let secret = Setting { confidential: true, ..setting(&program, &goals) };
    let mut interview = Interview::begin(secret, before.clone()).expect("it can be continued");
    up_to(&mut interview, "Was there a trial?");
    say(&mut interview, "yes");
    say(&mut interview, "back");
    say(&mut interview, "yes");
    let line = "  trial.held [sister_2] confidential\n";
    assert!(interview.text().contains(line), "{}", interview.text());
    say(&mut interview, "");
    say(&mut interview, "");
    say(&mut interview, "He hid it.");
    let line = "  trial.held [sister_2] confidential note \"He hid it.\"\n";
    assert!(interview.text().contains(line), "{}", interview.text());
    while !asked(&interview).starts_with("Please") {
        say(&mut interview, "skip");
    }
    say(&mut interview, "He hid the laptop.");
    let file = setting(&program, &goals).read(interview.text()).expect("it is sound");
    let accounts: Vec<(bool, usize)> =
        file.accounts.iter().map(|account| (account.confidential, account.exchanges.len())).collect();
    assert_eq!(accounts, [(false, 1), (true, 1)], "{}", interview.text());

    // Who spoke in confidence alone goes on in confidence.
    let text = beginning("client", "wgad", "Ann Doe");
    let secret = Setting { confidential: true, ..setting(&program, &goals) };
    let mut interview = Interview::begin(secret, text).expect("a new case is sound");
    say(&mut interview, "He hid the laptop.");
    let again = Interview::begin(setting(&program, &goals), interview.text().to_owned()).expect("it can be continued");
    assert!(again.is_confidential());
}

#[test]
fn not_to_know_whether_to_go_on_ends_nothing() {
    let Opened { program, .. } = ilyashev();
    let text = "case c \"C\"\n  under wgad\nsource submits\n  state.party_to_iccpr\n  arrest.made\n  arrest.on = 2020-04-17 20:20\n  \
                not arrest.warrant_shown\n  not arrest.reasons_given\n";
    let mut interview = Interview::begin(setting(&program, &["category I"]), text.to_owned()).expect("it is sound");
    for _ in 0..100 {
        if asked(&interview).ends_with("Go on?") {
            break;
        }
        let typed = if passes(&interview) { "" } else { "don't know" };
        say(&mut interview, typed);
    }
    let why = interview.objection("I don't know").expect("it is no answer");
    assert!(why.starts_with("say yes to go on"), "{why}");
    say(&mut interview, "no");
    assert!(interview.prompt().is_none());
    assert!(interview.told().left > 0, "what was left out is counted");
}

/// Puts everything off and sees what is asked.
fn never_asked(interview: &mut Interview, question: &str) -> bool {
    while let Some(prompt) = interview.prompt() {
        if prompt.question == question {
            return false;
        }
        let typed = match (passes(interview), asked(interview).contains("put off before")) {
            (_, true) => "no",
            (true, _) => "",
            _ => "skip",
        };
        say(interview, typed);
    }
    true
}

#[test]
fn what_is_put_off_is_asked_again_at_the_end() {
    let Opened { program, .. } = ilyashev();
    let mut interview = fresh(&program, &["category IV"]);
    let mut put_off = 0;
    while !asked(&interview).contains("put off before") {
        let typed = if passes(&interview) { "" } else { "skip" };
        put_off += usize::from(typed == "skip");
        say(&mut interview, typed);
    }
    assert!(put_off > 1);
    assert_eq!(interview.told().put_off, put_off);
    say(&mut interview, "yes");
    assert!(!asked(&interview).starts_with("Please"), "what was told freely is not asked again: {}", asked(&interview));
    assert_eq!(interview.told().put_off, 0);
    while interview.prompt().is_some() {
        let typed = if passes(&interview) { "" } else { "skip" };
        say(&mut interview, typed);
    }
    assert_eq!(interview.told().put_off, put_off, "once more, and then it ends");
}

#[test]
fn what_cannot_be_is_not_taken() {
    let Opened { program, .. } = ilyashev();
    let text = "case c \"C\"\n  under wgad\nsource submits\n  trial.in_absence\n";
    let mut interview = Interview::begin(setting(&program, &["category III"]), text.to_owned()).expect("it is sound");
    up_to(&mut interview, "Was there a trial?");
    let before = interview.text().to_owned();
    let why = interview.objection("no").expect("a trial in absence is a trial");
    assert!(why.contains("does not fit with the rest of the case"), "{why}");
    assert!(interview.answer("no").is_err());
    assert_eq!(interview.text(), before);
    assert_eq!(interview.objection("perhaps").as_deref(), Some("answer yes or no; a note can follow"));
    assert!(interview.objection("").is_some_and(|why| why.starts_with("answer, or say")));
    assert_eq!(interview.objection("help"), None);
}

#[test]
fn one_of_several_is_named_told_of_and_closed() {
    let Opened { program, .. } = ilyashev();
    let mut interview = fresh(&program, &["category V"]);
    let many =
        |interview: &Interview| asked(interview).starts_with("Is there anything to tell under “earlier incidents");
    while !many(&interview) {
        let typed = if passes(&interview) { "" } else { "skip" };
        say(&mut interview, typed);
    }
    say(&mut interview, "yes");
    say(&mut interview, "The raid, №1");
    assert_eq!(asked(&interview), "Earlier incidents with the authorities “The raid, №1”: When?");
    say(&mut interview, "don't know");
    let first = asked(&interview);
    say(&mut interview, "yes");
    assert!(first.starts_with("Earlier incidents with the authorities “The raid, №1”: "), "{first}");
    let text = interview.text().to_owned();
    assert!(text.contains("  incident the_raid_1: watched [sister] note \"called: The raid, №1\"\n"), "{text}");
    assert!(text.contains("\n  incident the_raid_1: on\n"), "what is not known stands under the same name: {text}");
    let more =
        |interview: &Interview| asked(interview).starts_with("Is there anything more to tell under “earlier incidents");
    while !more(&interview) {
        let typed = if passes(&interview) { "" } else { "no" };
        say(&mut interview, typed);
    }
    say(&mut interview, "no");
    assert!(interview.text().contains("  no other incident [sister]\n"), "{}", interview.text());
}

/// The case files of the repository.
fn cases() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in ["cases", "cases/criteria", "cases/opinions"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(folder).expect("there are cases") {
            let path = entry.expect("it is there").path();
            if path.extension().is_some_and(|extension| extension == "case") {
                let text = std::fs::read_to_string(&path).expect("it is text");
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// Every line that was there is there, in its order, comments and all; lines were only added.
#[track_caller]
fn only_added(before: &str, after: &str, path: &Path) {
    let mut rest = before.split('\n').peekable();
    for line in after.split('\n') {
        if rest.peek() == Some(&line) {
            rest.next();
        }
    }
    let gone: Vec<&str> = rest.collect();
    assert!(gone.is_empty(), "{}: gone or changed: {gone:?}", path.display());
}

#[test]
fn a_file_that_is_continued_keeps_every_line() {
    let Opened { program, .. } = ilyashev();
    let mut answered = 0;
    // Some of the many are enough here; what edits can meet is tested beside the editor.
    for (path, text) in cases().into_iter().step_by(9) {
        let file = setting(&program, &[]).read(&text).unwrap_or_else(|_| panic!("{}", path.display()));
        let case = file.detentions.last().expect("there is one");
        let proof = evaluate(&program, case, Options::default());
        let goals = default_goals(&proof, &explain(&proof));
        let detention = file.split.then(|| case.name.clone());
        let setting = Setting { goals, detention, ..setting(&program, &[]) };
        let mut interview = Interview::begin(setting, text.clone()).unwrap_or_else(|_| panic!("{}", path.display()));
        for typed in ["They \"came\".", "don't know", "2", "", "", "", "yes", "skip"] {
            if interview.prompt().is_none() {
                break;
            }
            if interview.objection(typed).is_none() {
                say(&mut interview, typed);
                only_added(&text, interview.text(), &path);
                answered += usize::from(interview.text() != text);
            }
        }
    }
    assert!(answered > 20, "{answered}");
}

/// What somebody who knows a written case would answer.
fn known(program: &Program, case: &Case, subject: Subject) -> String {
    let said = case.statements_on(subject).iter().find_map(|statement| statement.datum.as_ref());
    match (said, &program.facts[subject.fact.index()].kind) {
        (None, _) => "don't know".to_owned(),
        (Some(Datum::Yes), _) => "yes".to_owned(),
        (Some(Datum::No), _) => "no".to_owned(),
        (Some(Datum::Amount(_, written)), _) => written.clone(),
        (Some(Datum::Text(text)), _) => text.clone(),
        (Some(Datum::Option(place)), Type::OneOf(_)) => (place + 1).to_string(),
        (Some(Datum::List { items, .. }), _) => items.join("; "),
        (Some(Datum::Option(_)), _) => String::new(),
    }
}

/// The facts of a case that its questions ask for, by question.
fn by_question(program: &Program, case: &Case, question: &str) -> Option<Subject> {
    let proof = evaluate(program, case, Options::default());
    let asks = |subject: &&Subject| habeas::explain::words::question(&proof, **subject) == question;
    proof.circuit.subjects.iter().find(asks).copied()
}

#[test]
fn a_case_told_in_answers_comes_out_as_the_written_one() {
    let law = "case warrant \"C\"\n  under wgad\nsource submits\n  state.party_to_iccpr\n  arrest.made\n  not arrest.warrant_shown\n  \
               not arrest.reasons_given\n  arrest.on = 2020-04-17 20:20\n  not arrest.caught_in_act\n";
    let Opened { program, file } = opened(law);
    let written = &file.detentions[0];
    let goals = ["category I"];
    let mut interview = fresh(&program, &goals);
    for _ in 0..600 {
        if interview.prompt().is_none() {
            break;
        }
        let question = asked(&interview);
        let typed = match by_question(&program, written, &question) {
            _ if passes(&interview) => String::new(),
            Some(subject) => known(&program, written, subject),
            None => "no".to_owned(),
        };
        say(&mut interview, &typed);
    }
    assert!(interview.prompt().is_none(), "it ends");
    let told = opened(interview.text());
    let proofs = (told.proofs(), evaluate(&program, written, Options::default()));
    for place in 0..program.holdings.len() {
        let id = HoldingId::at(place);
        let name = program.holding_name(id);
        if goals.contains(&name.as_str()) || program.holdings[place].kind.is_none() {
            assert_eq!(proofs.0[0].holding(id), proofs.1.holding(id), "{name}\n{}", interview.text());
        }
    }
}
