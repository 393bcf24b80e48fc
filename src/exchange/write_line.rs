//! The lines of items → JSON: statements, what was decided, what is supposed. In: a line of the tree. Out: its fields.

use super::json::{Json, Kind};
use super::write::Fields;
use crate::syntax::ast::{
    Act, BlockLine, Bound, DiffersSubject, Expected, ExpectedAnswer, FactClaim, FixedLine, HypotheticalLine, Literal,
    Name, OutcomeLine, Places, ProvisionRef, StatedValue, Support, Suppose, TargetRef, Unit,
};
use crate::syntax::print;

/// A line of a block.
pub(super) fn block(line: &BlockLine) -> Fields {
    let mut fields = Fields::default();
    match line {
        BlockLine::Statement(it) => {
            fields_of(&mut fields, it.act, None, std::slice::from_ref(&it.claim), &it.support);
        }
        BlockLine::Instance(it) => {
            fields_of(&mut fields, it.act, Some((&it.topic, &it.instance)), &it.claims, &it.support);
        }
        BlockLine::NoOther(topic, it) => {
            fields.text("no_other", &topic.text);
            places(&mut fields, it);
        }
        BlockLine::Note(it) => fields.text("note", &it.text),
    }
    fields
}

fn fields_of(fields: &mut Fields, act: Act, instance: Option<(&Name, &Name)>, claims: &[FactClaim], support: &Support) {
    if let Some(word) = act_word(act) {
        fields.text("act", word);
    }
    match (instance, claims) {
        (None, [only]) => {
            fields.text("fact", &fact(only));
            fields.add("value", value(&only.value));
        }
        _ => {
            instance_of(fields, instance);
            fields.list("says", claims.iter().map(claim).collect());
        }
    }
    fields.some("exhibit", support.exhibit.as_ref());
    fields.some("quoting", support.quoting.as_ref());
    places(fields, &support.places);
    fields.flag("confidential", support.confidential);
    fields.some("note", support.note.as_ref());
}

fn instance_of(fields: &mut Fields, instance: Option<(&Name, &Name)>) {
    if let Some((topic, instance)) = instance {
        fields.text("topic", &topic.text);
        fields.text("instance", &instance.text);
    }
}

/// What a statement does, besides stating.
pub(super) fn act_word(act: Act) -> Option<&'static str> {
    match act {
        Act::States => None,
        Act::Denies => Some("denies"),
        Act::Answers => Some("answers"),
        Act::Shows => Some("shows"),
        Act::Concedes => Some("concedes"),
        Act::Disputes => Some("disputes"),
    }
}

/// `arrest.made`; in an instance, the fact's own word.
fn fact(claim: &FactClaim) -> String {
    match &claim.topic {
        Some(topic) => format!("{}.{}", topic.text, claim.fact.text),
        None => claim.fact.text.clone(),
    }
}

fn claim(claim: &FactClaim) -> Json {
    let mut fields = Fields::default();
    fields.text("fact", &fact(claim));
    fields.add("value", value(&claim.value));
    fields.into()
}

fn value(stated: &StatedValue) -> Json {
    let mut fields = Fields::default();
    match stated {
        StatedValue::Yes => return Kind::Bool(true).into(),
        StatedValue::No => return Kind::Bool(false).into(),
        StatedValue::Exactly(it, _) => return literal(it),
        StatedValue::Between(from, to, _) => {
            fields.add("from", literal(from));
            fields.add("to", literal(to));
        }
        StatedValue::Bound(bound, it, _) => fields.add(bound_word(*bound), literal(it)),
        StatedValue::Option(name) => fields.text("option", &name.text),
        StatedValue::List { items, closed } => {
            fields.names("list", items);
            fields.flag("and_no_other", *closed);
        }
    }
    fields.into()
}

/// The field that holds where an open range begins or ends.
pub(super) fn bound_word(bound: Bound) -> &'static str {
    match bound {
        Bound::MoreThan => "more_than",
        Bound::AtLeast => "at_least",
        Bound::LessThan => "less_than",
        Bound::AtMost => "at_most",
        Bound::Before => "before",
        Bound::After => "after",
    }
}

fn literal(literal: &Literal) -> Json {
    let mut fields = Fields::default();
    match literal {
        Literal::Number(_) => return Kind::Number(print::literal(literal)).into(),
        Literal::Text(it) => return Json::of(it),
        Literal::Date(it) => fields.text("date", &print::date(it)),
        Literal::Duration(count, unit) => {
            fields.add("duration", Kind::Number(count.to_string()).into());
            fields.text("unit", unit_word(*unit));
        }
    }
    fields.into()
}

/// A unit of time.
pub(super) fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Minutes => "minutes",
        Unit::Hours => "hours",
        Unit::Days => "days",
        Unit::Weeks => "weeks",
        Unit::Months => "months",
        Unit::Years => "years",
    }
}

