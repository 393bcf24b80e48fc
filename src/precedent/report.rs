//! Precedents laid out for reading. In: a proof of the present case and what was found. Out: a [`Report`] in sentences: the
//! grounds here, the decisions that state the conclusion, and as readily those that do not.

use std::collections::BTreeSet;

use super::{Against, Decision, Fortiori, Precedent, Precedents};
use crate::evaluate::Proof;
use crate::explain::report::{Block, Branch, Line, Report, Section, cited, faint, plain, strong};
use crate::explain::{json, words};
use crate::program::{HoldingId, RuleId};
use crate::syntax::ast::Role;
use crate::value::Value;

/// How precedents are ordered.
pub const ORDER: &str = "Order: most grounds shared, then fewest grounds that this case lacks, then fewest defences and disputed facts that stand only \
                         here, then the newest.";
/// What a ground is, and what is made of it.
pub const MEANING: &str = "A ground is a rule on the way to the conclusion that applies on the facts told; what nearly every conclusion of the kind rests on is left out. A decision holds a fortiori where this case has \
                           every ground that was there, and nothing against it that was not there (the result model of precedent). It is an argument \
                           from consistency; that the Working Group is bound by it is not said.";

/// Where decided cases were looked for.
#[derive(Clone, Debug)]
pub struct Searched {
    /// The paths, as named or found.
    pub places: Vec<String>,
    /// Decided detentions under this pack, without the present case.
    pub decided: usize,
    /// How many are told on either side.
    pub most: usize,
}

/// The whole report.
#[must_use]
pub fn report(proof: &Proof, all: &[Precedents], searched: &Searched) -> Report {
    let places = words::listed_with(&searched.places, "and");
    let count = crate::tally::report::counted(searched.decided, "decided detention");
    let mut blocks = vec![
        Block::Line(vec![strong("Decided cases that share grounds with this one.")]),
        Block::Line(vec![plain(format!(
            "Looked for in {places}: {count} under this pack, this case itself left out."
        ))]),
        Block::Line(vec![faint(MEANING)]),
        Block::Line(vec![faint(ORDER)]),
    ];
    let chosen = words::readings_chosen(proof.program).into_iter();
    blocks.extend(chosen.map(|line| Block::Line(vec![strong(line)])));
    if proof.options.as_pleaded {
        let source = words::party_with(proof, Role::Submits);
        let line = format!("In this case judgements are taken as {source} pleads them; in decided cases they are not.");
        blocks.push(Block::Line(vec![strong(line)]));
    }
    let mut sections = vec![Section { title: String::new(), blocks }];
    for found in all {
        sections.push(here(proof, found));
        let (with, without): (Vec<&Precedent>, Vec<&Precedent>) =
            found.found.iter().partition(|it| it.decided == Decision::For);
        let name = name(proof, found.target);
        sections.push(listed(proof, found, &with, (&format!("{name}: decided so"), searched.most)));
        sections.push(listed(
            proof,
            found,
            &without,
            (&format!("{name}: decided without it, although grounds are shared"), searched.most),
        ));
        sections.extend(rest(found, &name));
    }
    Report { title: words::heading(proof.case), sections }
}

/// "Category II", "Result arbitrary".
fn name(proof: &Proof, holding: HoldingId) -> String {
    words::sentence(&proof.program.holding_name(holding).replace('_', " "))
}

/// "category II".
fn inside(proof: &Proof, holding: HoldingId) -> String {
    proof.program.holding_name(holding).replace('_', " ")
}

/// The title of a rule.
#[must_use]
pub fn ground(proof: &Proof, id: RuleId) -> String {
    proof.program.rules[id.index()].title.clone()
}

/// What stands against the conclusion, in words.
#[must_use]
pub fn against(proof: &Proof, it: Against) -> String {
    let program = proof.program;
    match it {
        Against::Exception(rule, place) => {
            let rule = &program.rules[rule.index()];
            let exception = rule.unless.get(place as usize);
            let asked = exception.map_or_else(String::new, |unless| json::rules::words(program, unless.condition));
            format!("“{}”: {asked}", rule.title)
        }
        Against::Rule(rule) => ground(proof, rule),
        Against::Disputed(fact) => format!("disputed: {}", program.facts[fact.index()].question),
    }
}

