//! Names out, pseudonyms in, before anything else sees a case. In: the syntax trees of a case, which declare names, and of its
//! pack, which says of some facts that their answers are names. Out: a [`Masker`], which rewrites texts: the same name is the
//! same pseudonym everywhere.
//!
//! A case is masked at the door: its text is rewritten before it is read, so that no answer, diagnostic or picture can print what
//! was masked. What is masked is not anonymous: dates, rare facts and the State can still tell who somebody is.

mod coarse;
mod collect;
mod fold;
mod rewrite;

pub use coarse::{Coarsening, DatesTo, coarsened};

use std::collections::BTreeSet;

use crate::syntax::ast::{File, NameKind};
use fold::{Folded, fold};

/// One declared name and what stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pseudonym {
    /// What bears the name.
    pub kind: NameKind,
    /// What is printed instead: "Person 1".
    pub stands: String,
    /// The forms of the name, in full first.
    pub forms: Vec<String>,
}

/// Rewrites texts so that declared names do not stand in them.
#[derive(Clone, Debug, Default)]
pub struct Masker {
    names: Vec<Pseudonym>,
    /// Every form, longest first, with the name that it is of.
    forms: Vec<(Vec<char>, usize)>,
    /// The words of names that are long enough to be told apart, folded, with the name that they are of.
    words: Vec<(String, usize)>,
    /// Words that the case itself chose: of cases, detentions, instances, documents, accounts.
    own: BTreeSet<String>,
}

/// A word of a name with fewer letters is no sign of it.
const SHORTEST_WORD: usize = 3;

/// What has more words describes and does not name.
const LONGEST_NAME: usize = 5;

impl Masker {
    /// What masks a case. `case` holds its own file first, then those that it includes or builds on; `pack` the files of its pack.
    #[must_use]
    pub fn new(case: &[&File], pack: &[&File]) -> Self {
        let mut masker = Masker { own: collect::own_words(case), ..Masker::default() };
        let names = collect::names(case, pack);
        // What is declared as a form of one name is not taken for a word of another.
        for (kind, forms) in &names {
            masker.declare(*kind, forms);
        }
        for (_, forms) in &names {
            masker.declare_words(forms);
        }
        masker.forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        masker.words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        masker
    }

    /// The names, in the order declared.
    #[must_use]
    pub fn names(&self) -> &[Pseudonym] {
        &self.names
    }

    /// Takes a name in; one that shares a form with an earlier name is the same name.
    fn declare(&mut self, kind: NameKind, forms: &[String]) {
        let folded: Vec<Vec<char>> = forms.iter().map(|form| letters(form)).filter(|form| !form.is_empty()).collect();
        if folded.is_empty() {
            return;
        }
        let place = folded.iter().find_map(|form| self.place_of(form)).unwrap_or_else(|| {
            let number = self.names.iter().filter(|name| name.kind == kind).count() + 1;
            self.names.push(Pseudonym {
                kind,
                stands: format!("{} {number}", capital(kind.text())),
                forms: Vec::new(),
            });
            self.names.len() - 1
        });
        folded.into_iter().for_each(|form| self.form(form, place));
        let known = &mut self.names[place].forms;
        known.extend(forms.iter().filter(|form| !form.trim().is_empty()).cloned());
    }

    /// Takes in the single words of a name, unless it is a whole sentence.
    fn declare_words(&mut self, forms: &[String]) {
        for form in forms {
            let Some(place) = self.place_of(&letters(form)) else { continue };
            let words: Vec<String> = fold(form, false).words().into_iter().map(|(_, word)| word).collect();
            let described = form.split_whitespace().any(|word| word.chars().next().is_some_and(char::is_lowercase));
            if words.len() > LONGEST_NAME || described {
                continue;
            }
            for word in words {
                if word.chars().count() >= SHORTEST_WORD && !collect::common(&word) {
                    self.name_word(&word, place);
                }
            }
        }
    }

    fn place_of(&self, form: &[char]) -> Option<usize> {
        self.forms.iter().find(|(known, _)| known == form).map(|(_, place)| *place)
    }

    /// A form, unless it is known.
    fn form(&mut self, form: Vec<char>, place: usize) {
        if !form.is_empty() && !self.forms.iter().any(|(known, _)| *known == form) {
            self.forms.push((form, place));
        }
    }

    /// A word of a name. A person is known by each word of the name alone; "New" of a place means nothing.
    fn name_word(&mut self, word: &str, place: usize) {
        if self.names[place].kind == NameKind::Person {
            self.form(word.chars().collect(), place);
        }
        if !self.words.iter().any(|(known, _)| known == word) {
            self.words.push((word.to_owned(), place));
        }
    }

    /// The name that begins at this letter, and how many letters it takes.
    fn name_at(&self, text: &Folded, at: usize) -> Option<(usize, usize)> {
        if !text.between_words(at) {
            return None;
        }
        let fits = |form: &&(Vec<char>, usize)| text.has(at, &form.0) && text.between_words(at + form.0.len());
        self.forms.iter().find(fits).map(|(form, place)| (*place, form.len()))
    }
}

/// A form of a name, folded.
fn letters(form: &str) -> Vec<char> {
    fold(form, false).letters().trim().chars().collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
