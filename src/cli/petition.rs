//! `habeas petition`. In: a case, a language, templates, and what to write. Out: the petition and, in a file of its own, the part
//! about the submitter; all else that there is to say goes to standard error.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::CaseArguments;
use super::lab::chosen_by_name;
use super::masking::reading_for;
use super::open::{Extent as Depth, checked_case, checked_pack, pack_name, read_as};
use super::output::{Console, Stop};
use crate::amount::Amount;
use crate::case::{Case, CaseFile};
use crate::diagnostic::{Code, did_you_mean};
use crate::document::{self, Document};
use crate::pack::{LoadedPack, Reading, Template, load, load_pack, load_templates, load_wordings, write_all_whole};
use crate::petition::json::{Missing, Petition, Summary};
use crate::petition::{
    Asked, Built, Extent, MAIN, Reason, SUBMITTER, Secrets, Seen, Trouble, Withheld, build, lay, look, trace_words,
    traced, with_traces,
};
use crate::program::{Program, RuleId};
use crate::wording::{Language, Wording, check};

/// The Working Group takes no more pages than this.
const MOST_PAGES: u32 = 20;

/// So many gaps are named on standard error.
const MOST_NAMED: usize = 5;

#[derive(Debug, Args)]
pub(super) struct PetitionArguments {
    #[command(flatten)]
    case: CaseArguments,
    /// Write to this file; its ending says how: .docx, .pdf, .html or .md. The part about the submitter goes to a file beside it.
    #[arg(long, short, value_name = "FILE", required_unless_present_any = ["copy_templates", "format"])]
    output: Option<PathBuf>,
    /// Let files that exist be replaced.
    #[arg(long)]
    force: bool,
    /// The language: en, fr or es.
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: String,
    /// To be sent as it is: refuses gaps, notes and unverified authority, and says what stands in the way.
    #[arg(long = "final")]
    finished: bool,
    /// The day of the petition: 2026-05-01.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Leave out this rule and all that rests on it alone; may be given several times.
    #[arg(long, value_name = "RULE")]
    leave_out: Vec<String>,
    /// Say in the margin which facts and rules each paragraph rests on; with FILE.json, in that file instead.
    #[arg(long, value_name = "FILE.json", num_args = 0..=1, require_equals = true)]
    trace: Option<Option<PathBuf>>,
    /// Use the templates in this folder in the place of the pack's own.
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// Write the pack's own templates into this folder, to be changed.
    #[arg(long, value_name = "DIR")]
    copy_templates: Option<PathBuf>,
    /// Print what the templates are given, in place of a petition.
    #[arg(long, value_enum)]
    format: Option<PetitionFormat>,
    /// Of which detention, in a case of several: there is one form for each.
    #[arg(long, value_name = "NAME")]
    detention: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PetitionFormat {
    /// For authors of templates.
    Json,
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Docx,
    Pdf,
    Html,
    Markdown,
}

/// All that was read.
struct Ready {
    program: Program,
    file: CaseFile,
    wording: Wording,
    templates: Vec<Template>,
}

pub(super) fn run(console: &mut Console, arguments: &PetitionArguments) -> Result<(), Stop> {
    let written = arguments.output.as_deref().map(by_ending).transpose()?;
    let language = Language::of(&arguments.lang).ok_or_else(|| {
        Stop::Wrong(format!("there is no language `{}`; the Working Group takes en, fr and es", arguments.lang))
    })?;
    let ready = open(console, arguments, language)?;
    if let Some(folder) = &arguments.copy_templates {
        return copy(console, folder, &ready.templates, arguments.force);
    }
    let detention = console.masked_word(arguments.detention.as_deref());
    let case = chosen_by_name(&ready.file.detentions, detention.as_deref())?;
    let asked = asked(&ready.program, arguments)?;
    let mut transmitted = build(&ready.program, case, &ready.wording, Extent::Transmitted, &asked);
    worded(&transmitted, language)?;
    if arguments.format.is_some() {
        let text =
            serde_json::to_string_pretty(&transmitted.petition).map_err(|error| Stop::Wrong(error.to_string()))?;
        return console.result(&format!("{text}\n"));
    }
    let (Some(path), Some(written)) = (arguments.output.as_deref(), written) else { return Ok(()) };
    let (document, seen) = laid_out(&ready, &mut transmitted, arguments)?;
    nothing_leaks(case, &seen)?;
    let (private, withheld) = private(&ready, case, &asked)?;
    let warnings = warnings(&ready, case, &asked)?;
    tell_kept(console, &transmitted, path);
    tell_kept_private(console, &withheld, &beside(path));
    if arguments.finished {
        final_or_not(console, &ready, &transmitted, &seen, &Private { seen: look(&private), warnings })?;
    } else {
        warnings.iter().for_each(|warning| console.tell("warning", warning));
    }
    let mut files = vec![(path.to_path_buf(), bytes(&document, written)?)];
    files.push((beside(path), bytes(&strip(private), written)?));
    if let Some(Some(side)) = &arguments.trace {
        let list = traced(&ready.program, case, &ready.wording, &seen.traces);
        let text = serde_json::to_string_pretty(&list).map_err(|error| Stop::Wrong(error.to_string()))?;
        files.push((side.clone(), format!("{text}\n").into_bytes()));
    }
    write_all_whole(&files, arguments.force)?;
    tell_done(console, arguments, &transmitted, &seen, &files);
    Ok(())
}

fn by_ending(path: &Path) -> Result<Written, Stop> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "docx" => Ok(Written::Docx),
        "pdf" => Ok(Written::Pdf),
        "html" | "htm" => Ok(Written::Html),
        "md" => Ok(Written::Markdown),
        _ => Err(Stop::Wrong(format!(
            "`{}` does not say how to write it; let it end in .docx, .pdf, .html or .md",
            path.display()
        ))),
    }
}

