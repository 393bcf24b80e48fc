//! Writes what was told into the text of a case. In: a text that can be read, and what to add. Out: the same text with lines added:
//! every byte of the user's own stays, comments and layout too. Whether the result is sound is for whoever reads it again.

use std::ops::Range;

use crate::source::SourceId;
use crate::syntax::ast::{BlockDecl, BlockLine, BlockVerb, DateLiteral, Item};
use crate::syntax::lexer::lex;
use crate::syntax::parse;
use crate::syntax::print::quoted;
use crate::syntax::token::Token;

/// Whose lines, and for which detention.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk<'a> {
    /// The party that submits, as the language names it.
    pub(super) party: &'a str,
    /// The detention, in a case of several.
    pub(super) detention: Option<&'a str>,
}

/// A line about facts: `arrest.made`, or under `hearing first:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The topic.
    pub(super) topic: String,
    /// The instance, of a topic of which there may be several.
    pub(super) instance: Option<String>,
    /// All of it, as the language writes it.
    pub(super) text: String,
}

/// An account: its word, who speaks, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speaker<'a> {
    pub(super) word: &'a str,
    pub(super) who: &'a str,
    pub(super) on: DateLiteral,
    pub(super) confidential: bool,
}

/// Adds a line to what the party submits: below what it says of the same instance or topic, else at the end of its last block,
/// else in a block of its own.
#[must_use]
pub(super) fn state(text: &str, desk: Desk, line: &Line) -> String {
    let page = Page::of(text);
    let region = page.region(desk.detention);
    // A block whose head names a place lends it to its lines; these have their own.
    let open = |placed: &&Placed| {
        as_block(placed).is_some_and(|block| {
            block.party.text == desk.party
                && matches!(block.verb, BlockVerb::Submits | BlockVerb::Says)
                && block.places.span.is_none()
        })
    };
    let blocks: Vec<&Placed> = page.items[region.clone()].iter().filter(open).collect();
    let same = |of_instance: bool| {
        blocks.iter().rev().find_map(|placed| {
            let lines = &as_block(placed)?.lines;
            let near = lines.iter().rposition(|one| is_near(one, line, of_instance))?;
            // What stands on a line of its own after it may belong to it.
            let next = lines.get(near + 1).map_or(placed.range.end, |next| start_of(next) as usize);
            Some(page.end_above(next))
        })
    };
    if let Some(end) = same(true).or_else(|| same(false)) {
        return page.add_lines(end, &[line.text.as_str()]);
    }
    if let Some(last) = blocks.last() {
        return page.add_lines(page.with_own_comments(last.range.end), &[line.text.as_str()]);
    }
    let after = page.items[region.clone()].iter().rposition(|placed| {
        as_block(placed).is_some_and(|block| block.party.text == desk.party)
            || matches!(placed.item, Item::Account(_) | Item::Case(_) | Item::Detention(_))
    });
    let head = format!("{} submits", desk.party);
    page.add_item(page.end_of(region.start + after.unwrap_or(0)), &[&head, &line.text])
}

/// Adds what was asked and told to an account, or makes the account; without words it is only made sure that there is one.
#[must_use]
pub(super) fn tell(text: &str, speaker: Speaker, words: Option<(&str, &str)>) -> String {
    let page = Page::of(text);
    let lines: Vec<String> = words.map_or_else(Vec::new, |(asked, told)| {
        vec![format!("asked {}", quoted(asked)), format!("told {}", quoted(told))]
    });
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let own = page.items.iter().find(|placed| {
        matches!(&placed.item, Item::Account(account) if account.who.text == speaker.who && account.on.0 == speaker.on
            && account.confidential.is_some() == speaker.confidential)
    });
    if let Some(own) = own {
        return if lines.is_empty() { text.to_owned() } else { page.add_lines(own.range.end, &lines) };
    }
    let head = format!("account {} {} {}", speaker.word, quoted(speaker.who), day(speaker.on));
    if speaker.confidential {
        lines.insert(0, "confidential");
    }
    lines.insert(0, &head);
    let last = page.items.iter().rposition(|placed| matches!(placed.item, Item::Account(_)));
    let header = page.items.iter().position(|placed| matches!(placed.item, Item::Case(_)));
    page.add_item(page.end_of(last.or(header).unwrap_or(0)), &lines)
}

