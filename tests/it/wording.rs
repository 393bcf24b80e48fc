//! What a pack says in English, French and Spanish: sentences with their values, dates and quantities as each language writes
//! them, faults of wordings with their places, and that the pack we ship has a text for everything.
#![expect(clippy::disallowed_methods, reason = "tests lay out files on the disk")]

use std::fs;
use std::process::Command;

use habeas::amount::{Amount, Range};
use habeas::case::{CaseFile, Datum, Subject};
use habeas::check::{check_case, check_pack};
use habeas::diagnostic::{Diagnostic, terminal::render};
use habeas::evaluate::{Options, Proof, State, evaluate};
use habeas::pack::{Reading, load_folder, load_pack, load_wordings};
use habeas::program::{FactId, Program, RuleId, StageId, Type};
use habeas::source::{SourceId, Sources, Span};
use habeas::syntax::ast::{DateLiteral, File, Name, Unit};
use habeas::syntax::parse;
use habeas::wording::{Language, Thing, Wording, check};

const LAW: &str = r#"
pack small "Small"
party source "the source" submits
party government "the Government" answers
party working group "the Working Group" settles
stage drafting "Drafting" government not asked words "if not rebutted"
evidence for the source to show
  cite opinion 1
  source silent, government not asked or silent or denies: not raised, not shown
  source silent, government answers: asserted, not shown
  source silent, government shows: shown, as answered
  source speaks, government not asked: alleged, as said
  source speaks, government silent: uncontested, as said
  source speaks, government denies: not rebutted, as said
  source speaks, government answers: contested, contested
  source speaks, government shows, source disputes: contested, contested
  source speaks, government shows, source does not dispute: rebutted, as answered
  source speaks, government agrees: admitted, as said
authority opinion 1 "Opinion No. 1"
instrument COV "Covenant on Liberty"
  provision 9(1) "liberty"
kind ground "Ground" none "none applies"
ground A "No basis"
finding no_basis "there was no basis"
topic arrest "Arrest"
  fact made yes/no "Was the person arrested?"
  fact on date "When?"
  fact reported_since date "Since when?" for the record
  fact held_for duration "For how long?" for the record
  fact officers number "How many officers?" for the record
  fact place text "Where?" for the record
  fact books list of text "Which books were taken?" for the record
  fact sex one of (female, male, other) "Sex?" for the record
reading night "At night?"
  default never "never" cite opinion 1
  other urgent "where urgent" cite opinion 1
rule no_warrant "No warrant"
  when arrest.made and reading night is never and arrest.on < 2030-01-01
  then no_basis
  cite opinion 1 paras 70-71
  say "{person} was arrested on {arrest.on}. It is for {government} to explain it, says {working_group}."
rule none_at_all "None at all"
  when no_basis
  then ground A
  breach COV 9(1)
  cite opinion 1
"#;

const FRENCH: &str = r#"
say fr "Texte qu'aucun juriste n'a relu."
  forms by arrest.sex male, female
  rule no_warrant "Arrestation sans mandat"
    "L'arrestation de {person} a eu lieu le {arrest.on}. {working_group} rappelle qu'il appartient à {government} de l'expliquer."
  rule none_at_all "Rien"
  finding no_basis "il n'y avait pas de base légale"
  conclusion ground A "Absence de base légale"
  kind ground "Motif" none "aucun motif n'est établi"
  party source "la source"
  party government "le Gouvernement"
  party working group "le Groupe de travail"
  stage drafting "En préparation" words "sous réserve de réfutation"
  instrument COV "Pacte relatif à la liberté" short "PL"
  provision COV 9(1) "liberté"
  authority opinion 1 "Avis no 1 du Groupe de travail" short "Avis no 1"
  reading night "De nuit ?" never "jamais" urgent "en cas d'urgence"
  topic arrest "Arrestation"
  fact arrest.made "{person} a été arrêté{|e}."
    not "{person} n'a pas été arrêté{|e}."
  fact arrest.on "L'arrestation a eu lieu le {value}."
  fact arrest.reported_since "On est sans nouvelles de {person} depuis le {value}."
  fact arrest.held_for "La garde à vue a duré {value}."
  fact arrest.officers "Les agents étaient au nombre de {value}."
  fact arrest.place "Le lieu de l'arrestation est le suivant : {value}."
  fact arrest.books "Les livres suivants ont été saisis : {value}."
  fact arrest.sex female "{person} est une femme." male "{person} est un homme." other "{person} est d'un autre sexe."
