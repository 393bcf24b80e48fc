//! The items of a case as text: one statement, one line.

use super::account::mark;
use super::expression::{date, literal};
use super::{Page, names, provisions, quoted, targets, with_text};
use crate::syntax::ast::{
    Act, BlockDecl, BlockLine, BlockVerb, Bound, CaseDecl, ClaimsDecl, DetentionDecl, DiffersSubject, ExpectDecl,
    Expected, ExpectedAnswer, FactClaim, FixedDecl, HypotheticalDecl, HypotheticalLine, Literal, Name, OutcomeDecl,
    OutcomeLine, Places, StatedValue, Support, Suppose, SupposeDecl,
};

impl Page<'_> {
    pub(super) fn case(&mut self, case: &CaseDecl) {
        self.placed_line(case.name.span, &["case", &case.name.text, &quoted(&case.title.text)]);
        if let Some(pack) = &case.under {
            self.placed_clause(pack.span, &["under", &pack.text]);
        }
        if let Some(file) = &case.extends {
            self.placed_clause(file.span, &["extend", &quoted(&file.text)]);
        }
        if let Some(first) = case.reported_by.first() {
            let names: Vec<String> = case.reported_by.iter().map(|name| quoted(&name.text)).collect();
            self.placed_clause(first.span, &["reported by", &names.join(", ")]);
        }
        self.person_and_stage(case.person.as_ref(), case.stage.as_ref());
        for names in &case.names {
            self.names(names);
        }
        if let Some(first) = case.documents.first() {
            let one = |document: &crate::syntax::ast::DocumentDecl| {
                let parts = [&document.name.text, &quoted(&document.title.text), mark(document.confidential)];
                parts.join(" ").trim_end().to_owned()
            };
            let all = case.documents.iter().map(one).collect::<Vec<_>>().join(", ");
            self.placed_clause(first.name.span, &["document", &all]);
        }
        self.placed_notes(&case.notes);
    }

    pub(super) fn detention(&mut self, detention: &DetentionDecl) {
        self.placed_line(detention.name.span, &["detention", &detention.name.text, &quoted(&detention.title.text)]);
        self.person_and_stage(detention.person.as_ref(), detention.stage.as_ref());
        self.placed_notes(&detention.notes);
    }

    fn person_and_stage(&mut self, person: Option<&Name>, stage: Option<&Name>) {
        if let Some(person) = person {
            self.placed_clause(person.span, &["person", &quoted(&person.text)]);
        }
        if let Some(stage) = stage {
            self.placed_clause(stage.span, &["stage", &stage.text]);
        }
    }

    fn placed_notes(&mut self, notes: &[Name]) {
        for note in notes {
            self.placed_clause(note.span, &["note", &quoted(&note.text)]);
        }
    }

    pub(super) fn block(&mut self, block: &BlockDecl) {
        let verb = match block.verb {
            BlockVerb::Submits => "submits",
            BlockVerb::Says => "says",
            BlockVerb::Replies => "replies",
            BlockVerb::Comments => "comments",
            BlockVerb::Notes => "notes",
            BlockVerb::DoesNotReply => "does not reply",
        };
        let said = block.date.as_ref().map(|(day, _)| date(day)).unwrap_or_default();
        self.placed_line(block.span, &[&block.party.text, verb, &said, &places(&block.places)]);
        for line in &block.lines {
            self.block_line(line);
        }
    }

    fn block_line(&mut self, line: &BlockLine) {
        match line {
            BlockLine::Statement(it) => {
                self.placed_clause(it.span, &[act(it.act), &claim(&it.claim), &support(&it.support)]);
            }
            BlockLine::Instance(it) => {
                let claims = it.claims.iter().map(claim).collect::<Vec<_>>().join(", ");
                let head = format!("{} {}:", it.topic.text, it.instance.text);
                self.placed_clause(it.span, &[act(it.act), &head, &claims, &support(&it.support)]);
            }
            BlockLine::NoOther(topic, it) => {
                self.placed_clause(topic.span, &["no other", &topic.text, &places(it)]);
            }
            BlockLine::Note(it) => self.placed_clause(it.span, &["note", &quoted(&it.text)]),
        }
    }

    pub(super) fn claims(&mut self, claims: &ClaimsDecl) {
        let toward = claims.toward.as_ref().map(|it| format!("for {}", targets(std::slice::from_ref(it))));
        let (toward, note) = (toward.unwrap_or_default(), with_text("note", claims.note.as_ref()));
        let all = targets(&claims.targets);
        self.placed_line(claims.span, &[&claims.party.text, "claims", &all, &toward, &places(&claims.places), &note]);
    }

    pub(super) fn outcome(&mut self, outcome: &OutcomeDecl) {
        self.placed_line(outcome.span, &["outcome", &outcome.decision.text]);
        for line in &outcome.lines {
            self.outcome_line(line);
        }
    }

    fn outcome_line(&mut self, line: &OutcomeLine) {
        let place = line.place();
        match line {
            OutcomeLine::Conclusions { kind, names: all, not_examined, places: it } => {
                let examined = if *not_examined { "not examined" } else { "" };
                self.placed_clause(place, &[&kind.text, &names(all), examined, &places(it)]);
            }
            OutcomeLine::Found(all) => {
                let one = |(provision, it): &(crate::syntax::ast::ProvisionRef, Places)| {
                    format!("{} {}", provisions(std::slice::from_ref(provision)), places(it)).trim_end().to_owned()
                };
                self.placed_clause(place, &["found", &all.iter().map(one).collect::<Vec<_>>().join(", ")]);
            }
            OutcomeLine::Breach(all) => self.placed_clause(place, &["breach", &provisions(all)]),
            OutcomeLine::Differs { subject, reason, places: it } => {
                let subject = match subject {
                    DiffersSubject::Provision(provision) => provisions(std::slice::from_ref(provision)),
                    DiffersSubject::Target(target) => targets(std::slice::from_ref(target)),
                };
                self.placed_clause(place, &["differs", &subject, &quoted(&reason.text), &places(it)]);
            }
            OutcomeLine::NoneOf { kind, places: it } => self.placed_clause(place, &["no", &kind.text, &places(it)]),
            OutcomeLine::NotTestable { kind, names: all, reason, places: it } => {
                let words = ["not testable", &kind.text, &names(all), &quoted(&reason.text), &places(it)];
                self.placed_clause(place, &words);
            }
            OutcomeLine::NotTakenUp { findings, places: it } => {
                self.placed_clause(place, &["not taken up", &names(findings), &places(it)]);
            }
            OutcomeLine::Note(it) => self.placed_clause(place, &["note", &quoted(&it.text)]),
        }
    }
}

