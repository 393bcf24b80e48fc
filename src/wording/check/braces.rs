//! What stands in the braces of a text. In: a text of a wording, and what may stand in it. Out: its parts, and a diagnostic for
//! each brace that is out of place.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::RuleId;
use crate::syntax::ast::Quoted;
use crate::wording::template::{Broken, Part, parts};

/// What may stand in the braces of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allowed {
    /// Nothing: a title.
    None,
    /// What the rule's own paragraph names, and forms.
    AsRule(RuleId),
    /// The person, parties and other facts, and forms.
    Sentence,
    /// The same, and the fact's value, which must stand there.
    WithValue,
}

impl Check<'_> {
    /// Cuts a text at its braces and holds them against what may stand there.
    pub(super) fn parts(&mut self, text: &Quoted, allowed: Allowed) -> Vec<Part> {
        let (mut found, faults) = parts(self.program, &text.text);
        let whole = faults.is_empty();
        for fault in faults {
            self.broken(text, fault);
        }
        let value = found.contains(&Part::Value);
        match allowed {
            Allowed::None => {
                if found.iter().any(|part| !matches!(part, Part::Text(_))) {
                    let message = "a title is the same in every case and takes no braces";
                    self.fault(text, message.to_owned(), "word it without them");
                }
            }
            Allowed::AsRule(rule) => self.as_rule(text, rule, &found, whole),
            Allowed::Sentence if value => {
                let message = "`{value}` stands in the sentence for one answer".to_owned();
                self.fault(text, message, "say the answer itself; only a date, number, duration or text has a value");
            }
            Allowed::WithValue if !value && whole => {
                self.fault(text, "the sentence does not give the value".to_owned(), "put `{value}` where it belongs");
            }
            Allowed::Sentence | Allowed::WithValue => {}
        }
        if allowed != Allowed::WithValue {
            found.retain(|part| *part != Part::Value);
        }
        found
    }

    fn fault(&mut self, text: &Quoted, message: String, help: &str) {
        self.report(Diagnostic::new(Code::PlaceholderMismatch, text.span, message).help(help));
    }

    fn broken(&mut self, text: &Quoted, fault: Broken) {
        let diagnostic = match fault {
            Broken::Braces(what) => Diagnostic::new(Code::MalformedForms, text.span, what)
                .help("braces open and close in turn: `{person}`, `{value}`, `{he|she}`"),
            Broken::Forms(inside, what) => {
                Diagnostic::new(Code::MalformedForms, text.span, format!("in `{{{inside}}}` {what}"))
                    .help("two forms stand between braces, a third may say neither: `{he|she}`, `{he|she|they}`")
            }
            Broken::Unknown(inside) => Diagnostic::new(
                Code::UnknownPlaceholder,
                text.span,
                format!("`{{{inside}}}` names nothing"),
            )
            .help("braces hold `person`, `value`, a party (`working_group`), a fact (`arrest.at`) or forms (`he|she`)"),
        };
        self.report(diagnostic);
    }

    /// The paragraph of a rule names what the pack's own names, no more and no less.
    fn as_rule(&mut self, text: &Quoted, rule: RuleId, found: &[Part], whole: bool) {
        let own: Vec<Part> = self.program.rules[rule.index()].say.iter().map(Part::from).collect();
        let named = |part: &&Part| !matches!(part, Part::Text(_) | Part::Forms(_));
        let name = &self.program.rules[rule.index()].name;
        let mut faults: Vec<String> = Vec::new();
        for part in own.iter().filter(named).filter(|part| whole && !found.contains(part)) {
            faults.push(format!("the paragraph of `{name}` names `{}`, this text does not", self.written(part)));
        }
        for part in found.iter().filter(named).filter(|part| !own.contains(part)) {
            faults.push(format!("this text names `{}`, the paragraph of `{name}` does not", self.written(part)));
        }
        faults.dedup();
        for message in faults {
            self.fault(text, message, "both texts are filled from the same things; word it with the same braces");
        }
    }

    /// A part as a text has it.
    fn written(&self, part: &Part) -> String {
        match part {
            Part::Text(text) => text.clone(),
            Part::Person => "{person}".to_owned(),
            Part::Value => "{value}".to_owned(),
            Part::Party(party) => {
                format!("{{{}}}", self.program.parties[party.index()].name.replace(' ', "_"))
            }
            Part::Fact(fact) => format!("{{{}}}", self.program.fact_name(*fact)),
            Part::Forms(forms) => format!("{{{}}}", forms.join("|")),
        }
    }
}
