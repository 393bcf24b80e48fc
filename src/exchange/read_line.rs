//! JSON → the lines of items: statements, what was decided, what is supposed. In: the object of a line. Out: the line, or
//! nothing and a fault.

use super::fields::{Object, Reader, pieces};
use super::json::{Json, Kind};
use super::write_line::{act_word, answer_word, bound_word, unit_word};
use crate::source::Span;
use crate::syntax::ast::{
    Act, BlockLine, Bound, DiffersSubject, ExpectDecl, Expected, ExpectedAnswer, FactClaim, FixedLine,
    HypotheticalLine, InstanceDecl, Literal, Name, OutcomeLine, PlaceRef, Places, ProvisionRef, StatedValue,
    StatementDecl, Support, Suppose, SupposeDecl, TargetRef, Unit,
};
use crate::syntax::piece;

const ACTS: [Act; 5] = [Act::Denies, Act::Answers, Act::Shows, Act::Concedes, Act::Disputes];
const BOUNDS: [(&str, Bound); 6] = [
    ("more_than", Bound::MoreThan),
    ("at_least", Bound::AtLeast),
    ("less_than", Bound::LessThan),
    ("at_most", Bound::AtMost),
    ("before", Bound::Before),
    ("after", Bound::After),
];
const UNITS: [Unit; 6] = [Unit::Minutes, Unit::Hours, Unit::Days, Unit::Weeks, Unit::Months, Unit::Years];
const ANSWERS: [ExpectedAnswer; 4] =
    [ExpectedAnswer::Yes, ExpectedAnswer::No, ExpectedAnswer::Contested, ExpectedAnswer::NotShown];

/// One of these, by its word.
fn one_of<T: Copy>(reader: &mut Reader, text: Option<Name>, path: &str, all: &[(&str, T)]) -> Option<T> {
    let text = text?;
    let found = all.iter().find(|(word, _)| *word == text.text).map(|(_, it)| *it);
    if found.is_none() {
        let words: Vec<String> = all.iter().map(|(word, _)| format!("`{word}`")).collect();
        let message = format!("`{}` is none of these: {}", text.text.escape_debug(), words.join(", "));
        reader.refuse(text.span, path, message, "write one of them");
    }
    found
}

/// `places` and `relied_on`
pub(super) fn places(reader: &mut Reader, object: &mut Object) -> Places {
    let all = reader.list(object, "places");
    let relied = reader.list(object, "relied_on");
    let span = (!all.is_empty() || !relied.is_empty()).then_some(object.span);
    let stated = all.into_iter().filter_map(|(json, path)| place(reader, json, &path)).collect();
    Places { stated, relied: reader.words(relied, pieces::PARAGRAPH), span }
}

fn place(reader: &mut Reader, json: &Json, path: &str) -> Option<PlaceRef> {
    let mut object = reader.object(json, path)?;
    let document = reader.maybe_word(&mut object, "document", pieces::WORD);
    let paras = reader.list(&mut object, "paras");
    if !object.has("document") && paras.is_empty() {
        let message = "this place names nothing".to_owned();
        reader.refuse(object.span, path, message, "name a document, or paragraphs of the first document, or both");
    }
    let paras = reader.words(paras, pieces::PARAGRAPH);
    reader.finish(&object);
    Some(PlaceRef { document, paras })
}

/// `category II`, with the place of all of it.
pub(super) fn target(text: &Name) -> Option<TargetRef> {
    let at = |name: Name| Name { span: text.span, ..name };
    piece::target(&text.text).map(|found| TargetRef { kind: found.kind.map(at), name: at(found.name) })
}

pub(super) fn targets(reader: &mut Reader, all: Vec<(&Json, String)>) -> Vec<TargetRef> {
    reader.words(all, pieces::TARGET).iter().filter_map(target).collect()
}

fn provision(text: &Name) -> Option<ProvisionRef> {
    let at = |name: Name| Name { span: text.span, ..name };
    piece::provision(&text.text).map(|it| ProvisionRef { instrument: at(it.instrument), number: at(it.number) })
}