fn grounds(proof: &Proof, set: &BTreeSet<RuleId>) -> String {
    set.iter().map(|id| ground(proof, *id)).collect::<Vec<_>>().join("; ")
}

fn defences(proof: &Proof, set: &BTreeSet<Against>) -> String {
    set.iter().map(|it| against(proof, *it)).collect::<Vec<_>>().join("; ")
}

fn here(proof: &Proof, found: &Precedents) -> Section {
    let state = words::conclusion(proof.holding(found.target), true);
    let first = match found.here.favouring.is_empty() {
        true => format!("In this case: {state}. No ground for it is made out, so that none can be shared."),
        false => format!("In this case: {state}. Its grounds:"),
    };
    let parts = found.here.favouring.iter().map(|id| row(proof, *id)).collect();
    let tree = Branch { line: vec![plain(first)], parts, open: true, ..Branch::default() };
    let mut blocks = vec![Block::Tree(tree)];
    if !found.here.against.is_empty() {
        let parts =
            found.here.against.iter().map(|it| Branch { line: vec![plain(against(proof, *it))], ..Branch::default() });
        let line = vec![plain("Against it:")];
        blocks.push(Block::Tree(Branch { line, parts: parts.collect(), open: true, ..Branch::default() }));
    }
    Section { title: format!("{}: this case", name(proof, found.target)), blocks }
}

fn row(proof: &Proof, id: RuleId) -> Branch {
    let rule = &proof.program.rules[id.index()];
    let cites = cited(format!(" {}", words::cites(proof.program, &rule.cite)));
    Branch { mark: Some(Value::Yes), line: vec![plain(rule.title.clone()), cites], ..Branch::default() }
}

fn listed(proof: &Proof, found: &Precedents, those: &[&Precedent], (title, most): (&str, usize)) -> Section {
    let mut blocks: Vec<Block> = those.iter().take(most).map(|it| Block::Tree(precedent(proof, found, it))).collect();
    if those.len() > most {
        let more = format!("And {} more; --most shows them.", those.len() - most);
        blocks.push(Block::Line(vec![faint(more)]));
    }
    if those.is_empty() {
        blocks.push(Block::Line(vec![plain("None was found.")]));
    }
    Section { title: title.to_owned(), blocks }
}

fn rest(found: &Precedents, name: &str) -> Option<Section> {
    let mut parts = Vec::new();
    let counted = |count: usize, does: &str, do_: &str| format!("{count} {}", if count == 1 { does } else { do_ });
    if found.apart > 0 {
        parts.push(counted(found.apart, "decided detention shares no ground", "decided detentions share no ground"));
    }
    if found.silent > 0 {
        parts.push(counted(found.silent, "says nothing of it", "say nothing of it"));
    }
    let line = Block::Line(vec![faint(format!("{}.", parts.join("; ")))]);
    (!parts.is_empty()).then(|| Section { title: format!("{name}: the others"), blocks: vec![line] })
}

fn precedent(proof: &Proof, found: &Precedents, it: &Precedent) -> Branch {
    let there = it.shared.len() + it.only_there.len();
    let mut parts: Vec<Line> = vec![decided(proof, found.target, it)];
    let of = match (it.shared.len(), there) {
        (_, 1) => "its one ground".to_owned(),
        (shared, all) if shared == all => format!("all of its {all} grounds"),
        (shared, all) => format!("{shared} of its {all} grounds"),
    };
    parts.push(vec![strong(format!("Shares {of}: ")), plain(format!("{}.", grounds(proof, &it.shared)))]);
    let mut put = |lead: &str, words: String| {
        if !words.is_empty() {
            parts.push(vec![strong(lead), plain(format!("{words}."))]);
        }
    };
    put("There, and missing here: ", grounds(proof, &it.only_there));
    // What this case has beyond a decision for it only makes it stronger; from a decision without it, it tells the two apart.
    match it.decided {
        Decision::For if it.only_here.len() > 3 => {
            put("Here, and not there: ", counted(it.only_here.len(), "further ground"))
        }
        Decision::For | Decision::Without(_) => put("Here, and not there: ", grounds(proof, &it.only_here)),
    }
    put("Against it here, and not there: ", defences(proof, &it.against_here));
    put("Against it there, and not here: ", defences(proof, &it.against_there));
    parts.push(fortiori(proof, found.target, it));
    parts.extend(differs(proof, found.target, it));
    parts.push(vec![faint("Cite as: "), cited(citation(it))]);
    let line = vec![strong(words::sentence(&it.decision)), plain(format!(": {}", words::heading(it.case)))];
    let parts = parts.into_iter().map(|line| Branch { line, ..Branch::default() }).collect();
    Branch { line, parts, open: true, ..Branch::default() }
}

