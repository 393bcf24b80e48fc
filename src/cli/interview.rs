//! `habeas interview`. In: a case file, or the name of a new one; answers typed in a terminal. Out: the questions, one at a time, and
//! the case file, written whole after each answer. Which question comes next, and what an answer changes, is for
//! [`crate::interview`] to say.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use inquire::ui::RenderConfig;
use inquire::{InquireError, Text};

use super::lab::on_interrupt;
use super::masking::reading_for;
use super::open::{Extent, checked_case, checked_pack, pack_name, reading};
use super::output::{Console, Stop};
use crate::amount::day_of;
use crate::case::CaseFile;
use crate::diagnostic::did_you_mean;
use crate::diagnostic::terminal::harmless;
use crate::evaluate::{Options, evaluate};
use crate::explain::explain;
use crate::inquiry::default_goals;
use crate::interview::{Interview, Prompt, Said, Setting, beginning, standings};
use crate::pack::embedded::PACKS;
use crate::pack::{load, load_pack, replace_whole, write_whole};
use crate::program::{HoldingId, Program};
use crate::source::SourceId;
use crate::syntax::ast::{DateLiteral, File};

#[derive(Debug, Args)]
pub(super) struct InterviewArguments {
    /// The case file: a new one, or one to continue. Without it, a name is asked for.
    case: Option<PathBuf>,
    /// A conclusion to ask about: "category III"; may be given several times. Else those claimed, or raised, or all of the first
    /// kind.
    #[arg(long = "goal", value_name = "CONCLUSION")]
    goals: Vec<String>,
    /// Who speaks: "the client's sister". Without it, it is asked.
    #[arg(long, value_name = "WORDS")]
    who: Option<String>,
    /// The day of the interview, such as 2024-05-01; else today.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Mark what is told as never to be sent on.
    #[arg(long)]
    confidential: bool,
    /// Say after each answer how the conclusions stand. For the lawyer: a witness should not see it.
    #[arg(long)]
    lawyer: bool,
    /// The pack of a new case.
    #[arg(long, value_name = "NAME")]
    pack: Option<String>,
    /// The folder of the pack, or a folder of packs; else the nearest `rules/` at or above the case, else the built-in pack.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Of which detention, in a case of several.
    #[arg(long, value_name = "NAME")]
    detention: Option<String>,
}

pub(super) fn run(console: &mut Console, arguments: &InterviewArguments) -> Result<(), Stop> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() || !std::io::stderr().is_terminal() {
        let way = "run it where you can type; nothing can be piped in, and its output cannot be redirected";
        return Err(Stop::Wrong(format!("an interview needs a terminal; {way}")));
    }
    let on = day(arguments.date.as_deref())?;
    let desk = Desk { console, interrupted: on_interrupt() };
    let Some(path) = file(&desk, arguments)? else { return Ok(()) };
    if desk.console.masking() {
        // Faults are told of the masked text; what is asked and kept is the user's own.
        let mut masked = reading_for(desk.console, &path, arguments.rules.as_deref())?;
        opened(desk.console, &mut masked, &path, arguments)?;
    }
    let mut reading = reading();
    let Some(opened) = opened(desk.console, &mut reading, &path, arguments)? else { return Err(Stop::Faulty) };
    let detention = detention(&opened.file, arguments.detention.as_deref())?;
    let goals = goals(&opened, detention.as_deref(), &arguments.goals)?;
    let Some(who) = speaker(&desk, &opened.file, arguments.who.as_deref())? else { return Ok(()) };
    let setting = Setting {
        program: &opened.program,
        source: opened.source,
        others: opened.others.clone(),
        detention,
        goals,
        who,
        on,
        confidential: arguments.confidential,
    };
    let text = reading.sources.text(opened.source).to_owned();
    let greeting = greeting(&setting, &path, arguments.date.is_none());
    let confidence = "What is told now is kept as confidential: it is never sent on.\n";
    let interview = match Interview::begin(setting, text) {
        Ok(interview) => interview,
        Err(faults) => return desk.console.diagnose(&reading.sources, &faults),
    };
    desk.say(&greeting)?;
    if interview.is_confidential() {
        desk.say(confidence)?;
    }
    let mut session = Session { desk, path, interview, heading: String::new(), lawyer: arguments.lawyer };
    let finished = session.ask()?;
    session.close(finished)
}