fn provisions(reader: &mut Reader, all: Vec<(&Json, String)>) -> Vec<ProvisionRef> {
    reader.words(all, pieces::PROVISION).iter().filter_map(provision).collect()
}

/// `topic` and `instance`, if they are there.
fn instance(reader: &mut Reader, object: &mut Object) -> Option<(Name, Name)> {
    if !of_an_instance(object) {
        return None;
    }
    let topic = reader.word(object, "topic", pieces::WORD);
    let instance = reader.word(object, "instance", pieces::WORD);
    Some((topic?, instance?))
}

fn of_an_instance(object: &Object) -> bool {
    object.has("topic") || object.has("instance")
}

/// A fact with its topic, or by its own word inside an instance.
fn fact(reader: &mut Reader, text: Option<Name>, path: &str, inside: bool) -> Option<(Option<Name>, Name)> {
    if inside {
        return reader.piece(text, path, pieces::WORD).map(|word| (None, word));
    }
    let text = reader.piece(text, path, pieces::FACT)?;
    let at = |name: Name| Name { span: text.span, ..name };
    piece::fact(&text.text).map(|(topic, fact)| (Some(at(topic)), at(fact)))
}

/// `{"fact": "arrest.made", "value": true}`
fn claim(reader: &mut Reader, object: &mut Object, inside: bool) -> Option<FactClaim> {
    let text = reader.text(object, "fact");
    let found = fact(reader, text, &object.path_of("fact"), inside);
    let json = reader.must(object, "value");
    let value = json.and_then(|json| value(reader, json, &object.path_of("value")));
    let ((topic, fact), value) = (found?, value?);
    let span = fact.span;
    Some(FactClaim { topic, fact, value, span })
}

fn claims(reader: &mut Reader, all: Vec<(&Json, String)>, inside: bool) -> Vec<FactClaim> {
    all.into_iter()
        .filter_map(|(json, path)| {
            let mut object = reader.object(json, &path)?;
            let found = claim(reader, &mut object, inside);
            reader.finish(&object);
            found
        })
        .collect()
}

/// Facts without values.
fn bare(reader: &mut Reader, all: Vec<(&Json, String)>, inside: bool) -> Vec<FactClaim> {
    all.into_iter()
        .filter_map(|(json, path)| {
            let text = reader.text_of(json, &path);
            let (topic, fact) = fact(reader, text, &path, inside)?;
            Some(FactClaim { topic, fact, value: StatedValue::Yes, span: json.span })
        })
        .collect()
}

fn value(reader: &mut Reader, json: &Json, path: &str) -> Option<StatedValue> {
    match &json.kind {
        Kind::Bool(true) => return Some(StatedValue::Yes),
        Kind::Bool(false) => return Some(StatedValue::No),
        Kind::Number(_) | Kind::Text(_) => {
            return literal(reader, json, path).map(|it| StatedValue::Exactly(it, json.span));
        }
        Kind::Null | Kind::List(_) => {
            reader.expected("a value", json, path);
            return None;
        }
        Kind::Object(_) => {}
    }
    let mut object = reader.object(json, path)?;
    if object.has("date") || object.has("duration") {
        return literal(reader, json, path).map(|it| StatedValue::Exactly(it, json.span));
    }
    let found = if object.has("option") {
        reader.word(&mut object, "option", pieces::WORD).map(StatedValue::Option)
    } else if object.has("list") {
        list(reader, &mut object)
    } else if object.has("from") || object.has("to") {
        between(reader, &mut object)
    } else {
        bound(reader, &mut object)
    };
    reader.finish(&object);
    found
}

