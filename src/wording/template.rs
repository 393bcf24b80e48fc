//! The texts of a wording, cut at their braces. In: a text, and what may stand in its braces. Out: its [`Part`]s, or what is
//! wrong with them. `{person}`, `{government}`, `{arrest.on}`, `{value}`, and forms: `arrêté{|e}`, `{he|she}`.

use crate::program::{FactId, PartyId, Piece, Program};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// As written.
    Text(String),
    /// `{person}`
    Person,
    /// `{government}`
    Party(PartyId),
    /// `{arrest.on}`
    Fact(FactId),
    /// `{value}`
    Value,
    /// `{he|she}`, or `{he|she|they}` where the third stands for neither.
    Forms(Vec<String>),
}

impl From<&Piece> for Part {
    fn from(piece: &Piece) -> Self {
        match piece {
            Piece::Text(text) => Part::Text(text.clone()),
            Piece::Person => Part::Person,
            Piece::Party(party) => Part::Party(*party),
            Piece::Fact(fact) => Part::Fact(*fact),
        }
    }
}

/// What is wrong with the braces of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// They do not open and close in turn.
    Braces(&'static str),
    /// They name nothing.
    Unknown(String),
    /// Forms that are none.
    Forms(String, &'static str),
}

/// Cuts a text at its braces; faults are left out of it.
pub(super) fn parts(program: &Program, text: &str) -> (Vec<Part>, Vec<Broken>) {
    let (mut parts, mut faults) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        plain(&mut parts, before);
        if rest[at..].starts_with('}') {
            faults.push(Broken::Braces("`}` closes nothing"));
            rest = after;
            continue;
        }
        match after.find(['{', '}']) {
            Some(end) if after[end..].starts_with('}') => {
                match inside(program, &after[..end]) {
                    Ok(part) => parts.push(part),
                    Err(fault) => faults.push(fault),
                }
                rest = &after[end + 1..];
            }
            Some(_) => {
                faults.push(Broken::Braces("braces stand within braces"));
                rest = after;
            }
            None => {
                faults.push(Broken::Braces("`{` is never closed"));
                return (parts, faults);
            }
        }
    }
    plain(&mut parts, rest);
    (parts, faults)
}

/// Text as written; blanks stand alone.
fn plain(parts: &mut Vec<Part>, text: &str) {
    if text.is_empty() {
        return;
    }
    let mut single = String::with_capacity(text.len());
    for letter in text.chars() {
        if !(letter == ' ' && single.ends_with(' ')) {
            single.push(letter);
        }
    }
    parts.push(Part::Text(single));
}

fn inside(program: &Program, inside: &str) -> Result<Part, Broken> {
    let unknown = || Broken::Unknown(inside.chars().take(40).collect());
    if inside.contains('|') {
        return forms(inside);
    }
    match inside {
        "person" => return Ok(Part::Person),
        "value" => return Ok(Part::Value),
        _ => {}
    }
    let names = &program.names;
    if let Some((topic, fact)) = inside.split_once('.') {
        let topic = names.topics.get(topic).ok_or_else(unknown)?;
        let space = names.facts.get(topic as usize).ok_or_else(unknown)?;
        return space.get(fact).map(|id| Part::Fact(FactId(id))).ok_or_else(unknown);
    }
    names.parties.get(&inside.replace('_', " ")).map(|id| Part::Party(PartyId(id))).ok_or_else(unknown)
}

fn forms(inside: &str) -> Result<Part, Broken> {
    let forms: Vec<String> = inside.split('|').map(str::to_owned).collect();
    let fault = |what| Err(Broken::Forms(inside.chars().take(40).collect(), what));
    match forms.as_slice() {
        [first, second, ..] if first == second => fault("both forms are the same"),
        [_, _] => Ok(Part::Forms(forms)),
        [_, _, neither] if !neither.is_empty() => Ok(Part::Forms(forms)),
        [_, _, _] => fault("the third form, for neither, is empty"),
        _ => fault("there are more than three forms"),
    }
}
