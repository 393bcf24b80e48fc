//! The items of a pack as text.

use super::expression::{date, text};
use super::{Page, cited, names, provisions, quoted, targets, with_text};
use crate::syntax::ast::{
    Asked, AuthorityDecl, ConclusionDecl, DateLiteral, EvidenceDecl, EvidenceResult, EvidenceRow, FactDecl, FactType,
    FindingDecl, ForceDecl, InstrumentDecl, KindDecl, Move, PackDecl, PartyDecl, ProvisionDecl, ReadingDecl, Role,
    RuleDecl, StageDecl, TopicDecl,
};

impl Page<'_> {
    pub(super) fn pack(&mut self, pack: &PackDecl) {
        self.line(&["pack", &pack.name.text, &quoted(&pack.title.text)]);
        if let Some(version) = &pack.version {
            self.clause(&["version", &quoted(&version.text)]);
        }
        self.notes(&pack.notes);
    }

    pub(super) fn party(&mut self, party: &PartyDecl) {
        let role = match party.role {
            Role::Submits => "submits",
            Role::Answers => "answers",
            Role::Settles => "settles",
            Role::Heard => "",
        };
        self.placed_line(party.name.span, &["party", &party.name.text, &quoted(&party.title.text), role]);
    }

    pub(super) fn stage(&mut self, stage: &StageDecl) {
        let asked = match stage.asked {
            Asked::NotAsked => "not asked",
            Asked::Silent => "silent",
            Asked::Heard => "heard",
            Asked::HeardInPart => "heard in part",
        };
        let (title, words) = (quoted(&stage.title.text), with_text("words", stage.words.as_ref()));
        self.line(&["stage", &stage.name.text, &title, &stage.party.text, asked, &words]);
    }

    pub(super) fn evidence(&mut self, evidence: &EvidenceDecl) {
        self.line(&["evidence for the", &evidence.bearer.text, "to show"]);
        self.citing("cite", &evidence.cite);
        for row in &evidence.rows {
            self.clause(&[&evidence_row(row)]);
        }
    }

    pub(super) fn authority(&mut self, authority: &AuthorityDecl) {
        let unverified = if authority.unverified { "unverified" } else { "" };
        self.line(&["authority", &authority.name.text, &quoted(&authority.title.text), unverified]);
    }

    pub(super) fn instrument(&mut self, instrument: &InstrumentDecl) {
        self.line(&["instrument", &instrument.name.text, &quoted(&instrument.title.text)]);
        if let Some(condition) = &instrument.binds {
            self.clause(&["binds when", &text(condition)]);
        }
        self.force(instrument.force.as_deref());
        if !instrument.listed {
            self.clause(&["not in disposition"]);
        }
        for provision in &instrument.provisions {
            self.provision(provision);
        }
    }

    fn provision(&mut self, provision: &ProvisionDecl) {
        let twins = match provision.twins.is_empty() {
            true => String::new(),
            false => format!("twin {}", provisions(&provision.twins)),
        };
        let listed = provision.listed_as.as_ref().map(|number| format!("listed as {}", number.text));
        let (title, listed) = (quoted(&provision.title.text), listed.unwrap_or_default());
        self.clause(&["provision", &provision.number.text, &title, &twins, &listed]);
    }

    pub(super) fn kind(&mut self, kind: &KindDecl) {
        let none = with_text("none", kind.none.as_ref());
        let first = if kind.first { "first" } else { "" };
        let apart = if kind.apart { "apart" } else { "" };
        self.line(&["kind", &kind.name.text, &quoted(&kind.title.text), first, apart, &none]);
    }

    pub(super) fn conclusion(&mut self, conclusion: &ConclusionDecl) {
        self.line(&[&conclusion.kind.text, &conclusion.name.text, &quoted(&conclusion.title.text)]);
        self.force(conclusion.force.as_deref());
        self.citing("cite", &conclusion.cite);
        self.notes(&conclusion.notes);
    }

    pub(super) fn topic(&mut self, topic: &TopicDecl) {
        let many = if topic.many { "many" } else { "" };
        let confidential = if topic.confidential { "confidential" } else { "" };
        self.line(&["topic", &topic.name.text, &quoted(&topic.title.text), many, confidential]);
        for fact in &topic.facts {
            self.fact(fact);
        }
    }

    fn fact(&mut self, fact: &FactDecl) {
        let record = fact.record.as_ref().map(|party| format!("record {}", party.text)).unwrap_or_default();
        let shown = fact.bearer.as_ref().map(|party| format!("for the {} to show", party.text)).unwrap_or_default();
        let for_record = if fact.for_the_record { "for the record" } else { "" };
        let named = fact.named.map(|named| format!("names {}", named.text())).unwrap_or_default();
        let question = quoted(&fact.question.text);
        let (word, kind) = match &fact.judgement {
            Some(_) => ("judgement", String::new()),
            None => ("fact", fact_type(&fact.kind)),
        };
        self.clause(&[word, &fact.name.text, &kind, &question, &shown, &record, for_record, &named]);
        if let Some(judgement) = &fact.judgement {
            if let Some(condition) = &judgement.default {
                self.clause(&["  default when", &text(condition)]);
            }
            self.citing("  cite", &judgement.cite);
        }
        for (word, said) in [("  shown by", &fact.shown_by), ("  met by", &fact.met_by)] {
            said.iter().for_each(|said| self.clause(&[word, &quoted(&said.text)]));
        }
        for note in &fact.notes {
            self.clause(&["  note", &quoted(&note.text)]);
        }
    }

    pub(super) fn finding(&mut self, finding: &FindingDecl) {
        self.line(&["finding", &finding.name.text, &quoted(&finding.title.text)]);
        self.notes(&finding.notes);
    }

    pub(super) fn rule(&mut self, rule: &RuleDecl) {
        self.line(&["rule", &rule.name.text, &quoted(&rule.title.text)]);
        if let Some(condition) = &rule.when {
            self.clause(&["when  ", &text(condition)]);
        }
        for unless in &rule.unless {
            let cite = if unless.cite.is_empty() { String::new() } else { format!("cite {}", cited(&unless.cite)) };
            self.clause(&["unless", &text(&unless.condition), &cite]);
        }
        self.force(rule.force.as_deref());
        // A word alone after a conclusion would be read as one of its kind, so a finding after one begins a new clause.
        let joins = |left: &crate::syntax::ast::TargetRef, right: &crate::syntax::ast::TargetRef| {
            left.kind.is_none() || right.kind.is_some()
        };
        for group in rule.then.chunk_by(joins) {
            self.clause(&["then  ", &targets(group)]);
        }
        if !rule.taking.is_empty() {
            self.clause(&["taking", &names(&rule.taking)]);
        }
        if !rule.declines.is_empty() {
            self.clause(&["declines", &names(&rule.declines)]);
        }
        if !rule.breach.is_empty() {
            self.clause(&["breach", &provisions(&rule.breach)]);
        }
        if !rule.relying.is_empty() {
            self.clause(&["relying on", &provisions(&rule.relying)]);
        }
        self.citing("recall", &rule.recall);
        self.citing("cite  ", &rule.cite);
        if let Some(say) = &rule.say {
            self.clause(&["say   ", &quoted(&say.text)]);
        }
        for note in &rule.notes {
            self.clause(&["note  ", &quoted(&note.text)]);
        }
    }

    pub(super) fn reading(&mut self, reading: &ReadingDecl) {
        self.line(&["reading", &reading.name.text, &quoted(&reading.question.text)]);
        let default = reading.default.iter().map(|option| ("default", option));
        for (word, option) in default.chain(reading.others.iter().map(|option| ("other", option))) {
            let cite = if option.cite.is_empty() { String::new() } else { format!("cite {}", cited(&option.cite)) };
            self.clause(&[word, &option.name.text, &quoted(&option.title.text), &cite]);
        }
        self.notes(&reading.notes);
    }

    fn force(&mut self, force: Option<&ForceDecl>) {
        let Some(force) = force else { return };
        let day =
            |word: &str, day: &Option<DateLiteral>| day.map(|day| format!("{word} {}", date(&day))).unwrap_or_default();
        let fact = format!("by {}.{}", force.topic.text, force.fact.text);
        let cite = if force.cite.is_empty() { String::new() } else { format!("cite {}", cited(&force.cite)) };
        self.clause(&["in force", &day("from", &force.from), &day("until", &force.until), &fact, &cite]);
    }
}

