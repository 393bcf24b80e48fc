//! What masking may have left. In: a masked text. Out: where a word stands that begins like a word of a declared name: inflected, misspelt,
//! run together with another, or a word of a name that is also common.

use super::Masker;
use super::common::everyday;
use super::fold::fold;
use crate::source::SourceId;
use crate::syntax::lexer::lex;
use crate::syntax::token::TokenKind;

impl Masker {
    /// Where the free text of a masked case may still tell a name: the byte, and what stands for the name elsewhere.
    #[must_use]
    pub fn remains(&self, masked: &str) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        let mut done = 0;
        let tokens = lex(SourceId::default(), masked).tokens;
        let free = |kind: TokenKind| matches!(kind, TokenKind::Text | TokenKind::Heading);
        for token in tokens.iter().filter(|token| !free(token.kind)) {
            self.remains_between(masked, done..token.start as usize, &mut found);
            done = token.end as usize;
        }
        self.remains_between(masked, done..masked.len(), &mut found);
        found
    }

    /// The same of a case in JSON, all of whose strings are free text.
    #[must_use]
    pub fn remains_in_json(&self, masked: &str) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        self.remains_between(masked, 0..masked.len(), &mut found);
        found
    }

    fn remains_between<'a>(&'a self, text: &str, range: std::ops::Range<usize>, found: &mut Vec<(usize, &'a str)>) {
        let folded = fold(&text[range.clone()], true);
        for (at, word) in folded.words() {
            let known = self.words.iter().find(|(known, _)| resembles(&word, known) || within(&word, known));
            if let Some((known, place)) = known
                && !(everyday(known) && word == *known)
            {
                found.push((range.start + folded.begins(at), &self.names()[*place].stands));
            }
        }
    }
}

/// A word that is a word of a name, or begins with one of four letters and more.
pub(super) fn resembles(word: &str, known: &str) -> bool {
    word == known || (known.chars().count() >= TELLING && word.starts_with(known))
}

/// A word that holds a long word of a name, or one in a script that writes small words and large ones together.
fn within(word: &str, known: &str) -> bool {
    let shortest = if known.is_ascii() { TELLING_WITHIN } else { super::SHORTEST_WORD };
    known.chars().count() >= shortest && word.contains(known)
}

/// A word that begins with so many letters of a name resembles it.
const TELLING: usize = 4;

/// So many letters of a name tell it inside another word.
const TELLING_WITHIN: usize = 6;
