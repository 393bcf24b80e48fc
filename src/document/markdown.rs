//! A document as Markdown (CommonMark with tables and footnotes). In: a document. Out: the text; whatever a case says is
//! escaped, so that markup, braces, bars and brackets in a name stay letters.

use super::labels::Labels;
use super::model::{Block, Cell, Document, Inline, Item, Kind, Mark, Row, Table};

/// Prints the text.
#[must_use]
pub fn print(document: &Document) -> String {
    let writer = Writer { labels: Labels::of(&document.lang) };
    let mut out = writer.blocks(&document.blocks);
    for (number, words) in document.footnotes() {
        out.push_str(&format!("\n[^{number}]: {}\n", opening(&line(words, " "))));
    }
    out
}

struct Writer {
    labels: Labels,
}

impl Writer {
    /// Blocks with an empty line between them.
    fn blocks(&self, blocks: &[Block]) -> String {
        let mut out = String::new();
        let mut after_list = None;
        for block in blocks {
            if !out.is_empty() {
                out.push('\n');
            }
            let is_list = match &block.kind {
                Kind::List(items) => Some(items.iter().any(|item| item.number.is_some())),
                _ => None,
            };
            // Two lists of one kind would run into one.
            if is_list.is_some() && is_list == after_list {
                out.push_str("<!-- -->\n\n");
            }
            after_list = is_list;
            out.push_str(&self.block(block));
            out.push_str(&self.trace(&block.mark, "\n"));
        }
        out
    }

    /// What a part came from, small, on a line of its own.
    fn trace(&self, mark: &Mark, before: &str) -> String {
        let Some(trace) = &mark.trace else { return String::new() };
        format!("{before}<sub>{}: {}</sub>\n", self.labels.trace, escaped(trace))
    }

    fn block(&self, block: &Block) -> String {
        match &block.kind {
            Kind::Heading(level, words) => {
                format!("{} {}\n", "#".repeat(usize::from(*level)), line(words, " "))
            }
            Kind::Paragraph(None, words) => lines(&line(words, "\\\n")),
            Kind::Paragraph(Some(number), words) => lines(&format!("**{number}.** {}", line(words, "\\\n"))),
            Kind::List(items) => self.list(items),
            Kind::Table(table) => self.table(table),
            Kind::Quote(blocks) => quoted(&self.blocks(blocks)),
            Kind::Cover(blocks) => self.blocks(blocks),
            Kind::PageBreak => "---\n".to_owned(),
            Kind::Note(note) => {
                let body = self.blocks(&note.blocks);
                let title = format!("**{}**\n", escaped(&note.title));
                quoted(&if body.is_empty() { title } else { format!("{title}\n{body}") })
            }
        }
    }

    fn list(&self, items: &[Item]) -> String {
        let mut out = String::new();
        for item in items {
            let bullet = item.number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
            let body = self.blocks(&item.blocks) + &self.trace(&item.mark, "\n");
            let indent = " ".repeat(bullet.len());
            let mut lines = body.lines();
            out.push_str(format!("{bullet}{}", lines.next().unwrap_or_default()).trim_end());
            out.push('\n');
            for line in lines {
                out.push_str(format!("{indent}{line}").trim_end());
                out.push('\n');
            }
        }
        out
    }

    fn table(&self, table: &Table) -> String {
        let columns = table.columns();
        let heading = table.heading_rows().min(1);
        let mut out = match table.rows.first().filter(|_| heading == 1) {
            Some(row) => self.row(row),
            None => format!("|{}\n", "   |".repeat(columns)),
        };
        out.push_str(&format!("|{}\n", " --- |".repeat(columns)));
        for row in &table.rows[heading..] {
            out.push_str(&self.row(row));
        }
        out
    }

    fn row(&self, row: &Row) -> String {
        let mut out = "|".to_owned();
        let last = row.cells.len().saturating_sub(1);
        for (column, cell) in row.cells.iter().enumerate() {
            let mut words = cell_line(cell);
            if column == last {
                words.push_str(self.trace(&row.mark, "<br>").trim_end());
            }
            out.push_str(&format!(" {words} |"));
        }
        out.push('\n');
        out
    }
}

/// A cell on one line, since a table has no other; a cell that heads a row is strong.
fn cell_line(cell: &Cell) -> String {
    let parts: Vec<String> = cell.blocks.iter().map(in_cell).collect();
    parts.join("<br>")
}

