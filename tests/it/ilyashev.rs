//! The first case, through the library: what follows from it, what it rests on, and that every row of the decomposition of
//! Opinion No. 2/2022 (`tests/data/ilyashev_facts.tsv`) is in it with its party and paragraphs.
#![expect(clippy::disallowed_methods, reason = "tests read the pack and the case from the disk")]
#![expect(clippy::panic, reason = "a helper of tests fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::LazyLock;

use habeas::case::{Case, CaseFile, Datum, Statement, Subject};
use habeas::check::{check_case, check_pack};
use habeas::diagnostic::{Diagnostic, terminal::render};
use habeas::evaluate::{Options, Proof, Status, evaluate, verify::verify};
use habeas::explain::{Answer, Explanation, What, explain, rests_on};
use habeas::pack::{Loaded, Reading, discover, load, load_folder};
use habeas::program::{ExprId, FactId, HoldingId, Node, Program, RuleId, Standing, Term, TermId};
use habeas::source::{SourceId, Span};
use habeas::syntax::ast::Role;
use habeas::syntax::parse;
use habeas::value::Value;

// ---------------------------------------------------------------- the case as the tests read it

struct Opened {
    program: Program,
    case: Case,
}

static OPENED: LazyLock<Opened> = LazyLock::new(|| {
    let (program, file) = open(&root().join("rules/wgad"), &root().join("cases/ilyashev.case"));
    let [case] = <[Case; 1]>::try_from(file.detentions).expect("the case is about one detention");
    Opened { program, case }
});

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn syntax_trees(loaded: &[Loaded]) -> Vec<Rc<habeas::syntax::ast::File>> {
    loaded.iter().map(|loaded| Rc::clone(&loaded.file)).collect()
}

/// A checked pack and case, without a single diagnostic, warnings included.
fn open(rules: &Path, case: &Path) -> (Program, CaseFile) {
    let mut reading = Reading::new(|source, text| {
        let parsed = parse(source, text);
        (parsed.file, parsed.diagnostics)
    });
    let whole = Span::new(SourceId(0), 0, 0);
    let pack = load_folder(&mut reading, rules).expect("the pack can be read");
    let law = check_pack(&syntax_trees(&pack.files), whole);
    silent(&reading, &law.diagnostics);
    let program = law.program.expect("a pack without errors is a program");
    let files = load(&mut reading, &[PathBuf::from(case)]).expect("the case can be read");
    let facts = check_case(&program, &syntax_trees(&files), whole);
    silent(&reading, &facts.diagnostics);
    let file = facts.case.expect("a case without errors is a case");
    for case in &file.detentions {
        silent(&reading, &evaluate(&program, case, Options::default()).impossible());
    }
    (program, file)
}

#[track_caller]
fn silent(reading: &Reading, diagnostics: &[Diagnostic]) {
    let all: Vec<Diagnostic> = reading.diagnostics.iter().chain(diagnostics).cloned().collect();
    assert!(all.is_empty(), "{}", render(&reading.sources, &all, false));
}

impl Opened {
    fn party(&self, role: Role) -> u32 {
        self.program.party_with(role).expect("the pack has such a party").0
    }

    /// `incident/summons.on`, or `arrest.made` for a topic without instances.
    fn name(&self, subject: Subject) -> String {
        let fact = &self.program.facts[subject.fact.index()];
        let topic = &self.program.topics[fact.topic.index()];
        if !topic.many {
            return self.program.fact_name(subject.fact);
        }
        let instance = &self.case.lists[fact.topic.index()].instances[subject.instance as usize];
        format!("{}/{instance}.{}", topic.name, fact.name)
    }

    fn subjects(&self) -> BTreeSet<Subject> {
        self.case.statements.iter().map(|statement| statement.subject).collect()
    }

    /// By the name that [`Opened::name`] gives.
    fn by_name(&self) -> BTreeMap<String, Subject> {
        self.subjects().into_iter().map(|subject| (self.name(subject), subject)).collect()
    }

    fn relied_on(&self, subject: Subject) -> bool {
        self.case.statements_on(subject).iter().any(|statement| !statement.relied.is_empty())
    }

