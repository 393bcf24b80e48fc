//! The comments of a case, which are not in its tree. In: a text and its tree. Out: [`Comments`]: which comments stand above
//! or beside each line that the tree is printed on, at the end of each item, and at the end of the file.

use super::ast::File;
use super::lexer::{Lexed, lex};
use super::print;
use super::token::Token;
use crate::source::SourceId;

/// The comments of a file, each with its `#`. An empty text is an empty line between comments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comments {
    /// For each line that the tree is printed on, in their order.
    pub lines: Vec<LineComments>,
    /// For each item: below its last line.
    pub ends: Vec<Vec<String>>,
    /// After the last item.
    pub last: Vec<String>,
}

/// The comments of one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineComments {
    /// On lines of their own above it.
    pub above: Vec<String>,
    /// At its end; empty where there is none.
    pub beside: String,
}

/// Whether a text can stand as one comment: `#` and the rest of a line, nothing invisible in it.
#[must_use]
pub fn is_comment(text: &str) -> bool {
    let lexed = lex(SourceId::default(), &format!(" {text}"));
    text.starts_with('#') && text.trim_end() == text && !text.contains('\n') && is_nothing(&lexed)
}

fn is_nothing(lexed: &Lexed) -> bool {
    lexed.tokens.is_empty() && lexed.diagnostics.is_empty()
}

/// Gathers the comments of a text that was read into this tree without fault.
#[must_use]
pub fn gather(source: SourceId, text: &str, file: &File) -> Comments {
    let lexed = lex(source, text);
    let lines = print::lines(file);
    let mut comments = Comments {
        lines: vec![LineComments::default(); lines.len()],
        ends: vec![Vec::new(); file.items.len()],
        last: Vec::new(),
    };
    let places = Places::new(text, &lexed.tokens, &lines);
    let mut from = 0;
    for index in 0..=lexed.tokens.len() {
        let next = lexed.tokens.get(index);
        let to = next.map_or(text.len(), |token| token.start as usize);
        if text.get(from..to).is_some_and(|gap| gap.contains('#')) {
            let gap = Gap { text, from, to, before: index.checked_sub(1).map(|index| &lexed.tokens[index]), next };
            gap.file(&places, &lines, &mut comments);
        }
        from = next.map_or(to, |token| token.end as usize);
    }
    comments
}

/// Which printed line each token belongs to.
struct Places {
    /// Where the source of each printed line begins, and its number among the printed lines, in the order of the source.
    starts: Vec<(usize, usize)>,
}

impl Places {
    fn new(text: &str, tokens: &[Token], lines: &[(usize, crate::source::Span)]) -> Self {
        let mut anchors: Vec<(usize, usize)> =
            lines.iter().enumerate().map(|(number, (_, span))| (span.start as usize, number)).collect();
        anchors.sort_unstable();
        let mut starts: Vec<(usize, usize)> = Vec::with_capacity(anchors.len());
        for (anchor, number) in anchors {
            let line = text[..anchor].rfind('\n').map_or(0, |at| at + 1);
            let first = tokens.partition_point(|token| (token.start as usize) < line);
            let start = tokens.get(first).map_or(anchor, |token| token.start as usize);
            let taken = starts.last().is_some_and(|(before, _)| *before >= start);
            starts.push((if taken { anchor } else { start.min(anchor) }, number));
        }
        Self { starts }
    }

    /// The printed line that the token at this place belongs to.
    fn line_at(&self, at: usize) -> Option<usize> {
        let after = self.starts.partition_point(|(start, _)| *start <= at);
        self.starts.get(after.checked_sub(1)?).map(|(_, number)| *number)
    }
}

/// What lies between two tokens: blanks and comments.
struct Gap<'a> {
    text: &'a str,
    from: usize,
    to: usize,
    before: Option<&'a Token>,
    next: Option<&'a Token>,
}

/// One comment of a gap.
struct Comment<'a> {
    text: &'a str,
    /// Nothing but blanks before it on its line.
    alone: bool,
    /// So many characters before it on its line.
    indent: usize,
    /// A line with nothing on it stands right before it.
    apart: bool,
}

/// Where comments are put one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Above(usize),
    End(usize),
    Last,
}

impl Gap<'_> {
    /// Puts each comment where it belongs.
    fn file(&self, places: &Places, lines: &[(usize, crate::source::Span)], comments: &mut Comments) {
        let line_before = self.before.and_then(|token| places.line_at(token.start as usize));
        let line_next = self.next.and_then(|token| places.line_at(token.start as usize));
        let item_before = line_before.and_then(|line| lines.get(line)).map(|(item, _)| *item);
        let ends_item = self.next.is_none_or(|token| token.margin);
        let mut group: Option<Group> = None;
        for comment in self.comments() {
            if !comment.alone
                && let Some(line) = line_before
            {
                let own = &mut comments.lines[line];
                let goes_on = line_next == line_before;
                match goes_on || !own.beside.is_empty() {
                    true => own.above.push(comment.text.to_owned()),
                    false => comment.text.clone_into(&mut own.beside),
                }
                continue;
            }
            let inside = comment.indent > 1 && !matches!(group, Some(Group::Above(_) | Group::Last));
            let to = match (item_before, line_next) {
                (Some(item), _) if ends_item && inside => Group::End(item),
                (_, Some(line)) => Group::Above(line),
                (_, None) => Group::Last,
            };
            if comment.apart && group == Some(to) {
                comments.group(to).push(String::new());
            }
            comments.group(to).push(comment.text.to_owned());
            group = Some(to);
        }
        if let Some(to @ Group::Above(_)) = group
            && self.ends_apart()
        {
            comments.group(to).push(String::new());
        }
    }

    fn comments(&self) -> Vec<Comment<'_>> {
        let mut found = Vec::new();
        let mut at = self.from;
        let mut apart = false;
        for line in self.text[self.from..self.to].split_inclusive('\n') {
            match line.find('#') {
                Some(offset) => {
                    let start = at + offset;
                    let begin = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
                    let before = self.text[begin..start].trim_start_matches('\u{feff}');
                    let alone = before.trim().is_empty();
                    let text = line[offset..].trim_end();
                    found.push(Comment { text, alone, indent: before.chars().count(), apart });
                    apart = false;
                }
                // The rest of the line of the token before is not a line of its own.
                None => apart |= line.ends_with('\n') && line.trim().is_empty() && at > self.from,
            }
            at += line.len();
        }
        found
    }

    /// An empty line stands between the last comment and the next token.
    fn ends_apart(&self) -> bool {
        let gap = &self.text[self.from..self.to];
        let last = gap.rfind('#').map_or("", |at| &gap[at..]);
        last.bytes().filter(|byte| *byte == b'\n').count() > 1
    }
}

impl Comments {
    fn group(&mut self, group: Group) -> &mut Vec<String> {
        match group {
            Group::Above(line) => &mut self.lines[line].above,
            Group::End(item) => &mut self.ends[item],
            Group::Last => &mut self.last,
        }
    }
}