/// One text alone is written as a text.
fn list(reader: &mut Reader, object: &mut Object) -> Option<StatedValue> {
    let all = reader.full_list(object, "list");
    let items = reader.texts(all);
    let closed = reader.flag(object, "and_no_other");
    match <[Name; 1]>::try_from(items) {
        Ok([only]) if !closed => Some(StatedValue::Exactly(Literal::Text(only.text), only.span)),
        Ok([only]) => Some(StatedValue::List { items: vec![only], closed }),
        Err(items) => (!items.is_empty()).then_some(StatedValue::List { items, closed }),
    }
}

fn between(reader: &mut Reader, object: &mut Object) -> Option<StatedValue> {
    let from = reader.must(object, "from").and_then(|json| amount(reader, json, &object.path_of("from")));
    let to = reader.must(object, "to").and_then(|json| amount(reader, json, &object.path_of("to")));
    let (from, to) = (from?, to?);
    let both = |it: &Literal| std::mem::discriminant(it);
    if both(&from) != both(&to) {
        let message = "a range goes from one amount to another of the same kind".to_owned();
        reader.refuse(object.span, &object.path, message, "write two dates, two numbers or two durations");
        return None;
    }
    Some(StatedValue::Between(from, to, object.span))
}

fn bound(reader: &mut Reader, object: &mut Object) -> Option<StatedValue> {
    for (name, bound) in BOUNDS {
        debug_assert_eq!(name, bound_word(bound));
        if object.has(name) {
            let json = object.take(name)?;
            return amount(reader, json, &object.path_of(name)).map(|it| StatedValue::Bound(bound, it, object.span));
        }
    }
    // Each field that is there is now told to be unknown, beside those that could have been meant.
    for name in ["date", "duration", "unit", "option", "list", "from", "to"] {
        object.take(name);
    }
    for (name, _) in BOUNDS {
        object.take(name);
    }
    if object.is_empty() {
        let help = "write `true`, a text, a number, or an object such as `{\"date\": \"2020-04-17\"}`";
        reader.refuse(object.span, &object.path, "this is no value".to_owned(), help);
    }
    None
}

/// A number, date or duration.
fn amount(reader: &mut Reader, json: &Json, path: &str) -> Option<Literal> {
    if matches!(json.kind, Kind::Text(_)) {
        reader.expected("a number, a date or a duration", json, path);
        return None;
    }
    literal(reader, json, path)
}

fn literal(reader: &mut Reader, json: &Json, path: &str) -> Option<Literal> {
    match &json.kind {
        Kind::Text(_) => return reader.text_of(json, path).map(|text| Literal::Text(text.text)),
        Kind::Number(written) => return number(reader, written, json.span, path).map(Literal::Number),
        Kind::Object(_) => {}
        Kind::Null | Kind::Bool(_) | Kind::List(_) => {
            reader.expected("a number, a date or a duration", json, path);
            return None;
        }
    }
    let mut object = reader.object(json, path)?;
    let found = if object.has("duration") {
        let count = object.take("duration").and_then(|json| whole(reader, json, &object.path_of("duration")));
        let text = reader.text(&mut object, "unit");
        let unit = one_of(reader, text, &object.path_of("unit"), &UNITS.map(|unit| (unit_word(unit), unit)));
        count.zip(unit).map(|(count, unit)| Literal::Duration(count, unit))
    } else {
        let text = reader.word(&mut object, "date", pieces::DATE);
        text.and_then(|text| piece::date(&text.text)).map(Literal::Date)
    };
    reader.finish(&object);
    found
}

fn number(reader: &mut Reader, written: &str, span: Span, path: &str) -> Option<i64> {
    let found = piece::number(written);
    if found.is_none() {
        let help = "numbers are not below nothing, go up to nine million million, and have six decimals at most";
        reader.refuse(span, path, format!("`{written}` is no number of the language"), help);
    }
    found
}

/// A whole number.
fn whole(reader: &mut Reader, json: &Json, path: &str) -> Option<i64> {
    let Kind::Number(written) = &json.kind else {
        reader.expected("a whole number", json, path);
        return None;
    };
    let count = number(reader, written, json.span, path)?;
    if written.contains('.') {
        let message = format!("a duration has whole units, not `{written}`");
        reader.refuse(json.span, path, message, "use a smaller unit");
        return None;
    }
    Some(count / 1_000_000)
}

