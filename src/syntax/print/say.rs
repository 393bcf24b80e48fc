//! Wordings as text.

use super::{Page, quoted};
use crate::syntax::ast::{SayDecl, SayLine, WordedDecl, WordedName};

impl Page<'_> {
    pub(super) fn say(&mut self, say: &SayDecl) {
        self.line(&["say", &say.language.text, &quoted(&say.reviewed.text)]);
        for line in &say.lines {
            match line {
                SayLine::Worded(worded) => self.worded(worded),
                SayLine::Forms(forms) => {
                    let fact = format!("{}.{}", forms.topic.text, forms.fact.text);
                    let options = format!("{}, {}", forms.first.text, forms.second.text);
                    self.clause(&["forms by", &fact, &options]);
                }
            }
        }
    }

    /// A text without a label stands beside the name, each further one on a line of its own.
    fn worded(&mut self, worded: &WordedDecl) {
        let mut before = format!("{} ", name(&worded.what));
        if worded.texts.first().is_some_and(|text| text.label.is_some()) {
            self.clause(&[before.trim_end()]);
            "  ".clone_into(&mut before);
        }
        for text in &worded.texts {
            let label = text.label.as_ref().map(|label| format!("{} ", label.text)).unwrap_or_default();
            self.clause(&[&format!("{before}{label}{}", quoted(&text.text.text))]);
            "  ".clone_into(&mut before);
        }
    }
}

fn name(what: &WordedName) -> String {
    match what {
        WordedName::Rule(name) => format!("rule {}", name.text),
        WordedName::Finding(name) => format!("finding {}", name.text),
        WordedName::Conclusion { kind, name } => format!("conclusion {} {}", kind.text, name.text),
        WordedName::Kind(name) => format!("kind {}", name.text),
        WordedName::Party(name) => format!("party {}", name.text),
        WordedName::Stage(name) => format!("stage {}", name.text),
        WordedName::Instrument(name) => format!("instrument {}", name.text),
        WordedName::Provision(provision) => {
            format!("provision {} {}", provision.instrument.text, provision.number.text)
        }
        WordedName::Authority(name) => format!("authority {}", name.text),
        WordedName::Reading(name) => format!("reading {}", name.text),
        WordedName::Topic(name) => format!("topic {}", name.text),
        WordedName::Fact { topic, fact } => format!("fact {}.{}", topic.text, fact.text),
    }
}
