//! The language in which a command speaks to whoever runs it.

use domain::analysis::Language;

/// The language asked for, else that of `LC_ALL`, `LC_MESSAGES` or `LANG`, else English.
pub fn spoken(asked: Option<Language>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|locale| !locale.is_empty()));
    asked.unwrap_or_else(|| of_locale(&locale.unwrap_or_default()))
}

/// The language of a locale (`ko_KR.UTF-8`); English where it is none of the product's.
fn of_locale(locale: &str) -> Language {
    locale.split(['_', '.', '@', '-']).next().and_then(|name| name.parse().ok()).unwrap_or(Language::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_language() {
        for (locale, language) in [
            ("ko_KR.UTF-8", Language::Ko),
            ("ja_JP", Language::Ja),
            ("en", Language::En),
            ("C", Language::En),
            ("de_DE.UTF-8", Language::En),
            ("", Language::En),
        ] {
            assert_eq!(of_locale(locale), language, "{locale}");
        }
        assert_eq!(spoken(Some(Language::Ja)), Language::Ja);
    }
}