    /// The case with only these statements.
    fn keeping(&self, keep: impl Fn(&Statement) -> bool) -> Case {
        let mut case = self.case.clone();
        case.statements.retain(keep);
        case
    }

    fn rule(&self, name: &str) -> RuleId {
        let found = self.program.rules.iter().position(|rule| rule.name == name);
        RuleId::at(found.unwrap_or_else(|| panic!("the pack has no rule {name}")))
    }

    fn holding(&self, name: &str) -> HoldingId {
        let found = (0..self.program.holdings.len()).find(|id| self.program.holding_name(HoldingId::at(*id)) == name);
        HoldingId::at(found.unwrap_or_else(|| panic!("the pack declares no {name}")))
    }
}

/// What comes out of a case, under the names of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Results {
    conclusions: BTreeMap<String, Value>,
    findings: BTreeMap<String, Value>,
    breaches: BTreeMap<String, Value>,
    claims: Vec<Answer>,
}

fn results(proof: &Proof, explanation: &Explanation) -> Results {
    let program = proof.program;
    let named = |conclusions: bool| {
        let ids = (0..program.holdings.len()).map(HoldingId::at);
        // What stands apart, such as what to do first, is no part of the answer.
        ids.filter(|id| program.holdings[id.index()].kind.is_some() == conclusions && !program.is_apart(*id))
            .map(|id| (program.holding_name(id), proof.holding(id)))
            .collect()
    };
    let breaches = proof.breaches().into_iter();
    Results {
        conclusions: named(true),
        findings: named(false),
        breaches: breaches.map(|breach| (program.provision_name(breach.provision), breach.value)).collect(),
        claims: explanation.claims.iter().map(|claim| claim.answer).collect(),
    }
}

/// Evaluates a case whose derivation must be sound.
#[track_caller]
fn evaluated<'a>(program: &'a Program, case: &'a Case) -> (Proof<'a>, Explanation, Results) {
    let proof = evaluate(program, case, Options::default());
    assert_eq!(verify(&proof), [""; 0]);
    let explanation = explain(&proof);
    let results = results(&proof, &explanation);
    (proof, explanation, results)
}

// ---------------------------------------------------------------- what comes out

#[test]
fn categories_one_two_three_and_five_apply_and_four_is_not_raised() {
    let opened = &*OPENED;
    let (proof, explanation, results) = evaluated(&opened.program, &opened.case);
    let category = |name: &str| {
        let id = opened.holding(&format!("category {name}"));
        explanation.conclusions.iter().find(|concluded| concluded.holding == id).expect("each conclusion is there")
    };
    for name in ["I", "II", "III", "V"] {
        assert_eq!(proof.holding(opened.holding(&format!("category {name}"))), Value::Yes, "category {name}");
        assert_eq!(category(name).own_motion, name == "V", "only category V is of the Working Group's own motion");
        assert_eq!(category(name).claimed, name != "V");
    }
    assert!(!category("IV").raised, "nothing of category IV was raised");
    assert!(category("IV").value < Value::Contested);
    assert_eq!(results.conclusions["result arbitrary"], Value::Yes);
}

#[test]
fn each_provision_found_in_the_reasoning_is_breached_by_rules_that_rest_on_its_paragraph() {
    let opened = &*OPENED;
    let (proof, ..) = evaluated(&opened.program, &opened.case);
    let found = [
        ("ICCPR 9", &["no_warrant"][..], &["71"][..]),
        ("ICCPR 9(2)", &["no_reasons", "told_only_later"], &["72"]),
        ("ICCPR 19", &["detained_for_expression"], &["82"]),
        ("ICCPR 21", &["detained_for_assembly"], &["82"]),
        ("ICCPR 22", &["detained_for_association"], &["82"]),
        ("ICCPR 14(1)", &["not_heard_and_judge_passive", "court_took_sides"], &["87", "91"]),
        ("ICCPR 14(2)", &["innocence_not_presumed"], &["91"]),
        ("ICCPR 14(3)(d)", &["assistance_denied_before_trial", "assistance_denied_at_trial"], &["89"]),
        ("ICCPR 14(3)(e)", &["cross_examination_denied", "defence_witnesses_denied"], &["90"]),
        ("ICCPR 2(1)", &["activist_and_critic"], &["94"]),
        ("ICCPR 26", &["activist_and_critic"], &["94"]),
    ];
    let breaches = proof.breaches();
    for (name, rules, paras) in found {
        let breach = breaches
            .iter()
            .find(|breach| opened.program.provision_name(breach.provision) == name)
            .unwrap_or_else(|| panic!("no rule can yield {name}"));
        assert!(breach.value == Value::Yes && breach.direct, "{name} is breached, and not only as a counterpart");
        let applied: Vec<&str> = breach
            .rules
            .iter()
            .filter(|rule| proof.status(**rule) == Status::Applies)
            .map(|rule| opened.program.rules[rule.index()].name.as_str())
            .collect();
        for rule in rules {
            assert!(applied.contains(rule), "{name}: `{rule}` is behind it, not only {applied:?}");
        }
        let cited: BTreeSet<String> =
            breach.rules.iter().flat_map(|rule| opinion_paras(&opened.program, *rule)).collect();
        for para in paras {
            assert!(cited.contains(*para), "{name}: a rule behind it cites paragraph {para}");
        }
    }
}