/// The file beside the petition: `petition-submitter.docx`.
fn beside(path: &Path) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{stem}-submitter.{ending}"))
}

fn open(console: &mut Console, arguments: &PetitionArguments, language: Language) -> Result<Ready, Stop> {
    let mut reading = reading_for(console, &arguments.case.case, arguments.case.rules.as_deref())?;
    let read = read(&mut reading, arguments, language);
    console.diagnose(&reading.sources, &reading.diagnostics)?;
    let (mut program, file, wording, templates, pack) = read?.ok_or(Stop::Faulty)?;
    for asked in &arguments.case.reading {
        read_as(&mut program, asked)?;
    }
    if templates.is_empty() {
        return Err(Stop::Wrong(format!(
            "the pack {} has no templates of a petition; put them into a folder `petition` of the pack, or name one by --templates",
            pack.name
        )));
    }
    Ok(Ready { program, file, wording, templates })
}

type Read = (Program, CaseFile, Wording, Vec<Template>, LoadedPack);

fn read(reading: &mut Reading, arguments: &PetitionArguments, language: Language) -> Result<Option<Read>, Stop> {
    let path = &arguments.case.case;
    let loaded = load(reading, std::slice::from_ref(path))?;
    let Some(name) = pack_name(reading, &loaded) else { return Ok(None) };
    let in_the_case = reading.diagnostics.len();
    let Some(pack) = load_pack(reading, &name, arguments.case.rules.as_deref(), Some(path))? else { return Ok(None) };
    let Some(program) = checked_pack(reading, &pack.files, in_the_case) else { return Ok(None) };
    let Some(file) = checked_case(reading, &program, &loaded, Depth::AsItStands) else { return Ok(None) };
    let files = load_wordings(reading, &pack, Some(language.code()))?;
    let trees: Vec<_> = files.iter().map(|loaded| &*loaded.file).collect();
    let checked = check(&program, &trees);
    // Wordings are held against their pack by `habeas check`; here only what is wrong counts, not what is lacking.
    reading
        .diagnostics
        .extend(checked.diagnostics.into_iter().filter(|fault| fault.severity() == crate::diagnostic::Severity::Error));
    let own = checked.wordings.into_iter().find(|wording| wording.language() == language);
    let wording = match own {
        Some(wording) => wording,
        None if language == Language::English => Wording::english(&program),
        None => {
            let message = format!("the pack {} has no wordings in {}", pack.name, language.name());
            return Err(Stop::Wrong(format!("{message}; add them in its folder `say`, or take another language")));
        }
    };
    let templates = load_templates(reading, &pack, arguments.templates.as_deref())?;
    Ok(Some((program, file, wording, templates, pack)))
}

fn copy(console: &mut Console, folder: &Path, templates: &[Template], force: bool) -> Result<(), Stop> {
    let files: Vec<(PathBuf, Vec<u8>)> =
        templates.iter().map(|(name, text)| (folder.join(name), text.clone().into_bytes())).collect();
    write_all_whole(&files, force)?;
    let names: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
    console.tell("note", &format!("templates written: {}", names.join(", ")));
    Ok(())
}