/// What goes with a statement.
fn support(reader: &mut Reader, object: &mut Object) -> Support {
    Support {
        exhibit: reader.maybe(object, "exhibit"),
        quoting: reader.maybe(object, "quoting"),
        places: places(reader, object),
        confidential: reader.flag(object, "confidential"),
        note: reader.maybe(object, "note"),
    }
}

/// A line of a block.
pub(super) fn block(reader: &mut Reader, object: &mut Object) -> Option<BlockLine> {
    if object.has("no_other") {
        let topic = reader.word(object, "no_other", pieces::WORD);
        let places = places(reader, object);
        return topic.map(|topic| BlockLine::NoOther(topic, places));
    }
    if object.has("note") && !object.has("fact") && !object.has("says") {
        return reader.text(object, "note").map(BlockLine::Note);
    }
    said(reader, object)
}

/// A statement on one fact, or on several facts of an instance.
fn said(reader: &mut Reader, object: &mut Object) -> Option<BlockLine> {
    let text = reader.maybe(object, "act");
    let stated = text.is_none();
    let acts = ACTS.map(|act| (act_word(act).unwrap_or_default(), act));
    let act = one_of(reader, text, &object.path_of("act"), &acts).or(stated.then_some(Act::States));
    let span = object.span;
    if of_an_instance(object) {
        let found = instance(reader, object);
        let all = reader.full_list(object, "says");
        let claims = claims(reader, all, true);
        let support = support(reader, object);
        let (topic, instance) = found?;
        return Some(BlockLine::Instance(InstanceDecl { act: act?, topic, instance, claims, support, span }));
    }
    let claim = claim(reader, object, false);
    let support = support(reader, object);
    Some(BlockLine::Statement(StatementDecl { act: act?, claim: claim?, support, span }))
}

/// A line of an outcome.
pub(super) fn outcome(reader: &mut Reader, object: &mut Object) -> Option<OutcomeLine> {
    if object.has("conclusions") || object.has("not_testable") {
        return conclusions(reader, object);
    }
    if object.has("found") {
        let all = reader.full_list(object, "found");
        return Some(OutcomeLine::Found(
            all.into_iter().filter_map(|(json, path)| found(reader, json, &path)).collect(),
        ));
    }
    if object.has("breach") {
        let all = reader.full_list(object, "breach");
        return Some(OutcomeLine::Breach(provisions(reader, all)));
    }
    if object.has("differs") {
        return differs(reader, object);
    }
    if object.has("none_of") {
        let kind = reader.word(object, "none_of", pieces::WORD);
        let places = places(reader, object);
        return kind.map(|kind| OutcomeLine::NoneOf { kind, places });
    }
    if object.has("not_taken_up") {
        let all = reader.full_list(object, "not_taken_up");
        let findings = reader.words(all, pieces::WORD);
        return Some(OutcomeLine::NotTakenUp { findings, places: places(reader, object) });
    }
    if object.has("note") {
        return reader.text(object, "note").map(OutcomeLine::Note);
    }
    let help = "a line of an outcome has `conclusions`, `found`, `breach`, `differs`, `none_of`, `not_testable`, \
                `not_taken_up` or `note`";
    reader.refuse(object.span, &object.path, "this line says nothing".to_owned(), help);
    None
}

/// Conclusions of one kind: stated, or not testable.
fn conclusions(reader: &mut Reader, object: &mut Object) -> Option<OutcomeLine> {
    let kind = reader.word(object, "kind", pieces::WORD);
    if object.has("conclusions") {
        let all = reader.full_list(object, "conclusions");
        let names = reader.words(all, pieces::WORD);
        let not_examined = reader.flag(object, "not_examined");
        let places = places(reader, object);
        return kind.map(|kind| OutcomeLine::Conclusions { kind, names, not_examined, places });
    }
    let all = reader.full_list(object, "not_testable");
    let names = reader.words(all, pieces::WORD);
    let reason = reader.text(object, "reason");
    let places = places(reader, object);
    Some(OutcomeLine::NotTestable { kind: kind?, names, reason: reason?, places })
}