/// The paragraphs of the opinion that a rule cites, ranges written out.
fn opinion_paras(program: &Program, rule: RuleId) -> Vec<String> {
    let cites = program.rules[rule.index()].cite.iter();
    let opinion = cites.filter(|cite| program.authorities[cite.authority.index()].name == "opinion 2/2022");
    let places = opinion.flat_map(|cite| cite.place.trim_start_matches("paras").trim_start_matches("para").split(','));
    let mut paras = Vec::new();
    for place in places.map(str::trim) {
        let bare = |text: &str| text.split('(').next().unwrap_or_default().parse::<u32>().unwrap_or_default();
        let (first, last) = place.split_once('-').unwrap_or((place, place));
        let (first, last) = (bare(first), bare(last));
        paras.extend((first..=last.max(first)).map(|para| para.to_string()));
    }
    paras
}

#[test]
fn the_disposition_is_that_of_the_opinion_and_article_nine_of_the_declaration() {
    let opened = &*OPENED;
    let (proof, ..) = evaluated(&opened.program, &opened.case);
    let mut listed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for breach in proof.breaches().iter().filter(|breach| breach.value == Value::Yes) {
        let provision = &opened.program.provisions[breach.provision.index()];
        let instrument = &opened.program.instruments[provision.instrument.index()];
        if instrument.listed {
            listed.entry(&instrument.name).or_default().insert(&provision.listed_as);
        }
    }
    let set = |numbers: &[&'static str]| numbers.iter().copied().collect::<BTreeSet<&str>>();
    let expected = BTreeMap::from([
        ("ICCPR", set(&["2(1)", "9", "14", "19", "21", "22", "26"])),
        ("UDHR", set(&["2", "3", "7", "9", "10", "11", "19", "20"])),
    ]);
    assert_eq!(listed, expected);
    let decided = opened.case.decided.as_ref().expect("the case records its outcome");
    let recorded: BTreeSet<String> = decided.breach.iter().map(|id| opened.program.provision_name(*id)).collect();
    let listed: BTreeSet<String> = listed
        .iter()
        .flat_map(|(instrument, numbers)| numbers.iter().map(move |number| format!("{instrument} {number}")))
        .collect();
    assert_eq!(listed.difference(&recorded).collect::<Vec<_>>(), ["UDHR 9"], "the one that the opinion does not list");
    assert_eq!(recorded.difference(&listed).count(), 0, "nothing that the opinion lists is missing");
}

#[test]
fn the_categories_follow_without_the_word_of_the_working_group() {
    let opened = &*OPENED;
    let settles = opened.party(Role::Settles);
    let status = opened.by_name()["person.detained_now"];
    let case = opened.keeping(|statement| statement.speaker != settles || statement.subject == status);
    assert!(case.statements.len() < opened.case.statements.len());
    let (proof, explanation, results) = evaluated(&opened.program, &case);
    for name in ["I", "II", "III", "V"] {
        assert_eq!(results.conclusions[&format!("category {name}")], Value::Yes, "category {name}");
    }
    assert!(!rests_on(&proof, &explanation).judgements.is_empty(), "category III rests on a judgement");
    for judgement in &rests_on(&proof, &explanation).judgements {
        let reading = proof.reading(Subject { fact: *judgement, instance: 0 });
        // What is only argued is named as contested; whatever a category rests on is decided by a default reading.
        let expected = if reading.state.value() == Value::Yes { Standing::ByDefault } else { Standing::Argued };
        assert_eq!(reading.standing, expected, "{}", opened.program.fact_name(*judgement));
    }
}

// ---------------------------------------------------------------- what it rests on

/// Facts that the opinion gives a place in its reasoning and that no rule reads: the rule that carries the step, and why.
const CARRIED: [(&str, &str, &str); 17] = [
    (
        "state.name",
        "arbitrary_under_any_category",
        "who the State is decides nothing; a rule that read it would be about one State",
    ),
    ("procedure.kind", "decide_without_reply", "paragraph 63 tells the procedure; that no reply came is what counts"),
    (
        "procedure.sent_on",
        "decide_without_reply",
        "paragraph 63 tells the procedure; that no reply came is what counts",
    ),
    (
        "procedure.reply_due_on",
        "decide_without_reply",
        "paragraph 63 tells the procedure; that no reply came is what counts",
    ),
    (
        "procedure.extension_requested_on",
        "decide_without_reply",
        "paragraph 64 tells the procedure; that no reply came is what counts",
    ),
    (
        "procedure.extension_granted",
        "decide_without_reply",
        "paragraph 64 tells the procedure; that no reply came is what counts",
    ),
    (
        "procedure.extended_due_on",
        "decide_without_reply",
        "paragraph 64 tells the procedure; that no reply came is what counts",
    ),
    (
        "procedure.reply_received",
        "decide_without_reply",
        "the rule reads `government has replied`, which the case says with `does not reply`",
    ),
    ("procedure.decided_without_reply", "decide_without_reply", "it is what the rule leads to, told as an event"),
    ("procedure.follow_up_months", "set_the_time_limit", "six months are the general term, the same in every case"),
    (
        "incident/summons.on",
        "kept_beyond_the_interview",
        "the month places the summons; that he was summoned and kept is what counts",
    ),
    ("search.places", "force_in_searches", "whose homes they were is told by the relatives on whom force was used"),
    (
        "remand.reasons",
        "pretext_by_outliving_review",
        "a text; what paragraph 81 reads in it is the fact `feared_further_expression`",
    ),
    (
        "hearing/opening.on",
        "not_heard_and_adjournment_refused",
        "the day of the hearing; that it was not adjourned is what counts",
    ),
    (
        "hearing/third.on",
        "cross_examination_denied",
        "the day of the hearing; that the examination was cut short is what counts",
    ),
    ("hearing/fourth.on", "cross_examination_denied", "the day of the hearing; that it was not resumed is what counts"),
    (
        "sentence.ban_scope",
        "ban_on_public_activities",
        "a text; what it bans are the facts `bans_association` and `bans_assembly`",
    ),
];

#[test]
fn without_a_fact_relied_on_something_falls_or_what_carries_the_step_is_named() {
    let opened = &*OPENED;
    let (whole, whole_explanation, before) = evaluated(&opened.program, &opened.case);
    let mut silent = Vec::new();
    let mut carried: Vec<String> = Vec::new();
    for subject in opened.subjects().into_iter().filter(|subject| opened.relied_on(*subject)) {
        let name = opened.name(subject);
        let case = opened.keeping(|statement| statement.subject != subject);
        let (proof, explanation, after) = evaluated(&opened.program, &case);
        if before != after {
            continue;
        }
        let steps = steps_that_read(&whole, &whole_explanation, subject.fact);
        let fault = match CARRIED.iter().find(|(carried, ..)| *carried == name) {
            Some((_, rule, _)) if steps.is_empty() => {
                carried.push(name.clone());
                let rule = opened.rule(rule);
                (!in_the_chain(&explanation, rule)).then(|| "the rule that should carry it does not apply".to_owned())
            }
            Some(_) => Some("a rule reads it; take it out of the table".to_owned()),
            None => unnamed(&proof, &explanation, &steps),
        };
        silent.extend(fault.map(|fault| format!("{name}: {fault}")));
    }
    assert!(silent.is_empty(), "{} subjects:\n{}", silent.len(), silent.join("\n"));
    let unused: Vec<&str> =
        CARRIED.iter().map(|(name, ..)| *name).filter(|name| !carried.iter().any(|used| used == name)).collect();
    assert_eq!(unused, [""; 0], "these stand in the table and are not needed there");
}

/// The rules that are steps of the chain and read a fact.
fn steps_that_read(whole: &Proof, explanation: &Explanation, fact: FactId) -> Vec<RuleId> {
    let rules = (0..whole.program.rules.len()).map(RuleId::at);
    rules.filter(|rule| in_the_chain(explanation, *rule) && reads_fact(whole.program, *rule, fact)).collect()
}

/// Whether the explanation unfolds this rule as one that applies.
fn in_the_chain(explanation: &Explanation, rule: RuleId) -> bool {
    explanation.steps.iter().any(|step| step.what == What::Rule(rule) && step.value == Value::Yes)
}

/// Says which step lost its fact without the explanation naming what carries it now.
fn unnamed(proof: &Proof, explanation: &Explanation, steps: &[RuleId]) -> Option<String> {
    let program = proof.program;
    if steps.is_empty() {
        return Some("no rule in the chain reads it".to_owned());
    }
    for rule in steps {
        let rule_of = &program.rules[rule.index()];
        if proof.status(*rule) == Status::Applies {
            // Another part of the rule carries it, or its exception stays unshown; the step stands in the chain.
            if !in_the_chain(explanation, *rule) {
                return Some(format!("`{}` still applies and is not in the chain", rule_of.name));
            }
            continue;
        }
        for holding in &rule_of.then {
            let mut others = program.holdings[holding.index()].rules.iter();
            if !others.any(|other| in_the_chain(explanation, *other)) {
                return Some(format!("nothing in the chain carries `{}` now", program.holding_name(*holding)));
            }
        }
    }
    None
}

/// Whether a rule reads a fact: in its conditions, its exceptions, or through the default reading of a judgement.
fn reads_fact(program: &Program, rule: RuleId, fact: FactId) -> bool {
    let rule = &program.rules[rule.index()];
    let mut read = BTreeSet::new();
    for condition in std::iter::once(rule.when).chain(rule.unless.iter().map(|unless| unless.condition)) {
        note_facts(program, condition, &mut read);
    }
    read.contains(&fact)
}

fn note_facts(program: &Program, expr: ExprId, read: &mut BTreeSet<FactId>) {
    match &program.expr(expr).node {
        Node::Always | Node::Holding(_) | Node::Read(..) | Node::HasReplied(_) | Node::HasChallenged(_, None) => {}
        Node::Fact(fact) | Node::OneOf(fact, _) | Node::Contains(fact, _) | Node::HasChallenged(_, Some(fact)) => {
            let judgement = program.facts[fact.index()].judgement.as_ref();
            if let (true, Some(default)) = (read.insert(*fact), judgement.and_then(|judgement| judgement.default)) {
                note_facts(program, default, read);
            }
        }
        Node::Not(part) | Node::IsShown(part) => note_facts(program, *part, read),
        Node::Some(_, part) | Node::Every(_, part) | Node::Count(_, part, ..) => note_facts(program, *part, read),
        Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => {
            parts.iter().for_each(|part| note_facts(program, *part, read));
        }
        Node::Compare(left, _, right) => {
            note_terms(program, *left, read);
            note_terms(program, *right, read);
        }
        Node::TermShown(term) => note_terms(program, *term, read),
    }
}

fn note_terms(program: &Program, term: TermId, read: &mut BTreeSet<FactId>) {
    match &program.terms[term.index()] {
        Term::Fact(fact) => {
            read.insert(*fact);
        }
        Term::Add(left, right) | Term::Subtract(left, right) => {
            note_terms(program, *left, read);
            note_terms(program, *right, read);
        }
        Term::Amount(_) | Term::Text(_) | Term::Option(_) => {}
    }
}

/// Changes that a fact makes which the opinion did not rely on, each with its reason.
const BEYOND_THE_OPINION: [(&str, &str, &str); 1] = [(
    "charge.law_vague",
    "remedy law_harmonized: contested -> not_shown",
    "a judgement that the source pleads and nobody decided (paragraph 74) is contested, and with it what would follow from it",
)];

#[test]
fn without_a_fact_not_relied_on_no_conclusion_changes() {
    let opened = &*OPENED;
    let (.., before) = evaluated(&opened.program, &opened.case);
    let mut needed = Vec::new();
    let mut used = 0;
    for subject in opened.subjects().into_iter().filter(|subject| !opened.relied_on(*subject)) {
        let name = opened.name(subject);
        let case = opened.keeping(|statement| statement.subject != subject);
        let (.., after) = evaluated(&opened.program, &case);
        for change in differences(&before.conclusions, &after.conclusions) {
            match BEYOND_THE_OPINION.iter().any(|(fact, known, _)| *fact == name && *known == change) {
                true => used += 1,
                false => needed.push(format!("{name}: {change}")),
            }
        }
    }
    assert!(needed.is_empty(), "{} changes:\n{}", needed.len(), needed.join("\n"));
    assert_eq!(used, BEYOND_THE_OPINION.len(), "each change in the table happens");
}

#[test]
fn what_was_relied_on_suffices_for_every_conclusion() {
    let opened = &*OPENED;
    let (.., before) = evaluated(&opened.program, &opened.case);
    let case = opened.keeping(|statement| opened.relied_on(statement.subject));
    assert!(case.statements.len() * 3 < opened.case.statements.len() * 2, "much is told that nothing rests on");
    let (.., after) = evaluated(&opened.program, &case);
    let mut changes = differences(&before.conclusions, &after.conclusions);
    changes.retain(|change| !BEYOND_THE_OPINION.iter().any(|(_, known, _)| known == change));
    assert_eq!(changes, [""; 0]);
}

fn differences(before: &BTreeMap<String, Value>, after: &BTreeMap<String, Value>) -> Vec<String> {
    let changed = before.iter().filter(|(name, value)| after.get(*name) != Some(value));
    changed.map(|(name, value)| format!("{name}: {} -> {}", value.word(), after[name].word())).collect()
}

#[test]
fn the_order_of_statements_changes_nothing() {
    let opened = &*OPENED;
    let (.., before) = evaluated(&opened.program, &opened.case);
    let mut case = opened.case.clone();
    case.statements.reverse();
    case.statements.sort_by_key(|statement| statement.subject);
    let (.., after) = evaluated(&opened.program, &case);
    assert_eq!(before, after);
}

// ---------------------------------------------------------------- the rows of the decomposition

struct Row<'a> {
    id: &'a str,
    fact: &'a str,
    value: &'a str,
    asserts: &'a str,
    alleged: Vec<&'a str>,
    relied: Vec<&'a str>,
}

