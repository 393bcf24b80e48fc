//! Reports as one page of HTML that needs nothing else: no network, no file beside it, no script to be read. In: a title and
//! reports. Out: the page; whatever a case or pack says is escaped and set apart from the direction of the text around it.

use super::report::{Block, Branch, Line, Report, Run, Section, Tone};
use super::words;
use crate::value::Value;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Nothing may be fetched: what the page needs stands in it.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// What the marks mean, for the legend.
const LEGEND: [(Value, &str); 4] = [
    (Value::Yes, "holds"),
    (Value::Contested, "contested"),
    (Value::NotShown, "not shown or not raised"),
    (Value::No, "does not hold"),
];

/// Prints a page; several reports stand one after the other.
#[must_use]
pub fn print(title: &str, reports: &[Report]) -> String {
    let mut page = Page { out: String::with_capacity(1 << 16), report: 0 };
    if reports.len() != 1 {
        page.out.push_str(&format!("<h1 dir=\"auto\">{}</h1>\n", escaped(title)));
        page.front(reports);
    }
    page.out.push_str("<main>\n");
    for (index, report) in reports.iter().enumerate() {
        page.report = index;
        page.article(report, reports);
    }
    page.out.push_str("</main>\n");
    framed(title, "", &page.out)
}

/// Prints a page to write on: one report, without contents, legend and folds.
#[must_use]
pub fn sheet(report: &Report) -> String {
    let mut sheet = Page { out: String::with_capacity(1 << 14), report: 0 };
    sheet.out.push_str("<main>\n<article id=\"r0\">\n");
    sheet.out.push_str(&format!("<h1 dir=\"auto\">{}</h1>\n", escaped(&report.title)));
    for (index, section) in report.sections.iter().enumerate() {
        sheet.section(section, index, "h2");
    }
    sheet.out.push_str("</article>\n</main>\n");
    framed(&report.title, "", &sheet.out)
}

/// A whole page round what it shows; `style` adds to that of every page. The skip link leads to `r0`.
pub(crate) fn framed(title: &str, style: &str, shown: &str) -> String {
    let title = escaped(title);
    let mut out = String::with_capacity(shown.len() + (1 << 14));
    out.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"));
    out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"habeas\">\n");
    out.push_str(&format!("<title>{title}</title>\n<style>\n{STYLE}{style}</style>\n</head>\n"));
    out.push_str("<body>\n<a class=\"skip\" href=\"#r0\">To the result</a>\n<div class=\"sheet\">\n");
    out.push_str(shown);
    out.push_str(
        "<footer>A text for argument. It decides nothing and predicts nothing. This page is complete in itself and \
         asks the network for nothing.</footer>\n</div>\n",
    );
    out.push_str(&format!("<script>\n{SCRIPT}</script>\n</body>\n</html>\n"));
    out
}

struct Page {
    out: String,
    /// Which report is being printed; its anchors begin with it.
    report: usize,
}

impl Page {
    fn article(&mut self, report: &Report, reports: &[Report]) {
        let level = if reports.len() == 1 { "h1" } else { "h2" };
        self.out.push_str(&format!("<article id=\"r{}\">\n", self.report));
        self.out.push_str(&format!("<{level} dir=\"auto\">{}</{level}>\n", escaped(&report.title)));
        let mut front = reports.len() == 1;
        for (index, section) in report.sections.iter().enumerate() {
            if front && !section.title.is_empty() {
                self.front(reports);
                front = false;
            }
            self.section(section, index, if reports.len() == 1 { "h2" } else { "h3" });
        }
        self.out.push_str("</article>\n");
    }

    /// Contents, legend and buttons.
    fn front(&mut self, reports: &[Report]) {
        self.out.push_str("<nav aria-label=\"Contents\">\n<ol>\n");
        for (at, report) in reports.iter().enumerate() {
            if reports.len() > 1 {
                let title = escaped(&report.title);
                self.out.push_str(&format!("<li class=\"report\"><a href=\"#r{at}\" dir=\"auto\">{title}</a>\n<ol>\n"));
            }
            for (index, section) in report.sections.iter().enumerate().filter(|(_, section)| !section.title.is_empty())
            {
                let title = escaped(&section.title);
                self.out.push_str(&format!("<li><a href=\"#r{at}-s{index}\" dir=\"auto\">{title}</a></li>\n"));
            }
            if reports.len() > 1 {
                self.out.push_str("</ol>\n</li>\n");
            }
        }
        self.out.push_str("</ol>\n</nav>\n<ul class=\"legend\" aria-label=\"Marks\">\n");
        for (value, meaning) in LEGEND {
            self.out.push_str(&format!("<li>{} {meaning}</li>\n", mark(value)));
        }
        self.out.push_str("</ul>\n<div class=\"tools\" hidden>");
        self.out.push_str("<button type=\"button\" data-unfold>Unfold all</button>");
        self.out.push_str("<button type=\"button\" data-fold>Fold all</button></div>\n");
    }