fn in_cell(block: &Block) -> String {
    match &block.kind {
        Kind::Paragraph(None, words) => line(words, "<br>"),
        Kind::Paragraph(Some(number), words) => format!("**{number}.** {}", line(words, "<br>")),
        Kind::List(items) => {
            let items = items.iter().map(|item| {
                let bullet = item.number.map_or_else(|| "•".to_owned(), |number| format!("{number}."));
                let body: Vec<String> = item.blocks.iter().map(in_cell).collect();
                format!("{bullet} {}", body.join("<br>"))
            });
            items.collect::<Vec<_>>().join("<br>")
        }
        // The reader lets nothing else into a cell.
        _ => String::new(),
    }
}

/// Text with a mark of quotation before each line.
fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}").trim_end().to_owned() + "\n").collect()
}

/// The pieces of a line; `broken` stands where a line ends.
fn line(pieces: &[Inline], broken: &str) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Inline::Text(text) => out.push_str(&escaped(text)),
            Inline::Bold(inner) => out.push_str(&marked("**", &line(inner, broken))),
            Inline::Italic(inner) => out.push_str(&marked("*", &line(inner, broken))),
            Inline::Missing(inner) => out.push_str(&format!("**\\[{}\\]**", unmarked(inner, broken))),
            Inline::Reference(_, inner) => out.push_str(&line(inner, broken)),
            Inline::Footnote(number, _) => out.push_str(&format!("[^{number}]")),
            Inline::LineBreak => out.push_str(broken),
        }
    }
    out
}

/// The pieces of a line without stars: within strong words they would end them.
fn unmarked(pieces: &[Inline], broken: &str) -> String {
    let plain = pieces.iter().map(|piece| match piece {
        Inline::Bold(inner) | Inline::Italic(inner) | Inline::Missing(inner) => unmarked(inner, broken),
        other => line(std::slice::from_ref(other), broken),
    });
    plain.collect()
}

/// Words between stars; spaces stand outside, since stars beside a space mark nothing.
fn marked(stars: &str, words: &str) -> String {
    let core = words.trim_matches(' ');
    if core.is_empty() {
        return words.to_owned();
    }
    let before = words.len() - words.trim_start_matches(' ').len();
    let after = words.len() - words.trim_end_matches(' ').len();
    format!("{}{stars}{core}{stars}{}", " ".repeat(before), " ".repeat(after))
}

/// Text that can only be read as text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    // How many letters w stand before.
    let mut w = 0;
    while let Some(letter) = letters.next() {
        match letter {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '>' | '|' | '~' | '$' | '^' | '!' | '#' => {
                out.push('\\');
                out.push(letter);
            }
            // What a forge would make a link or a name of.
            '@' => out.push_str("&#64;"),
            ':' if letters.peek() == Some(&'/') => out.push_str("&#58;"),
            '.' if w >= 3 => out.push_str("&#46;"),
            _ => out.push(letter),
        }
        w = if matches!(letter, 'w' | 'W') { w + 1 } else { 0 };
    }
    out
}

/// The lines of a paragraph, each one kept from beginning anything else.
fn lines(text: &str) -> String {
    text.lines().map(|line| opening(line) + "\n").collect()
}

/// A line whose first letters would begin a list, a rule or a heading, kept from doing so.
fn opening(line: &str) -> String {
    if line.starts_with(['-', '+', '=']) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.get(digits..) {
        Some(rest) if digits > 0 && rest.starts_with(['.', ')']) => format!("{}\\{rest}", &line[..digits]),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_case_says_is_never_markup() {
        let said = "{{ x }} <b>|`*_[a](b)_*` $m$ #1 @you http://a www.b ^2 !";
        let kept = "\\{\\{ x \\}\\} &lt;b\\>\\|\\`\\*\\_\\[a\\](b)\\_\\*\\` \\$m\\$ \\#1 &#64;you http&#58;//a www&#46;b \\^2 \\!";
        assert_eq!(escaped(said), kept);
    }

    #[test]
    fn a_line_never_begins_a_list() {
        assert_eq!(opening("- a"), "\\- a");
        assert_eq!(opening("12. a"), "12\\. a");
        assert_eq!(opening("12 a"), "12 a");
    }
}