/// Adds facts that were asked and are not known, under the same words if there are such.
#[must_use]
pub(super) fn not_known(text: &str, desk: Desk, reason: &str, line: &Line) -> String {
    let page = Page::of(text);
    let region = page.region(desk.detention);
    let own = page.items[region.clone()]
        .iter()
        .find(|placed| matches!(&placed.item, Item::NotKnown(known) if known.reason.text == reason));
    if let Some(own) = own {
        return page.add_lines(own.range.end, &[line.text.as_str()]);
    }
    let after = page.items[region.clone()].iter().rposition(|placed| {
        as_block(placed).is_some_and(|block| block.party.text == desk.party)
            || matches!(placed.item, Item::Account(_) | Item::Case(_) | Item::Detention(_) | Item::NotKnown(_))
    });
    let head = format!("not known {}", quoted(reason));
    page.add_item(page.end_of(region.start + after.unwrap_or(0)), &[&head, &line.text])
}

/// `2024-05-01`
pub(super) fn day(date: DateLiteral) -> String {
    let part = |part: Option<i8>| part.map_or_else(String::new, |part| format!("-{part:02}"));
    format!("{:04}{}{}", date.year, part(date.month), part(date.day))
}

/// An item and where it stands.
struct Placed {
    item: Item,
    range: Range<usize>,
}

/// A text and its items.
struct Page<'a> {
    text: &'a str,
    items: Vec<Placed>,
    tokens: Vec<Token>,
    /// How its lines end.
    line_end: &'static str,
}

