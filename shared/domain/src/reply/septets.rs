//! How long a text message is: 3GPP TS 23.038 (GSM 03.38), sections 6.2.1 and 6.2.1.1.
//!
//! A long text goes out in parts, each of 153 septets of the small alphabet or, with any other letter in it, of 67 letters of UCS-2. So that one
//! number says how much room there is, letters of UCS-2 count as the septets whose room they take.

/// Septets, and letters of UCS-2, of a part.
const SEPTETS: usize = 153;
const LETTERS: usize = 67;

const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Letters that take two septets.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// The length of `text` in septets.
pub(super) fn count(text: &str) -> usize {
    let septets = |c: char| match c {
        ' '..='Z' | 'a'..='z' => Some(1),
        c if ALPHABET.contains(c) => Some(1),
        c if EXTENSION.contains(c) => Some(2),
        _ => None,
    };
    let small = text.chars().try_fold(0, |sum, c| Some(sum + septets(c)?));
    small.unwrap_or_else(|| (text.encode_utf16().count() * SEPTETS).div_ceil(LETTERS))
}

#[cfg(test)]
mod tests {
    use super::*;

    // proves CH-24
    #[test]
    fn one_letter_outside_the_small_alphabet_changes_them_all() {
        for (text, expected) in [
            ("", 0),
            ("Where is my parcel?", 19),
            ("Ça va? ñ Ω", 10),
            // Two septets each.
            ("{}[]~|^\\€", 18),
            ("`", 3),
            ("배송", 5),
            ("👍", 5),
            ("ok 👍", 12),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
        // Ten parts of either.
        assert_eq!((count(&"a".repeat(1_530)), count(&"가".repeat(670))), (1_530, 1_530));
        assert!(count(&"가".repeat(671)) > 1_530);
    }
}
