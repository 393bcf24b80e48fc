//! Texts and places in them. In: the text of each file. Out: [`Sources`], which alone turns a [`Span`] back into text,
//! lines and columns. Never reads a file itself.

/// Which text a span points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceId(pub u32);

/// A half-open range of bytes in one source, always on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The text that the range lies in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    #[must_use]
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source, start: clip(start), end: clip(end) }
    }

    /// The smallest range that holds both; `self` decides the source.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The byte range, for slicing the text of its source.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One text and the name shown for it.
#[derive(Clone, Debug)]
pub struct Source {
    /// What messages call it: the path as the user gave it, or a pack-relative name.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// Every text of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Takes a text in and gives its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(Source { name: name.into(), text: text.into() });
        id
    }

    /// The text with this id; an empty one where the id is unknown.
    #[must_use]
    pub fn text(&self, id: SourceId) -> &str {
        self.list.get(id.0 as usize).map_or("", |source| &source.text)
    }

    /// The name shown for this id.
    #[must_use]
    pub fn name(&self, id: SourceId) -> &str {
        self.list.get(id.0 as usize).map_or("", |source| &source.name)
    }

    /// The text under a span; empty where the span does not fit its text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.source).get(span.range()).unwrap_or("")
    }

    /// Line and column of the span's start, both from 1, columns in characters.
    #[must_use]
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let before = self.text(span.source).get(..span.start as usize).unwrap_or("");
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }

    /// All texts with their ids, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.list.iter().enumerate().map(|(index, source)| (SourceId(u32::try_from(index).unwrap_or(u32::MAX)), source))
    }
}