/// A case on the disk and its pack.
struct Opened {
    program: Program,
    file: CaseFile,
    source: SourceId,
    others: Vec<Rc<File>>,
}

fn opened(
    console: &mut Console,
    reading: &mut crate::pack::Reading,
    path: &Path,
    arguments: &InterviewArguments,
) -> Result<Option<Opened>, Stop> {
    let loaded = load(reading, &[path.to_path_buf()])?;
    let in_the_case = reading.diagnostics.len();
    let name = pack_name(reading, &loaded);
    let pack = match &name {
        Some(name) => load_pack(reading, name, arguments.rules.as_deref(), Some(path))?,
        None => None,
    };
    let program = pack.and_then(|pack| checked_pack(reading, &pack.files, in_the_case));
    let found = program.and_then(|program| {
        let file = checked_case(reading, &program, &loaded, Extent::AsItStands)?;
        let source = loaded.first()?.source;
        let others = loaded.iter().skip(1).map(|loaded| Rc::clone(&loaded.file)).collect();
        Some(Opened { program, file, source, others })
    });
    console.diagnose(&reading.sources, &reading.diagnostics)?;
    Ok(found)
}

/// The day that was given, or today.
#[expect(clippy::disallowed_methods, reason = "the command line reads the clock: the day of an interview")]
fn day(given: Option<&str>) -> Result<DateLiteral, Stop> {
    let Some(given) = given else {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let today = day_of(i64::try_from(since.as_secs()).unwrap_or(0));
        return Ok(DateLiteral { year: today.year(), month: Some(today.month()), day: Some(today.day()), time: None });
    };
    crate::interview::day(given)
        .ok_or_else(|| Stop::Wrong(format!("`--date {given}` is no day; write it as 2024-05-01")))
}

/// The detention that is meant: none in a case of one.
fn detention(file: &CaseFile, named: Option<&str>) -> Result<Option<String>, Stop> {
    let names: Vec<&str> = file.detentions.iter().map(|case| case.name.as_str()).collect();
    match named {
        Some(name) if names.contains(&name) => Ok(file.split.then(|| name.to_owned())),
        Some(name) => Err(Stop::Wrong(format!("unknown detention `{name}`; the case has: {}", names.join(", ")))),
        None if file.split && names.len() > 1 => {
            Err(Stop::Wrong(format!("the case has several detentions; name one by --detention: {}", names.join(", "))))
        }
        None => Ok(file.split.then(|| names.first().map(|name| (*name).to_owned())).flatten()),
    }
}

/// The conclusions that are asked about.
fn goals(opened: &Opened, detention: Option<&str>, named: &[String]) -> Result<Vec<HoldingId>, Stop> {
    let program = &opened.program;
    if named.is_empty() {
        let own = |case: &&crate::case::Case| detention.is_none_or(|name| case.name == name);
        let case = opened.file.detentions.iter().find(own);
        return Ok(case.map_or_else(Vec::new, |case| {
            let proof = evaluate(program, case, Options::default());
            default_goals(&proof, &explain(&proof))
        }));
    }
    let names: Vec<String> =
        (0..program.holdings.len()).map(|place| program.holding_name(HoldingId::at(place))).collect();
    let one = |words: &String| {
        program.holding_called(words).ok_or_else(|| {
            let near = did_you_mean(words, names.iter().map(String::as_str));
            let help = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            Stop::Wrong(format!("unknown conclusion `{words}`{help}"))
        })
    };
    let found: BTreeSet<HoldingId> = named.iter().map(one).collect::<Result<_, _>>()?;
    Ok(found.into_iter().collect())
}

