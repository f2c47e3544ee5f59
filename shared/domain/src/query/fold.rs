//! The form in which texts and terms are compared: NFKC, case folded, without what cannot be seen.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Folds a text. Folding twice changes nothing.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        // For ASCII the same as `to_ascii_lowercase`, and many bytes at a time however this is compiled.
        return text.to_lowercase();
    }
    if text.chars().all(is_folded) {
        return text.to_owned();
    }
    let folded = compare(text);
    if folded.contains(['〜', '~']) { lengthen(&folded) } else { folded }
}

/// Where each folded character comes from: its place in the folded text, then the grapheme it was part of in the given
/// one, in bytes. None where some letters of neighbouring graphemes became one, which no living script does.
pub(super) fn origins(given: &str, folded: &str) -> Option<Vec<(u32, u32, u32)>> {
    let mut origins = Vec::with_capacity(folded.len());
    let mut rest = folded.char_indices();
    for (at, grapheme) in given.grapheme_indices(true) {
        let end = (at + grapheme.len()) as u32;
        for expected in compare(grapheme).chars() {
            let (place, found) = rest.next()?;
            if found != expected && !(found == 'ー' && matches!(expected, '〜' | '~')) {
                return None;
            }
            origins.push((place as u32, at as u32, end));
        }
    }
    rest.next().is_none().then_some(origins)
}

/// As [`fold`] without what depends on the neighbours across graphemes.
fn compare(text: &str) -> String {
    // Lower case may undo the composition (İ), and composing may bring capitals (some symbols): hence twice.
    visible(text).nfkc().flat_map(lower).nfkc().flat_map(lower).nfkc().collect()
}

/// As [`fold`], with the case kept: what `{...}` compares.
pub(super) fn literal(text: &str) -> String {
    // Most words of most queries: nothing of them is hidden or written in another way.
    if text.chars().all(|c| c.is_ascii() || is_folded(c)) {
        return text.to_owned();
    }
    visible(text).nfkc().collect()
}

/// The characters that say something. A joiner stays between two emoji, where it makes them one.
fn visible(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let joins = || {
            let next = text[at + c.len_utf8()..].chars().find(|&c| !invisible(c));
            c == '\u{200d}' && is_emoji(before) && next.is_some_and(is_emoji)
        };
        let stays = !invisible(c) || joins();
        if stays {
            before = c;
        }
        stays.then_some(c)
    })
}

/// What is shown as a picture. Signs that are also letters or punctuation are not meant.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2300}'..='\u{23ff}' | '\u{2b00}'..='\u{2bff}')
}

/// Letters that are their own folded form whatever stands beside them, if nothing but such letters does: most of
/// Korean and Japanese.
fn is_folded(c: char) -> bool {
    match c {
        'A'..='Z' | '~' => false,
        _ => c.is_ascii() || matches!(c, '가'..='힣' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿' | '、' | '。'),
    }
}

/// Case folding of one character, without the context that `str::to_lowercase` looks at for the final sigma.
fn lower(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ß' | 'ẞ' => (Some('s'), Some('s')),
        'ς' => (Some('σ'), None),
        _ => (None, None),
    };
    let rest = first.is_none().then(|| c.to_lowercase()).into_iter().flatten();
    first.into_iter().chain(second).chain(rest)
}

/// Joiners, variation selectors, skin tones: they change how a text looks, not what it says.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e01ef}')
}

/// Between kana a wave dash is a long vowel: ら〜めん is らーめん.
fn lengthen(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut folded = String::with_capacity(text.len());
    let mut previous = ' ';
    for (i, &c) in chars.iter().enumerate() {
        let next = chars[i + 1..].iter().copied().find(|c| !matches!(c, '〜' | '~'));
        let long = matches!(c, '〜' | '~') && is_kana(previous) && next.is_some_and(is_kana);
        previous = if long { 'ー' } else { c };
        folded.push(previous);
    }
    folded
}

/// Hiragana or katakana, the long vowel sign included.
pub(super) fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ゝ'..='ゟ') || is_katakana(c)
}

/// Katakana with the long vowel sign; the middle dot depends on its neighbours and is not decided here.
pub(super) fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー'..='ヿ' | '\u{31f0}'..='\u{31ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_looks_do_not_count() {
        for (given, folded) in [
            ("ＡＢＣ１２", "abc12"),
            ("ﾗｲﾝ", "ライン"),
            ("ｶﾞﾗｽ", "ガラス"),
            ("Straße ΣΟΦΟΣ", "strasse σοφοσ"),
            ("❤️👍🏽", "❤👍"),
            ("👩🏽\u{200d}💻❤️\u{200d}🔥", "👩\u{200d}💻❤\u{200d}🔥"),
            ("a\u{200d}b", "ab"),
            ("ら〜めん", "らーめん"),
            ("3〜5", "3〜5"),
            ("サ～ビス", "サービス"),
        ] {
            assert_eq!(fold(given), folded, "{given}");
        }
    }

    #[test]
    fn the_short_way_and_the_long_way_agree() {
        // A trailing fi ligature forces the long way.
        for c in ('\0'..=char::MAX).filter(|&c| is_folded(c)) {
            assert_eq!(fold(&format!("{c}가か{c}ﬁ")), format!("{c}가か{c}fi"), "{:x}", c as u32);
        }
    }

    #[test]
    fn with_the_case_kept_the_short_way_and_the_long_way_agree() {
        for c in ('\0'..=char::MAX).filter(|&c| c.is_ascii() || is_folded(c)) {
            assert_eq!(literal(&format!("{c}A가か{c}ﬁ")), format!("{c}A가か{c}fi"), "{:x}", c as u32);
        }
    }

    #[test]
    fn folding_twice_changes_nothing_for_any_character() {
        for c in '\0'..=char::MAX {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "{:x}", c as u32);
        }
    }
}