"#;

const SPANISH: &str = r#"
say es "Texto que ningún jurista ha revisado."
  forms by arrest.sex male, female
  party government "el Gobierno"
  party working group "el Grupo de Trabajo"
  rule no_warrant "Detención sin orden"
    "La detención de {person} tuvo lugar el {arrest.on}. {working_group} recuerda que la explicación corresponde a {government}."
  fact arrest.made "{person} fue detenid{o|a}."
    not "{person} no fue detenid{o|a}."
  fact arrest.on "La detención tuvo lugar el {value}."
  fact arrest.reported_since "No hay noticias desde el {value}."
  fact arrest.held_for "La custodia fue de {value}."
  fact arrest.officers "El número de agentes fue de {value}."
  fact arrest.place "El lugar fue el siguiente: {value}."
  fact arrest.books "Se incautaron estos libros: {value}."
"#;

const ENGLISH: &str = r#"
say en "Not reviewed."
  forms by arrest.sex male, female
  fact arrest.made "{person} was arrested; {he|she} did not resist."
    not "{person} was not arrested."
  fact arrest.on "The arrest took place on {value}."
  fact arrest.reported_since "There has been no news since {value}."
  fact arrest.held_for "{person} was held for {value}."
  fact arrest.officers "The officers numbered {value}."
  fact arrest.place "The place was this: {value}."
  fact arrest.books "These books were taken: {value}."
"#;