fn rows(text: &str) -> Vec<Row<'_>> {
    fn list(text: &str) -> Vec<&str> {
        text.split(',').map(str::trim).filter(|para| *para != "-").collect()
    }
    let lines = text.lines().skip(1).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [id, fact, value, asserts, alleged, relied] = cells[..] else { panic!("six cells, not: {line}") };
            Row { id, fact, value, asserts, alleged: list(alleged), relied: list(relied) }
        })
        .collect()
}

#[test]
fn every_row_of_the_decomposition_is_in_the_case() {
    let opened = &*OPENED;
    let text = fs::read_to_string(root().join("tests/data/ilyashev_facts.tsv")).expect("the rows are there");
    let rows = rows(&text);
    assert_eq!(rows.len(), 172);
    let values = row_values(&OPENED.program, &rows);
    let faults: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let fault = match row.fact.split_once(':') {
                Some(("finding", name)) => finding_row(opened, row, name),
                _ if row.fact == "claim" => claim_row(opened, row),
                _ => fact_row(opened, row, &values[row.id]),
            };
            fault.map(|fault| format!("{} {}: {fault}", row.id, row.fact))
        })
        .collect();
    assert!(faults.is_empty(), "{} rows:\n{}", faults.len(), faults.join("\n"));
    for (fact, subject) in opened.by_name() {
        let mut about = rows.iter().filter(|row| row.fact == fact).peekable();
        let told_only = about.peek().is_some() && about.all(|row| row.relied.is_empty());
        assert!(
            !(told_only && opened.relied_on(subject)),
            "{fact}: the opinion does not rely on it, the case says it does"
        );
    }
}

