//! Words that stand in many names and in every text. In: a folded word. Out: whether it tells nobody's name by itself, or does so
//! only with a capital letter.

/// Words of names that tell nobody: titles, particles, "city", "court".
pub(super) fn common(word: &str) -> bool {
    COMMON.split_whitespace().any(|common| common == word)
}

/// Names that are everyday words as well: "May", "Hope". With a small letter they are taken for the word.
pub(super) fn everyday(word: &str) -> bool {
    EVERYDAY.split_whitespace().any(|everyday| everyday == word)
}

const COMMON: &str = "
    mr mrs ms miss sir dame lady lord dr prof professor doctor saint sheikh don dona mme mlle sra srta the and for
    von van der den del los las bin ibn abu bint person client applicant petitioner brother sister mother father
    wife husband son daughter lawyer counsel judge prosecutor officer witness city town village region district court
    police station prison street avenue road house north south east west new old first second party union national
    central general human rights state republic ministry committee number case file our right office place
    organization organisation association passport identity card";

const EVERYDAY: &str = "
    art august april bishop bill black brown bush case chance charity church cook day dawn dean drew earl eve faith field
    ford fox frank gene good grace grant gray green guy hall hill hope hunter iris jack joy judge june justice king lake
    law long love march mark marshal mason may mercy miles noble page park patience pearl pope price prudence ray rich
    rob rose ruby short small stone sue summer swift victor ward west white will wise wood young
    an do du he in ko la le ma me my no on or per si so to un we ye son mai juin avril mars jose sol paz luz cruz mar rey
    reyes leon rosa pilar dolores angel sombra blanco moreno blanc noir petit grand roy roi";