impl Page<'_> {
    pub(super) fn hypothetical(&mut self, hypothetical: &HypotheticalDecl) {
        let arguable = if hypothetical.arguable { "arguable" } else { "" };
        let head = ["hypothetical", &quoted(&hypothetical.title.text), &places(&hypothetical.places), arguable];
        self.placed_line(hypothetical.span, &head);
        for line in &hypothetical.lines {
            match line {
                HypotheticalLine::Suppose(it) => self.suppose(it),
                HypotheticalLine::Adds { party, line } => self.adds(party, line),
                HypotheticalLine::Expect(it) => self.expect(it),
                HypotheticalLine::Note(it) => self.placed_clause(it.span, &["note", &quoted(&it.text)]),
            }
        }
    }

    fn suppose(&mut self, suppose: &SupposeDecl) {
        let word = match suppose.how {
            Suppose::Value => "suppose",
            Suppose::Drop => "drop",
            Suppose::Contest => "contest",
        };
        let claims = suppose.claims.iter().map(claim).collect::<Vec<_>>().join(", ");
        self.placed_clause(suppose.place(), &[word, &head(suppose.instance.as_ref()), &claims]);
    }

    pub(super) fn fixed(&mut self, fixed: &FixedDecl) {
        self.placed_line(fixed.span, &["fixed", &quoted(&fixed.reason.text)]);
        self.fact_lines(&fixed.lines);
    }

    fn adds(&mut self, party: &Name, line: &BlockLine) {
        let verb = |act_: Act| if act_ == Act::States { "says" } else { act(act_) };
        match line {
            BlockLine::Statement(it) => {
                let words = [&party.text, verb(it.act), &claim(&it.claim), &support(&it.support)];
                self.placed_clause(party.span, &words);
            }
            BlockLine::Instance(it) => {
                let claims = it.claims.iter().map(claim).collect::<Vec<_>>().join(", ");
                let head = format!("{} {}:", it.topic.text, it.instance.text);
                let words = [&party.text, verb(it.act), &head, &claims, &support(&it.support)];
                self.placed_clause(party.span, &words);
            }
            BlockLine::NoOther(..) | BlockLine::Note(_) => {}
        }
    }

    fn expect(&mut self, expect: &ExpectDecl) {
        let of = match &expect.of {
            Expected::Targets(all) => targets(all),
            Expected::Breach(all) => format!("breach {}", provisions(all)),
        };
        let not = if expect.not { "is not" } else { "is" };
        let answer = match expect.answer {
            ExpectedAnswer::Yes => "yes",
            ExpectedAnswer::No => "no",
            ExpectedAnswer::Contested => "contested",
            ExpectedAnswer::NotShown => "not shown",
        };
        let plainly = !expect.not && expect.answer == ExpectedAnswer::Yes;
        let is = if plainly { String::new() } else { format!("{not} {answer}") };
        self.placed_clause(expect.span, &["expect", &of, &is, &places(&expect.places)]);
    }
}

