//! Real numbering for Word. In: where a number begins or goes on. Out: the number of the list to use, and the part that
//! declares them all.

/// How deep lists have bullets and indents of their own.
const LEVELS: usize = 5;

/// The width that a number or bullet takes, in twentieths of a point.
pub(super) const STEP: usize = 567;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Kind, level and first number of each list after the one of bullets.
    lists: Vec<(Kind, usize, u32)>,
    /// The list of numbered paragraphs, and the number it gives next.
    paragraphs: Option<(usize, u32)>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Paragraphs = 1,
    Items = 2,
}

/// The list of bullets.
pub(super) const BULLETS: usize = 1;

impl Numbering {
    fn list(&mut self, kind: Kind, level: usize, start: u32) -> usize {
        self.lists.push((kind, level, start));
        self.lists.len() + BULLETS
    }

    /// The list that gives a paragraph this number: the one at work if it comes next, else a new one.
    pub(super) fn paragraph(&mut self, number: u32) -> usize {
        let list = match self.paragraphs {
            Some((list, next)) if next == number => list,
            _ => self.list(Kind::Paragraphs, 0, number),
        };
        self.paragraphs = Some((list, number + 1));
        list
    }

    /// A new ordered list at this level.
    pub(super) fn items(&mut self, level: usize) -> usize {
        self.list(Kind::Items, level, 1)
    }

    /// The declarations.
    pub(super) fn xml(&self) -> String {
        let mut out = String::new();
        let bullets = ["•", "–", "•", "–", "•"];
        out.push_str(&declared(0, |level| ("bullet", bullets[level % bullets.len()].to_owned())));
        out.push_str(&declared(Kind::Paragraphs as usize, |_| ("decimal", "%1.".to_owned())));
        // References name an item by its number, so no level counts in letters.
        out.push_str(&declared(Kind::Items as usize, |level| ("decimal", format!("%{}.", level + 1))));
        out.push_str(&format!("<w:num w:numId=\"{BULLETS}\"><w:abstractNumId w:val=\"0\"/></w:num>"));
        for (index, (kind, level, start)) in self.lists.iter().enumerate() {
            let (id, kind) = (index + 1 + BULLETS, *kind as usize);
            out.push_str(&format!(
                "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/><w:lvlOverride w:ilvl=\"{level}\">\
                 <w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>"
            ));
        }
        out
    }
}

/// The level that is used for a list this deep.
pub(super) fn level(depth: usize) -> usize {
    depth.min(LEVELS - 1)
}

/// A kind of list with all its levels.
fn declared(id: usize, level: impl Fn(usize) -> (&'static str, String)) -> String {
    let mut out = format!("<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>");
    for index in 0..LEVELS {
        let (format, text) = level(index);
        let left = STEP * (index + 1);
        out.push_str(&format!(
            "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{STEP}\"/></w:pPr></w:lvl>"
        ));
    }
    out + "</w:abstractNum>"
}
