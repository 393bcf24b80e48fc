//! The few words that writers add of their own, in the languages the Working Group accepts. In: the language of a document.
//! Out: its words; English where a language has none here.

use super::model::NoteKind;

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Labels {
    /// Before the number of a page, and between it and the number of pages.
    pub(super) page: (&'static str, &'static str),
    pub(super) footnotes: &'static str,
    pub(super) back: &'static str,
    pub(super) trace: &'static str,
    notes: [&'static str; 4],
}

const ENGLISH: Labels = Labels {
    page: ("Page ", " of "),
    footnotes: "Footnotes",
    back: "back to the text",
    trace: "Rests on",
    notes: ["Missing", "What the Government may answer", "Proposal", "Note"],
};

const FRENCH: Labels = Labels {
    page: ("Page ", " sur "),
    footnotes: "Notes de bas de page",
    back: "retour au texte",
    trace: "Repose sur",
    notes: ["Manquant", "Réponse possible du Gouvernement", "Proposition", "Note"],
};

const SPANISH: Labels = Labels {
    page: ("Página ", " de "),
    footnotes: "Notas al pie",
    back: "volver al texto",
    trace: "Se basa en",
    notes: ["Falta", "Lo que el Gobierno puede responder", "Propuesta", "Nota"],
};

impl Labels {
    /// The words for a language.
    pub(super) fn of(lang: &str) -> Self {
        match lang.split('-').next().unwrap_or_default() {
            "fr" => FRENCH,
            "es" => SPANISH,
            _ => ENGLISH,
        }
    }

    /// What stands over a note that has no title of its own.
    pub(super) fn note(&self, kind: NoteKind) -> &'static str {
        let [missing, answer, proposal, remark] = self.notes;
        match kind {
            NoteKind::Missing => missing,
            NoteKind::Answer => answer,
            NoteKind::Proposal => proposal,
            NoteKind::Remark => remark,
        }
    }
}
