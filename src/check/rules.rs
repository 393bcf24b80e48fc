//! Second pass over a pack: what it says. In: the items and the names of the first pass. Out: conditions, rules, twins,
//! defaults and the rules of evidence, resolved.

use super::expression::condition;
use super::force::force;
use super::{PackCheck, evidence, reading, triage};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{
    AuthorityId, Cite, Expr, ExprId, FactId, HoldingId, Impossible, InstrumentId, KindId, Node, PartyId, Piece,
    ProvisionId, Rule, RuleId, TopicId, Unless,
};
use crate::source::Span;
use crate::syntax::ast::{
    Citation, ConclusionDecl, File, InstrumentDecl, Item, Name, ProvisionRef, Quoted, RuleDecl, TargetRef, TopicDecl,
};

const RULES: usize = 20_000;

pub(super) fn resolve(pack: &mut PackCheck, files: &[&File]) {
    // Rules may be named before they are written; their names first.
    let decls = files.iter().flat_map(|file| &file.items);
    for (index, decl) in
        decls.filter_map(|item| if let Item::Rule(decl) = item { Some(decl) } else { None }).enumerate()
    {
        pack.names.rules.declare(&decl.name, index, "rule", &mut pack.diagnostics);
        pack.over_limit("rules", index + 1, RULES, decl.name.span);
    }
    for file in files {
        let mut heading = "";
        for item in &file.items {
            match item {
                Item::Heading(text) => heading = &text.text,
                Item::Instrument(decl) => instrument(pack, decl),
                Item::Evidence(decl) => evidence::resolve(pack, decl),
                Item::Conclusion(decl) => conclusion_cites(pack, decl),
                Item::Topic(decl) => judgements(pack, decl),
                Item::Impossible(decl) => {
                    let condition = condition(pack, &decl.condition);
                    let reason = decl.reason.text.clone();
                    pack.program.impossible.push(Impossible { condition, reason, span: decl.span });
                }
                Item::Reading(decl) => reading::resolve(pack, decl),
                Item::Clock(decl) => triage::clock(pack, decl),
                Item::Triage(decl) => triage::part(pack, decl),
                Item::Rule(decl) => rule(pack, decl, heading),
                _ => {}
            }
        }
    }
    require_evidence(pack);
}

/// Every party that must show some fact needs a table.
fn require_evidence(pack: &mut PackCheck) {
    let parties = pack.program.parties.len();
    pack.program.evidence.resize_with(parties, || None);
    let bearers: Vec<(PartyId, Span)> = pack.program.facts.iter().map(|fact| (fact.bearer, fact.span)).collect();
    let mut missing = vec![None; parties];
    for (bearer, span) in bearers {
        if pack.program.evidence.get(bearer.index()).is_some_and(Option::is_none) {
            missing[bearer.index()].get_or_insert(span);
        }
    }
    for (index, span) in missing.into_iter().enumerate() {
        let Some(span) = span else { continue };
        let name = &pack.program.parties[index].name;
        let fault = Diagnostic::new(
            Code::MissingDeclaration,
            span,
            format!("no rules of evidence for facts that `{name}` must show"),
        )
        .label("such a fact")
        .help(format!("add `evidence for the {name} to show` and its rows"));
        pack.report(fault);
    }
}

fn instrument(pack: &mut PackCheck, decl: &InstrumentDecl) {
    let Some(id) = pack.names.instruments.get(&decl.name.text).map(InstrumentId) else { return };
    if let Some(binds) = &decl.binds {
        let binds = condition(pack, binds);
        pack.program.instruments[id.index()].binds = Some(binds);
    }
    pack.program.instruments[id.index()].force = force(pack, decl.force.as_deref());
    for declared in &decl.provisions {
        let found = pack.names.provisions[id.index()].get(&declared.number.text);
        let twins = provisions(pack, &declared.twins);
        if let Some(index) = found {
            pack.program.provisions[index as usize].twins = twins;
        }
    }
}

fn conclusion_cites(pack: &mut PackCheck, decl: &ConclusionDecl) {
    let cite = cites(pack, &decl.cite);
    let kind = pack.names.kinds.get(&decl.kind.text);
    let found = kind.and_then(|kind| pack.names.conclusions[kind as usize].get(&decl.name.text));
    if let Some(index) = found {
        pack.program.holdings[index as usize].cite = cite;
        pack.program.holdings[index as usize].force = force(pack, decl.force.as_deref());
    }
}

