//! What a case tells of people: declared names, accounts, what is not known, what is confidential. They stand in the checked case,
//! change no result, and what is wrong with them is told with its place.

use habeas::case::{CaseFile, DeclaredName};
use habeas::check::check_case;
use habeas::diagnostic::Code;
use habeas::evaluate::{Options, evaluate};
use habeas::explain::words;
use habeas::program::HoldingId;
use habeas::source::{SourceId, Span};
use habeas::syntax::ast::NameKind;
use habeas::syntax::parse;

use crate::opened::ilyashev;

const HEAD: &str =
    "case one \"One arrest\"\n  under wgad\n  document opinion \"Opinion\", diary \"Diary\" confidential\n";

const TOLD: &str = "\
account sister \"Dana, the sister\" 2020-05-01 09:30
  told  \"She was late.\"
  asked \"What happened?\"
  told  \"They came.\\nThey left.\"
  told  \"Nobody showed a paper.\"
  note  \"In the kitchen.\"
  note  \"She wept.\"
not known \"the sister was asked on 1 May 2020\"
  arrest.on
  hearing first: on
account clerk \"A clerk\" 2020-06
  confidential
source submits
  arrest.made [2]
  not arrest.warrant_shown [sister 2; opinion 3] confidential note \"heard\"
  hearing first: private_talk [diary 4]
";

/// A case with a header of these lines, and these items.
fn read(header: &str, items: &str) -> (Option<CaseFile>, Vec<(Code, String)>) {
    let parsed = parse(SourceId::default(), &format!("{HEAD}{header}\n{items}"));
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let checked = check_case(&ilyashev().program, &[parsed.file], Span::new(SourceId(0), 0, 0));
    (checked.case, checked.diagnostics.into_iter().map(|fault| (fault.code, fault.message)).collect())
}

#[track_caller]
fn sound(header: &str, items: &str) -> CaseFile {
    let (file, faults) = read(header, items);
    assert_eq!(faults, []);
    file.expect("nothing is wrong with it")
}

#[test]
fn names_keep_their_forms_and_kinds() {
    let lines = "  names person \"Ada Brook\", \"Brook\"\n  names place \"Millford\" confidential\n";
    let file = sound(lines, TOLD);
    let name = |kind, forms: &[&str], confidential| DeclaredName {
        kind,
        forms: forms.iter().map(|form| (*form).to_owned()).collect(),
        confidential,
    };
    let all = [name(NameKind::Person, &["Ada Brook", "Brook"], false), name(NameKind::Place, &["Millford"], true)];
    assert_eq!(file.names, all);
    assert_eq!(file.detentions[0].names, all);
}

#[test]
fn an_account_keeps_questions_with_their_answers_in_order() {
    let file = sound("", TOLD);
    let [sister, clerk] = &file.accounts[..] else { panic!("two accounts: {:?}", file.accounts) };
    let told = |asked: Option<&str>, told: &str| (asked.map(str::to_owned), told.to_owned());
    let exchanges = [
        told(None, "She was late."),
        told(Some("What happened?"), "They came.\nThey left."),
        told(None, "Nobody showed a paper."),
    ];
    assert_eq!(sister.exchanges, exchanges);
    assert_eq!((sister.confidential, sister.note.as_str()), (false, "In the kitchen.\nShe wept."));
    assert_eq!(sister.title(), "Account of Dana, the sister, 1 May 2020");
    assert_eq!((clerk.confidential, clerk.title().as_str()), (true, "Account of A clerk, June 2020"));
}

#[test]
fn a_place_names_an_account_as_it_names_a_document() {
    let file = sound("", TOLD);
    let case = &file.detentions[0];
    let names: Vec<(&str, bool)> = case.documents.iter().map(|it| (it.name.as_str(), it.confidential)).collect();
    assert_eq!(names, [("opinion", false), ("diary", true), ("sister", false), ("clerk", true)]);
    let statement = case.statements.iter().find(|statement| statement.confidential).expect("one is confidential");
    assert_eq!(statement.note, "heard");
    assert_eq!(words::places(case, &statement.stated), "Account of Dana, the sister, 1 May 2020, para. 2; para. 3");
    assert_eq!(case.statements.iter().filter(|statement| statement.confidential).count(), 1);
}

