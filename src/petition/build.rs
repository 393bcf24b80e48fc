//! Puts a petition together. In: a pack, a case, a wording, and what was asked for. Out: the shapes that templates lay out, and
//! what there is to tell the writer besides.

use std::collections::{BTreeMap, BTreeSet};

use super::json::{Account, Breach, Instrument, Pack, Parties, Petition, Stage};
use super::sources::{Cited, Exhibits};
use super::view::{Extent, View, Withheld, pleaded, view};
use crate::amount::Amount;
use crate::case::{Case, Subject};
use crate::evaluate::{Options, Proof, evaluate};
use crate::explain::prose::order;
use crate::explain::{Explanation, explain, words};
use crate::program::{FactId, HoldingId, InstrumentId, Program, RuleId};
use crate::syntax::ast::Role;
use crate::value::Value;
use crate::wording::{Language, Wording};

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// To be sent as it is: no notes, nothing unverified.
    pub finished: bool,
    /// The day of the petition.
    pub date: Option<Amount>,
    /// Rules that are left out, with all that rests on them alone.
    pub leave_out: Vec<RuleId>,
}

/// A petition, and what there is to tell the writer besides.
#[derive(Clone, Debug)]
pub struct Built {
    /// For the templates.
    pub petition: Petition,
    /// What was kept back because it is confidential.
    pub withheld: Vec<Withheld>,
    /// Conclusions and claims that fall because of that, by their titles.
    pub fallen: Vec<String>,
    /// Facts that have no sentence in this language, by name.
    pub unworded: Vec<String>,
    /// Authorities nobody verified that were left out, by title.
    pub dropped: Vec<String>,
    /// Rules of the argument that rest on authority nobody verified alone: word and title.
    pub unverified: Vec<(String, String)>,
    /// Nothing is claimed in the case; what the rules support is offered only.
    pub nothing_claimed: bool,
    /// The person's name is kept back.
    pub nameless: bool,
}

/// A petition in the making.
pub(super) struct Page<'a> {
    pub(super) proof: &'a Proof<'a>,
    pub(super) wording: &'a Wording,
    pub(super) exhibits: Exhibits,
    pub(super) cited: Cited,
    pub(super) paragraphs: BTreeMap<Subject, String>,
    pub(super) unworded: BTreeSet<String>,
    pub(super) dropped: BTreeSet<String>,
    pub(super) unverified: BTreeSet<RuleId>,
    pub(super) used: BTreeSet<InstrumentId>,
    pub(super) argued: BTreeSet<HoldingId>,
    pub(super) decided: Option<&'a str>,
    pub(super) finished: bool,
}

/// Builds the petition of a case, as far as `extent` lets it tell.
#[must_use]
pub fn build(program: &Program, case: &Case, wording: &Wording, extent: Extent, asked: &Asked) -> Built {
    let left = without(program, &asked.leave_out);
    let seen = view(&left, case, extent, nobody(wording.language()));
    // A petition pleads: what the submitting party asks to be held of a judgement is taken as given, and called a submission.
    let proof = evaluate(&left, &seen.case, Options { as_pleaded: true });
    let explanation = explain(&proof);
    // Of the outcome nothing is read but which decision it was: no petition rests on the decision that answers it.
    let decided = case.decided.as_ref().map(|decided| decided.decision.as_str());
    let mut page = Page {
        proof: &proof,
        wording,
        exhibits: Exhibits::of(&seen.case, decided),
        cited: Cited::default(),
        paragraphs: BTreeMap::new(),
        unworded: BTreeSet::new(),
        dropped: BTreeSet::new(),
        unverified: BTreeSet::new(),
        used: BTreeSet::new(),
        argued: BTreeSet::new(),
        decided,
        finished: asked.finished,
    };
    let mut petition = page.petition(&explanation);
    petition.draft = !asked.finished;
    petition.private = extent != Extent::Transmitted;
    petition.date = asked.date.map(|date| wording.amount(date, "")).unwrap_or_default();
    if extent == Extent::Transmitted {
        strike(&left, &mut petition);
    }
    if seen.nameless {
        petition.person.clear();
    }
    let title = |rule: &RuleId| {
        let declared = &program.rules[rule.index()];
        (declared.name.clone(), wording.rule_title(*rule).to_owned())
    };
    Built {
        unverified: page.unverified.iter().map(title).collect(),
        unworded: page.unworded.into_iter().collect(),
        dropped: page.dropped.into_iter().collect(),
        fallen: fallen(&left, case, &seen, &proof, wording),
        nothing_claimed: seen.case.claims.is_empty(),
        nameless: seen.nameless,
        withheld: seen.withheld,
        petition,
    }
}

/// The pack without some rules.
fn without(program: &Program, rules: &[RuleId]) -> Program {
    let mut left = program.clone();
    for holding in &mut left.holdings {
        holding.rules.retain(|rule| !rules.contains(rule));
        holding.declined_by.retain(|rule| !rules.contains(rule));
    }
    left
}

/// Who stands for a person whose name is kept back.
fn nobody(language: Language) -> &'static str {
    match language {
        Language::English => "the person concerned",
        Language::French => "la personne concernée",
        Language::Spanish => "la persona interesada",
    }
}