/// `places` and `relied_on`.
pub(super) fn places(fields: &mut Fields, places: &Places) {
    let place = |place: &crate::syntax::ast::PlaceRef| {
        let mut one = Fields::default();
        one.some("document", place.document.as_ref());
        one.names("paras", &place.paras);
        Json::from(one)
    };
    fields.list("places", places.stated.iter().map(place).collect());
    fields.names("relied_on", &places.relied);
}

/// `category II`, `vague_law`.
pub(super) fn target(target: &TargetRef) -> String {
    let kind = target.kind.as_ref().map_or_else(String::new, |kind| format!("{} ", kind.text));
    format!("{kind}{}", target.name.text)
}

fn provision(provision: &ProvisionRef) -> String {
    format!("{} {}", provision.instrument.text, provision.number.text)
}

fn provisions(all: &[ProvisionRef]) -> Vec<Json> {
    all.iter().map(|each| Json::of(&provision(each))).collect()
}

/// A line of an outcome.
pub(super) fn outcome(line: &OutcomeLine) -> Fields {
    let mut fields = Fields::default();
    match line {
        OutcomeLine::Conclusions { kind, names, not_examined, places: it } => {
            fields.text("kind", &kind.text);
            fields.names("conclusions", names);
            fields.flag("not_examined", *not_examined);
            places(&mut fields, it);
        }
        OutcomeLine::Found(all) => {
            let one = |(found, it): &(ProvisionRef, Places)| {
                let mut one = Fields::default();
                one.text("provision", &provision(found));
                places(&mut one, it);
                Json::from(one)
            };
            fields.list("found", all.iter().map(one).collect());
        }
        OutcomeLine::Breach(all) => fields.list("breach", provisions(all)),
        OutcomeLine::Differs { subject, reason, places: it } => {
            let subject = match subject {
                DiffersSubject::Provision(it) => provision(it),
                DiffersSubject::Target(it) => target(it),
            };
            fields.text("differs", &subject);
            fields.text("reason", &reason.text);
            places(&mut fields, it);
        }
        OutcomeLine::NoneOf { kind, places: it } => {
            fields.text("none_of", &kind.text);
            places(&mut fields, it);
        }
        OutcomeLine::NotTestable { kind, names, reason, places: it } => {
            fields.text("kind", &kind.text);
            fields.names("not_testable", names);
            fields.text("reason", &reason.text);
            places(&mut fields, it);
        }
        OutcomeLine::NotTakenUp { findings, places: it } => {
            fields.names("not_taken_up", findings);
            places(&mut fields, it);
        }
        OutcomeLine::Note(it) => fields.text("note", &it.text),
    }
    fields
}

/// A line of a hypothetical.
pub(super) fn hypothetical(line: &HypotheticalLine) -> Fields {
    match line {
        HypotheticalLine::Suppose(it) => {
            let mut fields = Fields::default();
            instance_of(&mut fields, it.instance.as_ref().map(|(topic, instance)| (topic, instance)));
            match it.how {
                Suppose::Value => fields.list("suppose", it.claims.iter().map(claim).collect()),
                Suppose::Drop => fields.list("drop", bare(&it.claims)),
                Suppose::Contest => fields.list("contest", bare(&it.claims)),
            }
            fields
        }
        HypotheticalLine::Adds { party, line } => {
            let mut fields = Fields::default();
            fields.text("party", &party.text);
            fields.join(block(line));
            fields
        }
        HypotheticalLine::Expect(it) => {
            let mut fields = Fields::default();
            match &it.of {
                Expected::Targets(all) => {
                    fields.list("expect", all.iter().map(|each| Json::of(&target(each))).collect());
                }
                Expected::Breach(all) => fields.list("expect_breach", provisions(all)),
            }
            fields.text(if it.not { "is_not" } else { "is" }, answer_word(it.answer));
            places(&mut fields, &it.places);
            fields
        }
        HypotheticalLine::Note(it) => {
            let mut fields = Fields::default();
            fields.text("note", &it.text);
            fields
        }
    }
}

/// One of the four values.
pub(super) fn answer_word(answer: ExpectedAnswer) -> &'static str {
    match answer {
        ExpectedAnswer::Yes => "yes",
        ExpectedAnswer::No => "no",
        ExpectedAnswer::Contested => "contested",
        ExpectedAnswer::NotShown => "not shown",
    }
}

fn bare(facts: &[FactClaim]) -> Vec<Json> {
    facts.iter().map(|each| Json::of(&fact(each))).collect()
}

/// A line that only names facts.
pub(super) fn facts(line: &FixedLine) -> Fields {
    let mut fields = Fields::default();
    instance_of(&mut fields, line.instance.as_ref().map(|(topic, instance)| (topic, instance)));
    fields.list("facts", bare(&line.facts));
    fields
}
