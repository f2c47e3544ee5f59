//! Wildcards: `*` zero or more characters, `?` exactly one.

/// Where a pattern that begins at the start of `run` may end in it, in bytes, nearest first.
pub(super) fn ends(pattern: &str, run: &str) -> Vec<usize> {
    let pattern: Vec<char> = pattern.chars().collect();
    // All readings go forward together: trying them one by one would be exponential in patterns of many stars.
    let mut reached = vec![false; pattern.len() + 1];
    reach(&mut reached, 0, &pattern);
    let mut ends = Vec::new();
    let mut at = 0;
    loop {
        if reached[pattern.len()] {
            ends.push(at);
        }
        let Some(c) = run[at..].chars().next() else { return ends };
        let mut next = vec![false; pattern.len() + 1];
        for (i, &sign) in pattern.iter().enumerate().filter(|&(i, _)| reached[i]) {
            match sign {
                '*' => reach(&mut next, i, &pattern),
                _ if sign == '?' || sign == c => reach(&mut next, i + 1, &pattern),
                _ => {}
            }
        }
        if !next.contains(&true) {
            return ends;
        }
        reached = next;
        at += c.len_utf8();
    }
}

/// A star may also stand for nothing.
fn reach(reached: &mut [bool], mut place: usize, pattern: &[char]) {
    reached[place] = true;
    while pattern.get(place) == Some(&'*') {
        place += 1;
        reached[place] = true;
    }
}

/// Whether a folded term has wildcards: `*` and `?` are never part of a word.
pub(super) fn is_wild(term: &str) -> bool {
    term.bytes().any(|byte| matches!(byte, b'*' | b'?'))
}

/// The longest stretch without wildcards.
pub(super) fn literal(term: &str) -> &str {
    // The first of equals: the start of a word is rarer than its end.
    term.split(['*', '?']).rev().max_by_key(|part| part.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_questions_stand_for_characters() {
        assert_eq!(ends("ab", "abc"), [2]);
        assert_eq!(ends("a*", "abc"), [1, 2, 3]);
        assert_eq!(ends("a?c*", "abcd"), [3, 4]);
        assert_eq!(ends("*배송", "무료배송이"), ["무료배송".len()]);
        assert_eq!(ends("?", ""), [0usize; 0]);
        assert_eq!(ends("**a**", "a"), [1]);
        assert_eq!(literal("a*bcd?ef"), "bcd");
        // Many stars stay linear.
        assert!(ends(&"a*".repeat(40), &"a".repeat(5_000)).len() > 4_000);
    }
}
