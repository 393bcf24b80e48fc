//! Names out, pseudonyms in, before anything else sees a case. In: the syntax trees of a case, which declare names, and of its
//! pack, which says of some facts that their answers are names. Out: a [`Masker`], which rewrites texts: the same name is the
//! same pseudonym everywhere.
//!
//! A case is masked at the door: its text is rewritten before it is read, so that no answer, diagnostic or picture can print what
//! was masked. What is masked is not anonymous: dates, rare facts and the State can still tell who somebody is.

mod coarse;
mod collect;
mod common;
mod fold;
mod json;
mod remains;
mod rewrite;

pub use coarse::{Coarsening, DatesTo, coarsened, years_in_texts};

use std::collections::{BTreeMap, BTreeSet};

use crate::syntax::ast::{File, NameKind};
use common::{common, everyday};
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

/// One form of a name, as texts are searched for it.
#[derive(Clone, Debug)]
struct Form {
    /// Folded.
    letters: Vec<char>,
    /// The name that it is of.
    name: usize,
    /// It is an everyday word as well: only with a capital letter is it the name.
    capital: bool,
}

/// Rewrites texts so that declared names do not stand in them.
#[derive(Clone, Debug, Default)]
pub struct Masker {
    names: Vec<Pseudonym>,
    forms: Vec<Form>,
    /// The forms that begin with a letter, longest first.
    begin: BTreeMap<char, Vec<usize>>,
    /// The words of names that can be told apart, folded, with the name that they are of; longest first.
    words: Vec<(String, usize)>,
    /// Words that the case itself chose, for itself, its detentions, instances, documents and accounts; and what stands for each.
    own: BTreeMap<String, String>,
    /// Words of the pack, which name nobody.
    law: BTreeSet<String>,
    /// The files that the case includes or builds on: what stands for their names in it, and their names.
    includes: BTreeMap<String, String>,
}

/// A word of a name with fewer letters is no sign of it.
const SHORTEST_WORD: usize = 3;

/// What has more words describes and does not name.
const LONGEST_NAME: usize = 5;

impl Masker {
    /// What masks a case. `case` holds its own file first, then those that it includes or builds on; `pack` the files of its pack, with
    /// their texts.
    #[must_use]
    pub fn new(case: &[&File], pack: &[(&File, &str)]) -> Self {
        let law = pack.iter().flat_map(|(_, text)| collect::words(text)).collect();
        let mut masker = Masker { law, ..Masker::default() };
        let pack: Vec<&File> = pack.iter().map(|(file, _)| *file).collect();
        let declared = collect::declared(case);
        for (kind, forms) in &declared {
            masker.declare(*kind, forms, Source::NamesLine);
        }
        // What is declared as a form of one name is not taken for a word of another.
        for (_, forms) in &declared {
            masker.declare_words(forms, Source::NamesLine);
        }
        let called = collect::called(case, &pack);
        for (kind, forms) in &called {
            masker.declare(*kind, forms, Source::Elsewhere);
            masker.declare_words(forms, Source::Elsewhere);
        }
        masker.index();
        masker.own = masker.choose(collect::own_words(case), |masker, word| masker.word(word));
        let files = masker.choose(collect::includes(case), |masker, path| masker.path(path));
        masker.includes = files.into_iter().map(|(name, stands)| (stands, name)).collect();
        masker
    }

    /// The names, in the order declared.
    #[must_use]
    pub fn names(&self) -> &[Pseudonym] {
        &self.names
    }

    /// The name of the file that a masked `include` or `extend` names.
    #[must_use]
    pub fn included<'a>(&'a self, masked: &'a str) -> &'a str {
        self.includes.get(masked).map_or(masked, String::as_str)
    }

    /// Takes a name in, unless it is one that is known already.
    fn declare(&mut self, kind: NameKind, forms: &[String], source: Source) {
        let folded: Vec<Vec<char>> = forms.iter().map(|form| letters(form)).filter(|form| !form.is_empty()).collect();
        let Some(first) = folded.first() else { return };
        // Relatives share a surname: names of two lines are one only if they are the same in full.
        let known = match source {
            Source::NamesLine => self.in_full(first),
            Source::Elsewhere => folded.iter().find_map(|form| self.place_of(form)),
        };
        let by_words =
            || (source == Source::Elsewhere && kind == NameKind::Person).then(|| self.by_words(first)).flatten();
        let place = known.or_else(by_words).unwrap_or_else(|| {
            let number = self.names.iter().filter(|name| name.kind == kind).count() + 1;
            let stands = format!("{} {number}", capital(kind.text()));
            self.names.push(Pseudonym { kind, stands, forms: Vec::new() });
            self.names.len() - 1
        });
        for form in forms {
            // "May" as a name is written so; whoever declares "may" means every "may".
            let small = form.trim_start().starts_with(char::is_lowercase);
            let letters = letters(form);
            let capital = !small && everyday(&letters.iter().collect::<String>());
            self.form(letters, place, capital);
        }
        for form in forms.iter().filter(|form| !form.trim().is_empty()) {
            if !self.names[place].forms.contains(form) {
                self.names[place].forms.push(form.clone());
            }
        }
    }

    /// The name that is this in full.
    fn in_full(&self, full: &[char]) -> Option<usize> {
        self.names.iter().position(|name| name.forms.first().is_some_and(|form| letters(form) == full))
    }

    fn place_of(&self, form: &[char]) -> Option<usize> {
        self.forms.iter().find(|known| known.letters == form).map(|known| known.name)
    }

