//! The fonts that stand in the program, so that a page looks the same on every machine. In: files of `assets/fonts`. Out: a
//! collection to set text with, and the fonts to embed.

use std::sync::Arc;

use parley::FontContext;
use parley::fontique::{Blob, CharmapIndex, Collection, CollectionOptions, FontInfoOverride, SourceCache};

/// Each font with the family it belongs to: one for Latin, Greek and Cyrillic, one for Arabic, one for Hebrew.
const FILES: [(&str, &[u8]); 8] = [
    (SERIF, include_bytes!("../../../assets/fonts/NotoSerif-Regular.ttf")),
    (SERIF, include_bytes!("../../../assets/fonts/NotoSerif-Bold.ttf")),
    (SERIF, include_bytes!("../../../assets/fonts/NotoSerif-Italic.ttf")),
    (SERIF, include_bytes!("../../../assets/fonts/NotoSerif-BoldItalic.ttf")),
    (ARABIC, include_bytes!("../../../assets/fonts/NotoNaskhArabic-Regular.ttf")),
    (ARABIC, include_bytes!("../../../assets/fonts/NotoNaskhArabic-Bold.ttf")),
    (HEBREW, include_bytes!("../../../assets/fonts/NotoSerifHebrew-Regular.ttf")),
    (HEBREW, include_bytes!("../../../assets/fonts/NotoSerifHebrew-Bold.ttf")),
];

/// The family for Latin, Greek and Cyrillic.
pub(super) const SERIF: &str = "Noto Serif";

/// The family for Arabic.
pub(super) const ARABIC: &str = "Noto Naskh Arabic";

/// The family for Hebrew.
pub(super) const HEBREW: &str = "Noto Serif Hebrew";

/// The fonts, ready for setting; none of the machine is among them.
pub(super) struct Fonts {
    /// What sets text with them.
    pub(super) context: FontContext,
    /// The number by which each is known there.
    pub(super) known: Vec<u64>,
    letters: Vec<(CharmapIndex, &'static [u8])>,
}

impl Fonts {
    /// All of them.
    pub(super) fn new() -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let mut known = Vec::new();
        let mut letters = Vec::new();
        for (family, bytes) in FILES {
            let blob = Blob::new(Arc::new(bytes));
            known.push(blob.id());
            let named = FontInfoOverride { family_name: Some(family), ..FontInfoOverride::default() };
            let found = collection.register_fonts(blob, Some(named));
            letters.extend(found.iter().flat_map(|(_, fonts)| fonts).map(|font| (font.charmap_index(), bytes)));
        }
        Self { context: FontContext { collection, source_cache: SourceCache::default() }, known, letters }
    }

    /// Whether any of them has this letter.
    pub(super) fn have(&self, letter: char) -> bool {
        let has = |(index, bytes): &(CharmapIndex, &'static [u8])| {
            index.charmap(bytes).and_then(|letters| letters.map(letter)).is_some_and(|glyph| glyph != 0)
        };
        self.letters.iter().any(has)
    }
}

/// The fonts to embed, in the same order; none where a file is no font.
pub(super) fn embedded() -> Vec<Option<krilla::text::Font>> {
    let font = |(_, bytes): (&str, &'static [u8])| {
        let data: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(bytes);
        krilla::text::Font::new(data.into(), 0)
    };
    FILES.into_iter().map(font).collect()
}