fn read(text: &str) -> File {
    let parsed = parse(SourceId(0), text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    parsed.file
}

fn program() -> Program {
    let checked = check_pack(&[read(LAW)], Span::new(SourceId(0), 0, 0));
    assert_eq!(checked.diagnostics, []);
    checked.program.expect("it is sound")
}

fn wording(program: &Program, text: &str) -> Wording {
    let checked = check(program, &[read(text)]);
    let errors: Vec<&Diagnostic> =
        checked.diagnostics.iter().filter(|fault| fault.code.name() != "missing-wording").collect();
    assert!(errors.is_empty(), "{errors:?}");
    checked.wordings.into_iter().next().expect("a language")
}

fn case(program: &Program, person: &str, statements: &str) -> CaseFile {
    let text = format!("case a \"A\"\n  under small\n  person \"{person}\"\nsource submits\n{statements}");
    let checked = check_case(program, &[read(&text)], Span::new(SourceId(0), 0, 0));
    assert_eq!(checked.diagnostics, [], "{text}");
    checked.case.expect("it is sound")
}

/// The sentences for all that a case states, one a line.
fn sentences(program: &Program, wording: &Wording, case: &CaseFile) -> String {
    let proof = evaluate(program, &case.detentions[0], Options::default());
    let told = (0..program.facts.len()).filter_map(|fact| {
        let subject = Subject { fact: FactId::at(fact), instance: 0 };
        match &proof.reading(subject).state {
            State::Known(datum) => wording.fact_sentence(&proof, subject, datum),
            State::NotShown | State::Contested => None,
        }
    });
    told.collect::<Vec<_>>().join("\n")
}

/// What the three languages make of these statements.
fn in_three(person: &str, statements: &str) -> String {
    let program = program();
    let case = case(&program, person, statements);
    let said = [ENGLISH, FRENCH, SPANISH].map(|text| sentences(&program, &wording(&program, text), &case));
    said.join("\n")
}

#[test]
fn dates_are_written_as_each_language_writes_them() {
    let of = |date: &str| in_three("Ada", &format!("  arrest.on = {date} [1]\n"));
    insta::assert_snapshot!(of("2020-04-17 20:20"), @r##"
The arrest took place on 17 April 2020 at 20:20.
L'arrestation a eu lieu le 17 avril 2020 à 20 h 20.
La detención tuvo lugar el 17 de abril de 2020 a las 20.20 horas.
"##);
    insta::assert_snapshot!(of("2020-03-01"), @r##"
The arrest took place on 1 March 2020.
L'arrestation a eu lieu le 1er mars 2020.
La detención tuvo lugar el 1 de marzo de 2020.
"##);
    insta::assert_snapshot!(of("2019-03"), @r##"
The arrest took place in March 2019.
L'arrestation a eu lieu en mars 2019.
La detención tuvo lugar en marzo de 2019.
"##);
    insta::assert_snapshot!(of("2020-03-01 to 2020-03-04"), @r##"
The arrest took place between 1 and 4 March 2020.
L'arrestation a eu lieu entre le 1er et le 4 mars 2020.
La detención tuvo lugar entre el 1 y el 4 de marzo de 2020.
"##);
    insta::assert_snapshot!(of("2020-02-01 to 2020-03-04"), @r##"
The arrest took place between 1 February and 4 March 2020.
L'arrestation a eu lieu entre le 1er février et le 4 mars 2020.
La detención tuvo lugar entre el 1 de febrero y el 4 de marzo de 2020.
"##);
    insta::assert_snapshot!(of("before 2020-05-03"), @r##"
The arrest took place before 3 May 2020.
L'arrestation a eu lieu avant le 3 mai 2020.
La detención tuvo lugar antes del 3 de mayo de 2020.
"##);
    insta::assert_snapshot!(of("after 2020-05-03"), @r##"
The arrest took place after 3 May 2020.
L'arrestation a eu lieu après le 3 mai 2020.
La detención tuvo lugar después del 3 de mayo de 2020.
"##);
    insta::assert_snapshot!(of("2020-04-17 01:05"), @r##"
The arrest took place on 17 April 2020 at 01:05.
L'arrestation a eu lieu le 17 avril 2020 à 1 h 05.
La detención tuvo lugar el 17 de abril de 2020 a la 1.05 horas.
"##);
    insta::assert_snapshot!(of("2020-04-17 08:00"), @r##"
The arrest took place on 17 April 2020 at 08:00.
L'arrestation a eu lieu le 17 avril 2020 à 8 h.
La detención tuvo lugar el 17 de abril de 2020 a las 8.00 horas.
"##);
}

#[test]
fn a_date_after_another_preposition_keeps_it() {
    let of = |date: &str| in_three("Ada", &format!("  arrest.reported_since = {date} [1]\n"));
    insta::assert_snapshot!(of("2020-04-17"), @r##"
There has been no news since 17 April 2020.
On est sans nouvelles d'Ada depuis le 17 avril 2020.
No hay noticias desde el 17 de abril de 2020.
"##);
    insta::assert_snapshot!(of("2019-03"), @r##"
There has been no news since March 2019.
On est sans nouvelles d'Ada depuis mars 2019.
No hay noticias desde marzo de 2019.
"##);
    insta::assert_snapshot!(of("before 2020-05-03"), @r##"
There has been no news since a date before 3 May 2020.
On est sans nouvelles d'Ada depuis une date antérieure au 3 mai 2020.
No hay noticias desde una fecha anterior al 3 de mayo de 2020.
"##);
}

#[test]
fn durations_and_numbers_keep_the_unit_that_was_written() {
    let of = |length: &str, officers: &str| {
        in_three("Ada", &format!("  arrest.held_for = {length} [1]\n  arrest.officers = {officers} [1]\n"))
    };
    insta::assert_snapshot!(of("48 hours", "1"), @r##"
Ada was held for 48 hours.
The officers numbered 1.
La garde à vue a duré 48 heures.
Les agents étaient au nombre de 1.
La custodia fue de 48 horas.
El número de agentes fue de 1.
"##);
    insta::assert_snapshot!(of("more than 1 week", "more than 1200"), @r##"
Ada was held for more than 1 week.
The officers numbered more than 1,200.
La garde à vue a duré plus de 1 semaine.
Les agents étaient au nombre de plus de 1 200.
La custodia fue de más de 1 semana.
El número de agentes fue de más de 1200.
"##);
    insta::assert_snapshot!(of("5 to 10 minutes", "10 to 12"), @r##"
Ada was held for 5 to 10 minutes.
The officers numbered 10 to 12.
La garde à vue a duré entre 5 et 10 minutes.
Les agents étaient au nombre de 10 à 12.
La custodia fue de 5 a 10 minutos.
El número de agentes fue de 10 a 12.
"##);
    insta::assert_snapshot!(of("at most 1 month", "12500"), @r##"
Ada was held for at most 1 month.
The officers numbered 12,500.
La garde à vue a duré au plus 1 mois.
Les agents étaient au nombre de 12 500.
La custodia fue de no más de 1 mes.
El número de agentes fue de 12 500.
"##);
    insta::assert_snapshot!(of("1 year", "2.5"), @r##"
Ada was held for 1 year.
The officers numbered 2.5.
La garde à vue a duré 1 an.
Les agents étaient au nombre de 2,5.
La custodia fue de 1 año.
El número de agentes fue de 2,5.
"##);
}

#[test]
fn what_two_statements_leave_together_is_put_into_words() {
    let program = program();
    let statements = "  arrest.held_for = 2 to 5 hours [1]\n  arrest.held_for = 3 to 9 hours [2]\n";
    let case = case(&program, "Ada", statements);
    let said = sentences(&program, &wording(&program, FRENCH), &case);
    assert!(said.starts_with("La garde à vue a duré entre "), "{said}");
}

#[test]
fn forms_go_by_the_fact_that_the_wording_names() {
    let of = |sex: &str| in_three("Ada", &format!("  arrest.made [1]\n{sex}"));
    insta::assert_snapshot!(in_three("Ms. Diaz", "  arrest.made [1]\n  arrest.reported_since = 2019 [1]\n"), @r##"
Ms. Diaz was arrested; she did not resist.
There has been no news since 2019.
Mme Diaz a été arrêtée.
On est sans nouvelles de Mme Diaz depuis 2019.
La Sra. Diaz fue detenida.
No hay noticias desde 2019.
"##);
    insta::assert_snapshot!(in_three("Mr. Diaz", "  arrest.made [1]\n  arrest.reported_since = 2019 [1]\n"), @r##"
Mr. Diaz was arrested; he did not resist.
There has been no news since 2019.
M. Diaz a été arrêté.
On est sans nouvelles de M. Diaz depuis 2019.
El Sr. Diaz fue detenido.
No hay noticias desde 2019.
"##);
    insta::assert_snapshot!(in_three("the person", "  arrest.made [1]\n"), @r##"
The person was arrested; he or she did not resist.
La personne a été arrêtée.
La persona fue detenida.
"##);
    insta::assert_snapshot!(of("  arrest.sex = female [1]\n"), @r##"
Ada was arrested; she did not resist.
Ada a été arrêtée.
Ada est une femme.
Ada fue detenida.
"##);
    insta::assert_snapshot!(of("  arrest.sex = male [1]\n"), @r##"
Ada was arrested; he did not resist.
Ada a été arrêté.
Ada est un homme.
Ada fue detenido.
"##);
    insta::assert_snapshot!(of(""), @r##"
Ada was arrested; he or she did not resist.
Ada a été arrêté(e).
Ada fue detenido/a.
"##);
}

#[test]
fn a_value_ends_no_sentence_twice_and_lists_are_joined() {
    let statements = "  arrest.place = \"the house of M. B.\" [1]\n  arrest.books = \"One\", \"Islas\" [1]\n";
    insta::assert_snapshot!(in_three("Ada", statements), @r##"
The place was this: the house of M. B.
These books were taken: One and Islas.
Le lieu de l'arrestation est le suivant : the house of M. B.
Les livres suivants ont été saisis : One ; Islas.
El lugar fue el siguiente: the house of M. B.
Se incautaron estos libros: One; Islas.
"##);
}

#[test]
fn a_rule_says_its_paragraph_in_the_language_of_the_reader() {
    let program = program();
    let case = case(&program, "Ilyas Aliev", "  arrest.made [1]\n  arrest.on = 2020-04 [1]\n");
    let proof = evaluate(&program, &case.detentions[0], Options::default());
    let rule = RuleId::at(0);
    let say = |wording: &Wording| format!("{}: {}", wording.rule_title(rule), wording.say(&proof, rule));
    let said = [Wording::english(&program), wording(&program, FRENCH), wording(&program, SPANISH)].map(|it| say(&it));
    insta::assert_snapshot!(said.join("\n"), @r##"
No warrant: Ilyas Aliev was arrested in April 2020. It is for the Government to explain it, says the Working Group.
Arrestation sans mandat: L'arrestation d'Ilyas Aliev a eu lieu en avril 2020. Le Groupe de travail rappelle qu'il appartient au Gouvernement de l'expliquer.
Detención sin orden: La detención de Ilyas Aliev tuvo lugar en abril de 2020. El Grupo de Trabajo recuerda que la explicación corresponde al Gobierno.
"##);
    let french = wording(&program, FRENCH);
    assert_eq!(french.unstated(&proof, rule), []);
    assert_eq!(french.cite(&program.rules[0].cite[0]), "Avis no 1, par. 70–71");
    assert_eq!(wording(&program, SPANISH).cite(&program.rules[0].cite[0]), "Opinion 1, párrs. 70–71");
    let called = self::case(&program, "Mr. Diaz", "  arrest.made [1]\n  arrest.on = 2020-04-01 [1]\n");
    let called = evaluate(&program, &called.detentions[0], Options::default());
    assert!(
        wording(&program, SPANISH).say(&called, rule).starts_with("La detención del Sr. Diaz tuvo lugar el 1 de abril")
    );
    assert_eq!(french.person(&called), "M. Diaz");
    assert_eq!(french.stage_words(StageId::at(0)), "sous réserve de réfutation");
    assert!(french.missing().is_empty());
    assert!(wording(&program, SPANISH).lacks(Thing::Rule(RuleId::at(1))), "the Spanish of the test is not whole");
    let empty = self::case(&program, "Ada", "  arrest.made [1]\n");
    let proof = evaluate(&program, &empty.detentions[0], Options::default());
    assert_eq!(french.unstated(&proof, rule).len(), 1);
    assert!(french.say(&proof, rule).contains("le [non précisé]"), "what is not told stands in brackets");
}

/// What is wrong with a wording, as the terminal shows it.
fn faults(text: &str) -> String {
    let program = program();
    let mut sources = Sources::default();
    let source = sources.add("fr.law", text);
    let parsed = parse(source, text);
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(check(&program, &[parsed.file]).diagnostics);
    let list = diagnostics.iter().filter(|fault| fault.code.name() != "missing-wording").map(|fault| {
        let (line, column) = sources.line_column(fault.span);
        assert!(!render(&sources, std::slice::from_ref(fault), false).is_empty());
        format!("{} {line}:{column} {} | {}", fault.code.name(), fault.message, fault.help)
    });
    list.collect::<Vec<_>>().join("\n")
}

#[test]
fn faults_of_wordings_are_told_with_their_place() {
    let text = r#"say fr "Non relu."
  rule no_warant "Sans mandat" "…"
  rule no_warrant "Sans mandat"
  rule none_at_all "Rien" "Un paragraphe."
  finding no_basis "pas de base légale de {person}"
  finding no_basis "encore"
  stage drafting "En préparation"
  kind ground "Motif" nonne "aucun"
  provision COV 9(2) "liberté"
  fact arrest.made "{person} a été arrêté{|e}."
  fact arrest.on "L'arrestation a eu lieu un jour."
  fact arrest.plce "Le lieu : {value}."
  fact arrest.sex femal "Une femme." male "Un homme, le {value}." other "Un autre sexe."
  fact arrest.place "À {value, on le sait."
  fact arrest.books "Saisis : {value}, {un|un}, {}, } et {arrest.nothing}."
  forms by arrest.sex male, femelle
  forms by arrest.made yes, no
  reading night "De nuit ?" never "jamais"
say de "Nicht geprüft."
rule x "X"
"#;
    insta::assert_snapshot!(faults(text), @r##"
unknown-rule 2:8 unknown rule `no_warant` | did you mean `no_warrant`?
wording-mismatch 3:8 the wording of `rule no_warrant` lacks the paragraph that the rule says | add it in quotes
wording-mismatch 4:27 `rule none_at_all` takes no further text | it takes a text alone
placeholder-mismatch 5:20 a title is the same in every case and takes no braces | word it without them
duplicate-name 6:11 `finding no_basis` is worded twice in `fr` | keep one of the two
wording-mismatch 7:9 the wording of `stage drafting` lacks its further text | add `words "…"`
wording-mismatch 8:8 the wording of `kind ground` lacks its further text | add `none "…"`
wording-mismatch 8:23 `kind ground` takes no text `nonne` | did you mean `none`?
unknown-provision 9:17 unknown provision `9(2)` of COV | did you mean `9(1)`?
wording-mismatch 10:15 the wording of `fact arrest.made` lacks the sentence for no | add `not "…"`
placeholder-mismatch 11:18 the sentence does not give the value | put `{value}` where it belongs
unknown-fact 12:15 unknown fact `plce` of `arrest` | did you mean `place`?
wording-mismatch 13:15 the wording of `fact arrest.sex` lacks an option | add `female "…"`
wording-mismatch 13:19 `fact arrest.sex` takes no text `femal` | did you mean `female`?
placeholder-mismatch 13:43 `{value}` stands in the sentence for one answer | say the answer itself; only a date, number, duration or text has a value
malformed-forms 14:21 `{` is never closed | braces open and close in turn: `{person}`, `{value}`, `{he|she}`
unknown-placeholder 15:21 `{arrest.nothing}` names nothing | braces hold `person`, `value`, a party (`working_group`), a fact (`arrest.at`) or forms (`he|she`)
unknown-placeholder 15:21 `{}` names nothing | braces hold `person`, `value`, a party (`working_group`), a fact (`arrest.at`) or forms (`he|she`)
malformed-forms 15:21 `}` closes nothing | braces open and close in turn: `{person}`, `{value}`, `{he|she}`
malformed-forms 15:21 in `{un|un}` both forms are the same | two forms stand between braces, a third may say neither: `{he|she}`, `{he|she|they}`
unknown-option 16:29 `femelle` is no option of `arrest.sex` | did you mean `female`?
type-mismatch 17:19 forms go by a fact with options, asked once in a case | name a fact that is `one of (…)`, in a topic that is not `many`
wording-mismatch 18:11 the wording of `reading night` lacks an answer | add `urgent "…"`
unknown-language 19:5 no dates and numbers are known in the language `de` | known here: `en` (English), `es` (Spanish), `fr` (French)
misplaced-item 20:6 only `say` belongs into the folder `say` of a pack | indent what belongs to a `say`; move law to the files of the pack
"##);
    let other = "say fr \"Non relu.\"\n  rule no_warrant \"Sans mandat\" \"{person} et {source}.\"\n  rules x \"y\"\n  fact arrest \"x\"\n";
    insta::assert_snapshot!(faults(other), @r##"
unexpected-token 3:3 expected a clause of a wording, found `rules` | did you mean `rule`?
unexpected-token 4:15 expected `.`, found a text in quotes | 
placeholder-mismatch 2:33 the paragraph of `no_warrant` names `{arrest.on}`, this text does not | both texts are filled from the same things; word it with the same braces
placeholder-mismatch 2:33 the paragraph of `no_warrant` names `{government}`, this text does not | both texts are filled from the same things; word it with the same braces
placeholder-mismatch 2:33 the paragraph of `no_warrant` names `{working_group}`, this text does not | both texts are filled from the same things; word it with the same braces
placeholder-mismatch 2:33 this text names `{source}`, the paragraph of `no_warrant` does not | both texts are filled from the same things; word it with the same braces
"##);
}

#[test]
fn a_wording_among_the_law_and_law_among_the_wordings_are_misplaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let pack = folder.path().join("small");
    fs::create_dir_all(pack.join("say")).expect("folders");
    let say = "say fr \"Non relu.\"\n  finding no_basis \"pas de base\"\n";
    fs::write(pack.join("law.law"), LAW).expect("the law");
    fs::write(pack.join("say/fr.law"), say).expect("a wording");
    fs::write(pack.join("say/es.law"), "say fr \"Non relu.\"\n  topic arrest \"Arrestation\"\n").expect("a wording");
    let check = |path: &str| {
        let run = Command::new(env!("CARGO_BIN_EXE_habeas")).current_dir(folder.path()).args(["check", path]).output();
        let run = run.expect("it runs");
        (String::from_utf8([run.stdout, run.stderr].concat()).expect("text"), run.status.code())
    };
    for path in ["small", "small/say", "small/say/fr.law", "."] {
        let (said, code) = check(path);
        assert_eq!(code, Some(1), "{path}: {said}");
        assert!(said.contains("error[misplaced-item]: a wording in `fr` in a file that is called by `es`"), "{said}");
        assert!(said.contains("warning[missing-wording]:") && said.contains("of the pack have no wording in French"));
    }
    fs::remove_file(pack.join("say/es.law")).expect("it is there");
    let (said, code) = check("small");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("worded in French"), "{said}");
    fs::write(pack.join("say/fr-more.law"), "finding other \"something\"\n").expect("a file");
    fs::write(pack.join("more.law"), say).expect("a file");
    let (said, _) = check("small");
    assert!(said.contains("a wording in a law file"), "{said}");
    fs::remove_file(pack.join("more.law")).expect("it is there");
    let (said, _) = check("small");
    assert!(said.contains("only `say` belongs into the folder `say` of a pack"), "{said}");
}

#[test]
fn only_the_language_asked_for_is_read() {
    let mut reading = Reading::new(|source, text| {
        let parsed = parse(source, text);
        (parsed.file, parsed.diagnostics)
    });
    let folder = tempfile::tempdir().expect("a folder");
    let pack = folder.path().join("small");
    fs::create_dir_all(pack.join("say")).expect("folders");
    fs::write(pack.join("law.law"), LAW).expect("the law");
    for name in ["en.law", "fr.law", "fr-facts.law", "frisian.law"] {
        let language = name.split(['-', '.']).next().unwrap_or_default();
        fs::write(pack.join("say").join(name), format!("say {language} \"Not reviewed.\"\n")).expect("a wording");
    }
    let loaded = load_folder(&mut reading, &pack).expect("the pack is there");
    let before = reading.sources.iter().count();
    let files = load_wordings(&mut reading, &loaded, Some("fr")).expect("they can be read");
    assert_eq!(files.len(), 2);
    assert_eq!(reading.sources.iter().count(), before + 2, "no other file was read");
    assert_eq!(load_wordings(&mut reading, &loaded, None).expect("they can be read").len(), 4);
}

/// The pack that is compiled in, and its wordings.
fn built_in() -> (Program, Vec<Wording>) {
    let mut reading = Reading::new(|source, text| {
        let parsed = parse(source, text);
        (parsed.file, parsed.diagnostics)
    });
    let name = Name { text: "wgad".to_owned(), span: Span::new(SourceId(0), 0, 0) };
    let pack = load_pack(&mut reading, &name, None, None).expect("no disk is asked").expect("it is built in");
    let files: Vec<File> = pack.files.iter().map(|loaded| (*loaded.file).clone()).collect();
    let program = check_pack(&files, name.span).program.expect("the pack is sound");
    let files = load_wordings(&mut reading, &pack, None).expect("no disk is asked");
    let files: Vec<File> = files.iter().map(|loaded| (*loaded.file).clone()).collect();
    assert_eq!(reading.diagnostics, []);
    let checked = check(&program, &files);
    let told: Vec<&str> = checked.diagnostics.iter().map(|fault| fault.message.as_str()).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    (program, checked.wordings)
}

#[test]
fn everything_in_the_pack_is_worded_in_french_and_spanish_and_every_fact_in_english() {
    let (program, wordings) = built_in();
    let languages: Vec<Language> = wordings.iter().map(Wording::language).collect();
    assert_eq!(languages, Language::ALL);
    for wording in &wordings {
        let missing: Vec<String> = wording.missing().iter().map(|thing| thing.name(&program)).collect();
        assert!(missing.is_empty(), "{}: {}", wording.language().name(), missing.join(", "));
        assert!(!wording.reviewed().is_empty(), "the texts say who reviewed them");
    }
    assert!(Thing::all(&program).len() > 900);
}

/// Sentences for the Ilyashev case, as they are filled from the texts we ship.
fn ilyashev(language: Language, proof_of: &mut dyn FnMut(&Proof, &Wording)) {
    let (program, wordings) = built_in();
    let text = fs::read_to_string("cases/ilyashev.case").expect("the case is there");
    let checked = check_case(&program, &[read(&text)], Span::new(SourceId(0), 0, 0));
    let case = checked.case.expect("the case is sound");
    let proof = evaluate(&program, &case.detentions[0], Options::default());
    let wording = wordings.iter().find(|wording| wording.language() == language).expect("it is shipped");
    proof_of(&proof, wording);
}

#[test]
fn every_sentence_of_a_whole_case_is_a_sentence() {
    for language in Language::ALL {
        ilyashev(language, &mut |proof, wording| {
            let mut told = 0;
            for statement in &proof.case.statements {
                let Some(datum) = &statement.datum else { continue };
                let sentence = wording.fact_sentence(proof, statement.subject, datum).expect("every fact is worded");
                check_sentence(&sentence);
                told += 1;
            }
            for rule in 0..proof.program.rules.len() {
                let say = wording.say(proof, RuleId::at(rule));
                if !say.is_empty() {
                    check_sentence(&say);
                    told += 1;
                }
            }
            assert!(told > 300, "{told} sentences");
        });
    }
}

/// A value of each sort that a fact of this type can have.
fn samples(kind: &Type) -> Vec<Datum> {
    let amount = |amount: Amount, written: &str| Datum::Amount(amount, written.to_owned());
    let date = |year, month, day| Amount::date(DateLiteral { year, month, day, time: None });
    let before = Amount::Date(Range { low: i64::MIN, high: date(2020, Some(5), Some(2)).range().high });
    match kind {
        Type::YesNo => vec![Datum::Yes, Datum::No],
        Type::Date => vec![
            amount(date(2020, Some(4), Some(1)), "2020-04-01"),
            amount(date(2019, Some(3), None), "2019-03"),
            amount(before, "before 2020-05-03"),
        ],
        Type::Number => vec![
            amount(Amount::number(1_000_000), "1"),
            amount(Amount::Number(Range { low: 5_000_000, high: 10_000_000 }), "5 to 10"),
        ],
        Type::Duration => vec![
            amount(Amount::duration(48, Unit::Hours), "48 hours"),
            amount(Amount::Duration { months: 0, seconds: Range { low: 601, high: i64::MAX } }, "more than 10 minutes"),
        ],
        Type::Text => vec![Datum::Text("“Ada & Co.”".to_owned())],
        Type::ListOfText => vec![Datum::List { items: vec!["one".to_owned(), "two".to_owned()], closed: false }],
        Type::OneOf(options) => (0..options.len()).map(|place| Datum::Option(place as u32)).collect(),
    }
}

#[test]
fn every_answer_to_every_question_is_a_sentence_whoever_the_person_is() {
    let (program, wordings) = built_in();
    for person in ["Ada Aliev", "Ms. Diaz", "Mr. Diaz", "the person"] {
        let text = format!("case a \"A\"\n  under wgad\n  person \"{person}\"\n");
        let checked = check_case(&program, &[read(&text)], Span::new(SourceId(0), 0, 0));
        let case = checked.case.expect("it is sound");
        let proof = evaluate(&program, &case.detentions[0], Options::default());
        for wording in &wordings {
            for (place, fact) in program.facts.iter().enumerate() {
                let subject = Subject { fact: FactId::at(place), instance: 0 };
                for datum in samples(&fact.kind) {
                    let sentence = wording.fact_sentence(&proof, subject, &datum).expect("every fact is worded");
                    check_sentence(&sentence);
                }
            }
        }
    }
}

#[track_caller]
fn check_sentence(sentence: &str) {
    let first = sentence.chars().next().expect("it is not empty");
    assert!(!first.is_lowercase(), "begins with a capital: {sentence}");
    let ends = ['.', '!', '?', '»', '”', '"', ')'];
    assert!(sentence.ends_with(ends), "ends as a sentence: {sentence}");
    for twice in ["  ", "..", " .", " ,", "{", "}", "|", " de le G", " à le G", " a el G", " de el ", " a el Sr."] {
        assert!(!sentence.contains(twice), "{twice:?} in: {sentence}");
    }
}
