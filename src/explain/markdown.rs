//! A report as Markdown that renders on a forge: headings, tables, nested lists. In: a report. Out: the text; whatever a case
//! or pack says is escaped, so that it is read and never obeyed.

use super::report::{Block, Branch, Line, Report, Run, Section, Tone};
use super::words;

/// Prints a report.
#[must_use]
pub fn print(report: &Report) -> String {
    let mut out = String::with_capacity(1 << 14);
    out.push_str(&format!("# {}\n", escaped(&report.title)));
    for section in &report.sections {
        print_section(&mut out, section);
    }
    out
}

fn print_section(out: &mut String, section: &Section) {
    if !section.title.is_empty() {
        out.push_str(&format!("\n## {}\n", escaped(&section.title)));
    }
    for block in &section.blocks {
        out.push('\n');
        match block {
            Block::Line(line) => out.push_str(&format!("{}\n", inline(line))),
            Block::Rows(rows) => print_rows(out, rows),
            Block::Tree(branch) => print_branch(out, branch, 0),
            Block::Picture { .. } => {}
        }
    }
}

/// A table; its head is empty, since the rows say what they are.
fn print_rows(out: &mut String, rows: &[Vec<Line>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let empty =
        |column: usize| rows.iter().all(|row| row.get(column).is_none_or(|cell| cell.is_empty() || blank(cell)));
    let shown: Vec<usize> = (0..columns).filter(|column| !empty(*column)).collect();
    out.push_str(&format!("|{}\n|{}\n", "   |".repeat(shown.len()), " --- |".repeat(shown.len())));
    for row in rows {
        out.push('|');
        for column in &shown {
            let cell = row.get(*column).map_or_else(String::new, inline);
            out.push_str(&format!(" {cell} |"));
        }
        out.push('\n');
    }
}

fn blank(line: &Line) -> bool {
    line.iter().all(|run| run.text.trim().is_empty())
}

/// A step as an item of a list; its details follow within the item.
fn print_branch(out: &mut String, branch: &Branch, depth: usize) {
    let indent = "  ".repeat(depth);
    let mark = branch.mark.map_or_else(String::new, |value| format!("{} ", words::mark(value)));
    out.push_str(&format!("{indent}- {mark}{}", inline(&branch.line)));
    for detail in &branch.details {
        out.push_str(&format!("\\\n{indent}  {}", inline(detail)));
    }
    out.push('\n');
    for part in &branch.parts {
        print_branch(out, part, depth + 1);
    }
}

/// A line with its tones: strong in bold, authorities in italics.
fn inline(line: &Line) -> String {
    let mut out = String::new();
    for (index, run) in line.iter().enumerate() {
        let next = line[index + 1..].iter().find_map(|run| run.text.chars().next());
        print_run(&mut out, run, next);
    }
    // At the start of a line these would begin a list, a heading or a quotation.
    let opens = out.starts_with(['+', '-', '#', '=']);
    let numbered = out.trim_start_matches(|letter: char| letter.is_ascii_digit());
    if opens {
        out.insert(0, '\\');
    } else if numbered.len() < out.len() && numbered.starts_with(['.', ')']) {
        let digits = out.len() - numbered.len();
        out.insert(digits, '\\');
    }
    out
}

fn print_run(out: &mut String, run: &Run, next: Option<char>) {
    let sign = match run.tone {
        Tone::Strong => "**",
        Tone::Cite => "*",
        Tone::Plain | Tone::Faint | Tone::Value(_) => "",
    };
    let text = run.text.trim();
    let lead = run.text.len() - run.text.trim_start().len();
    let trail = run.text.len() - run.text.trim_end().len();
    if sign.is_empty() || text.is_empty() {
        out.push_str(&escaped(&run.text));
        return;
    }
    // The signs stand close to the text; beside a letter or against punctuation they would not be read as signs.
    let apart = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let before = if lead > 0 { None } else { out.chars().next_back() };
    let after = if trail > 0 { None } else { next };
    let tag = if sign == "**" { "strong" } else { "em" };
    let (open, close) = match apart(before) && apart(after) && before != Some('*') {
        true => (sign.to_owned(), sign.to_owned()),
        false => (format!("<{tag}>"), format!("</{tag}>")),
    };
    let blank = |count: usize| if count > 0 { " " } else { "" };
    out.push_str(&format!("{}{open}{}{close}{}", blank(lead), escaped(text), blank(trail)));
}

/// Text as text: nothing in it is markup, a table, a mention, a link or a formula.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '>' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            '@' => out.push_str("&#64;"),
            '#' if letters.peek().is_some_and(char::is_ascii_alphanumeric) => out.push_str("&#35;"),
            ':' if letters.peek() == Some(&'/') => out.push_str("&#58;"),
            '\n' | '\r' | '\t' => out.push(' '),
            // What steers a terminal or turns the text around it.
            '\u{202A}'..='\u{202E}' => out.push('\u{FFFD}'),
            _ if letter.is_control() => out.push('\u{FFFD}'),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::report::{cited, plain, strong};
    use super::*;

    #[test]
    fn what_a_case_says_is_never_markup() {
        assert_eq!(escaped("<script>*a*|`b`"), "&lt;script\\>\\*a\\*\\|\\`b\\`");
        assert_eq!(inline(&vec![plain("- not a list")]), "\\- not a list");
        assert_eq!(inline(&vec![plain("12. not a list")]), "12\\. not a list");
        assert_eq!(escaped("https://example.org @user #12 $x$"), "https&#58;//example.org &#64;user &#35;12 \\$x\\$");
    }

    #[test]
    fn blanks_stay_outside_the_signs() {
        assert_eq!(inline(&vec![plain("Was it?"), strong(" Yes"), plain(", said")]), "Was it? **Yes**, said");
        assert_eq!(inline(&vec![plain("a"), cited("b")]), "a<em>b</em>");
    }
}
