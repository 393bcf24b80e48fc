//! Names each reference by what it leads to. In: blocks whose references may be without words. Out: the same, each with words;
//! or a fault for one that leads nowhere.

use std::collections::BTreeMap;

use roxmltree::TextPos;

use super::Fault;
use crate::document::model::{Block, Inline, Kind};

/// What can be referred to, and what it is called there: nothing where it has neither number nor words.
pub(super) type Targets = BTreeMap<String, Option<String>>;

/// A reference as it was found.
pub(super) struct Found {
    pub(super) to: String,
    pub(super) is_named: bool,
    pub(super) place: TextPos,
}

/// Checks that every reference leads somewhere and can be named.
pub(super) fn check(found: &[Found], targets: &Targets) -> Result<(), Fault> {
    for reference in found {
        let to = &reference.to;
        match targets.get(to) {
            None => {
                let what = format!("`ref` leads to `{to}`, but nothing has this id");
                return Err(Fault::at(reference.place, what, format!("give a block `id=\"{to}\"`")));
            }
            Some(None) if !reference.is_named => {
                let what = format!("what `ref` leads to, `{to}`, has no number of its own");
                return Err(Fault::at(reference.place, what, format!("write `<ref to=\"{to}\">words</ref>`")));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Gives the references without words those of what they lead to.
pub(super) fn name(blocks: &mut [Block], targets: &Targets) {
    for block in blocks {
        match &mut block.kind {
            Kind::Heading(_, line) | Kind::Paragraph(_, line) => name_line(line, targets),
            Kind::List(items) => items.iter_mut().for_each(|item| name(&mut item.blocks, targets)),
            Kind::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| name(&mut cell.blocks, targets));
            }
            Kind::Quote(inner) | Kind::Cover(inner) => name(inner, targets),
            Kind::Note(note) => name(&mut note.blocks, targets),
            Kind::PageBreak => {}
        }
    }
}

fn name_line(line: &mut [Inline], targets: &Targets) {
    for piece in line {
        match piece {
            Inline::Reference(to, words) if words.is_empty() => {
                let called = targets.get(to).cloned().flatten().unwrap_or_default();
                words.push(Inline::Text(called));
            }
            Inline::Bold(inner)
            | Inline::Italic(inner)
            | Inline::Footnote(_, inner)
            | Inline::Reference(_, inner)
            | Inline::Missing(inner) => name_line(inner, targets),
            Inline::Text(_) | Inline::LineBreak => {}
        }
    }
}