fn judgements(pack: &mut PackCheck, decl: &TopicDecl) {
    let Some(topic) = pack.names.topics.get(&decl.name.text).map(TopicId) else { return };
    for fact in &decl.facts {
        let Some(judgement) = &fact.judgement else { continue };
        let Some(id) = pack.names.facts[topic.index()].get(&fact.name.text) else { continue };
        let default = judgement.default.as_ref().map(|default| condition(pack, default));
        let cite = cites(pack, &judgement.cite);
        if pack.program.topics[topic.index()].many {
            let message = "a judgement in a topic with instances";
            pack.report(
                Diagnostic::new(Code::TypeMismatch, fact.name.span, message)
                    .help("judge the case as a whole: put the judgement into a topic that is not `many`"),
            );
        }
        let readings = reading::taken(&pack.program, default.as_slice(), Vec::new());
        if let Some(slot) = &mut pack.program.facts[id as usize].judgement {
            slot.readings = readings;
            slot.default = default;
            slot.cite = cite;
        }
    }
}

fn rule(pack: &mut PackCheck, decl: &RuleDecl, heading: &str) {
    let id = RuleId::at(pack.program.rules.len());
    let when = match &decl.when {
        Some(when) => condition(pack, when),
        None => missing_when(pack, decl),
    };
    let unless = decl
        .unless
        .iter()
        .map(|unless| Unless { condition: condition(pack, &unless.condition), cite: cites(pack, &unless.cite) });
    let unless: Vec<Unless> = unless.collect();
    let taking = decl.taking.iter().filter_map(|name| reading::named(pack, name)).collect();
    let conditions: Vec<ExprId> = std::iter::once(when).chain(unless.iter().map(|unless| unless.condition)).collect();
    let readings = reading::taken(&pack.program, &conditions, taking);
    let then = targets(pack, &decl.then);
    let declines: Vec<HoldingId> = decl.declines.iter().filter_map(|name| finding(pack, name)).collect();
    for target in &then {
        pack.program.holdings[target.index()].rules.push(id);
    }
    for declined in &declines {
        pack.program.holdings[declined.index()].declined_by.push(id);
    }
    let made = Rule {
        name: decl.name.text.clone(),
        title: decl.title.text.clone(),
        breadcrumb: heading.to_owned(),
        when,
        unless,
        force: force(pack, decl.force.as_deref()),
        readings,
        then,
        declines,
        breach: provisions(pack, &decl.breach),
        relying: provisions(pack, &decl.relying),
        recall: cites(pack, &decl.recall),
        cite: cites(pack, &decl.cite),
        say: decl.say.as_ref().map_or_else(Vec::new, |say| pieces(pack, say)),
        notes: decl.notes.iter().map(|note| note.text.clone()).collect(),
        span: decl.name.span,
    };
    effect(pack, decl, &made);
    pack.program.rules.push(made);
}

fn missing_when(pack: &mut PackCheck, decl: &RuleDecl) -> ExprId {
    pack.report(
        Diagnostic::new(
            Code::MissingDeclaration,
            decl.name.span,
            format!("the rule `{}` has no `when`", decl.name.text),
        )
        .help("say when it applies; if it always does, write `when always`"),
    );
    pack.program.exprs.push(Expr { node: Node::Always, span: decl.name.span });
    ExprId::at(pack.program.exprs.len() - 1)
}

fn effect(pack: &mut PackCheck, decl: &RuleDecl, made: &Rule) {
    if decl.cite.is_empty() {
        pack.report(
            Diagnostic::new(
                Code::RuleWithoutAuthority,
                decl.name.span,
                format!("the rule `{}` cites no authority", made.name),
            )
            .label("rests on nothing")
            .help("add `cite AUTHORITY para N`; where nothing was verified, cite an authority declared `unverified`"),
        );
    }
    if decl.then.is_empty() && decl.declines.is_empty() && decl.breach.is_empty() {
        pack.report(
            Diagnostic::new(
                Code::RuleWithoutEffect,
                decl.name.span,
                format!("the rule `{}` leads to nothing", made.name),
            )
            .help("add `then FINDING`, `breach PROVISION` or `declines FINDING`"),
        );
    }
}

