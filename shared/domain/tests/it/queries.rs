use std::time::Instant;

use domain::query::{Keyword, LONGEST, MOST_TERMS, Query, QueryErrorCode, Text};
use proptest::prelude::*;

fn check(query: &str, text: &str, expected: bool) {
    let parsed = Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    assert_eq!(parsed.matches(&Text::new(text)), expected, "query {query} on text {text}");
}

// proves ING-06: words, phrases, tags, handles, AND, OR, NOT, parentheses
#[test]
fn words_and_operators_match_as_written() {
    for (query, text, expected) in [
        ("refund", "I want a REFUND!", true),
        ("refund", "refunded", false),
        ("refund late", "late again, refund me", true),
        ("refund AND late", "refund me", false),
        ("refund OR late", "refund me", true),
        ("a OR b c", "a", true),
        ("a OR b c", "b", false),
        ("(a OR b) c", "b c", true),
        ("a -b", "a c", true),
        ("a -b", "a b", false),
        ("a NOT b", "a b", false),
        ("a -(b OR c)", "a c", false),
        ("NOT (NOT a)", "a", true),
        ("and or not", "not or and", true),
        ("and or not", "not or", false),
        ("e-mail", "E mail me", true),
        ("e-mail", "email", false),
        ("don't", "I DON’T know", true),
        ("\"not received\"", "it was Not-Received yet", true),
        ("\"not received\"", "received not", false),
        ("\"AND\"", "this and that", true),
        ("“not received”", "not received", true),
        ("（refund　OR　late）", "late", true),
        ("straße", "STRASSE 5", true),
    ] {
        check(query, text, expected);
    }
}

// proves ING-06: tags, handles and emoji
#[test]
fn names_and_emoji_match_whole() {
    for (query, text, expected) in [
        ("#late", "so ＃Late today", true),
        ("#late", "so #lately", false),
        ("#late", "late", false),
        ("late", "so #late", true),
        ("배송", "#배송지연", true),
        ("@hanbit", "hello @Hanbit입니다", true),
        ("@hanbit", "hello @hanbit_tel", false),
        ("@hanbit", "mail me at a@hanbit.example", false),
        ("hanbit", "hello @hanbit", false),
        ("\"hello there\"", "hello @hanbit there", false),
        ("👍", "good 👍🏽", true),
        ("❤️", "❤", true),
        ("👍", "👎", false),
    ] {
        check(query, text, expected);
    }
}

// proves ING-06: Korean and Japanese text matched without spaces
#[test]
fn hangul_matches_at_the_start_of_a_word() {
    for (query, text, expected) in [
        ("배송", "배송이 아직도 안 왔어요", true),
        ("배송", "배송지연", true),
        ("배송", "무료배송", false),
        ("배송", "3일배송", false),
        ("배송", "iPhone배송", true),
        ("\"고객 센터\"", "고객센터에 전화", true),
        ("\"고객 센터\"", "고객 센터 전화", true),
        ("\"고객 센터\"", "고객의 센터", true),
        ("\"고객 센터\"", "고객 만족 센터", false),
        ("고객센터", "고객 센터", false),
        ("\"왜\"", "왜요", true),
        ("환불 -완료", "환불 완료됐어요", false),
        ("갤럭시", "갤럭시".to_owned().as_str(), true),
    ] {
        check(query, text, expected);
    }
}

// proves ING-06: Han and hiragana anywhere, katakana only as a whole run
#[test]
fn japanese_matches_without_boundaries() {
    for (query, text, expected) in [
        ("返金", "返金はまだですか", true),
        ("返金", "早く返金してほしい", true),
        ("届かない", "荷物が届かないです", true),
        ("ライン", "ラインで連絡した", true),
        ("ライン", "オンラインで連絡した", false),
        ("ライン", "ラインー", false),
        ("ﾗｲﾝ", "ライン", true),
        ("サービス", "サ〜ビスが悪い", true),
        ("コード", "コード・ギアス", false),
        ("iPhone買った", "昨日iPhone買ったよ", true),
        ("iPhone", "iPhone買った", true),
        ("\"返金 対応\"", "返金対応が遅い", true),
        ("解約 OR 乗り換え", "他社に乗り換えます", true),
        ("クレジットカード払い", "クレジットカード払いにした", true),
    ] {
        check(query, text, expected);
    }
}

// proves ING-05: an error has a code, its place and a sentence
#[test]
fn a_query_that_does_not_read_says_where_and_why() {
    use QueryErrorCode::*;
    for (query, code, position) in [
        ("", Empty, 0),
        ("  ", Empty, 0),
        ("late delivery AND", ExpectedTerm, 14),
        ("OR a", ExpectedTerm, 0),
        ("a OR OR b", ExpectedTerm, 2),
        ("a - b", ExpectedTerm, 2),
        ("NOT NOT a", ExpectedTerm, 0),
        ("()", ExpectedTerm, 0),
        ("a (b", Unbalanced, 2),
        ("a) b", Unbalanced, 1),
        ("배송 \"지연", UnclosedPhrase, 3),
        ("a !!", NothingToFind, 2),
        ("a \"!\"", NothingToFind, 2),
        ("배송 왜", TooShort, 3),
        ("a 円", TooShort, 2),
        ("a #", BadName, 2),
        ("a #b!c", BadName, 2),
        ("-a", NoPositiveTerm, 0),
        ("NOT a NOT b", NoPositiveTerm, 0),
        ("a NEAR/5 b", NotAvailable, 2),
        ("a lang:ko", NotAvailable, 2),
        ("a del*", NotAvailable, 5),
        ("a {B}", NotAvailable, 2),
        ("\"a b\"~5", NotAvailable, 5),
    ] {
        let error = Query::parse(query).expect_err(query);
        assert_eq!((error.code, error.position), (code, position), "{query}: {error}");
        assert!(error.sentence.ends_with(&format!("(at {position})")), "{error}");
    }
}