/// What is asked before an interview begins, and what `help` says there.
const FILE: (&str, &str) = (
    "Name of the case file",
    "Everything that is told is kept in a file on this computer. A new name makes a new file; the name of one that is there goes on \
     with it.",
);
const WHOSE: (&str, &str) = (
    "There is no such file yet. Whose case is it?",
    "The name of the person who is or was held. It stands at the head of the file and can be changed there.",
);
const SPEAKER: (&str, &str) = (
    "Who is speaking?",
    "Whoever answers the questions: what she or he is to the person held, such as: the client's sister. What is told is kept as the \
     words of this speaker.",
);

/// The file to work on, made if it is new; nothing where somebody quits.
fn file(desk: &Desk, arguments: &InterviewArguments) -> Result<Option<PathBuf>, Stop> {
    let path = match &arguments.case {
        Some(path) => path.clone(),
        None => {
            let hint = "a name such as client.case; a file that is there is continued";
            let Some(name) = desk.line(FILE, hint, Some("a file needs a name"))? else {
                return Ok(None);
            };
            let path = PathBuf::from(name.trim());
            if path.extension().is_none() { path.with_extension("case") } else { path }
        }
    };
    if path.extension().is_some_and(|extension| extension == "json") {
        let help = "make it a case file first: `habeas case import FILE.json -o FILE.case`";
        return Err(Stop::Wrong(format!("an interview continues a `.case` file, not JSON; {help}")));
    }
    if path.exists() {
        return Ok(Some(path));
    }
    let Some(person) = desk.line(WHOSE, "a name; Enter alone leaves it open", None)? else {
        return Ok(None);
    };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let pack = arguments.pack.clone().or_else(|| PACKS.first().map(|pack| pack.name.to_owned())).unwrap_or_default();
    // Before a new file is made it is known that the pack is there.
    let mut reading = reading();
    let name = crate::syntax::ast::Name { text: pack.clone(), span: crate::source::Span::default() };
    if load_pack(&mut reading, &name, arguments.rules.as_deref(), Some(&path))?.is_none() {
        let why =
            reading.diagnostics.first().map_or_else(String::new, |fault| format!("{}; {}", fault.message, fault.help));
        return Err(Stop::Wrong(why));
    }
    write_whole(&path, beginning(&stem, &pack, person.trim()).as_bytes(), false)?;
    Ok(Some(path))
}

/// Who speaks; nothing where somebody quits.
fn speaker(desk: &Desk, file: &CaseFile, given: Option<&str>) -> Result<Option<String>, Stop> {
    if let Some(given) = given.map(str::trim).filter(|given| !given.is_empty()) {
        return Ok(Some(given.to_owned()));
    }
    let last = file.accounts.last().map(|account| account.who.clone());
    let (hint, needed) = match &last {
        Some(who) => (format!("Enter alone: {}, as last time; help, quit", harmless(who)), None),
        None => {
            ("the client, the client's sister, …; help, quit".to_owned(), Some("an account needs somebody who speaks"))
        }
    };
    let told = desk.line(SPEAKER, &hint, needed)?;
    Ok(told.map(|told| if told.trim().is_empty() { last.unwrap_or_default() } else { told.trim().to_owned() }))
}

fn greeting(setting: &Setting, path: &Path, by_clock: bool) -> String {
    let on = setting.on;
    let day = format!("{:04}-{:02}-{:02}", on.year, on.month.unwrap_or(1), on.day.unwrap_or(1));
    let clock = if by_clock { " by this computer's clock (UTC; --date changes it)" } else { "" };
    format!(
        "\n{} speaks, on {day}{clock}. Every answer is kept in {} at once.\n\
         Answer as you would tell it. You can always say: don't know, skip, back, help, quit. To answer with one of these words \
         itself, put a full stop after it.\n",
        crate::explain::words::sentence(&harmless(&setting.who)),
        harmless(&path.to_string_lossy()),
    )
}