/// What was decided on the kind of the conclusion.
fn decided(proof: &Proof, target: HoldingId, it: &Precedent) -> Line {
    let here = inside(proof, target);
    let words = match &it.decided {
        Decision::For => format!("The decision states {here}."),
        Decision::Without(others) if others.is_empty() => {
            "The decision states no conclusion of this kind. Its silence is no rejection.".to_owned()
        }
        Decision::Without(others) => {
            let names: Vec<String> = others.iter().map(|other| inside(proof, *other)).collect();
            let others = words::listed_with(&names, "and");
            format!("The decision states {others}, and not {here}. Its silence is no rejection.")
        }
    };
    vec![plain(words)]
}

/// Whether the decision holds here all the more; where it does not, by how much.
#[must_use]
pub fn fortiori_words(proof: &Proof, target: HoldingId, it: &Precedent) -> String {
    let here = inside(proof, target);
    match (&it.decided, it.fortiori) {
        (Decision::For, Fortiori::Holds) => format!(
            "A fortiori: this case has every ground for {here} that was there, and nothing against it that was not there."
        ),
        (Decision::For, Fortiori::Fails) => {
            let mut why = Vec::new();
            if !it.only_there.is_empty() {
                why.push(format!("{} missing here", counted(it.only_there.len(), "ground")));
            }
            if !it.against_here.is_empty() {
                why.push(format!("{} against it only here", counted(it.against_here.len(), "point")));
            }
            format!("Not a fortiori: {}.", why.join(", "))
        }
        (Decision::For, Fortiori::NotSaid) => {
            "Whether it holds a fortiori cannot be said: what the decision rests on there is not told.".to_owned()
        }
        (Decision::Without(_), Fortiori::Holds) => format!(
            "A fortiori against it: on the facts told, that case had every ground for {here} that this one has, and nothing \
             against it that is not here. Be ready to tell the two apart."
        ),
        (Decision::Without(_), Fortiori::Fails | Fortiori::NotSaid) => {
            let mut why = Vec::new();
            if !it.only_here.is_empty() {
                why.push(format!("this case has {} for it", counted(it.only_here.len(), "further ground")));
            }
            if !it.against_there.is_empty() {
                why.push(format!("{} against it stood only there", counted(it.against_there.len(), "point")));
            }
            format!("It can be told apart: {}.", why.join("; "))
        }
    }
}

fn counted(count: usize, one: &str) -> String {
    crate::tally::report::counted(count, one)
}

fn fortiori(proof: &Proof, target: HoldingId, it: &Precedent) -> Line {
    let words = fortiori_words(proof, target, it);
    if it.fortiori == Fortiori::Holds { vec![strong(words)] } else { vec![plain(words)] }
}

/// Where the rules do not give what was decided.
fn differs(proof: &Proof, target: HoldingId, it: &Precedent) -> Option<Line> {
    let here = inside(proof, target);
    let rules = match it.decided {
        _ if it.reproduced => return None,
        Decision::For => format!("Weaker ground: on the facts told, the rules do not reach {here} there. "),
        Decision::Without(_) => format!("The rules would give {here} there on the facts told; the decision does not. "),
    };
    let reason = it.recorded.as_ref().map_or("No reason is recorded.", |recorded| recorded.reason.as_str());
    Some(vec![plain(rules), faint(reason.to_owned())])
}

/// "Opinion 24/2021, A (State), Table of opinions in A/HRC/51/29; reported by …; opinion not read".
#[must_use]
pub fn citation(it: &Precedent) -> String {
    let title = match it.case.within.as_str() {
        "" => it.case.title.clone(),
        within => format!("{within}: {}", it.case.title),
    };
    let mut parts = vec![words::sentence(&it.decision), title];
    let places = words::places(it.case, &it.places);
    if !places.is_empty() {
        parts.push(places);
    }
    let mut line = parts.join(", ");
    if !it.case.reported_by.is_empty() {
        let by = words::listed_with(&it.case.reported_by, "and");
        line.push_str(&format!("; reported by {by}; opinion not read"));
    }
    line
}
