//! The argument of a petition: conclusions pleaded, offered or lacking something, with the rules that carry them, the facts that
//! meet these, and what the other side would have to show. In: a proof and its explanation. Out: the shapes of the templates.

use std::collections::BTreeSet;

use super::build::Page;
use super::json::{Breach, Cite, Claim, Conclusion, Exception, Kind, Met, Piece, Record, Rule};
use crate::case::{Datum, Subject};
use crate::circuit::{About, ConditionId, Leaf};
use crate::evaluate::{State, Status};
use crate::explain::prose::order::{self, Section};
use crate::explain::{Answer, Explanation, first_failure, nearest_rule, words};
use crate::program::{self, HoldingId, KindId, Node, PartyId, ProvisionId, RuleId, TopicId};
use crate::syntax::ast::Role;
use crate::value::Value;

/// So many things that are lacking are named at most.
const MOST_LACKING: usize = 6;

/// What a condition asks for, as far as sentences can say it.
#[derive(Default)]
struct Asked {
    sentences: Vec<String>,
    findings: Vec<String>,
    subjects: Vec<Subject>,
    /// The topic of each sentence.
    of: Vec<TopicId>,
}

impl Page<'_> {
    /// The conclusions of the pack's first kind that are pleaded, and those that are made out and nobody pleads.
    pub(super) fn categories(
        &mut self,
        explanation: &Explanation,
        sections: &[Section],
    ) -> (Vec<Conclusion>, Vec<Conclusion>) {
        let main = words::main_kind(self.proof.program);
        let (mut pleaded, mut offered) = (Vec::new(), Vec::new());
        for concluded in &explanation.conclusions {
            let id = concluded.holding;
            if self.proof.program.holdings[id.index()].kind != main {
                continue;
            }
            let claimed = self.is_claimed(id);
            if !claimed && concluded.value < Value::Contested {
                continue;
            }
            let part = if claimed { "pleaded" } else { "offered" };
            let conclusion = self.conclusion(explanation, sections, id, part);
            if claimed { pleaded.push(conclusion) } else { offered.push(conclusion) }
        }
        (pleaded, offered)
    }

    fn is_claimed(&self, id: HoldingId) -> bool {
        self.proof.case.claims.iter().any(|claim| claim.holding == id || claim.toward == Some(id))
    }

    fn conclusion(&mut self, explanation: &Explanation, sections: &[Section], id: HoldingId, part: &str) -> Conclusion {
        let program = self.proof.program;
        let declared = &program.holdings[id.index()];
        let value = self.proof.holding(id);
        let of_it = sections.iter().filter(|section| section.conclusion == Some(id));
        let rules: Vec<RuleId> = of_it.flat_map(|section| section.rules.iter().copied()).collect();
        let kind = declared.kind.map(|kind| self.wording.kind(kind).to_owned()).unwrap_or_default();
        let mut breached: Vec<ProvisionId> = rules.iter().flat_map(|rule| words::breached(self.proof, *rule)).collect();
        breached.sort_unstable();
        breached.dedup();
        let rules = self.rules(&rules, Some(id), part);
        let breaches = breached.iter().map(|id| self.breach(*id)).collect();
        let nearest = if value < Value::Yes { nearest_rule(self.proof, id) } else { None };
        Conclusion {
            id: program.holding_name(id),
            name: words::spoken(&declared.name),
            kind,
            title: self.wording.holding(id).to_owned(),
            value: value.word().to_owned(),
            claims: self.claims(explanation, Some(id), part),
            grounds: rules.iter().filter(|rule| rule.concludes).map(|rule| rule.title.clone()).collect(),
            rules,
            breaches,
            breached: self.line(&breached),
            lacks: nearest.map(|rule| self.lacks(rule)).unwrap_or_default(),
            nearest: nearest.map(|rule| self.wording.rule_title(rule).to_owned()).unwrap_or_default(),
            cite: self.cites(&declared.cite, part),
        }
    }

    /// What is claimed for a conclusion besides the conclusion itself; or for none.
    pub(super) fn claims(&mut self, explanation: &Explanation, toward: Option<HoldingId>, part: &str) -> Vec<Claim> {
        let main = words::main_kind(self.proof.program);
        let mut claims = Vec::new();
        for result in &explanation.claims {
            let claim = &self.proof.case.claims[result.claim];
            let declared = &self.proof.program.holdings[claim.holding.index()];
            if claim.toward != toward || declared.kind.is_some() && declared.kind == main {
                continue;
            }
            let declined = if result.answer == Answer::Declined { result.rule } else { None };
            let nearest = match result.answer {
                Answer::NotReached => nearest_rule(self.proof, claim.holding),
                Answer::Adopted | Answer::Declined => None,
            };
            let places = claim.stated.iter().filter_map(|place| self.exhibits.place(place, "")).collect();
            claims.push(Claim {
                name: declared.name.clone(),
                title: self.wording.holding(claim.holding).to_owned(),
                result: result.answer.word().to_owned(),
                argued: self.argued.contains(&claim.holding),
                declined_by: declined.map(|rule| self.rules(&[rule], None, part)).unwrap_or_default(),
                lacks: nearest.map(|rule| self.lacks(rule)).unwrap_or_default(),
                places,
            });
        }
        claims
    }

    /// Every kind but the first: the conclusions made out, and the rules that speak for them.
    pub(super) fn kinds(&mut self, sections: &[Section]) -> std::collections::BTreeMap<String, Kind> {
        let program = self.proof.program;
        let main = words::main_kind(program);
        let mut kinds = std::collections::BTreeMap::new();
        for (index, declared) in program.kinds.iter().enumerate() {
            let id = KindId::at(index);
            // What stands apart advises the writer, and is no argument.
            if Some(id) == main || declared.apart {
                continue;
            }
            let mut conclusions = Vec::new();
            for (place, holding) in program.holdings.iter().enumerate() {
                let holding_id = HoldingId::at(place);
                if holding.kind != Some(id) || self.proof.holding(holding_id) != Value::Yes {
                    continue;
                }
                let direct: Vec<RuleId> = holding.rules.iter().copied().filter(|rule| self.applies(*rule)).collect();
                conclusions.push(Conclusion {
                    id: program.holding_name(holding_id),
                    name: holding.name.clone(),
                    kind: self.wording.kind(id).to_owned(),
                    title: self.wording.holding(holding_id).to_owned(),
                    value: Value::Yes.word().to_owned(),
                    rules: self.rules(&direct, Some(holding_id), &declared.name),
                    cite: self.cites(&holding.cite, &declared.name),
                    ..Conclusion::default()
                });
            }
            let of_kind = sections.iter().filter(|section| section.kind == id && section.conclusion.is_none());
            let rules: Vec<RuleId> = of_kind.flat_map(|section| section.rules.iter().copied()).collect();
            let rules = self.rules(&rules, None, &declared.name);
            let title = self.wording.kind(id).to_owned();
            kinds.insert(declared.name.clone(), Kind { name: declared.name.clone(), title, conclusions, rules });
        }
        kinds
    }

    fn in_own_language(&self) -> bool {
        self.wording.language() == crate::wording::Language::English
    }

    fn applies(&self, rule: RuleId) -> bool {
        self.proof.status(rule) == Status::Applies
    }

    fn rules(&mut self, rules: &[RuleId], toward: Option<HoldingId>, part: &str) -> Vec<Rule> {
        let mut rules: Vec<Rule> = rules.iter().map(|rule| self.rule(*rule, toward, part)).collect();
        let (mut told, mut excepted, mut named) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for rule in &mut rules {
            for met in &mut rule.facts {
                met.again = !met.paragraphs.is_empty() && !told.insert(met.sentence.clone());
            }
            for exception in &mut rule.exceptions {
                exception.spoken.retain(|sentence| named.insert(sentence.clone()));
                exception.again = !excepted.insert((exception.sentences.clone(), exception.findings.clone()));
            }
        }
        rules
    }

    /// Provisions in a line, those of one instrument together: "ICCPR 9, 14 (1); UDHR 3".
    fn line(&self, provisions: &[ProvisionId]) -> String {
        let mut line = String::new();
        let mut last = None;
        for id in provisions {
            let provision = &self.proof.program.provisions[id.index()];
            let number = words::spaced(&provision.number);
            let instrument = self.wording.instrument_short(provision.instrument);
            let joined = match last {
                None => format!("{instrument} {number}"),
                Some(before) if before == provision.instrument => format!(", {number}"),
                Some(_) => format!("; {instrument} {number}"),
            };
            line.push_str(&joined);
            last = Some(provision.instrument);
        }
        line
    }

    /// The twins of provisions, each once, in the order of the pack.
    fn twins(&self, provisions: &[ProvisionId]) -> Vec<ProvisionId> {
        let all = provisions.iter().flat_map(|id| self.proof.program.provisions[id.index()].twins.iter().copied());
        let mut twins: Vec<ProvisionId> = all.filter(|twin| !provisions.contains(twin)).collect();
        twins.sort_unstable();
        twins.dedup();
        twins
    }

    fn rule(&mut self, id: RuleId, toward: Option<HoldingId>, part: &str) -> Rule {
        let program = self.proof.program;
        let declared = &program.rules[id.index()];
        let facts = self.met(id);
        let trace: Vec<String> = facts.iter().map(|(subject, _)| self.trace_of(*subject)).collect();
        let trace = format!("rule:{} {}", declared.name, trace.join(" "));
        let breached = words::breached(self.proof, id);
        let twins = self.twins(&breached);
        let mut relying = declared.relying.clone();
        relying.retain(|id| !twins.contains(id) && !breached.contains(id));
        if part == "pleaded" {
            self.used.extend(declared.breach.iter().map(|id| program.provisions[id.index()].instrument));
            self.argued.extend(declared.then.iter().copied());
        }
        let unverified = !declared.cite.is_empty()
            && declared.cite.iter().all(|cite| program.authorities[cite.authority.index()].unverified);
        if unverified && part != "offered" {
            self.unverified.insert(id);
        }
        let cite = self.cites(&declared.cite, part);
        Rule {
            name: declared.name.clone(),
            title: self.wording.rule_title(id).to_owned(),
            // The headings and the advice of a pack are in its own language.
            part: if self.in_own_language() { words::sentence(order::part(declared)) } else { String::new() },
            text: self.text(id),
            submission: facts.iter().any(|(_, met)| met.submission),
            facts: facts.into_iter().map(|(_, met)| met).collect(),
            decided_here: cite.iter().any(|cite| cite.decided_here),
            cite,
            recall: self.cites(&declared.recall, part),
            breaches: breached.iter().map(|provision| self.breach(*provision)).collect(),
            breached: self.line(&breached),
            twins: self.line(&twins),
            relying: self.line(&relying),
            declines: !declared.declines.is_empty(),
            exceptions: self.exceptions(id, part),
            concludes: toward.is_some_and(|toward| declared.then.contains(&toward)),
            unverified,
            notes: declared.notes.clone(),
            trace: trace.trim().to_owned(),
        }
    }

    /// The paragraph of a rule; what the case does not state in it is a gap.
    fn text(&self, id: RuleId) -> Vec<Piece> {
        let said = self.wording.say(self.proof, id);
        let said = if said.is_empty() { format!("{}.", self.wording.rule_title(id)) } else { said };
        let gap = self.wording.language().not_stated();
        let unstated: Vec<String> =
            self.wording.unstated(self.proof, id).into_iter().map(|fact| self.asked(fact)).collect();
        let mut pieces = Vec::new();
        let mut names = unstated.into_iter();
        for (place, text) in said.split(gap).enumerate() {
            if place > 0 {
                pieces.push(Piece { text: names.next().unwrap_or_else(|| gap.to_owned()), missing: true });
            }
            pieces.push(Piece { text: text.to_owned(), missing: false });
        }
        pieces.retain(|piece| !piece.text.is_empty());
        pieces
    }

    /// What a fact is about where no sentence can be made: its question, which is in the language of the pack.
    fn asked(&self, fact: program::FactId) -> String {
        self.proof.program.facts[fact.index()].question.clone()
    }

    /// Citations as a reference prints them. What nobody verified is left out of what is to be sent, where something else stands.
    pub(super) fn cites(&mut self, list: &[program::Cite], part: &str) -> Vec<Cite> {
        let program = self.proof.program;
        let unverified = |cite: &program::Cite| program.authorities[cite.authority.index()].unverified;
        let mut cites: Vec<Cite> = Vec::new();
        for cite in list {
            if self.finished && unverified(cite) {
                self.dropped.insert(program.authorities[cite.authority.index()].title.clone());
                continue;
            }
            self.cited.note(part, cite);
            cites.push(Cite {
                words: self.wording.cite(cite),
                unverified: unverified(cite),
                decided_here: self.decided == Some(program.authorities[cite.authority.index()].name.as_str()),
            });
        }
        cites
    }

    /// "ICCPR 14 (1)".
    pub(super) fn provision(&self, id: ProvisionId) -> String {
        let provision = &self.proof.program.provisions[id.index()];
        let instrument = self.wording.instrument_short(provision.instrument);
        format!("{instrument} {}", words::spaced(&provision.number))
    }

    pub(super) fn breach(&self, id: ProvisionId) -> Breach {
        let provision = &self.proof.program.provisions[id.index()];
        let twins = provision.twins.iter().map(|twin| self.provision(*twin)).collect();
        Breach { name: self.provision(id), title: self.wording.provision(id).to_owned(), twins }
    }

    /// The facts that meet a rule, each once: those that carry its conditions.
    fn met(&mut self, id: RuleId) -> Vec<(Subject, Met)> {
        let mut subjects: Vec<Subject> = Vec::new();
        let mut open = vec![self.proof.circuit.rules[id.index()].when];
        while let Some(at) = open.pop() {
            for subject in self.read(at) {
                if !subjects.contains(&subject) {
                    subjects.push(subject);
                }
            }
            open.extend(order::carrying(self.proof, at).into_iter().rev());
        }
        let mut met = Vec::new();
        for subject in subjects {
            let State::Known(datum) = self.proof.reading(subject).state.clone() else { continue };
            let declared = &self.proof.program.facts[subject.fact.index()];
            let sentence = self.sentence(subject, &datum);
            let paragraph = self.paragraphs.get(&subject).cloned();
            // Instances that meet it alike are told in one sentence.
            let same = met.iter_mut().find(|(_, found): &&mut (Subject, Met)| found.sentence == sentence);
            if let Some((_, found)) = same {
                found.paragraphs.extend(paragraph.filter(|id| !found.paragraphs.contains(id)));
                continue;
            }
            let found = Met {
                name: self.proof.program.fact_name(subject.fact),
                sentence,
                paragraphs: paragraph.into_iter().collect(),
                submission: declared.judgement.is_some(),
                again: false,
            };
            met.push((subject, found));
        }
        met
    }

    /// The subjects that a condition without parts reads.
    fn read(&self, at: ConditionId) -> Vec<Subject> {
        let circuit = &self.proof.circuit;
        match circuit.condition(at).about {
            About::Subject(Some(subject)) => vec![circuit.subjects[subject as usize]],
            About::Leaf(leaf) => match &circuit.leaves[leaf as usize] {
                Leaf::Typed(expr, within) => {
                    let node = &self.proof.program.expr(*expr).node;
                    let subject = |fact: program::FactId| {
                        let topic = self.proof.program.facts[fact.index()].topic;
                        let instance = within.iter().find(|(id, _)| *id == topic).map_or(0, |(_, instance)| *instance);
                        let many = self.proof.program.topics[topic.index()].many;
                        let listed = !many || instance < self.proof.case.instances(topic);
                        listed.then_some(Subject { fact, instance })
                    };
                    words::facts_read(self.proof.program, node).into_iter().filter_map(subject).collect()
                }
                _ => Vec::new(),
            },
            About::Subject(None) | About::Nothing => Vec::new(),
        }
    }

    /// What the other side would have to show, and has not.
    fn exceptions(&mut self, id: RuleId, part: &str) -> Vec<Exception> {
        let declared = &self.proof.program.rules[id.index()];
        let slots = self.proof.circuit.rules[id.index()].unless.clone();
        let mut exceptions = Vec::new();
        for (condition, unless) in slots.into_iter().zip(&declared.unless) {
            let value = self.proof.of(condition);
            if value == Value::No || value == Value::Yes {
                continue;
            }
            let mut asked = Asked::default();
            self.ask(condition, true, &mut asked);
            let met_by = asked.subjects.iter().map(|subject| &self.proof.program.facts[subject.fact.index()].met_by);
            let own = self.in_own_language();
            let mut advice: Vec<String> = met_by.filter(|text| own && !text.is_empty()).cloned().collect();
            advice.dedup();
            let spoken = asked.sentences.iter().zip(&asked.of).filter(|(_, topic)| self.touches(**topic));
            let spoken = spoken.map(|(sentence, _)| sentence).filter(|sentence| !sentence.ends_with('?')).cloned();
            exceptions.push(Exception {
                spoken: spoken.collect(),
                sentences: asked.sentences,
                findings: asked.findings,
                cite: self.cites(&unless.cite, part),
                met_by: advice,
                contested: value == Value::Contested,
                again: false,
            });
        }
        exceptions
    }

    fn topic_of(&self, subject: Subject) -> TopicId {
        self.proof.program.facts[subject.fact.index()].topic
    }

    /// Whether the case states anything about a topic.
    fn touches(&self, topic: TopicId) -> bool {
        self.proof.case.statements.iter().any(|statement| self.topic_of(statement.subject) == topic)
    }

    /// What keeps a rule from applying, as sentences.
    fn lacks(&mut self, id: RuleId) -> Vec<String> {
        let mut asked = Asked::default();
        match first_failure(self.proof, id) {
            Some((at, _)) if self.proof.of(self.proof.circuit.rules[id.index()].when) != Value::Yes => {
                self.ask_missing(self.proof.circuit.rules[id.index()].when, true, &mut asked);
                if asked.sentences.is_empty() && asked.findings.is_empty() {
                    self.ask(at, true, &mut asked);
                }
            }
            Some((at, _)) => self.ask(at, false, &mut asked),
            None => {}
        }
        asked.sentences.extend(asked.findings);
        asked.sentences.truncate(MOST_LACKING);
        asked.sentences
    }

    /// What would have to be so for a condition to hold, or not to hold.
    fn ask(&mut self, at: ConditionId, wanted: bool, asked: &mut Asked) {
        let node = self.proof.program.expr(self.proof.circuit.condition(at).expr).node.clone();
        match node {
            Node::Fact(fact) => {
                let subject = match self.proof.circuit.condition(at).about {
                    About::Subject(Some(subject)) => self.proof.circuit.subjects[subject as usize],
                    _ => Subject { fact, instance: 0 },
                };
                let datum = if wanted { Datum::Yes } else { Datum::No };
                let sentence = self.sentence(subject, &datum);
                if !asked.subjects.contains(&subject) {
                    asked.sentences.push(sentence);
                    asked.of.push(self.topic_of(subject));
                    asked.subjects.push(subject);
                }
            }
            Node::Holding(holding) => {
                let words = self.wording.holding(holding).to_owned();
                if wanted && !asked.findings.contains(&words) {
                    asked.findings.push(words);
                }
            }
            Node::Not(_) => {
                for part in self.proof.circuit.parts(at).to_vec() {
                    self.ask(part, !wanted, asked);
                }
            }
            Node::Compare(..) | Node::OneOf(..) | Node::Contains(..) => self.ask_value(at, asked),
            _ => {
                for part in self.proof.circuit.parts(at).to_vec() {
                    self.ask(part, wanted, asked);
                }
            }
        }
    }

    /// A comparison has no sentence of its own; what is known of its facts stands for it, else the question in English.
    fn ask_value(&mut self, at: ConditionId, asked: &mut Asked) {
        for subject in self.read(at) {
            if asked.subjects.contains(&subject) {
                continue;
            }
            asked.subjects.push(subject);
            if let State::Known(datum) = self.proof.reading(subject).state.clone() {
                let sentence = self.sentence(subject, &datum);
                asked.sentences.push(sentence);
                asked.of.push(self.topic_of(subject));
            } else if self.wording.language() == crate::wording::Language::English {
                asked.sentences.push(words::sentence(&words::condition(self.proof, at)));
                asked.of.push(self.topic_of(subject));
            }
        }
    }

    /// The parts of a condition that are not made out.
    fn ask_missing(&mut self, at: ConditionId, wanted: bool, asked: &mut Asked) {
        let node = self.proof.program.expr(self.proof.circuit.condition(at).expr).node.clone();
        let held = if wanted { self.proof.of(at) == Value::Yes } else { self.proof.of(at) == Value::No };
        if held {
            return;
        }
        match node {
            Node::All(_) | Node::AtLeast(..) | Node::Every(..) | Node::Some(..) | Node::Count(..) if wanted => {
                for part in self.proof.circuit.parts(at).to_vec() {
                    self.ask_missing(part, wanted, asked);
                }
            }
            // One alternative would do; the first stands for all.
            Node::Any(_) if wanted => {
                if let Some(part) = self.proof.circuit.parts(at).first().copied() {
                    self.ask_missing(part, wanted, asked);
                }
            }
            _ => self.ask(at, wanted, asked),
        }
    }

    /// Facts that the records of the other side would prove, of which the petition speaks.
    pub(super) fn records(&mut self) -> Vec<Record> {
        let answers: Option<PartyId> = self.proof.program.party_with(Role::Answers);
        let mut records = Vec::new();
        for (subject, paragraph) in self.paragraphs.clone() {
            let declared = &self.proof.program.facts[subject.fact.index()];
            if declared.record.is_none() || declared.record != answers {
                continue;
            }
            let State::Known(datum) = self.proof.reading(subject).state.clone() else { continue };
            records.push(Record {
                name: self.proof.program.fact_name(subject.fact),
                question: declared.question.clone(),
                sentence: self.sentence(subject, &datum),
                paragraph,
                documents: if self.in_own_language() { declared.shown_by.clone() } else { Vec::new() },
            });
        }
        records
    }
}