    fn section(&mut self, section: &Section, index: usize, level: &str) {
        let class = if section.title.is_empty() { " class=\"lead\"" } else { "" };
        self.out.push_str(&format!("<section id=\"r{}-s{index}\"{class}>\n", self.report));
        if !section.title.is_empty() {
            self.out.push_str(&format!("<{level} class=\"part\" dir=\"auto\">{}</{level}>\n", escaped(&section.title)));
        }
        let mut in_tree = false;
        for block in &section.blocks {
            let tree = matches!(block, Block::Tree(_));
            match (in_tree, tree) {
                (false, true) => self.out.push_str("<ul class=\"tree\">\n"),
                (true, false) => self.out.push_str("</ul>\n"),
                (true, true) | (false, false) => {}
            }
            in_tree = tree;
            match block {
                Block::Line(line) => self.out.push_str(&format!("<p dir=\"auto\">{}</p>\n", inline(line))),
                Block::Rows(rows) => self.rows(rows),
                Block::Tree(branch) => self.branch(branch),
                Block::Picture { svg } => self.out.push_str(&format!("<figure>\n{svg}</figure>\n")),
            }
        }
        if in_tree {
            self.out.push_str("</ul>\n");
        }
        self.out.push_str("</section>\n");
    }

    fn rows(&mut self, rows: &[Vec<Line>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(length).max().unwrap_or(0);
        let shown: Vec<usize> = (0..columns).filter(|column| width(*column) > 0).collect();
        self.out.push_str("<table>\n<tbody>\n");
        for (at, row) in rows.iter().enumerate() {
            // A row whose successor has no head of its own goes on there.
            let more = rows.get(at + 1).and_then(|next| next.first()).is_some_and(|head| length(head) == 0);
            self.out.push_str(if more { "<tr class=\"more\">" } else { "<tr>" });
            for column in &shown {
                let cell = row.get(*column).map_or_else(String::new, inline);
                let short = if width(*column) <= 26 { " class=\"short\"" } else { "" };
                self.out.push_str(&match column {
                    0 if cell.is_empty() => "<td></td>".to_owned(),
                    0 => format!("<th scope=\"row\" dir=\"auto\">{cell}</th>"),
                    _ => format!("<td{short} dir=\"auto\">{cell}</td>"),
                });
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    /// A step: a fold where it has parts, else a line.
    fn branch(&mut self, branch: &Branch) {
        let id = match branch.anchor.is_empty() {
            true => String::new(),
            false => format!(" id=\"r{}-{}\"", self.report, escaped(&branch.anchor)),
        };
        self.out.push_str(&format!("<li{id}>"));
        let mut line = inline(&branch.line);
        if !branch.see.is_empty() {
            line = format!("<a href=\"#r{}-{}\">{line}</a>", self.report, escaped(&branch.see));
        }
        let sign = branch.mark.map_or_else(String::new, |value| format!("{} ", mark(value)));
        let step = format!("<span class=\"step\" dir=\"auto\">{sign}{line}</span>");
        let folds = !branch.parts.is_empty();
        if folds {
            let open = if branch.open { " open" } else { "" };
            self.out.push_str(&format!("<details{open}><summary>{step}</summary>\n"));
        } else {
            self.out.push_str(&step);
        }
        for detail in &branch.details {
            self.out.push_str(&format!("<p class=\"detail\" dir=\"auto\">{}</p>\n", inline(detail)));
        }
        if folds {
            self.out.push_str("<ul>\n");
            for part in &branch.parts {
                self.branch(part);
            }
            self.out.push_str("</ul>\n</details>");
        }
        self.out.push_str("</li>\n");
    }
}

fn length(line: &Line) -> usize {
    line.iter().map(|run| run.text.trim().chars().count()).sum()
}

fn mark(value: Value) -> String {
    marked(value, LEGEND.iter().find(|(of, _)| *of == value).map_or("", |(_, meaning)| meaning))
}

/// The mark of a value, with what it means here.
pub(crate) fn marked(value: Value, label: &str) -> String {
    let (class, sign) = (class(value), words::mark(value));
    format!("<span class=\"mark {class}\" role=\"img\" aria-label=\"{label}\">{sign}</span>")
}

pub(crate) fn class(value: Value) -> &'static str {
    match value {
        Value::Yes => "yes",
        Value::Contested => "contested",
        Value::NotShown => "open",
        Value::No => "no",
    }
}

fn inline(line: &Line) -> String {
    line.iter().filter(|run| !run.text.is_empty()).map(run).collect()
}

fn run(run: &Run) -> String {
    let text = escaped(&run.text);
    // A script of its own direction stays within its run.
    let text = if run.text.is_ascii() { text } else { isolated(&run.text, text) };
    match run.tone {
        Tone::Plain => text,
        Tone::Strong => format!("<strong>{text}</strong>"),
        Tone::Faint => format!("<span class=\"faint\">{text}</span>"),
        Tone::Cite => format!("<cite>{text}</cite>"),
        Tone::Value(value) => {
            // A line may break before it, not within it.
            let lead = if text.starts_with(' ') { " " } else { "" };
            format!("{lead}<span class=\"{}\">{}</span>", class(value), text.trim_start_matches(' '))
        }
    }
}

fn isolated(raw: &str, text: String) -> String {
    match raw.chars().any(may_turn) {
        true => format!("<bdi dir=\"auto\">{text}</bdi>"),
        false => text,
    }
}

/// Letters written from right to left, and the signs that change the direction of text.
fn may_turn(letter: char) -> bool {
    matches!(u32::from(letter), 0x0590..=0x08FF | 0x200E..=0x200F | 0x202A..=0x202E | 0x2066..=0x2069)
        || matches!(u32::from(letter), 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// Text as text, in content and in attributes; signs that cannot stand in a page become a mark of their own.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            letter if letter.is_control() => out.push('\u{FFFD}'),
            letter => out.push(letter),
        }
    }
    out
}