/// Where questions are shown.
struct Desk<'c> {
    console: &'c mut Console,
    interrupted: std::sync::Arc<AtomicBool>,
}

impl Desk<'_> {
    /// Asks for one line; nothing where somebody quits.
    fn line(&self, (question, help): (&str, &str), hint: &str, needed: Option<&str>) -> Result<Option<String>, Stop> {
        let (asked, hint) = (self.console.masked(question), self.console.masked(hint));
        loop {
            let text = Text::new(&asked).with_help_message(&hint).with_render_config(self.look());
            let Some(told) = self.typed(text.prompt())? else { return Ok(None) };
            match (Said::of(&told), needed) {
                (Said::Quit, _) => return Ok(None),
                (Said::Help, _) => self.say(&format!("{help} To end here, say quit."))?,
                (Said::Back, _) => self.say("There is nothing to go back to yet; to end here, say quit.")?,
                (Said::Words(words), _) => return Ok(Some(words)),
                (_, Some(needed)) => self.say(&format!("{needed}; help says more, quit ends here"))?,
                (_, None) => return Ok(Some(String::new())),
            }
        }
    }

    fn look(&self) -> RenderConfig<'static> {
        if self.console.style_here().colour { RenderConfig::default_colored() } else { RenderConfig::empty() }
    }

    /// What was typed; nothing where somebody quits by Ctrl-C, Ctrl-D or Escape.
    fn typed(&self, told: Result<String, InquireError>) -> Result<Option<String>, Stop> {
        match told {
            Ok(told) => Ok(Some(told)),
            Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => Ok(None),
            Err(InquireError::IO(error)) => Err(Stop::Input(error)),
            Err(other) => Err(Stop::Input(std::io::Error::other(other.to_string()))),
        }
    }

    /// Prints paragraphs, wrapped at the width.
    fn say(&self, text: &str) -> Result<(), Stop> {
        let mut out = String::new();
        for paragraph in self.console.masked(text).split('\n') {
            out.push_str(&wrapped(paragraph, self.console.style_here().width));
            out.push('\n');
        }
        print(&out)
    }
}

fn print(text: &str) -> Result<(), Stop> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Stop::Output)
}

/// Greedy wrapping at blanks.
fn wrapped(paragraph: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
        let long = word.chars().count();
        if used > 0 && used + 1 + long > width {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += long;
    }
    out
}

/// An interview in a terminal.
struct Session<'c, 'p> {
    desk: Desk<'c>,
    path: PathBuf,
    interview: Interview<'p>,
    /// The heading shown last.
    heading: String,
    lawyer: bool,
}

impl Session<'_, '_> {
    /// Asks until nothing is left, or somebody quits; says which.
    fn ask(&mut self) -> Result<bool, Stop> {
        self.stand()?;
        while let Some(prompt) = self.interview.prompt().cloned() {
            if self.desk.interrupted.load(Ordering::Relaxed) {
                return Ok(false);
            }
            self.show(&prompt)?;
            let Some(typed) = self.typed(&prompt)? else { return Ok(false) };
            match Said::of(&typed) {
                Said::Quit => return Ok(false),
                Said::Help => self.desk.say(&format!("{}\n", prompt.help.join("\n")))?,
                _ => self.take(&typed)?,
            }
        }
        Ok(true)
    }

    /// Shows the heading where it is new, and the question.
    fn show(&mut self, prompt: &Prompt) -> Result<(), Stop> {
        let mut text = String::new();
        if !prompt.heading.is_empty() && prompt.heading != self.heading {
            let left = match prompt.left {
                0 => String::new(),
                1 => " (1 question is left)".to_owned(),
                left => format!(" (at most {left} questions are left)"),
            };
            text.push_str(&format!("\n{}{left}\n", harmless(&prompt.heading)));
            self.heading.clone_from(&prompt.heading);
        }
        if !prompt.is_detail {
            text.push('\n');
        }
        text.push_str(&harmless(&prompt.question));
        for (place, option) in prompt.options.iter().enumerate() {
            text.push_str(&format!("\n  {} {option}", place + 1));
        }
        self.desk.say(&text)
    }

