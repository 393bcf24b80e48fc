//! `habeas what-if`. In: a case and changes of its facts, in the words of the language. Out: the two results side by side, what
//! changed between them, and what still carries what did not.

use super::explain::chosen;
use super::open::open;
use super::output::{Console, Stop};
use super::{WhatIfArguments, WhatIfFormat};
use crate::case::{Case, Hypothetical};
use crate::check::check_hypothetical;
use crate::evaluate::{Proof, evaluate, evaluate_supposing};
use crate::explain::{explain, markdown, text};
use crate::hypothesis::{differences, impossible_in, json, report, silenced, suppose};
use crate::program::Program;
use crate::source::Sources;
use crate::syntax::ast::{Item, Role};
use crate::syntax::parse;

pub(super) fn run(console: &mut Console, arguments: &WhatIfArguments) -> Result<(), Stop> {
    let opened = open(console, &arguments.case)?;
    let [case] = chosen(&opened.file.detentions, console.masked_word(arguments.detention.as_deref()).as_deref())?[..]
    else {
        let names: Vec<&str> = opened.file.detentions.iter().map(|case| case.name.as_str()).collect();
        return Err(Stop::Wrong(format!("the case has several detentions; add --detention {}", names.join(" or "))));
    };
    let program = &opened.program;
    let (sources, hypothetical) = hypothetical(console, program, case, arguments)?;
    let silent = arguments.government.iter().any(|words| words.trim() == "silent");
    let base = if silent { silenced(program, case) } else { case.clone() };
    let (changed, supposed) = suppose(program, &base, &hypothetical);
    let before = evaluate(program, case, opened.options);
    let after = evaluate_supposing(program, &changed, opened.options, supposed);
    console.diagnose(&sources, &impossible_in(&after, &hypothetical))?;
    let changes = differences(&before, &after);
    let style = console.style(&arguments.output);
    let laid_out = |before: &Proof, after: &Proof| report::what_if(before, after, &changes, &hypothetical);
    let printed = match arguments.format {
        WhatIfFormat::Text => text::print(&laid_out(&before, &after), style),
        WhatIfFormat::Md => markdown::print(&laid_out(&before, &after)),
        WhatIfFormat::Json => {
            let (then, now) = (explain(&before), explain(&after));
            json::what_if(&opened.file, &[(before, then)], &[(after, now)], &changes)
        }
    };
    console.deliver(&printed, &arguments.output)
}

/// The arguments as a hypothetical of the language, checked against the case.
fn hypothetical(
    console: &mut Console,
    program: &Program,
    case: &Case,
    arguments: &WhatIfArguments,
) -> Result<(Sources, Hypothetical), Stop> {
    let answering = program.party_with(Role::Answers);
    let party = answering.map_or("", |party| program.parties[party.index()].name.as_str());
    let given = |word: &str, all: &[String]| -> Vec<String> {
        // An argument is one line; a line break would begin another.
        all.iter().map(|one| format!("  {word} {}\n", one.replace(['\n', '\r'], " "))).collect()
    };
    let speaks: Vec<String> = arguments.government.iter().filter(|words| words.trim() != "silent").cloned().collect();
    let mut lines = given("suppose", &arguments.suppose);
    lines.extend(given("drop", &arguments.drop));
    lines.extend(given("contest", &arguments.contest));
    lines.extend(given(party, &speaks));
    if lines.is_empty() && arguments.government.is_empty() {
        let message = "nothing is supposed: add --suppose, --drop, --contest or --government";
        return Err(Stop::Wrong(message.to_owned()));
    }
    let text = console.masked_lines(format!("hypothetical \"what if\"\n{}", lines.concat()));
    let mut sources = Sources::default();
    let source = sources.add("the arguments", text.clone());
    let parsed = parse(source, &text);
    console.diagnose(&sources, &parsed.diagnostics)?;
    let decl = parsed.file.items.iter().find_map(|item| match item {
        Item::Hypothetical(decl) => Some(decl),
        _ => None,
    });
    let Some(decl) = decl else { return Err(Stop::Faulty) };
    let (found, diagnostics) = check_hypothetical(program, case, decl);
    console.diagnose(&sources, &diagnostics)?;
    Ok((sources, found.ok_or(Stop::Faulty)?))
}
