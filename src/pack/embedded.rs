//! The packs that are compiled into the program, so that it works without a folder of rules. In: the files under `rules/`
//! at build time. Out: their names and texts.

/// A pack and its files, in the order of their names.
#[derive(Clone, Copy, Debug)]
pub struct EmbeddedPack {
    /// What `under` calls it, and its folder under `rules/`.
    pub name: &'static str,
    /// Name and text of each file.
    pub files: &'static [(&'static str, &'static str)],
    /// The same of its wordings, which lie in the folder `say` below.
    pub say: &'static [(&'static str, &'static str)],
}

/// Compiles the named files of one pack in.
macro_rules! embedded {
    ($pack:literal: $($file:literal),* ; say: $($say:literal),* $(,)?) => {
        EmbeddedPack {
            name: $pack,
            files: &[$(($file, include_str!(concat!("../../rules/", $pack, "/", $file)))),*],
            say: &[$(($say, include_str!(concat!("../../rules/", $pack, "/say/", $say)))),*],
        }
    };
}

/// Every embedded pack. A test fails when a file of `rules/<pack>/` is missing here.
pub const PACKS: &[EmbeddedPack] = &[embedded!(
    "wgad":
    "01-frame.law",
    "02-facts.law",
    "03-findings.law",
    "04-readings.law",
    "05-intake.law",
    "06-clocks.law",
    "10-preliminary.law",
    "11-category-1.law",
    "12-category-2.law",
    "13-category-3.law",
    "14-category-4.law",
    "15-category-5.law",
    "16-concerns-referrals.law",
    "17-remedies.law",
    "18-first-steps.law";
    say:
    "en-arrest.law",
    "en-conduct.law",
    "en-custody.law",
    "en-equality.law",
    "en-intake.law",
    "en-person.law",
    "en-procedure.law",
    "en-trial.law",
    "es-category-1.law",
    "es-category-2.law",
    "es-category-3.law",
    "es-category-4.law",
    "es-category-5.law",
    "es-concerns-referrals.law",
    "es-facts-detention.law",
    "es-facts-trial.law",
    "es-facts.law",
    "es-findings.law",
    "es-frame.law",
    "es-intake.law",
    "es-preliminary.law",
    "es-remedies.law",
    "fr-category-1.law",
    "fr-category-2.law",
    "fr-category-3.law",
    "fr-category-4.law",
    "fr-category-5.law",
    "fr-concerns-referrals.law",
    "fr-conclusions.law",
    "fr-facts-background.law",
    "fr-facts-custody.law",
    "fr-facts-grounds.law",
    "fr-facts-trial.law",
    "fr-findings.law",
    "fr-frame.law",
    "fr-intake.law",
    "fr-preliminary.law",
    "fr-readings.law",
    "fr-remedies.law",
)];

/// The embedded pack of this name.
#[must_use]
pub fn embedded_pack(name: &str) -> Option<EmbeddedPack> {
    PACKS.iter().find(|pack| pack.name == name).copied()
}