impl<'a> Page<'a> {
    fn of(text: &'a str) -> Page<'a> {
        let lexed = lex(SourceId(0), text);
        let items = parse(SourceId(0), text).file.items;
        let range = |place: usize| {
            let last = lexed.items.get(place + 1).copied().unwrap_or(lexed.tokens.len());
            lexed.tokens[lexed.items[place]].start as usize..lexed.tokens[last - 1].end as usize
        };
        let placed = items.into_iter().take(lexed.items.len()).enumerate();
        let items = placed.map(|(place, item)| Placed { item, range: range(place) }).collect();
        let line_end = if text.find('\n').is_some_and(|at| text[..at].ends_with('\r')) { "\r\n" } else { "\n" };
        Page { text, items, tokens: lexed.tokens, line_end }
    }

    /// The items that belong to a detention, its own head first; all of them in a case of one.
    fn region(&self, detention: Option<&str>) -> Range<usize> {
        let all = 0..self.items.len();
        let Some(name) = detention else { return all };
        let heads = |place: &usize| matches!(self.items[*place].item, Item::Detention(_));
        let own = |place: &usize| matches!(&self.items[*place].item, Item::Detention(decl) if decl.name.text == name);
        let Some(first) = all.clone().find(own) else { return all };
        let next = (first + 1..self.items.len()).find(heads).unwrap_or(self.items.len());
        first..next
    }

    /// Where the last token ends above the line of a token, or before the end of an item.
    fn end_above(&self, place: usize) -> usize {
        let mut count = self.tokens.partition_point(|token| (token.start as usize) < place);
        if self.tokens.get(count).is_some_and(|token| token.start as usize == place) {
            // Back to the first of its line.
            while count > 0 && !self.tokens[count].first {
                count -= 1;
            }
        }
        count.checked_sub(1).map_or(0, |last| self.tokens[last].end as usize)
    }

    /// The end of an item, with the indented comments below it.
    fn end_of(&self, item: usize) -> usize {
        self.with_own_comments(self.items.get(item).map_or(0, |placed| placed.range.end))
    }

    /// Past the indented comments that follow.
    fn with_own_comments(&self, end: usize) -> usize {
        let mut kept = self.end_of_line(end);
        let mut at = kept;
        while let Some(next) = self.text[at..].find('\n').map(|found| at + found + 1) {
            let line = &self.text[next..self.end_of_line(next)];
            let is_own = line.starts_with([' ', '\t']) && line.trim_start().starts_with('#');
            if !is_own && !line.trim().is_empty() {
                break;
            }
            at = self.end_of_line(next);
            if is_own {
                kept = at;
            }
        }
        kept
    }

    /// Where the line of a byte ends, before what ends it.
    fn end_of_line(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// Adds indented lines after the line of a byte.
    fn add_lines(&self, after: usize, lines: &[&str]) -> String {
        let at = self.end_of_line(after);
        let added: String = lines.iter().map(|line| format!("{}  {line}", self.line_end)).collect();
        format!("{}{added}{}", &self.text[..at], &self.text[at..])
    }

    /// Adds an item after the line of a byte, with an empty line before it and, if something follows at once, after it.
    fn add_item(&self, after: usize, lines: &[&str]) -> String {
        let at = self.end_of_line(after);
        let mut added = if self.text[..at].trim().is_empty() { String::new() } else { self.line_end.repeat(2) };
        added.push_str(&lines.join(&format!("{}  ", self.line_end)));
        let rest = &self.text[at..];
        let mut following = rest.split('\n').skip(1);
        if following.next().is_some_and(|line| !line.trim().is_empty()) {
            added.push_str(self.line_end);
        }
        format!("{}{added}{rest}", &self.text[..at])
    }
}

fn as_block(placed: &Placed) -> Option<&BlockDecl> {
    match &placed.item {
        Item::Block(block) => Some(block),
        _ => None,
    }
}

/// Whether a line of a block is about the same instance, or the same topic.
fn is_near(one: &BlockLine, line: &Line, of_instance: bool) -> bool {
    match one {
        BlockLine::Statement(said) => {
            !of_instance && said.claim.topic.as_ref().is_some_and(|topic| topic.text == line.topic)
        }
        BlockLine::Instance(said) => {
            said.topic.text == line.topic && (!of_instance || Some(&said.instance.text) == line.instance.as_ref())
        }
        BlockLine::NoOther(topic, _) => !of_instance && topic.text == line.topic,
        BlockLine::Note(_) => false,
    }
}

/// Where a line of a block begins, or something in it.
fn start_of(line: &BlockLine) -> u32 {
    match line {
        BlockLine::Statement(said) => said.span.start,
        BlockLine::Instance(said) => said.span.start,
        BlockLine::NoOther(topic, _) => topic.span.start,
        BlockLine::Note(note) => note.span.start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: Desk = Desk { party: "family", detention: None };
    const SISTER: Speaker = Speaker {
        word: "sister",
        who: "the sister",
        on: DateLiteral { year: 2024, month: Some(5), day: Some(1), time: None },
        confidential: false,
    };

    fn line(topic: &str, instance: Option<&str>, text: &str) -> Line {
        Line { topic: topic.to_owned(), instance: instance.map(str::to_owned), text: text.to_owned() }
    }

    /// The lines that were added; all others must be as they were, in their order.
    #[track_caller]
    fn added(before: &str, after: &str) -> Vec<String> {
        let mut rest = before.split('\n').peekable();
        let mut added = Vec::new();
        for line in after.split('\n') {
            if rest.peek() == Some(&line) {
                rest.next();
            } else {
                added.push(line.to_owned());
            }
        }
        assert_eq!(rest.collect::<Vec<_>>(), Vec::<&str>::new(), "lines are gone or changed:\n{after}");
        added
    }

    const CASE: &str = r#"# Ours.
case marsh "Ida Marsh"   # a remark
  under riverland
  # not sure of her age

## What she told

family submits [letter 2]
  arrest.resisted
family submits      # by telephone
  arrest.made                  [11]   # sure
    # he saw it
  hearing first: on = 1999-06-12
  note "One
        more."
  trial.closed
  # ask again

ministry does not reply
"#;

    #[test]
    fn a_statement_stands_below_what_is_said_of_its_topic() {
        let after = state(CASE, DESK, &line("arrest", None, "not arrest.warrant [sister]"));
        assert_eq!(added(CASE, &after), ["  not arrest.warrant [sister]"]);
        assert!(after.contains("[11]   # sure\n  not arrest.warrant [sister]\n    # he saw it"), "{after}");
        let after = state(CASE, DESK, &line("hearing", Some("first"), "hearing first: open"));
        assert!(after.contains("on = 1999-06-12\n  hearing first: open\n  note \"One\n"), "{after}");
    }

    #[test]
    fn another_topic_stands_at_the_end_of_the_last_block_with_no_place_of_its_own() {
        let after = state(CASE, DESK, &line("judge", None, "not judge.seen"));
        assert_eq!(added(CASE, &after), ["  not judge.seen"]);
        assert!(after.contains("  # ask again\n  not judge.seen\n\nministry"), "{after}");
    }

    #[test]
    fn an_item_that_is_missing_is_made_apart_from_the_others() {
        let after = tell(CASE, SISTER, Some(("What \"happened\"?", "They {came}.\nAt night.")));
        let expected = [
            "account sister \"the sister\" 2024-05-01",
            r#"  asked "What \"happened\"?""#,
            r#"  told "They {came}.\nAt night.""#,
            "",
        ];
        assert_eq!(added(CASE, &after), expected);
        assert!(after.contains("# not sure of her age\n\naccount sister"), "{after}");
        let again = tell(&after, SISTER, Some(("And then?", "Nothing.")));
        assert_eq!(added(&after, &again), ["  asked \"And then?\"", "  told \"Nothing.\""]);
        assert_eq!(tell(&again, SISTER, None), again);

        let after = not_known(CASE, DESK, "the sister was asked", &line("arrest", None, "arrest.officers"));
        assert_eq!(added(CASE, &after), ["not known \"the sister was asked\"", "  arrest.officers", ""]);
        let again = not_known(&after, DESK, "the sister was asked", &line("arrest", None, "arrest.at"));
        assert_eq!(added(&after, &again), ["  arrest.at"]);
    }

    #[test]
    fn lines_end_as_they_did_and_the_last_one_may_have_no_end() {
        let text = CASE.replace('\n', "\r\n");
        let after = state(&text, DESK, &line("judge", None, "not judge.seen"));
        assert_eq!(added(&text, &after), ["  not judge.seen\r"]);
        let text = "case marsh \"Ida Marsh\"\n  under riverland";
        let after = state(text, DESK, &line("judge", None, "not judge.seen"));
        assert_eq!(after, format!("{text}\n\nfamily submits\n  not judge.seen"));
    }

    #[test]
    fn each_detention_has_its_own_lines() {
        let text = "case marsh \"Ida Marsh\"\n  under riverland\n\nfamily submits\n  arrest.made\n\n\
                    detention one \"First\"\n  # in spring\n\nfamily submits\n  trial.closed\n\ndetention two \"Second\"\n";
        let desk = |name| Desk { detention: Some(name), ..DESK };
        let one = state(text, desk("one"), &line("arrest", None, "arrest.warrant"));
        assert!(one.contains("  trial.closed\n  arrest.warrant\n\ndetention two"), "{one}");
        let two = state(text, desk("two"), &line("arrest", None, "arrest.warrant"));
        assert!(two.ends_with("detention two \"Second\"\n\nfamily submits\n  arrest.warrant\n"), "{two}");
    }
}
