//! The form in which texts and terms are compared: NFKC, case folded, without what cannot be seen.

use unicode_normalization::UnicodeNormalization;

/// Folds a text. Folding twice changes nothing.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    if text.chars().all(is_folded) {
        return text.to_owned();
    }
    let visible = text.chars().filter(|&c| !invisible(c));
    // Lower case may undo the composition (İ), and composing may bring capitals (some symbols): hence twice.
    let folded: String = visible.nfkc().flat_map(lower).nfkc().flat_map(lower).nfkc().collect();
    if folded.contains(['〜', '~']) { lengthen(&folded) } else { folded }
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
    fn folding_twice_changes_nothing_for_any_character() {
        for c in '\0'..=char::MAX {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "{:x}", c as u32);
        }
    }
}