#[test]
fn without_documents_no_account_becomes_the_default_one() {
    let items = "account sister \"Dana\" 2020-05-01\n  told \"x\"\nsource submits\n  arrest.made [7]\n  not arrest.warrant_shown [sister]\n";
    let parsed = parse(SourceId::default(), &format!("case one \"One\"\n  under wgad\n{items}"));
    let checked = check_case(&ilyashev().program, &[parsed.file], Span::new(SourceId(0), 0, 0));
    let file = checked.case.expect("nothing is wrong with it");
    let case = &file.detentions[0];
    let places: Vec<String> = case.statements.iter().map(|it| words::places(case, &it.stated)).collect();
    assert_eq!(places, ["para. 7", "Account of Dana, 1 May 2020"]);
}

#[test]
fn what_is_not_known_is_kept_with_its_reason_for_each_detention() {
    let file = sound("", TOLD);
    let program = ilyashev().program;
    let told: Vec<(String, &str)> = file.detentions[0]
        .not_known
        .iter()
        .map(|it| (program.fact_name(it.subject.fact), it.reason.as_str()))
        .collect();
    let reason = "the sister was asked on 1 May 2020";
    assert_eq!(told, [("arrest.on".to_owned(), reason), ("hearing.on".to_owned(), reason)]);
    let split =
        "not known \"all\"\n  arrest.on\ndetention a \"A\"\nnot known \"own\"\n  arrest.made\ndetention b \"B\"\n";
    let counts: Vec<usize> = sound("", split).detentions.iter().map(|case| case.not_known.len()).collect();
    assert_eq!(counts, [2, 1]);
}

#[test]
fn none_of_it_changes_what_is_concluded() {
    let program = ilyashev().program;
    let without = "source submits\n  arrest.made [2]\n  not arrest.warrant_shown [opinion 3]\n  hearing first: private_talk [diary 4]\n";
    let concluded = |file: &CaseFile| {
        let proof = evaluate(&program, &file.detentions[0], Options::default());
        (0..program.holdings.len()).map(|id| proof.holding(HoldingId::at(id))).collect::<Vec<_>>()
    };
    let (plain, rich) = (sound("", without), sound("  names person \"Ada\" confidential\n", TOLD));
    assert_eq!(concluded(&plain), concluded(&rich));
}

#[test]
fn a_name_belongs_to_one_line() {
    for lines in [
        "  names person \"Ada\", \"Ada\"\n",
        "  names person \"Ada\"\n  names person \"Ada\"\n",
        "  names person \"Ada\"\n  names place \"Millford\", \"Ada\"\n",
    ] {
        let (file, faults) = read(lines, "");
        assert_eq!(faults, [(Code::DuplicateName, "the name `Ada` is declared twice".to_owned())]);
        assert!(file.is_none());
    }
    let (_, faults) = read("  names number \" \"\n", "");
    assert_eq!(faults, [(Code::MissingDeclaration, "this name is empty".to_owned())]);
}

#[test]
fn an_account_needs_a_word_of_its_own() {
    let account = |word: &str| format!("account {word} \"Dana\" 2020-05-01\n");
    let (_, faults) = read("", &account("diary"));
    assert_eq!(faults, [(Code::DuplicateName, "`diary` is already the word of a document".to_owned())]);
    let (_, faults) = read("", &(account("sister") + &account("sister")));
    assert_eq!(faults, [(Code::DuplicateName, "`sister` is already the word of an account".to_owned())]);
}

#[test]
fn a_question_needs_its_answer() {
    let (_, faults) =
        read("", "account sister \"Dana\" 2020-05-01\n  asked \"a\"\n  asked \"b\"\n  told \"c\"\n  asked \"d\"\n");
    let told = (Code::MissingDeclaration, "nothing is told in answer to this question".to_owned());
    assert_eq!(faults, [told.clone(), told]);
}

#[test]
fn what_is_not_known_and_yet_stated_is_warned_of() {
    let items = "not known \"asked\"\n  arrest.made, arrest.on\nsource submits\n  arrest.made\n";
    let (file, faults) = read("", items);
    let message = "`arrest.made` is listed as not known, and the source states it";
    assert_eq!(faults, [(Code::NotKnownAndStated, message.to_owned())]);
    assert!(file.is_some(), "a warning stops nothing");
    let (_, faults) = read("", "not known \"asked\"\n  arrest.maed\n  hearing first: on\n");
    let codes: Vec<Code> = faults.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, [Code::UnknownFact, Code::UnknownName]);
}