    /// What was typed in answer; what cannot be taken is asked for again on the spot.
    fn typed(&self, prompt: &Prompt) -> Result<Option<String>, Stop> {
        let lead = self.desk.console.masked(&format!("{}:", prompt.lead));
        let hint = self.desk.console.masked(&prompt.hint);
        loop {
            let text = Text::new(&lead).with_help_message(&hint).with_render_config(self.desk.look());
            let Some(typed) = self.desk.typed(text.prompt())? else { return Ok(None) };
            let Some(why) = self.interview.objection(&typed) else { return Ok(Some(typed)) };
            self.desk.say(&harmless(&why))?;
        }
    }

    /// Takes an answer in and writes the file, if it is still as it was left.
    fn take(&mut self, typed: &str) -> Result<(), Stop> {
        let before = self.interview.text().to_owned();
        if let Err(why) = self.interview.answer(typed) {
            return self.desk.say(&why);
        }
        if self.interview.text() != before {
            let lost = harmless(typed.trim());
            match replace_whole(&self.path, before.as_bytes(), self.interview.text().as_bytes()) {
                Ok(true) => {}
                Ok(false) => {
                    return Err(Stop::Wrong(format!(
                        "`{}` was changed by another program meanwhile and stays as it is now; the last answer is not in it: \
                         “{lost}”; run the interview again to go on",
                        self.path.to_string_lossy(),
                    )));
                }
                Err(failure) => {
                    self.desk.say(&format!("\nThis answer could not be kept: “{lost}”"))?;
                    return Err(failure.into());
                }
            }
        }
        let remark = harmless(self.interview.remark());
        if !remark.is_empty() {
            self.desk.say(&remark)?;
        }
        let moved_on = self.interview.prompt().is_none_or(|prompt| !prompt.is_detail);
        if self.interview.text() != before && moved_on { self.stand() } else { Ok(()) }
    }

    /// Says how the conclusions stand, to the lawyer only.
    fn stand(&self) -> Result<(), Stop> {
        if !self.lawyer {
            return Ok(());
        }
        let lines = self.interview.look(standings).unwrap_or_default();
        lines.iter().try_for_each(|line| self.desk.say(&format!("  [{}]", harmless(line))))
    }

    /// Says what came of it, and what to do next.
    fn close(&self, finished: bool) -> Result<(), Stop> {
        let told = self.interview.told();
        let name = harmless(&self.path.to_string_lossy());
        let confidential = if self.interview.is_confidential() { " --confidential" } else { "" };
        let end = match (finished, told.left) {
            (true, 0) => "Nothing is left to ask.".to_owned(),
            (true, 1) => "The interview ends here; 1 question was left out.".to_owned(),
            (true, left) => format!("The interview ends here; {left} questions were left out."),
            (false, 0 | 1) => "The interview ends here; everything is kept. At most 1 question is left.".to_owned(),
            (false, left) => {
                format!("The interview ends here; everything is kept. At most {left} questions are left.")
            }
        };
        let facts = |count: usize| if count == 1 { "1 fact".to_owned() } else { format!("{count} facts") };
        let mut text = format!("\n{end} {} told, {} not known", facts(told.stated), told.unknown);
        if told.put_off > 0 {
            text.push_str(&format!(", {} put off", told.put_off));
        }
        text.push_str(&format!(
            ".\nTo go on later, or with somebody else: habeas interview {name}{confidential}\nWhat follows from it: habeas explain {name}"
        ));
        self.desk.say(&text)
    }
}
