//! The languages that documents can be written in. In: a language. Out: its small words, months and units. What is said of law
//! and facts stands in the wordings of a pack, never here.

use crate::syntax::ast::{Bound, Unit};

/// A language of the Working Group's documents that quantities can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// `en`
    English,
    /// `es`
    Spanish,
    /// `fr`
    French,
}

impl Language {
    /// All of them, in the order of their codes.
    pub const ALL: [Language; 3] = [Language::English, Language::Spanish, Language::French];

    /// The code that `say` and `--lang` take: `fr`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
            Language::French => "fr",
        }
    }

    /// The language with this code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Its English name, for messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Spanish => "Spanish",
            Language::French => "French",
        }
    }

    /// "a, b and c".
    #[must_use]
    pub fn list(self, words: &[impl AsRef<str>]) -> String {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        match words.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [rest @ .., end] => format!("{} {} {end}", rest.join(", "), self.and(end)),
        }
    }

    /// "and" before this word: Spanish says "e" before the sound i.
    fn and(self, next: &str) -> &'static str {
        let next = next.to_lowercase();
        match self {
            Language::English => "and",
            Language::French => "et",
            Language::Spanish if next.starts_with(['i', 'í']) || next.starts_with("hi") && !next.starts_with("hie") => {
                "e"
            }
            Language::Spanish => "y",
        }
    }

    /// "the person", where a case names nobody.
    pub(super) fn person(self) -> &'static str {
        match self {
            Language::English => "the person",
            Language::French => "la personne",
            Language::Spanish => "la persona",
        }
    }

    /// What stands before the name of a man or a woman: "M.", "la Sra."; none in English, where the case has it already.
    pub(super) fn courtesy(self, man: bool) -> Option<&'static str> {
        match (self, man) {
            (Language::English, _) => None,
            (Language::French, true) => Some("M."),
            (Language::French, false) => Some("Mme"),
            (Language::Spanish, true) => Some("el Sr."),
            (Language::Spanish, false) => Some("la Sra."),
        }
    }

    /// "or".
    pub(super) fn or(self) -> &'static str {
        match self {
            Language::English => "or",
            Language::French => "ou",
            Language::Spanish => "o",
        }
    }

    /// What stands where the case gives no value.
    pub(super) fn not_stated(self) -> &'static str {
        match self {
            Language::English => "[not stated]",
            Language::French => "[non précisé]",
            Language::Spanish => "[no se indica]",
        }
    }

    /// The name of a month, from 1.
    pub(super) fn month(self, number: i8) -> &'static str {
        let months = match self {
            Language::English => [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ],
            Language::French => [
                "janvier",
                "février",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "août",
                "septembre",
                "octobre",
                "novembre",
                "décembre",
            ],
            Language::Spanish => [
                "enero",
                "febrero",
                "marzo",
                "abril",
                "mayo",
                "junio",
                "julio",
                "agosto",
                "septiembre",
                "octubre",
                "noviembre",
                "diciembre",
            ],
        };
        usize::try_from(number - 1).ok().and_then(|index| months.get(index).copied()).unwrap_or("")
    }

    /// A unit of time, for one and for several.
    pub(super) fn unit(self, unit: Unit) -> (&'static str, &'static str) {
        match (self, unit) {
            (Language::English, Unit::Minutes) => ("minute", "minutes"),
            (Language::English, Unit::Hours) => ("hour", "hours"),
            (Language::English, Unit::Days) => ("day", "days"),
            (Language::English, Unit::Weeks) => ("week", "weeks"),
            (Language::English, Unit::Months) => ("month", "months"),
            (Language::English, Unit::Years) => ("year", "years"),
            (Language::French, Unit::Minutes) => ("minute", "minutes"),
            (Language::French, Unit::Hours) => ("heure", "heures"),
            (Language::French, Unit::Days) => ("jour", "jours"),
            (Language::French, Unit::Weeks) => ("semaine", "semaines"),
            (Language::French, Unit::Months) => ("mois", "mois"),
            (Language::French, Unit::Years) => ("an", "ans"),
            (Language::Spanish, Unit::Minutes) => ("minuto", "minutos"),
            (Language::Spanish, Unit::Hours) => ("hora", "horas"),
            (Language::Spanish, Unit::Days) => ("día", "días"),
            (Language::Spanish, Unit::Weeks) => ("semana", "semanas"),
            (Language::Spanish, Unit::Months) => ("mes", "meses"),
            (Language::Spanish, Unit::Years) => ("año", "años"),
        }
    }

    /// "more than", "at least" and the like, before a quantity.
    pub(super) fn bound(self, bound: Bound) -> &'static str {
        match (self, bound) {
            (Language::English, Bound::MoreThan | Bound::After) => "more than",
            (Language::English, Bound::AtLeast) => "at least",
            (Language::English, Bound::LessThan | Bound::Before) => "less than",
            (Language::English, Bound::AtMost) => "at most",
            (Language::French, Bound::MoreThan | Bound::After) => "plus de",
            (Language::French, Bound::AtLeast) => "au moins",
            (Language::French, Bound::LessThan | Bound::Before) => "moins de",
            (Language::French, Bound::AtMost) => "au plus",
            (Language::Spanish, Bound::MoreThan | Bound::After) => "más de",
            (Language::Spanish, Bound::AtLeast) => "al menos",
            (Language::Spanish, Bound::LessThan | Bound::Before) => "menos de",
            (Language::Spanish, Bound::AtMost) => "no más de",
        }
    }

    /// "between 5 and 10"; after "de" as "from 5 to 10".
    pub(super) fn between(self, from: &str, to: &str, after_de: bool) -> String {
        match self {
            Language::English => format!("{from} to {to}"),
            Language::French if after_de => format!("{from} à {to}"),
            Language::French => format!("entre {from} et {to}"),
            Language::Spanish if after_de => format!("{from} a {to}"),
            Language::Spanish => format!("entre {from} y {to}"),
        }
    }

    /// A decimal number as the language writes it: 1,234.5 or 1 234,5.
    pub(super) fn digits(self, plain: &str) -> String {
        let (sign, plain) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let (separator, point, from) = match self {
            Language::English => (",", ".", 4),
            Language::French => ("\u{a0}", ",", 4),
            Language::Spanish => ("\u{a0}", ",", 5),
        };
        let mut out = sign.to_owned();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && whole.len() >= from && (whole.len() - place).is_multiple_of(3) {
                out.push_str(separator);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push_str(point);
            out.push_str(fraction);
        }
        out
    }
}