/// What would be made out with all that is confidential, and is not without it.
fn fallen(program: &Program, case: &Case, seen: &View, proof: &Proof, wording: &Wording) -> Vec<String> {
    if seen.withheld.is_empty() {
        return Vec::new();
    }
    let whole = pleaded(program, case);
    let full = evaluate(program, &whole, Options { as_pleaded: true });
    let mut fallen = Vec::new();
    let main = words::main_kind(program);
    for (index, holding) in
        program.holdings.iter().enumerate().filter(|(_, holding)| holding.kind == main && main.is_some())
    {
        let id = HoldingId::at(index);
        if full.holding(id) > proof.holding(id) && full.holding(id) >= Value::Contested {
            let kind = holding.kind.map(|kind| wording.kind(kind).to_owned()).unwrap_or_default();
            fallen.push(format!("{kind}: {}", wording.holding(id)));
        }
    }
    // What the other conclusions of the pack, or its advice to the writer, draw from that goes without saying.
    let follows = |rule: RuleId| {
        let then = &program.rules[rule.index()].then;
        let other = |id: &HoldingId| program.holdings[id.index()].kind.is_some_and(|kind| Some(kind) != main);
        !then.is_empty() && then.iter().all(other)
    };
    let applied = |proof: &Proof, rule| proof.status(rule) == crate::evaluate::Status::Applies;
    for (index, _) in program.rules.iter().enumerate() {
        let rule = RuleId::at(index);
        if applied(&full, rule) && !applied(proof, rule) && !follows(rule) {
            fallen.push(wording.rule_title(rule).to_owned());
        }
    }
    fallen
}

impl Page<'_> {
    fn petition(&mut self, explanation: &Explanation) -> Petition {
        let program = self.proof.program;
        let case = self.proof.case;
        // The paragraphs come first: the argument refers to them.
        let topics = self.topics();
        let mut facts = BTreeMap::new();
        for (index, fact) in program.facts.iter().enumerate() {
            if !program.topics[fact.topic.index()].many {
                let subject = Subject { fact: FactId::at(index), instance: 0 };
                let told = self.fact(subject);
                facts.insert(told.name.clone(), told);
            }
        }
        let sections = order::sections(self.proof, explanation);
        let (pleaded, offered) = self.categories(explanation, &sections);
        let mut breaches: Vec<Breach> = Vec::new();
        for breach in pleaded.iter().flat_map(|conclusion| &conclusion.breaches) {
            if !breaches.contains(breach) {
                breaches.push(breach.clone());
            }
        }
        let bearer = program.party_with(Role::Submits).and_then(|party| program.evidence[party.index()].as_ref());
        let evidence = bearer.map(|evidence| self.cites(&evidence.cite, "evidence")).unwrap_or_default();
        let stage = &program.stages[case.stage.index()];
        Petition {
            lang: self.wording.language().code().to_owned(),
            case: case.name.clone(),
            title: case.title.clone(),
            person: self.wording.person(self.proof),
            reported_by: case.reported_by.clone(),
            pack: Pack {
                name: program.pack.name.clone(),
                title: program.pack.title.clone(),
                version: program.pack.version.clone(),
            },
            reviewed: self.wording.reviewed(),
            stage: Stage {
                name: stage.name.clone(),
                title: self.wording.stage(case.stage).to_owned(),
                words: self.wording.stage_words(case.stage).to_owned(),
            },
            parties: self.parties(),
            topic_order: program.topics.iter().map(|topic| topic.name.clone()).collect(),
            chronology: self.chronology(),
            accounts: self.accounts(),
            kinds: self.kinds(&sections),
            other_claims: self.claims(explanation, None, "pleaded"),
            instruments: self.instruments(),
            records: self.records(),
            exhibits: self.exhibits.list(),
            authorities: self.cited.table(program, self.wording, self.decided),
            facts,
            topics,
            pleaded,
            offered,
            breaches,
            evidence,
            ..Petition::default()
        }
    }

    fn parties(&self) -> Parties {
        let title = |role: Role| {
            let party = self.proof.program.party_with(role);
            party.map_or_else(String::new, |party| self.wording.party(party).to_owned())
        };
        Parties { submits: title(Role::Submits), answers: title(Role::Answers), settles: title(Role::Settles) }
    }

    fn instruments(&self) -> Vec<Instrument> {
        let all = self.proof.program.instruments.iter().enumerate();
        all.map(|(index, instrument)| {
            let id = InstrumentId::at(index);
            Instrument {
                name: self.wording.instrument_short(id).to_owned(),
                title: self.wording.instrument(id).to_owned(),
                binds: self.proof.binds(id).word().to_owned(),
                depends: instrument.binds.is_some(),
                used: self.used.contains(&id),
            }
        })
        .collect()
    }

    fn accounts(&self) -> Vec<Account> {
        let case = self.proof.case;
        let account = |told: &crate::case::Account| {
            let document = case.documents.iter().position(|document| document.name == told.name);
            let document = document.and_then(|place| u32::try_from(place).ok());
            let exhibit = document.and_then(|place| self.exhibits.of_document(place));
            Account {
                exhibit: exhibit.map(|exhibit| exhibit.id.clone()).unwrap_or_default(),
                who: told.who.clone(),
                date: self.wording.amount(Amount::date(told.on), ""),
                told: told.exchanges.iter().map(|(_, told)| told.clone()).collect(),
            }
        };
        case.accounts.iter().map(account).collect()
    }
}

/// Keeps the topics that a part may show: those that are never for the other side leave nothing behind, not even their questions.
fn strike(program: &Program, petition: &mut Petition) {
    for topic in &program.topics {
        if topic.confidential {
            let prefix = format!("{}.", topic.name);
            petition.facts.retain(|name, _| !name.starts_with(&prefix));
            petition.topics.remove(&topic.name);
            petition.topic_order.retain(|name| *name != topic.name);
        }
    }
}
