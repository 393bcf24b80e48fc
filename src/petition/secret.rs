//! Names that must not be sent on, looked for in texts whatever their letters. In: what a case declares. Out: whether a text
//! holds one of them, or a word that tells it.

use crate::case::Case;
use crate::mask::{has_word, telling_words};
use crate::syntax::ast::NameKind;

/// Forms with fewer letters than this count only as words of their own: "Li" is not looked for in "public".
const SHORT: usize = 4;

/// The names that a case declares as confidential.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    forms: Vec<String>,
    /// The words by which persons among them are known, where no open name shares them.
    words: Vec<String>,
}

impl Secrets {
    /// The confidential names of a case, in all their forms.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        let names = case.names.iter().filter(|name| name.confidential);
        let forms = names.flat_map(|name| &name.forms).map(|form| folded(form)).filter(|form| !form.is_empty());
        let mut secrets = Secrets { forms: forms.collect(), words: Vec::new() };
        let told =
            |names: &mut dyn Iterator<Item = &String>| names.flat_map(|form| telling_words(form)).collect::<Vec<_>>();
        let mut open = told(&mut case.names.iter().filter(|name| !name.confidential).flat_map(|name| &name.forms));
        if !secrets.holds(&case.person) {
            open.extend(telling_words(&case.person));
        }
        let persons = case.names.iter().filter(|name| name.confidential && name.kind == NameKind::Person);
        secrets.words = told(&mut persons.flat_map(|name| &name.forms));
        secrets.words.retain(|word| !open.contains(word));
        secrets
    }

    /// Whether a text holds one of them, or a single word that tells a person among them: "the cousin of Mr. Walizada".
    #[must_use]
    pub fn tells(&self, text: &str) -> bool {
        self.holds(text) || self.words.iter().any(|word| has_word(text, word))
    }

    /// Whether a text holds one of them.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        if self.forms.is_empty() {
            return false;
        }
        let text = folded(text);
        self.forms.iter().any(|form| stands_in(form, &text))
    }
}

fn stands_in(form: &str, text: &str) -> bool {
    if form.chars().count() >= SHORT {
        return text.contains(form);
    }
    text.match_indices(form).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + form.len()..].chars().next();
        let apart = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        apart(before) && apart(after)
    })
}

/// Small letters, blanks drawn together, nothing that is not seen.
fn folded(text: &str) -> String {
    let seen = text.chars().filter(|letter| {
        !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    });
    let spaced: String = seen.map(|letter| if letter == '_' || letter == '\u{a0}' { ' ' } else { letter }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(forms: &[&str]) -> Secrets {
        Secrets { forms: forms.iter().map(|form| folded(form)).collect(), words: Vec::new() }
    }

    #[test]
    fn a_name_is_found_whatever_its_letters_and_blanks() {
        let names = secrets(&["Aigul Serik", "Li"]);
        assert!(names.holds("the sister, AIGUL\u{a0} Serik, told it"));
        assert!(names.holds("aigul_serik"));
        assert!(names.holds("Ai\u{ad}gul Serik"));
        assert!(names.holds("Mr. Li's words"));
        assert!(!names.holds("a public hearing"));
        assert!(!secrets(&[]).holds("anything"));
    }
}
