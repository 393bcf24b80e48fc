//! A document as Word: real styles, numbering, footnotes and fields, comments for what only a draft holds, no author and no
//! date. In: a document. Out: the bytes of a `.docx`, the same each time.

mod body;
mod comments;
mod numbering;
mod runs;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::labels::Labels;
use super::model::{Document, Unwritten};
use body::Body;

const STYLES: &str = include_str!("docx/styles.xml");
const TYPES: &str = include_str!("docx/content_types.xml");
const PACKAGE: &str = include_str!("docx/package.rels");
const RELATIONS: &str = include_str!("docx/document.rels");
const SETTINGS: &str = include_str!("docx/settings.xml");

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                      xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Prints the file.
///
/// # Errors
/// If the file would be larger than its format can hold.
pub fn print(document: &Document) -> Result<Vec<u8>, Unwritten> {
    let body = Body::of(document);
    let lang = escaped(&full_tag(&document.lang));
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // The times in the archive are those of its format's first day.
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", PACKAGE.to_owned()),
        ("docProps/core.xml", properties(document)),
        ("word/_rels/document.xml.rels", RELATIONS.to_owned()),
        ("word/document.xml", main_part(&body)),
        ("word/styles.xml", STYLES.replace("LANGUAGE", &lang)),
        ("word/settings.xml", SETTINGS.replace("LANGUAGE", &lang)),
        ("word/numbering.xml", part("numbering", &body.numbering.xml())),
        ("word/footnotes.xml", part("footnotes", &footnotes(&body))),
        ("word/comments.xml", part("comments", &body.comments.xml())),
        ("word/header1.xml", part("hdr", &runs::plain_paragraph("Header", &document.title))),
        ("word/footer1.xml", part("ftr", &footer(document))),
    ];
    for (name, text) in parts {
        archive.start_file(name, options).map_err(|error| Unwritten::because(&error))?;
        archive.write_all(text.as_bytes()).map_err(|error| Unwritten::because(&error))?;
    }
    let written = archive.finish().map_err(|error| Unwritten::because(&error))?;
    Ok(written.into_inner())
}

/// The language with a country, as Word wants it for its spelling.
fn full_tag(lang: &str) -> String {
    match lang {
        "en" => "en-GB".to_owned(),
        "fr" => "fr-FR".to_owned(),
        "es" => "es-ES".to_owned(),
        other => other.to_owned(),
    }
}

/// A part of the file, named by its root.
fn part(root: &str, inner: &str) -> String {
    format!("{HEAD}<w:{root} {SPACES}>{inner}</w:{root}>")
}

/// The text itself, on A4 with margins of 25 mm.
fn main_part(body: &Body) -> String {
    let section = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId6\"/>\
                   <w:footerReference w:type=\"default\" r:id=\"rId7\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
                   <w:pgMar w:top=\"1417\" w:right=\"1417\" w:bottom=\"1417\" w:left=\"1417\" w:header=\"709\" \
                   w:footer=\"709\" w:gutter=\"0\"/></w:sectPr>";
    part("document", &format!("<w:body>{}{section}</w:body>", body.out))
}

/// Title and language; no author, no date.
fn properties(document: &Document) -> String {
    let (title, lang) = (escaped(&document.title), escaped(&document.lang));
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title><dc:language>{lang}</dc:language>\
         </cp:coreProperties>"
    )
}

/// The line that parts footnotes from the text, and the footnotes.
fn footnotes(body: &Body) -> String {
    let line = |id: u32, kind: &str, mark: &str| {
        format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" \
             w:lineRule=\"auto\"/></w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>"
        )
    };
    line(0, "separator", "separator") + &line(1, "continuationSeparator", "continuationSeparator") + &body.footnotes
}

/// The number of the page and of all pages.
fn footer(document: &Document) -> String {
    let (before, between) = Labels::of(&document.lang).page;
    let field = |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let words = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}{}{}{}</w:p>",
        words(before),
        field("PAGE"),
        words(between),
        field("NUMPAGES")
    )
}

/// Text as it stands in XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