fn asked(program: &Program, arguments: &PetitionArguments) -> Result<Asked, Stop> {
    let date = arguments.date.as_deref().map(day).transpose()?;
    let rule = |name: &String| match program.rules.iter().position(|rule| rule.name == *name) {
        Some(place) => Ok(RuleId::at(place)),
        None => {
            let near = did_you_mean(name, program.rules.iter().map(|rule| rule.name.as_str()));
            let help = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
            Err(Stop::Unknown(Code::UnknownRule, format!("no rule is called `{name}`{help}")))
        }
    };
    let leave_out = arguments.leave_out.iter().map(rule).collect::<Result<Vec<RuleId>, Stop>>()?;
    Ok(Asked { finished: arguments.finished, date, leave_out })
}

fn day(text: &str) -> Result<Amount, Stop> {
    Amount::day(text).ok_or_else(|| Stop::Wrong(format!("`{text}` is no day; write it as in 2026-05-01")))
}

/// In a language other than English every text must be there.
fn worded(built: &Built, language: Language) -> Result<(), Stop> {
    if language == Language::English || built.unworded.is_empty() {
        return Ok(());
    }
    let list = built.unworded.join(", ");
    Err(Stop::Wrong(format!(
        "the pack says nothing in {} for: {list}; add `say {}` for them, or take another language",
        language.name(),
        language.code()
    )))
}

/// Lays the part that is transmitted out, twice: what it shows of itself the first time is told in it the second.
fn laid_out(ready: &Ready, built: &mut Built, arguments: &PetitionArguments) -> Result<(Document, Seen), Stop> {
    let first = lay(&ready.templates, MAIN, &built.petition).map_err(faulty)?;
    let seen = look(&first);
    // What is for the writer alone does not count against the limit.
    let bare = Petition { draft: false, ..built.petition.clone() };
    let bare = lay(&ready.templates, MAIN, &bare).map_err(faulty)?;
    let pages = u32::try_from(document::pages(&strip(bare))).unwrap_or(u32::MAX);
    let known = true;
    built.petition.summary = Summary { known, missing: seen.missing.clone(), pages, paragraphs: seen.paragraphs };
    let second = lay(&ready.templates, MAIN, &built.petition).map_err(faulty)?;
    let missing = seen.missing;
    let seen = Seen { missing, ..look(&second) };
    let margin = matches!(arguments.trace, Some(None));
    if margin && arguments.finished {
        return Err(Stop::Wrong(
            "notes in the margin have no place in a final version; use --trace=FILE.json".to_owned(),
        ));
    }
    let document =
        if margin { with_traces(second, &|keys| Some(trace_words(&ready.program, keys))) } else { strip(second) };
    Ok((document, seen))
}

fn faulty(trouble: Trouble) -> Stop {
    let line = if trouble.line > 0 { format!(", line {}", trouble.line) } else { String::new() };
    Stop::Wrong(format!("template {}{line}: {}; {}", trouble.file, trouble.what, trouble.way_out))
}

fn strip(document: Document) -> Document {
    with_traces(document, &|_| None)
}

/// The last guard: no confidential name stands in what is transmitted, whatever the templates say.
fn nothing_leaks(case: &Case, seen: &Seen) -> Result<(), Stop> {
    if Secrets::of(case).holds(&seen.text) {
        return Err(Stop::Wrong(
            "a name marked confidential stands in the text of the templates or of the pack; nothing was written"
                .to_owned(),
        ));
    }
    Ok(())
}

fn private(ready: &Ready, case: &Case, asked: &Asked) -> Result<(Document, Vec<Withheld>), Stop> {
    let built = build(&ready.program, case, &ready.wording, Extent::Private, asked);
    let document = lay(&ready.templates, SUBMITTER, &built.petition).map_err(faulty)?;
    Ok((document, built.withheld))
}

/// What the part about the submitter warns of, if it may see everything. Only its warnings are told; the rest is written nowhere.
fn warnings(ready: &Ready, case: &Case, asked: &Asked) -> Result<Vec<String>, Stop> {
    let built = build(&ready.program, case, &ready.wording, Extent::Whole, asked);
    let notes = look(&lay(&ready.templates, SUBMITTER, &built.petition).map_err(faulty)?).notes;
    Ok(notes.into_iter().map(|note| format!("{}. {}", note.title, note.text)).collect())
}