/// Findings and conclusions named by a rule or a claim.
pub(super) fn targets(pack: &mut PackCheck, list: &[TargetRef]) -> Vec<HoldingId> {
    let mut found: Vec<HoldingId> = Vec::new();
    for target in list {
        let id = match &target.kind {
            Some(kind) => conclusion(pack, kind, &target.name),
            None => finding(pack, &target.name),
        };
        let Some(id) = id else { continue };
        if found.contains(&id) {
            let message = format!("`{}` stands here twice", target.name.text);
            pack.report(Diagnostic::new(Code::DuplicateName, target.name.span, message).help("remove one of them"));
        } else {
            found.push(id);
        }
    }
    found
}

fn finding(pack: &mut PackCheck, name: &Name) -> Option<HoldingId> {
    let names = &pack.names;
    names.findings.find(name, Code::UnknownFinding, "finding", &mut pack.diagnostics).map(HoldingId)
}

/// A conclusion by its kind and name.
pub(super) fn conclusion(pack: &mut PackCheck, kind: &Name, name: &Name) -> Option<HoldingId> {
    let names = &pack.names;
    let found = names.kinds.find(kind, Code::UnknownKind, "kind of conclusion", &mut pack.diagnostics).map(KindId)?;
    let space = &names.conclusions[found.index()];
    space.find(name, Code::UnknownConclusion, &kind.text, &mut pack.diagnostics).map(HoldingId)
}

fn provisions(pack: &mut PackCheck, list: &[ProvisionRef]) -> Vec<ProvisionId> {
    let names = &pack.names;
    list.iter().filter_map(|reference| provision(names, reference, &mut pack.diagnostics)).collect()
}

/// A provision by its instrument and number.
pub(super) fn provision(
    names: &crate::program::names::Names,
    reference: &ProvisionRef,
    faults: &mut Vec<Diagnostic>,
) -> Option<ProvisionId> {
    let (instrument, number) = (&reference.instrument, &reference.number);
    let found = names.instruments.find(instrument, Code::UnknownInstrument, "instrument", faults)?;
    let what = format!("provision of {}", instrument.text);
    let space = &names.provisions[found as usize];
    space.find(number, Code::UnknownProvision, &what, faults).map(ProvisionId)
}

/// Citations, each of an authority that the pack declares.
pub(super) fn cites(pack: &mut PackCheck, list: &[Citation]) -> Vec<Cite> {
    let names = &pack.names;
    let resolved = list.iter().filter_map(|citation| {
        let authority =
            names.authorities.find(&citation.authority, Code::UnknownAuthority, "authority", &mut pack.diagnostics)?;
        Some(Cite {
            authority: AuthorityId(authority),
            place: citation.place.clone(),
            remark: citation.remark.as_ref().map_or_else(String::new, |remark| remark.text.clone()),
        })
    });
    resolved.collect()
}

/// The pieces of a `say` text: `{person}`, `{party}`, `{topic.fact}` and what stands between.
fn pieces(pack: &mut PackCheck, say: &Quoted) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = say.text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let Some((inside, left)) = after.split_once('}') else {
            placeholder_fault(pack, say, after);
            return pieces;
        };
        match placeholder(pack, inside) {
            Some(piece) => pieces.push(piece),
            None => placeholder_fault(pack, say, inside),
        }
        rest = left;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

fn placeholder(pack: &PackCheck, inside: &str) -> Option<Piece> {
    if inside == "person" {
        return Some(Piece::Person);
    }
    if let Some((topic, fact)) = inside.split_once('.') {
        let topic = pack.names.topics.get(topic)?;
        return pack.names.facts[topic as usize].get(fact).map(|id| Piece::Fact(FactId(id)));
    }
    pack.names.parties.get(&inside.replace('_', " ")).map(|id| Piece::Party(PartyId(id)))
}

fn placeholder_fault(pack: &mut PackCheck, say: &Quoted, inside: &str) {
    let shown: String = inside.chars().take(40).collect();
    pack.report(
        Diagnostic::new(Code::UnknownPlaceholder, say.span, format!("`{{{shown}}}` names nothing"))
            .help("braces hold `person`, a party (`working_group`) or a fact (`arrest.at`)"),
    );
}
