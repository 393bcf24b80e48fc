//! The words that mean something to the grammar. In: a word. Out: its [`Keyword`], if it is one.
//! Most of them are words like any other where the grammar does not ask for them; only [`Keyword::in_expressions`]
//! words are ever refused as names.

macro_rules! keywords {
    ($($variant:ident = $text:literal,)*) => {
        /// A word of the grammar.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Keyword {
            $(
                #[doc = concat!("`", $text, "`")]
                $variant,
            )*
        }

        impl Keyword {
            /// Every keyword, in the order of their numbers.
            pub const ALL: &'static [Keyword] = &[$(Keyword::$variant,)*];
            const TEXTS: &'static [&'static str] = &[$($text,)*];
        }
    };
}

keywords! {
    // What begins an item.
    Include = "include", Pack = "pack", Party = "party", Stage = "stage", Evidence = "evidence", Authority = "authority",
    Instrument = "instrument", Kind = "kind", Topic = "topic", Finding = "finding", Impossible = "impossible",
    Rule = "rule", Reading = "reading", Clock = "clock", Triage = "triage", Case = "case", Outcome = "outcome", Hypothetical = "hypothetical", Detention = "detention",
    Fixed = "fixed", Account = "account",
    // What begins a clause.
    Version = "version", Note = "note", Cite = "cite", Binds = "binds", Provision = "provision", Twin = "twin",
    Listed = "listed", Fact = "fact", Judgement = "judgement", Record = "record", For = "for", Default = "default",
    When = "when", Unless = "unless", Then = "then", Declines = "declines", Breach = "breach", Relying = "relying",
    Recall = "recall", Taking = "taking", Say = "say", Under = "under", Person = "person", Document = "document", Found = "found",
    Extend = "extend", Suppose = "suppose", Drop = "drop", Contest = "contest", Expect = "expect", Reported = "reported",
    Shown = "shown", Met = "met", Differs = "differs", Names = "names",
    // What the language reserves in expressions.
    And = "and", Or = "or", Not = "not", Any = "any", All = "all", At = "at", Least = "least", Of = "of", Is = "is",
    In = "in", Contains = "contains", Some = "some", Every = "every", Count = "count", Has = "has", With = "with",
    Always = "always",
    // Verbs of blocks and of the rules of evidence.
    Submits = "submits", Says = "says", Replies = "replies", Comments = "comments", Notes = "notes", Does = "does",
    Claims = "claims", Answers = "answers", Settles = "settles", Denies = "denies", Shows = "shows",
    Concedes = "concedes", Disputes = "disputes", Speaks = "speaks", Agrees = "agrees", Dispute = "dispute",
    Reply = "reply", Silent = "silent", Asked = "asked", Heard = "heard",
    // Places in authorities.
    Para = "para", Paras = "paras", Principle = "principle", Principles = "principles", Article = "article",
    Articles = "articles", Rules = "rules", Annex = "annex", Section = "section", Footnote = "footnote",
    // Units of time.
    Minute = "minute", Minutes = "minutes", Hour = "hour", Hours = "hours", Day = "day", Days = "days", Week = "week",
    Weeks = "weeks", Month = "month", Months = "months", Year = "year", Years = "years",
    // The rest.
    Words = "words", First = "first", Unverified = "unverified", Nothing = "none", To = "to", Show = "show", As = "as", Said = "said",
    Answered = "answered", Contested = "contested", Disposition = "disposition", Many = "many",
    The = "the", Yes = "yes", No = "no", Date = "date", Number = "number", Duration = "duration", Text = "text",
    List = "list", One = "one", On = "on", Replied = "replied", Challenged = "challenged", Anything = "anything",
    Other = "other", By = "by", Quoting = "quoting", Relied = "relied", More = "more", Than = "than", Less = "less",
    Most = "most", Before = "before", After = "after", Taken = "taken", Up = "up", Examined = "examined", Fn = "fn",
    Arguable = "arguable", Testable = "testable", Force = "force", From = "from", Until = "until", Part = "part",
    Within = "within", Running = "running", While = "while", Asks = "asks", Tells = "tells", Clocks = "clocks", Binding = "binding",
    Apart = "apart",
    Conclusion = "conclusion", Forms = "forms",
    Confidential = "confidential", Told = "told", Known = "known", Place = "place", Organization = "organization",
    Office = "office", Charge = "charge",
}

const SLOTS: usize = 1024;
const EMPTY: u8 = u8::MAX;
const LONGEST: usize = 12;
static TABLE: [u8; SLOTS] = table();

/// Where a word's search in the table begins. `word` is not empty.
const fn slot(word: &[u8]) -> usize {
    let (first, middle, last) = (word[0] as usize, word[word.len() / 2] as usize, word[word.len() - 1] as usize);
    (first * 5 + middle * 67 + last * 31 + word.len() * 257) % SLOTS
}

/// Each keyword's number at the first free slot from its own on.
const fn table() -> [u8; SLOTS] {
    let mut table = [EMPTY; SLOTS];
    let mut index = 0;
    while index < Keyword::TEXTS.len() {
        let mut at = slot(Keyword::TEXTS[index].as_bytes());
        while table[at] != EMPTY {
            at = (at + 1) % SLOTS;
        }
        table[at] = index as u8;
        index += 1;
    }
    table
}

impl Keyword {
    /// The keyword that a word is.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        if word.is_empty() || word.len() > LONGEST {
            return None;
        }
        let mut at = slot(word.as_bytes());
        loop {
            let index = usize::from(TABLE[at]);
            if *Self::TEXTS.get(index)? == word {
                return Self::ALL.get(index).copied();
            }
            at = (at + 1) % SLOTS;
        }
    }

    /// As it is written.
    #[must_use]
    pub fn text(self) -> &'static str {
        Self::TEXTS[self as usize]
    }

    /// Reserved in expressions: never the name of a topic, finding, rule or conclusion.
    #[must_use]
    pub fn in_expressions(self) -> bool {
        (Self::And..=Self::Always).contains(&self)
    }

    /// Begins an item.
    #[must_use]
    pub fn begins_item(self) -> bool {
        self <= Self::Detention
    }

    /// Begins a clause; at the start of a line it is not read as a name.
    #[must_use]
    pub fn begins_clause(self) -> bool {
        (Self::Version..=Self::Differs).contains(&self) || self == Self::Stage
    }

    /// Begins a place in an authority.
    #[must_use]
    pub fn begins_place(self) -> bool {
        (Self::Para..=Self::Footnote).contains(&self) || self == Self::Rule
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_is_found_and_other_words_are_not() {
        for keyword in Keyword::ALL {
            assert_eq!(Keyword::of(keyword.text()), Some(*keyword));
            assert!(keyword.text().len() <= LONGEST);
        }
        assert_eq!(Keyword::of("warrant"), None);
        assert_eq!(Keyword::of(""), None);
    }
}