#[test]
fn limits_are_inclusive() {
    let code = |query: &str| Query::parse(query).err().map(|error| error.code);
    assert_eq!(code(&"a".repeat(LONGEST)), None);
    assert_eq!(code(&"a".repeat(LONGEST + 1)), Some(QueryErrorCode::TooLong));
    assert_eq!(code(&"a ".repeat(MOST_TERMS)), None);
    assert_eq!(code(&"a ".repeat(MOST_TERMS + 1)), Some(QueryErrorCode::TooManyTerms));
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(code(&nested(32)), None);
    assert_eq!(code(&nested(33)), Some(QueryErrorCode::TooDeep));
    // One character may fold to many: the normal form has the same limit.
    assert_eq!(code(&"ﷺ".repeat(1_000)), Some(QueryErrorCode::TooLong));
}

#[test]
fn the_normal_form_is_short_and_folded() {
    for (query, printed) in [
        ("Refund AND (Late OR 'x y')", "refund (late OR x y)"),
        ("(a b) c", "a b c"),
        ("(a OR b) OR c", "a OR b OR c"),
        ("a NOT (b c)", "a -(b c)"),
        ("NOT (NOT a)", "a"),
        ("\"Late\" \"not  received\" \"왜\"", "late \"not received\" \"왜\""),
        ("＃Ｔａｇ ＠Ｎａｍｅ", "#tag @name"),
    ] {
        let parsed = Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
        assert_eq!(parsed.print(), printed);
        assert_eq!(serde_json::to_value(&parsed).unwrap(), printed);
        assert_eq!(serde_json::from_value::<Query>(printed.into()).unwrap(), parsed);
    }
}

#[test]
fn a_keyword_is_taken_literally() {
    let has = |keyword: &str, text: &str| keyword.parse::<Keyword>().unwrap().matches(&Text::new(text));
    assert!(has("AND", "and so on"));
    assert!(has("not OR", "not or"));
    assert!(!has("not OR", "not"));
    assert!(has("환불", "환불해 주세요"));
    assert!("!?".parse::<Keyword>().is_err());
    assert!("a".repeat(201).parse::<Keyword>().is_err());
}

// Linear time: the same work per character at the limits, on texts made to be slow.
#[test]
fn repetitive_queries_and_texts_stay_fast() {
    let text = Text::new(&"ああ 가가 aa ".repeat(8_000));
    for query in [
        format!("\"{}\" ", "あ ".repeat(1_500)),
        format!("\"{}나\" ", "가 ".repeat(1_500)),
        format!("\"{}b\" ", "aa ".repeat(1_300)),
        "aa OR ".repeat(499) + "zz",
    ] {
        let start = Instant::now();
        Query::parse(&query).unwrap().matches(&text);
        assert!(start.elapsed().as_secs() < 10, "{:?} for {}", start.elapsed(), &query[..20]);
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-d]{1,3}",
        "[가나다]{2,3}",
        "[返金届]{2,3}",
        "[かきく]{2,3}",
        "[アイウー]{2,3}",
        "#[a-c가返]{1,3}",
        "@[a-c]{1,3}",
        "\"[a-c가返ア ]{0,6}[a-c]\"",
        Just("👍".to_owned()),
    ]
}

fn query() -> impl Strategy<Value = String> {
    word().prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| format!("({})", parts.join(" "))),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| format!("({})", parts.join(" OR "))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} AND {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} -{b})")),
            inner.prop_map(|part| format!("(NOT {part})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    // proves ING-06: parse(print(q)) = q
    #[test]
    fn a_printed_query_reads_back_as_itself(source in query()) {
        if let Ok(parsed) = Query::parse(&source) {
            prop_assert_eq!(Query::parse(&parsed.print()), Ok(parsed));
        }
    }

    // proves ING-06: any text whatever parses or is refused, and what parses prints and reads back
    #[test]
    fn no_text_breaks_the_parser(source in "\\PC{0,60}", text in "\\PC{0,60}") {
        if let Ok(parsed) = Query::parse(&source) {
            prop_assert_eq!(Query::parse(&parsed.print()), Ok(parsed.clone()));
            parsed.matches(&Text::new(&text));
        }
    }

    // A text that matches holds one of the necessary texts: what the ingestion prefilter relies on.
    #[test]
    fn a_match_holds_a_necessary_text(source in query(), text in "[a-d가나다返金届かきくアイウー#@ 👍]{0,30}") {
        if let Ok(parsed) = Query::parse(&source)
            && let Some(necessary) = parsed.necessary()
            && parsed.matches(&Text::new(&text))
        {
            prop_assert!(necessary.iter().any(|part| text.contains(part)), "{} on {}: {:?}", parsed, text, necessary);
        }
    }

    // Width and case do not count.
    #[test]
    fn matching_ignores_width_and_case(word in "[a-z]{2,5}") {
        let wide: String = word.chars().map(|c| char::from_u32(c as u32 - 'a' as u32 + 'Ａ' as u32).unwrap()).collect();
        let finds = |query: &str, text: &str| Query::parse(query).unwrap().matches(&Text::new(&format!("x {text} y")));
        prop_assert!(finds(&wide, &word));
        prop_assert!(finds(&word, &wide));
    }
}
