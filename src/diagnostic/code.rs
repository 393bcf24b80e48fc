//! The catalogue of faults: one stable kebab-case name each, its severity, and its page in `docs/diagnostics/`.

use super::Severity;

macro_rules! catalogue {
    ($($severity:ident { $($(#[$doc:meta])* $variant:ident = $name:literal,)* })*) => {
        /// The stable name of a kind of fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($($(#[$doc])* $variant,)*)* }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Code] = &[$($(Code::$variant,)*)*];

            /// The name that messages print and `habeas explain-code` takes.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($(Code::$variant => $name,)*)* }
            }

            /// Whether it stops evaluation.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $($(Code::$variant => Severity::$severity,)*)* }
            }

            /// The page that explains it, compiled in.
            #[must_use]
            pub fn page(self) -> &'static str {
                match self { $($(Code::$variant => include_str!(concat!("../../docs/diagnostics/", $name, ".md")),)*)* }
            }
        }
    };
}

catalogue! {
    Error {
        /// Something else was expected here.
        UnexpectedToken = "unexpected-token",
        /// An item at the margin begins with no word that begins one.
        UnknownItem = "unknown-item",
        /// An item that does not belong into this kind of file.
        MisplacedItem = "misplaced-item",
        /// A clause that may stand once stands twice.
        RepeatedClause = "repeated-clause",
        /// A quoted text has no end.
        UnclosedText = "unclosed-text",
        /// A character that the language does not use.
        UnknownCharacter = "unknown-character",
        /// An invisible or direction-changing character outside quotes.
        InvisibleCharacter = "invisible-character",
        /// No such day, month or hour.
        InvalidDate = "invalid-date",
        /// A number that is too large or too fine.
        InvalidNumber = "invalid-number",
        /// A word of conditions as a name.
        ReservedWord = "reserved-word",
        /// Brackets or operators nested too deeply.
        TooDeep = "too-deep",
        /// A file over the limit.
        FileTooLarge = "file-too-large",
        /// A file that is not UTF-8 text.
        NotUtf8 = "not-utf8",
        /// A file with NUL bytes.
        NulByte = "nul-byte",
        /// A file that should be JSON and is not.
        InvalidJson = "invalid-json",
        /// JSON that holds no case.
        ForeignJson = "foreign-json",
        /// A field of JSON that a case does not have.
        UnknownField = "unknown-field",
        /// A field of JSON that is missing, or holds what it cannot hold.
        InvalidField = "invalid-field",
        /// A file with nothing in it.
        EmptyFile = "empty-file",
        /// A file that includes itself, directly or through others.
        IncludeRing = "include-ring",
        /// An include that leads nowhere.
        IncludeMissing = "include-missing",
        /// Includes nested too deeply.
        IncludeTooDeep = "include-too-deep",
        /// More facts, instances or rules than the limit.
        TooMany = "too-many",
        /// No such topic.
        UnknownTopic = "unknown-topic",
        /// The topic has no such fact.
        UnknownFact = "unknown-fact",
        /// No finding, fact or option of this name.
        UnknownName = "unknown-name",
        /// No such finding.
        UnknownFinding = "unknown-finding",
        /// No such kind of conclusion.
        UnknownKind = "unknown-kind",
        /// The kind has no such conclusion.
        UnknownConclusion = "unknown-conclusion",
        /// No such rule, asked for on the command line.
        UnknownRule = "unknown-rule",
        /// No such instrument.
        UnknownInstrument = "unknown-instrument",
        /// The instrument has no such provision.
        UnknownProvision = "unknown-provision",
        /// No such party.
        UnknownParty = "unknown-party",
        /// No such stage.
        UnknownStage = "unknown-stage",
        /// No such pack.
        UnknownPack = "unknown-pack",
        /// An authority that the pack does not declare.
        UnknownAuthority = "unknown-authority",
        /// A document that the case does not declare.
        UnknownDocument = "unknown-document",
        /// Not one of the options of the fact.
        UnknownOption = "unknown-option",
        /// A standing that does not exist.
        UnknownStanding = "unknown-standing",
        /// A reading of the law, or an answer to it, that the pack does not declare.
        UnknownReading = "unknown-reading",
        /// Braces in a text that name nothing.
        UnknownPlaceholder = "unknown-placeholder",
        /// A wording in a language whose dates and numbers are not known.
        UnknownLanguage = "unknown-language",
        /// A text that the thing worded does not take, or one that it lacks.
        WordingMismatch = "wording-mismatch",
        /// Braces of a wording that do not fit what it words.
        PlaceholderMismatch = "placeholder-mismatch",
        /// Braces of a wording that cannot be read.
        MalformedForms = "malformed-forms",
        /// The same name twice.
        DuplicateName = "duplicate-name",
        /// A value or expression of another type than its place takes.
        TypeMismatch = "type-mismatch",
        /// A duration without its unit.
        MissingUnit = "missing-unit",
        /// A fact of a topic with instances, outside `some`, `every` and `count of`.
        InstanceNeeded = "instance-needed",
        /// Definitions that rest on each other in a ring.
        Ring = "ring",
        /// A declaration that the pack or case cannot do without.
        MissingDeclaration = "missing-declaration",
        /// A situation that no row of the rules of evidence fits.
        EvidenceIncomplete = "evidence-incomplete",
        /// A situation that several rows of the rules of evidence fit.
        EvidenceOverlap = "evidence-overlap",
        /// A rule that cites nothing.
        RuleWithoutAuthority = "rule-without-authority",
        /// A rule that leads to nothing.
        RuleWithoutEffect = "rule-without-effect",
        /// A rule reads a fact that is only for the record.
        RecordFactRead = "record-fact-read",
        /// One party says yes and no in one paragraph.
        Contradiction = "contradiction",
        /// What the case states cannot be.
        Impossible = "impossible",
        /// The stage says one thing of the reply, the case another.
        StageMismatch = "stage-mismatch",
        /// Somebody whose words are not weighed closes a list.
        UnweighedList = "unweighed-list",
        /// One line of an outcome says one thing of a conclusion, another line another.
        OutcomeMismatch = "outcome-mismatch",
    }
    Warning {
        /// A conclusion that no rule leads to.
        UnreachedConclusion = "unreached-conclusion",
        /// A finding that no rule leads to.
        UnreachedFinding = "unreached-finding",
        /// A fact that no rule reads and that is not marked as for the record.
        UnreadFact = "unread-fact",
        /// An authority that nothing cites.
        UncitedAuthority = "uncited-authority",
        /// A reading of the law that no rule takes.
        UntakenReading = "untaken-reading",
        /// A time in force that is empty, or that never comes together with another.
        NeverInForce = "never-in-force",
        /// A rule that applies in no case.
        RuleNeverApplies = "rule-never-applies",
        /// An exception that defeats its rule in no case.
        ExceptionNeverDefeats = "exception-never-defeats",
        /// A condition or exception that changes nothing for its rule.
        ConditionWithoutEffect = "condition-without-effect",
        /// A rule that says nothing that another does not say wherever it applies.
        RuleSwallowed = "rule-swallowed",
        /// A finding or conclusion that no case reaches.
        NeverReached = "never-reached",
        /// A finding or conclusion that every case reaches.
        AlwaysReached = "always-reached",
        /// Something of the pack has no text in a language that the pack speaks.
        MissingWording = "missing-wording",
        /// A fact that somebody could not tell, and that is stated all the same.
        NotKnownAndStated = "not-known-and-stated",
        /// The same statement twice.
        RepeatedStatement = "repeated-statement",
    }
}