fn fact_type(kind: &FactType) -> String {
    match kind {
        FactType::YesNo => "yes/no".to_owned(),
        FactType::Date => "date".to_owned(),
        FactType::Number => "number".to_owned(),
        FactType::Duration => "duration".to_owned(),
        FactType::Text => "text".to_owned(),
        FactType::ListOfText => "list of text".to_owned(),
        FactType::OneOf(options) => format!("one of ({})", names(options)),
    }
}

fn evidence_row(row: &EvidenceRow) -> String {
    let conditions: Vec<String> = row
        .when
        .iter()
        .map(|condition| {
            let moves: Vec<&str> = condition.moves.iter().map(|it| party_move(*it)).collect();
            format!("{} {}", condition.party.text, moves.join(" or "))
        })
        .collect();
    let result = match row.result {
        EvidenceResult::AsSaid => "as said",
        EvidenceResult::AsAnswered => "as answered",
        EvidenceResult::Contested => "contested",
        EvidenceResult::NotShown => "not shown",
    };
    format!("{}: {}, {result}", conditions.join(", "), row.standing.text)
}

fn party_move(it: Move) -> &'static str {
    match it {
        Move::NotAsked => "not asked",
        Move::Silent => "silent",
        Move::Says => "says",
        Move::Shows => "shows",
        Move::Denies => "denies",
        Move::Agrees => "agrees",
        Move::Disputes => "disputes",
        Move::LetsStand => "does not dispute",
    }
}