fn found(reader: &mut Reader, json: &Json, path: &str) -> Option<(ProvisionRef, Places)> {
    let mut object = reader.object(json, path)?;
    let named = reader.word(&mut object, "provision", pieces::PROVISION);
    let places = places(reader, &mut object);
    reader.finish(&object);
    named.and_then(|text| provision(&text)).map(|provision| (provision, places))
}

/// A second word that begins with a digit is a provision's number.
fn differs(reader: &mut Reader, object: &mut Object) -> Option<OutcomeLine> {
    let text = reader.text(object, "differs");
    let path = object.path_of("differs");
    let numbered = text.as_ref().is_some_and(|text| piece::provision(&text.text).is_some());
    let subject = match numbered {
        true => text.as_ref().and_then(provision).map(DiffersSubject::Provision),
        false => {
            let text = reader.piece(text, &path, pieces::TARGET);
            text.as_ref().and_then(target).map(DiffersSubject::Target)
        }
    };
    let reason = reader.text(object, "reason");
    let places = places(reader, object);
    Some(OutcomeLine::Differs { subject: subject?, reason: reason?, places })
}

/// A line of a hypothetical.
pub(super) fn hypothetical(reader: &mut Reader, object: &mut Object) -> Option<HypotheticalLine> {
    if object.has("party") {
        let party = reader.word(object, "party", pieces::PARTY);
        let line = said(reader, object);
        return Some(HypotheticalLine::Adds { party: party?, line: Box::new(line?) });
    }
    if object.has("expect") || object.has("expect_breach") {
        return expect(reader, object);
    }
    if object.has("note") {
        return reader.text(object, "note").map(HypotheticalLine::Note);
    }
    let ways: [(&'static str, Suppose); 3] =
        [("suppose", Suppose::Value), ("drop", Suppose::Drop), ("contest", Suppose::Contest)];
    for (name, how) in ways {
        if object.has(name) {
            let inside = of_an_instance(object);
            let instance = instance(reader, object);
            let all = reader.full_list(object, name);
            let claims = match how {
                Suppose::Value => claims(reader, all, inside),
                Suppose::Drop | Suppose::Contest => bare(reader, all, inside),
            };
            return Some(HypotheticalLine::Suppose(SupposeDecl { how, instance, claims }));
        }
    }
    let help =
        "a line of a hypothetical has `suppose`, `drop`, `contest`, `party`, `expect`, `expect_breach` or `note`";
    reader.refuse(object.span, &object.path, "this line says nothing".to_owned(), help);
    None
}

fn expect(reader: &mut Reader, object: &mut Object) -> Option<HypotheticalLine> {
    let of = if object.has("expect") {
        let all = reader.full_list(object, "expect");
        Expected::Targets(targets(reader, all))
    } else {
        let all = reader.full_list(object, "expect_breach");
        Expected::Breach(provisions(reader, all))
    };
    let not = object.has("is_not");
    let name = if not { "is_not" } else { "is" };
    let text = reader.text(object, name);
    let answers = ANSWERS.map(|answer| (answer_word(answer), answer));
    let answer = one_of(reader, text, &object.path_of(name), &answers);
    let places = places(reader, object);
    Some(HypotheticalLine::Expect(ExpectDecl { of, not, answer: answer?, places, span: object.span }))
}

/// A line that only names facts.
pub(super) fn facts(reader: &mut Reader, object: &mut Object) -> Option<FixedLine> {
    let inside = of_an_instance(object);
    let instance = instance(reader, object);
    let all = reader.full_list(object, "facts");
    let facts = bare(reader, all, inside);
    Some(FixedLine { instance, facts })
}