/// The values of the rows, read as the language reads them, by row.
fn row_values(program: &Program, rows: &[Row]) -> BTreeMap<String, Datum> {
    let mut text = String::from("case rows \"The rows\"\n  under wgad\n  stage no reply\n\nworking group notes\n");
    for row in rows.iter().filter(|row| row.fact.contains('.')) {
        let (instance, fact) = match row.fact.split_once('/') {
            Some((topic, rest)) => {
                let (instance, fact) = rest.split_once('.').expect("an instance has facts");
                (format!("{topic} {instance}: "), fact)
            }
            None => (String::new(), row.fact),
        };
        let claim = match row.value {
            "yes" => fact.to_owned(),
            "no" => format!("not {fact}"),
            value => format!("{fact} = {value}"),
        };
        text.push_str(&format!("  {instance}{claim} note \"{}\"\n", row.id));
    }
    let parsed = parse(SourceId(0), &text);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let checked = check_case(program, &[parsed.file], Span::new(SourceId(0), 0, 0));
    let file = checked.case.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
    let statements = file.detentions.into_iter().flat_map(|case| case.statements);
    statements.filter_map(|statement| Some((statement.note, statement.datum?))).collect()
}

fn fact_row(opened: &Opened, row: &Row, value: &Datum) -> Option<String> {
    let Some(subject) = opened.by_name().get(row.fact).copied() else { return Some("nobody speaks of it".to_owned()) };
    let statements = opened.case.statements_on(subject);
    let with_value: Vec<&Statement> =
        statements.iter().filter(|statement| statement.datum.as_ref() == Some(value)).collect();
    if with_value.is_empty() {
        let said: Vec<&Datum> = statements.iter().filter_map(|statement| statement.datum.as_ref()).collect();
        return Some(format!("nobody says {}, but {said:?}", row.value));
    }
    let (submits, settles) = (opened.party(Role::Submits), opened.party(Role::Settles));
    for asserts in row.asserts.split('/') {
        // Where a row has two voices they differ: the row gives the value of one, and the other speaks as well.
        let of_both = row.asserts.contains('/');
        let mut said = statements
            .iter()
            .filter(|statement| of_both || with_value.iter().any(|other| std::ptr::eq(*other, *statement)));
        let said = said.any(|statement| match asserts {
            // What the opinion records as submitted and not contested is stated as the source's.
            "S" | "U" => statement.speaker == submits,
            "S>A" => statement.speaker == submits && !statement.quoting.is_empty(),
            "W" | "P" => statement.speaker == settles,
            other => panic!("{}: who is {other}?", row.id),
        });
        if !said {
            return Some(format!("not said by {asserts}"));
        }
    }
    let stated: BTreeSet<&str> = statements
        .iter()
        .flat_map(|statement| &statement.stated)
        .filter(|place| place.document == 0)
        .flat_map(|place| place.paras.iter().map(String::as_str))
        .collect();
    let relied: BTreeSet<&str> =
        statements.iter().flat_map(|statement| statement.relied.iter().map(String::as_str)).collect();
    missing("stated", &row.alleged, &stated).or_else(|| missing("relied on", &row.relied, &relied))
}

