//! Which tags there are, what each may hold, and which attributes it takes. In: names. Out: whether they fit.

/// A tag, with what may stand in it.
pub(super) struct Tag {
    /// Its name.
    pub(super) name: &'static str,
    /// The attributes it takes.
    pub(super) attributes: &'static [&'static str],
    /// The blocks that may stand in it.
    pub(super) blocks: &'static [&'static str],
    /// Whether words may stand in it.
    pub(super) words: bool,
}

const MARK: &[&str] = &["id", "trace"];
const TEXT: &[&str] = &["p", "ul", "ol"];
const NOTHING: &[&str] = &[];

const fn tag(
    name: &'static str,
    attributes: &'static [&'static str],
    blocks: &'static [&'static str],
    words: bool,
) -> Tag {
    Tag { name, attributes, blocks, words }
}

/// Every tag.
pub(super) const TAGS: &[Tag] = &[
    tag(
        "document",
        &["lang", "title", "numbered"],
        &["h1", "h2", "h3", "p", "ul", "ol", "table", "blockquote", "pagebreak", "cover", "aside"],
        false,
    ),
    tag("h1", MARK, NOTHING, true),
    tag("h2", MARK, NOTHING, true),
    tag("h3", MARK, NOTHING, true),
    tag("p", &["id", "trace", "n"], NOTHING, true),
    tag("ul", MARK, &["li"], false),
    tag("ol", MARK, &["li"], false),
    tag("li", MARK, TEXT, true),
    tag("table", &["id", "trace", "widths"], &["tr"], false),
    tag("tr", MARK, &["th", "td"], false),
    tag("th", NOTHING, TEXT, true),
    tag("td", NOTHING, TEXT, true),
    tag("blockquote", MARK, TEXT, true),
    tag("pagebreak", NOTHING, NOTHING, false),
    tag("cover", MARK, &["h1", "h2", "h3", "p"], true),
    tag("aside", &["id", "trace", "kind", "title"], &["p", "ul", "ol", "table", "blockquote"], true),
    tag("b", NOTHING, NOTHING, true),
    tag("i", NOTHING, NOTHING, true),
    tag("fn", NOTHING, NOTHING, true),
    tag("ref", &["to"], NOTHING, true),
    tag("missing", NOTHING, NOTHING, true),
    tag("br", NOTHING, NOTHING, false),
];

/// The tags that stand within a line.
pub(super) const INLINE: &[&str] = &["b", "i", "fn", "ref", "missing", "br"];

/// The tag of this name.
pub(super) fn named(name: &str) -> Option<&'static Tag> {
    TAGS.iter().find(|tag| tag.name == name)
}

/// Names as a person lists them: "`<a>`, `<b>` or `<c>`".
pub(super) fn listed(names: &[&str], open: &str, close: &str) -> String {
    let shown: Vec<String> = names.iter().map(|name| format!("`{open}{name}{close}`")).collect();
    match shown.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}
