//! What the commands print with. In: texts and diagnostics. Out: standard output, standard error, exit codes. A closed pipe
//! ends the run quietly.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use super::{Colour, OutputArguments};
use crate::diagnostic::terminal::{harmless, render};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::explain::text::Style;
use crate::mask::Masker;
use crate::pack::{Failure, write_whole};
use crate::source::Sources;

/// Why a command ends early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The case, rules or arguments are wrong; diagnostics were printed.
    Faulty,
    /// The arguments are wrong, for this reason.
    Wrong(String),
    /// The arguments name something that is not there.
    Unknown(Code, String),
    /// The environment failed.
    Failed(Failure),
    /// The reader of standard output went away, or it cannot be written.
    Output(std::io::Error),
    /// What was typed or piped in cannot be read.
    Input(std::io::Error),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Failed(failure)
    }
}

/// Standard output and standard error, with or without colour.
#[derive(Debug)]
pub(super) struct Console {
    colour_out: bool,
    colour_err: bool,
    width: usize,
    /// Names are to be masked.
    masking: bool,
    /// What masks the cases read so far.
    maskers: Vec<Rc<Masker>>,
}

impl Console {
    #[expect(clippy::disallowed_methods, reason = "the command line reads the environment: NO_COLOR and COLUMNS")]
    pub(super) fn new(colour: Colour, masking: bool) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let pick = |terminal: bool| match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !plain,
        };
        let terminal = std::io::stdout().is_terminal();
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let sized = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = if terminal { columns.or_else(sized).unwrap_or(100) } else { 100 };
        Console {
            colour_out: pick(terminal),
            colour_err: pick(std::io::stderr().is_terminal()),
            width: width.clamp(40, 140),
            masking,
            maskers: Vec::new(),
        }
    }

    /// True if names are to be masked.
    pub(super) fn masking(&self) -> bool {
        self.masking
    }

    /// Masks what is said from now on of paths and arguments as this masks its case.
    pub(super) fn mask_with(&mut self, masker: &Rc<Masker>) {
        self.maskers.push(Rc::clone(masker));
    }

    /// A text from outside the case, such as a path or an argument, as it may be printed.
    pub(super) fn masked(&self, text: &str) -> String {
        self.maskers.iter().fold(text.to_owned(), |text, masker| masker.message(&text))
    }

    /// An argument in the language of cases, masked as the case is.
    pub(super) fn masked_lines(&self, text: String) -> String {
        self.maskers.iter().fold(text, |text, masker| masker.case(&text))
    }

    /// The name of a detention, as the masked case has it; one that is masked already is itself.
    pub(super) fn masked_word(&self, word: Option<&str>) -> Option<String> {
        word.map(|word| self.maskers.iter().fold(word.to_owned(), |word, masker| masker.word(&word)))
    }

    /// Warns on standard error.
    pub(super) fn warn(&mut self, text: &str) {
        let mark = if self.colour_err { "\u{1b}[1;33mwarning\u{1b}[0m" } else { "warning" };
        self.error(&format!("{mark}: {}\n", harmless(text)));
    }

    /// Says a line of what is wrong, on standard error.
    pub(super) fn fault(&mut self, text: &str) {
        self.error(&format!("{}\n", harmless(&self.masked(text))));
    }

    /// How to print a report here.
    pub(super) fn style_here(&self) -> Style {
        Style { width: self.width, colour: self.colour_out }
    }

    /// How to print a report here, or into the file that was asked for.
    pub(super) fn style(&self, output: &OutputArguments) -> Style {
        match output.output {
            Some(_) => Style { width: 100, colour: false },
            None => self.style_here(),
        }
    }

    /// Prints a result.
    pub(super) fn result(&mut self, text: &str) -> Result<(), Stop> {
        let mut out = std::io::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Stop::Output)
    }

    /// Prints a result, or writes it to the file that was asked for.
    pub(super) fn deliver(&mut self, text: &str, output: &OutputArguments) -> Result<(), Stop> {
        match &output.output {
            Some(path) => self.deliver_to(path, text, output.force),
            None => self.result(text),
        }
    }

    /// Writes to a file that was asked for.
    pub(super) fn deliver_to(&mut self, path: &Path, text: &str, force: bool) -> Result<(), Stop> {
        Ok(write_whole(path, text.as_bytes(), force)?)
    }

    /// Prints diagnostics; stops if one of them is an error.
    pub(super) fn diagnose(&mut self, sources: &Sources, diagnostics: &[Diagnostic]) -> Result<(), Stop> {
        self.error(&render(sources, diagnostics, self.colour_err));
        if any_error(diagnostics) { Err(Stop::Faulty) } else { Ok(()) }
    }

    /// Tells something besides the result, on standard error: `note`, `warning`.
    pub(super) fn tell(&mut self, level: &str, text: &str) {
        self.error(&format!("{level}: {}\n", harmless(&self.masked(text))));
    }

    /// Says how far a long search is, on one line of standard error.
    pub(super) fn progress(&mut self, text: &str) {
        self.error(&format!("\r\u{1b}[K{text}"));
    }

    fn error(&mut self, text: &str) {
        // Where standard error cannot be written there is nowhere left to say so.
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says why, and gives the exit code.
    pub(super) fn stop(&mut self, stop: Stop) -> ExitCode {
        match stop {
            Stop::Faulty => ExitCode::from(1),
            Stop::Wrong(reason) => {
                self.error(&format!("error: {}\n", harmless(&self.masked(&reason))));
                ExitCode::from(1)
            }
            Stop::Unknown(code, reason) => {
                self.error(&format!("error[{}]: {}\n", code.name(), harmless(&self.masked(&reason))));
                ExitCode::from(1)
            }
            // Before a case is read nobody knows which names it has.
            Stop::Failed(failure) if self.masking && self.maskers.is_empty() => {
                let way = "its name is not told under --mask; run the command without it to see the name";
                self.error(&format!("error: {}: {way}\n", failure.unnamed()));
                ExitCode::from(Failure::EXIT_CODE)
            }
            Stop::Failed(failure) => {
                self.error(&format!("error: {}\n", self.masked(&failure.to_string())));
                ExitCode::from(Failure::EXIT_CODE)
            }
            Stop::Output(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Stop::Input(error) => {
                self.error(&format!("error: cannot read the answers: {error}\n"));
                ExitCode::from(Failure::EXIT_CODE)
            }
            Stop::Output(error) => {
                self.error(&format!("error: cannot write the result: {error}\n"));
                ExitCode::from(Failure::EXIT_CODE)
            }
        }
    }
}