fn missing(what: &str, wanted: &[&str], found: &BTreeSet<&str>) -> Option<String> {
    let missing: Vec<&str> = wanted.iter().copied().filter(|para| !found.contains(para)).collect();
    (!missing.is_empty()).then(|| format!("not {what} in {missing:?}, only in {found:?}"))
}

/// A row that the opinion treats as a finding: the rules find it, and rest on the paragraphs of the row.
fn finding_row(opened: &Opened, row: &Row, name: &str) -> Option<String> {
    let (proof, ..) = evaluated(&opened.program, &opened.case);
    let id = opened.holding(name);
    if proof.holding(id) != Value::Yes {
        return Some(format!("comes out as {}", proof.holding(id).word()));
    }
    let rules = opened.program.holdings[id.index()].rules.iter();
    let applied: Vec<RuleId> = rules.copied().filter(|rule| proof.status(*rule) == Status::Applies).collect();
    let cited: BTreeSet<String> = applied.iter().flat_map(|rule| opinion_paras(&opened.program, *rule)).collect();
    let rests = row.relied.iter().any(|para| cited.contains(*para));
    (!rests).then(|| format!("its rules cite {cited:?}, the opinion relies on it in {:?}", row.relied))
}

/// `category I, II, III` is claimed by the source; `not category V` by nobody.
fn claim_row(opened: &Opened, row: &Row) -> Option<String> {
    let (kind, names) = row.value.trim_start_matches("not ").split_once(' ').expect("a kind and names");
    let claimed = |name: &str| {
        let id = opened.holding(&format!("{kind} {name}"));
        opened.case.claims.iter().find(|claim| claim.holding == id)
    };
    for name in names.split(", ") {
        match (row.value.starts_with("not "), claimed(name)) {
            (true, None) => {}
            (true, Some(_)) => return Some(format!("{name} is claimed")),
            (false, None) => return Some(format!("{name} is not claimed")),
            (false, Some(claim)) => {
                let paras: Vec<&String> = claim.stated.iter().flat_map(|place| &place.paras).collect();
                let missing = row.alleged.iter().find(|para| !paras.iter().any(|stated| stated == *para));
                if let Some(para) = missing {
                    return Some(format!("{name} is not claimed in {para}"));
                }
            }
        }
    }
    None
}