fn bytes(document: &Document, written: Written) -> Result<Vec<u8>, Stop> {
    let unwritten = |error: document::Unwritten| Stop::Wrong(error.to_string());
    match written {
        Written::Docx => document::docx(document).map_err(unwritten),
        Written::Pdf => document::pdf(document).map(|pdf| pdf.bytes).map_err(unwritten),
        Written::Html => Ok(document::html(document).into_bytes()),
        Written::Markdown => Ok(document::markdown(document).into_bytes()),
    }
}

/// What was kept back, by question and never by value.
fn tell_kept(console: &mut Console, built: &Built, path: &Path) {
    for withheld in &built.withheld {
        let why = why(withheld.reason);
        console.tell("note", &format!("kept out of {}, as {why}: {}", path.display(), withheld.what));
    }
    for fallen in &built.fallen {
        console.tell("warning", &format!("not argued, as it rests on what is confidential: {fallen}"));
    }
    if built.nameless {
        console.tell("warning", "the name of the person is confidential and does not appear");
    }
    if built.nothing_claimed {
        console.tell("warning", "the case claims nothing; what the facts support is offered in the draft, not pleaded");
    }
}

fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Marked => "it is confidential",
        Reason::Document => "it stands only in what is confidential",
        Reason::Name => "it holds a name that is confidential, or a word of one",
    }
}

/// The same for the part about the submitter.
fn tell_kept_private(console: &mut Console, list: &[Withheld], path: &Path) {
    for withheld in list {
        let why = why(withheld.reason);
        console.tell("note", &format!("kept out of {} too, as {why}: {}", path.display(), withheld.what));
    }
}

/// The part about the submitter.
struct Private {
    seen: Seen,
    /// What it warns of.
    warnings: Vec<String>,
}

fn final_or_not(
    console: &mut Console,
    ready: &Ready,
    built: &Built,
    seen: &Seen,
    private: &Private,
) -> Result<(), Stop> {
    let mut ways: Vec<String> = private.warnings.clone();
    for (file, missing) in [("", &seen.missing), ("submitter: ", &private.seen.missing)] {
        ways.extend(missing.iter().map(|gap| match gap.under.as_str() {
            "" => format!("{file}missing: {}; state it in the case", gap.what),
            under => format!("{file}missing under “{under}”: {}; state it in the case", gap.what),
        }));
    }
    ways.extend(
        seen.notes.iter().map(|note| format!("a note to the writer: {}; take it out of the template", note.title)),
    );
    for (name, title) in &built.unverified {
        ways.push(format!("“{title}” rests on authority that nobody verified; leave it out by --leave-out {name}"));
    }
    if !ready.file.reported_by.is_empty() {
        ways.push("the case is told by others and the decision was not read; a petition cannot rest on it".to_owned());
    }
    if ways.is_empty() {
        return Ok(());
    }
    console.tell("error", &format!("this cannot be final yet; things in the way: {}", ways.len()));
    for way in &ways {
        console.tell("in the way", way);
    }
    Err(Stop::Faulty)
}

fn tell_done(
    console: &mut Console,
    arguments: &PetitionArguments,
    built: &Built,
    seen: &Seen,
    files: &[(PathBuf, Vec<u8>)],
) {
    let pages = built.petition.summary.pages;
    let names: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
    console.tell("note", &format!("written: {}", names.join(", ")));
    console.tell("note", "the part about the submitter is a file of its own: it is never for the Government");
    console
        .tell("note", &format!("{pages} pages without the notes of a draft, {} numbered paragraphs", seen.paragraphs));
    if pages > MOST_PAGES {
        console.tell("warning", &format!("{pages} pages; the limit is {MOST_PAGES}"));
    }
    if !built.dropped.is_empty() {
        console.tell("note", &format!("left out, as nobody verified it: {}", built.dropped.join("; ")));
    }
    if !arguments.finished && !seen.missing.is_empty() {
        let named = |gap: &Missing| {
            if gap.under.is_empty() { gap.what.clone() } else { format!("{}: {}", gap.under, gap.what) }
        };
        let first: Vec<String> = seen.missing.iter().take(MOST_NAMED).map(named).collect();
        let more = seen.missing.len().saturating_sub(first.len());
        let rest = if more > 0 { format!("; and {more} more, listed at its end") } else { String::new() };
        console.tell("note", &format!("missing: {}{rest}", first.join("; ")));
    }
    if arguments.finished && !built.petition.reviewed.is_empty() {
        console.tell("warning", &built.petition.reviewed);
    }
}