    /// The one person of whose name these are all words: "Mr. Ilyashev" is called so after "Alnur Ilyashev".
    fn by_words(&self, form: &[char]) -> Option<usize> {
        let text: String = form.iter().collect();
        let words = fold(&text, false).words();
        let telling = words.iter().map(|(_, word)| word).filter(|word| !common(word) && word.len() >= SHORTEST_WORD);
        let of = |word: &String| self.words.iter().find(|(known, _)| known == word).map(|(_, name)| *name);
        let places: BTreeSet<Option<usize>> = telling.map(of).collect();
        match places.into_iter().collect::<Vec<_>>()[..] {
            [Some(place)] if self.names[place].kind == NameKind::Person => Some(place),
            _ => None,
        }
    }

    /// Takes in the single words of a name, unless it is a whole sentence.
    fn declare_words(&mut self, forms: &[String], source: Source) {
        for form in forms {
            let Some(place) = self.place_of(&letters(form)) else { continue };
            let words: Vec<String> = fold(form, false).words().into_iter().map(|(_, word)| word).collect();
            if let [word] = &words[..] {
                self.name_word(word, place, source);
                continue;
            }
            // Small letters describe: "two men in plain clothes". But some people write their names so.
            let small = |part: &str| part.chars().next().is_some_and(char::is_lowercase);
            let all_small = source == Source::NamesLine && form.split_whitespace().all(small);
            let plain = |part: &str| part.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
            let parts = form.split_whitespace().filter(|part| small(part));
            let described: BTreeSet<String> = if all_small { BTreeSet::new() } else { parts.map(plain).collect() };
            if words.len() > LONGEST_NAME {
                continue;
            }
            for word in words {
                if word.chars().count() >= SHORTEST_WORD && !common(&word) && !described.contains(&word) {
                    self.name_word(&word, place, source);
                }
            }
        }
    }

    /// A form, unless it is known. `capital`: only with a capital letter.
    fn form(&mut self, letters: Vec<char>, name: usize, capital: bool) {
        if !letters.is_empty() && self.place_of(&letters).is_none() {
            self.forms.push(Form { letters, name, capital });
        }
    }

    /// A word of a name. A person is known by each word of the name alone; "New" of a place means nothing.
    fn name_word(&mut self, word: &str, place: usize, source: Source) {
        if self.names[place].kind == NameKind::Person {
            self.form(word.chars().collect(), place, source == Source::Elsewhere || everyday(word));
        }
        if !self.words.iter().any(|(known, _)| known == word) {
            self.words.push((word.to_owned(), place));
        }
    }

    fn index(&mut self) {
        self.words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        self.forms.sort_by_key(|form| std::cmp::Reverse(form.letters.len()));
        for (place, form) in self.forms.iter().enumerate() {
            self.begin.entry(form.letters[0]).or_default().push(place);
        }
    }

    /// What stands for words of the case's own: never the same for two of them.
    fn choose(&self, words: BTreeSet<String>, stands: fn(&Self, &str) -> String) -> BTreeMap<String, String> {
        let mut taken = words.clone();
        let mut chosen = BTreeMap::new();
        for word in words {
            let masked = stands(self, &word);
            if masked == word {
                chosen.insert(word.clone(), word);
                continue;
            }
            let (stem, ending) = match masked.rsplit_once('.') {
                Some((stem, ending)) => (stem.to_owned(), format!(".{ending}")),
                None => (masked.clone(), String::new()),
            };
            let free = (2..).map(|number| format!("{stem}_{number}{ending}"));
            let free = std::iter::once(masked).chain(free).find(|free| !taken.contains(free)).unwrap_or(stem);
            taken.insert(free.clone());
            chosen.insert(word, free);
        }
        chosen
    }

    /// The name that begins at this letter, and how many letters it takes.
    fn name_at(&self, text: &Folded, at: usize) -> Option<(usize, usize)> {
        let begin = self.begin.get(&text.letter(at)?)?;
        if !text.between_words(at) {
            return None;
        }
        let fits = |form: &&Form| {
            text.has(at, &form.letters)
                && text.between_words(at + form.letters.len())
                && (!form.capital || text.capital(at))
        };
        begin.iter().map(|place| &self.forms[*place]).find(fits).map(|form| (form.name, form.letters.len()))
    }
}

/// What tells that something is a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// A `names` line.
    NamesLine,
    /// The header, an account, the answer to a fact.
    Elsewhere,
}

/// The words of a person's name by which one may be known, folded: not "Mr.", not "the brother of".
#[must_use]
pub fn telling_words(name: &str) -> Vec<String> {
    let small = |part: &str| part.chars().next().is_some_and(char::is_lowercase);
    let all_small = name.split_whitespace().all(small);
    let parts = name.split_whitespace().filter(|part| all_small || !small(part));
    let words = parts.flat_map(|part| fold(part, false).words());
    words.map(|(_, word)| word).filter(|word| word.chars().count() >= SHORTEST_WORD && !common(word)).collect()
}

/// Whether a text has such a word. What is an everyday word as well counts with a capital letter only.
#[must_use]
pub fn has_word(text: &str, word: &str) -> bool {
    let text = fold(text, false);
    text.words().into_iter().any(|(at, found)| found == word && (!everyday(word) || text.capital(at)))
}

/// A form of a name, folded.
fn letters(form: &str) -> Vec<char> {
    fold(form, false).letters().trim().chars().collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