/// `hearing first:`
pub(super) fn head(instance: Option<&(Name, Name)>) -> String {
    instance.map_or_else(String::new, |(topic, instance)| format!("{} {}:", topic.text, instance.text))
}

fn act(act: Act) -> &'static str {
    match act {
        Act::States => "",
        Act::Denies => "denies",
        Act::Answers => "answers",
        Act::Shows => "shows",
        Act::Concedes => "concedes",
        Act::Disputes => "disputes",
    }
}

pub(super) fn claim(claim: &FactClaim) -> String {
    let fact = match &claim.topic {
        Some(topic) => format!("{}.{}", topic.text, claim.fact.text),
        None => claim.fact.text.clone(),
    };
    match &claim.value {
        StatedValue::Yes => fact,
        StatedValue::No => format!("not {fact}"),
        other => format!("{fact} = {}", value(other)),
    }
}

pub(super) fn value(value: &StatedValue) -> String {
    match value {
        StatedValue::Yes => "yes".to_owned(),
        StatedValue::No => "no".to_owned(),
        StatedValue::Exactly(it, _) => literal(it),
        StatedValue::Between(from, to, _) => format!("{} to {}", range_start(from, to), literal(to)),
        StatedValue::Bound(bound, it, _) => format!("{} {}", bound_words(*bound), literal(it)),
        StatedValue::Option(name) => name.text.clone(),
        StatedValue::List { items, closed } => {
            let texts = items.iter().map(|item| quoted(&item.text)).collect::<Vec<_>>().join(", ");
            if *closed { format!("{texts} and no other") } else { texts }
        }
    }
}

/// A unit that both ends share stands once, at the end.
fn range_start(from: &Literal, to: &Literal) -> String {
    match (from, to) {
        (Literal::Duration(count, unit), Literal::Duration(_, other)) if unit == other => count.to_string(),
        _ => literal(from),
    }
}

fn bound_words(bound: Bound) -> &'static str {
    match bound {
        Bound::MoreThan => "more than",
        Bound::AtLeast => "at least",
        Bound::LessThan => "less than",
        Bound::AtMost => "at most",
        Bound::Before => "before",
        Bound::After => "after",
    }
}

fn support(support: &Support) -> String {
    let parts = [
        with_text("by", support.exhibit.as_ref()),
        with_text("quoting", support.quoting.as_ref()),
        places(&support.places),
        mark(support.confidential).to_owned(),
        with_text("note", support.note.as_ref()),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn places(places: &Places) -> String {
    let stated = places.stated.iter().map(|place| {
        let document = place.document.as_ref().map_or("", |name| name.text.as_str());
        format!("{document} {}", names(&place.paras)).trim().to_owned()
    });
    let relied = Some(format!("relied on {}", names(&places.relied))).filter(|_| !places.relied.is_empty());
    let all: Vec<String> = stated.chain(relied).collect();
    if all.is_empty() { String::new() } else { format!("[{}]", all.join("; ")) }
}