#[test]
fn no_finding_of_the_opinion_is_stated_as_a_fact() {
    let opened = &*OPENED;
    let (settles, program) = (opened.party(Role::Settles), &opened.program);
    let squeezed = |text: &str| text.to_lowercase().replace(['_', ' '], "");
    let findings = program.holdings.iter().filter(|holding| holding.kind.is_none());
    let findings: BTreeSet<String> = findings.map(|finding| squeezed(&finding.name)).collect();
    for statement in &opened.case.statements {
        let fact = &program.facts[statement.subject.fact.index()];
        let name = opened.name(statement.subject);
        assert!(!findings.contains(&squeezed(&fact.name)), "{name} has the name of a finding");
        let judged = fact.judgement.is_some() && statement.speaker == settles;
        assert!(!judged, "{name} is a judgement; the Working Group's word on it would be a finding stated as a fact");
    }
}

// ---------------------------------------------------------------- the rules and all cases

#[test]
fn rules_and_cases_have_no_warnings_and_every_derivation_verifies() {
    let found = discover(&[root().join("rules"), root().join("cases")]).expect("both folders are there");
    for path in &found.cases {
        let own = path.ancestors().find(|folder| found.packs.contains(&folder.to_path_buf()));
        let (program, file) = open(own.unwrap_or(&root().join("rules/wgad")), path);
        for case in &file.detentions {
            for as_pleaded in [false, true] {
                let proof = evaluate(&program, case, Options { as_pleaded });
                assert_eq!(verify(&proof), [""; 0], "{}", path.display());
            }
        }
    }
}

#[test]
fn no_rule_names_a_state_a_person_a_platform_or_a_case() {
    let found = discover(&[root().join("rules"), root().join("cases")]).expect("both folders are there");
    let mut names: BTreeSet<String> = [
        "Kazakhstan",
        "Kazakh",
        "Ilyashev",
        "Alnur",
        "Almaty",
        "COVID",
        "coronavirus",
        "Facebook",
        "WhatsApp",
        "YouTube",
        "Our Right",
    ]
    .map(str::to_lowercase)
    .into();
    names.extend(found.cases.iter().filter_map(|path| Some(path.file_stem()?.to_string_lossy().to_lowercase())));
    for pack in &found.packs {
        for entry in fs::read_dir(pack).expect("it can be read").map(|entry| entry.expect("it can be read").path()) {
            if entry.extension().is_none_or(|extension| extension != "law") {
                continue;
            }
            let text = fs::read_to_string(&entry).expect("it is text").to_lowercase();
            for (number, line) in text.lines().enumerate() {
                // The title of an authority is its name, and may say whose case it was.
                let law = if line.starts_with("authority") { "" } else { line };
                let words: Vec<&str> = law.split(|character: char| !character.is_alphanumeric()).collect();
                let law = format!(" {} ", words.join(" "));
                let named = names.iter().find(|name| law.contains(&format!(" {name} ")));
                assert_eq!(named, None, "{}:{}", entry.display(), number + 1);
            }
        }
    }
}
