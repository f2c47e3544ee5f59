use std::time::Instant;

use domain::{
    analysis::Language,
    query::{Fields, Keyword, LONGEST, MOST_TERMS, Place, Query, QueryErrorCode, QueryWarningCode, Text},
};
use proptest::prelude::*;

fn check(query: &str, text: &str, expected: bool) {
    let parsed = Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    assert_eq!(parsed.matches(&Text::new(text), &Fields::default()), expected, "query {query} on text {text}");
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
        ("refund*", "REFUNDED!", true),
        ("refund*", "refund", true),
        ("refund*", "prerefund", false),
        ("colo?r", "colour", true),
        ("colo?r", "color", false),
        ("{C++}", "I write C++11", true),
        ("{C++}", "I write c++", false),
        ("{C++}", "C and more", false),
        ("{Apple}", "an Apple's core", true),
        ("{Apple}", "an apple", false),
        ("{Apple}", "Applesauce", false),
        ("{Apple}", "Ａｐｐｌｅ", true),
        ("{Not Received!}", "Not Received!", true),
        ("{Not Received!}", "Not Received", false),
        ("iphone", "купилiPhone", true),
        ("a OR b AND c", "a", true),
        ("a OR b AND c", "b", false),
        ("-a NEAR/1 b c", "a x x b c", true),
        ("-a NEAR/1 b c", "a x b c", false),
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
        ("👍🏿", "nice👍", true),
        ("👩‍💻", "👩🏽‍💻", true),
        ("👩", "👩‍💻", false),
        ("🇰🇷", "🇰🇷🇯🇵", true),
        ("🇷🇯", "🇰🇷🇯🇵", false),
        ("{hanbit}", "@hanbit", false),
        ("{@Hanbit}", "hi @Hanbit", true),
        ("#order_late", "#Order_Late!", true),
        ("order", "#order_late", true),
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
        ("\"고객 센터\"", "우리고객 센터", false),
        ("*배송", "무료배송", true),
        ("*배송", "배송이", true),
        ("*배송", "무료배송이에요", true),
        ("배송*", "배송지연", true),
        ("배송*", "무료배송", false),
        ("지연*", "배송 지연됐어요", true),
        ("배?지연", "배송지연", true),
        ("배?지연", "배지연", false),
        ("배*지연", "배지연", true),
        ("LG전자", "LG전자에서", true),
        ("LG전자", "LG 전자", false),
        ("\"LG 전자\"", "LG전자에서", true),
        ("ㅋㅋ", "아ㅋㅋㅋ", false),
        ("ㅋㅋ", "아 ㅋㅋㅋ", true),
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
        ("*ライン", "オンラインで連絡した", true),
        ("*ライン", "オンラインストア", false),
        ("ライン*", "ラインストア", true),
        ("ライン*", "オンラインストア", false),
        ("*ライン*", "オンラインストア", true),
        ("ラ?ン", "ライン", true),
        ("届か*", "まだ届かない", true),
        ("*届か", "まだ届かない", true),
        ("\"クレジット カード\"", "クレジットカードで", true),
        ("\"クレジット カード\"", "クレジットカードローン", false),
        ("\"クレジット カード払い\"", "クレジットカード払い", true),
        ("\"返金 対応\"", "返金の対応", false),
        ("\"返金 対応\"", "返金、対応", true),
        ("ラーメン", "ラ〜メン食べた", true),
        ("ｻｰﾋﾞｽ", "サービスが", true),
        ("\"円\"", "千円", true),
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
        ("OR a", ExpectedTermBefore, 0),
        ("a OR OR b", ExpectedTerm, 2),
        ("a - b", ExpectedTerm, 2),
        ("--a", ExpectedTerm, 0),
        ("NOT NOT a", ExpectedTerm, 0),
        ("NOT -a b", ExpectedTerm, 0),
        ("()", ExpectedTerm, 0),
        ("a (b", Unbalanced, 2),
        ("a) b", Unbalanced, 1),
        ("a }", Unbalanced, 2),
        ("배송 \"지연", Unclosed, 3),
        ("a {B", Unclosed, 2),
        ("a {}", NothingToFind, 2),
        ("a !!", NothingToFind, 2),
        ("a \"!\"", NothingToFind, 2),
        ("배송 왜", TooShort, 3),
        ("a 円", TooShort, 2),
        ("배송 왜*", TooShort, 3),
        ("a #", BadName, 2),
        ("a #b!c", BadName, 2),
        ("a #tag*", BadName, 2),
        ("-a", NoPositiveTerm, 0),
        ("NOT a NOT b", NoPositiveTerm, 0),
        ("-lang:ko", NoPositiveTerm, 0),
        ("a NEAR/51 b", BadDistance, 2),
        ("a NEAR/x b", BadDistance, 2),
        ("a NEAR/ b", BadDistance, 2),
        ("\"a b\"~51", BadDistance, 5),
        ("\"a b\"~", BadDistance, 5),
        ("a NEAR/5", ExpectedTerm, 2),
        ("a NEAR -b", ExpectedTerm, 2),
        ("(a b) NEAR c", BadOperand, 0),
        ("a NEAR lang:ko", BadOperand, 7),
        ("a NEAR (b OR -c)", BadOperand, 7),
        ("a de*", BadWildcard, 4),
        ("a *del", BadWildcard, 2),
        ("a ?del", BadWildcard, 2),
        ("a *", BadWildcard, 2),
        ("a 👍*", BadWildcard, 3),
        ("a lang:", BadValue, 2),
        ("a lang: ko", BadValue, 2),
        ("a lang:korean", BadValue, 7),
        ("a has:nothing", BadValue, 6),
        ("a type:(post OR)", BadValue, 15),
        ("a type:(post reply)", BadValue, 13),
        ("a type:(post", Unbalanced, 7),
        ("a followers:many", BadValue, 12),
        ("a country:korea", BadValue, 10),
    ] {
        let error = Query::parse(query).expect_err(query);
        assert_eq!((error.code, error.position), (code, position), "{query}: {error}");
        for (language, place) in [
            (Language::En, format!(" at {position}")),
            (Language::Ko, format!(" ({position}번째 글자)")),
            (Language::Ja, format!("({position}文字目)")),
        ] {
            assert!(error.sentence(language).ends_with(&place), "{}", error.sentence(language));
        }
    }
    assert_eq!(Query::parse("late delivery AND").unwrap_err().to_string(), "expected a term after AND at 14");
}

#[test]
fn limits_are_inclusive() {
    let wild = |n: usize| "wild* ".repeat(n);
    let code = |query: &str| Query::parse(query).err().map(|error| error.code);
    assert_eq!(code(&"a".repeat(LONGEST)), None);
    assert_eq!(code(&"a".repeat(LONGEST + 1)), Some(QueryErrorCode::TooLong));
    assert_eq!(code(&"a ".repeat(MOST_TERMS)), None);
    assert_eq!(code(&"a ".repeat(MOST_TERMS + 1)), Some(QueryErrorCode::TooManyTerms));
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(code(&nested(32)), None);
    assert_eq!(code(&nested(33)), Some(QueryErrorCode::TooDeep));
    assert_eq!(code(&wild(20)), None);
    assert_eq!(code(&wild(21)), Some(QueryErrorCode::TooManyWildcards));
    let values = |n: usize| format!("author:({})", vec!["ab"; n].join(" OR "));
    assert_eq!(code(&values(400)), None);
    let values: Vec<String> = (0..=MOST_TERMS).map(|i| i.to_string()).collect();
    assert_eq!(code(&format!("author:({})", values.join(" OR "))), Some(QueryErrorCode::TooManyTerms));
    assert_eq!(code("a NEAR/0 b NEAR/50 c"), None);
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
        ("LG전자 e-mail", "lg전자 \"e mail\""),
        ("a NEAR b ONEAR/3 (c OR \"d e\")", "a NEAR/10 b ONEAR/3 (c OR \"d e\")"),
        ("a NEAR (b NEAR/2 c)", "a NEAR/10 (b NEAR/2 c)"),
        ("NOT a NEAR b OR c", "-a NEAR/10 b OR c"),
        ("\"Not  Received\"~3 \"one\"~3", "\"not received\"~3 one"),
        ("{ C++ } {Ｃ＋＋}", "{C++} {C++}"),
        ("FROM:@Hanbit lang:(KO OR ja) url:https://Example.com/", "author:hanbit lang:(ko OR ja) url:example.com"),
        ("followers:>1000 type:private_message author:\"Han Bit\" x", "followers:>1000 type:dm author:\"han bit\" x"),
        ("Refund* colo?r *배송 ラ*ン ＡＮＤ Ｘ", "refund* colo?r *배송 ラ*ン x"),
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
        Query::parse(&query).unwrap().matches(&text, &Fields::default());
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
    fn no_text_breaks_the_parser(source in "\\PC{0,60}", given in "\\PC{0,60}") {
        if let Ok(parsed) = Query::parse(&source) {
            prop_assert_eq!(Query::parse(&parsed.print()), Ok(parsed.clone()));
            let text = Text::new(&given);
            for span in parsed.spans(&text, &Fields::default()) {
                prop_assert!(given.get(span).is_some());
            }
        }
    }

    // A text that matches holds one of the necessary texts: what the ingestion prefilter relies on.
    #[test]
    fn a_match_holds_a_necessary_text(source in query(), text in "[a-d가나다返金届かきくアイウー#@ 👍]{0,30}") {
        if let Ok(parsed) = Query::parse(&source)
            && let Some(necessary) = parsed.necessary()
            && parsed.matches(&Text::new(&text), &Fields::default())
        {
            prop_assert!(necessary.iter().any(|part| text.contains(part)), "{} on {}: {:?}", parsed, text, necessary);
        }
    }

    // Width and case do not count.
    #[test]
    fn matching_ignores_width_and_case(word in "[b-m]{2,5}") {
        let wide: String = word.chars().map(|c| char::from_u32(c as u32 - 'a' as u32 + 'Ａ' as u32).unwrap()).collect();
        let finds = |query: &str, text: &str| Query::parse(query).unwrap().matches(&Text::new(&format!("x {text} y")), &Fields::default());
        prop_assert!(finds(&wide, &word));
        prop_assert!(finds(&word, &wide));
    }
}

// proves ING-06: at most n units between, in any order or from left to right
#[test]
fn near_counts_words_and_pairs_of_characters() {
    for (query, text, expected) in [
        ("a NEAR/0 b", "b a", true),
        ("a NEAR/1 b", "a x b", true),
        ("a NEAR/1 b", "a x y b", false),
        ("a NEAR b", "a 1 2 3 4 5 6 7 8 9 10 b", true),
        ("a NEAR b", "a 1 2 3 4 5 6 7 8 9 10 11 b", false),
        ("a ONEAR/1 b", "a x b", true),
        ("a ONEAR/1 b", "b x a", false),
        ("a NEAR/5 a", "a", false),
        ("a NEAR/5 a", "a x a", true),
        ("\"b c\" NEAR/5 b", "b c", false),
        ("\"late refund order\"~0", "order late refund", true),
        ("\"late refund order\"~1", "late order refund", true),
        ("\"late refund order\"~1", "late x order refund", false),
        ("\"late refund\"~1", "refund x x late", false),
        ("(a OR \"b c\") NEAR/1 (d OR e)", "b c x e", true),
        ("(a OR \"b c\") NEAR/1 (d OR e)", "b x c e", false),
        ("a NEAR/0 b NEAR/0 c", "c a b", true),
        ("배송 NEAR/0 지연", "배송이 지연", true),
        ("배송 NEAR/0 지연", "배송이 많이 지연", false),
        ("배송 NEAR/0 *지연", "배송지연", true),
        ("返金 NEAR/1 対応", "返金の対応", true),
        ("返金 NEAR/0 対応", "返金の対応", false),
        ("返金 NEAR/1 対応", "返金などの対応", false),
        ("返金 NEAR/2 対応", "返金などの対応", true),
        ("返金 NEAR/2 対応", "返金 の iPhone 対応", true),
        ("返金 NEAR/1 対応", "返金 の iPhone 対応", false),
        ("\"Hanbit Tel\" NEAR/6 (outage OR down OR 먹통)", "is Hanbit Tel the one that is now again down?", true),
        ("\"Hanbit Tel\" NEAR/6 (outage OR down OR 먹통)", "Hanbit Tel 먹통이네", true),
        ("#late NEAR/0 @hanbit", "@hanbit #late", true),
        ("{A} NEAR/0 b", "A b", true),
        ("{A} NEAR/0 b", "a b", false),
        ("a NEAR/0 b", "a-b", true),
    ] {
        check(query, text, expected);
    }
}

// proves ING-06: the examples of text-analysis.md section 4
#[test]
fn the_examples_of_the_specification_match() {
    let first = "(refund OR 환불 OR 返金) AND (late OR \"not received\" OR 지연* OR 届かない) -is:repost";
    check(first, "환불해 주세요, 배송 지연됐어요", true);
    check(first, "Refund! Still not-received", true);
    check(first, "返金して、荷物が届かない", true);
    check(first, "refund please", false);
    let repost = Fields { is: vec!["repost".into()], ..Fields::default() };
    assert!(!Query::parse(first).unwrap().matches(&Text::new("late refund"), &repost));
    let third = Query::parse("lang:ja platform:(x OR line) (解約 OR 乗り換え) -キャンペーン").unwrap();
    let asked = |text: &str, lang: &'static str, platform: &'static str| {
        let fields = Fields { language: Some(lang.into()), platform: Some(platform.into()), ..Fields::default() };
        third.matches(&Text::new(text), &fields)
    };
    assert!(asked("解約したい", "ja", "x") && asked("乗り換えます", "ja", "line"));
    assert!(!asked("解約したい", "ko", "x") && !asked("解約したい", "ja", "web") && !asked("解約キャンペーン", "ja", "x"));
}

// proves ING-06: field filters
#[test]
fn fields_ask_for_more_than_words() {
    let fields = Fields {
        authors: vec!["Hanbit_Fan".into(), "77".into()],
        to: vec!["hanbit".into()],
        language: Some("en-US".into()),
        platform: Some("x".into()),
        content_type: Some("reply".into()),
        has: vec!["media".into()],
        country: Some("KR".into()),
        followers: Some(1_200),
        sentiment: Some("negative".into()),
        ..Fields::default()
    };
    let text = Text::new("Why? see https://shop.Example.com/a?b=1 #late @hanbit 👍");
    for (query, expected) in [
        ("author:hanbit_fan", true),
        ("from:@HANBIT_FAN", true),
        ("from:77", true),
        ("author:hanbit", false),
        ("to:@Hanbit", true),
        ("lang:en", true),
        ("lang:en-us", true),
        ("lang:en-gb", false),
        ("lang:e why", false),
        ("platform:(line OR x)", true),
        ("platform:twitter", true),
        ("type:reply", true),
        ("type:(post OR comment)", false),
        ("is:reply", true),
        ("is:verified", false),
        ("why -is:repost", true),
        ("has:link has:media has:hashtag has:mention has:question has:emoji", true),
        ("url:example.com", true),
        ("url:shop.example.com/a", true),
        ("url:ample.com", false),
        ("url:\"https://shop.example.com/a\"", true),
        ("country:kr", true),
        ("followers:>1000", true),
        ("followers:>1200", false),
        ("followers:>=1200 followers:<=1,200", true),
        ("sentiment:negative", true),
        ("sentiment:(positive OR neutral)", false),
        // What nobody has judged is neither excluded nor found.
        ("why -intent:praise", false),
        ("why OR intent:praise", true),
        ("sentiment:unknown", false),
    ] {
        let parsed = match Query::parse(query) {
            Ok(parsed) => parsed,
            Err(_) if query.starts_with("lang:e ") => continue,
            Err(error) => panic!("{query}: {error}"),
        };
        assert_eq!(parsed.matches(&text, &fields), expected, "{query}");
        assert_eq!(Query::parse(&parsed.print()).as_ref(), Ok(&parsed), "{query}");
    }
    let code = |query: &str| Query::read(query, Place::Ingestion).err().map(|error| (error.code, error.position));
    assert_eq!(code("late sentiment:negative"), Some((QueryErrorCode::NotHere, 5)));
}

#[test]
fn what_is_lawful_and_perhaps_not_meant_is_said() {
    let warned = |query: &str| -> Vec<(QueryWarningCode, usize)> {
        let (_, warnings) = Query::read(query, Place::Judged).unwrap();
        assert!(warnings.iter().all(|w| !w.sentence(Language::Ko).is_empty() && !w.sentence(Language::Ja).is_empty()));
        warnings.into_iter().map(|warning| (warning.code, warning.position)).collect()
    };
    use QueryWarningCode::*;
    assert_eq!(warned("late and lost"), [(LowerCaseOperator, 5)]);
    assert_eq!(warned("a OR b AND c"), [(MixedWithoutParentheses, 0)]);
    assert_eq!(warned("x (a OR b c)"), [(MixedWithoutParentheses, 3)]);
    assert_eq!(warned("a OR (b AND c)"), []);
    assert_eq!(warned("platfrom:x late"), [(NotAField, 0)]);
    assert_eq!(warned("https://example.com"), []);
}

#[test]
fn hits_are_shown_where_they_stand() {
    let spans = |query: &str, text: &str| -> Vec<String> {
        let made = Text::new(text);
        Query::parse(query).unwrap().spans(&made, &Fields::default()).into_iter().map(|span| text[span].to_owned()).collect()
    };
    assert_eq!(spans("refund OR late -x", "A REFUND, late"), ["REFUND", "late"]);
    assert_eq!(spans("ライン", "ﾗｲﾝで"), ["ﾗｲﾝ"]);
    assert_eq!(spans("\"고객 센터\" 👍", "고객센터 👍🏽!"), ["고객센터", "👍🏽"]);
    assert_eq!(spans("straße #late", "STRASSE ＃Late"), ["STRASSE", "＃Late"]);
    assert_eq!(spans("가격", "가격"), ["가격"]);
    assert_eq!(spans("サービス", "サ〜ビス"), ["サ〜ビス"]);
    assert_eq!(spans("a NEAR/1 b", "a x b z z a"), ["a", "b"]);
    assert_eq!(spans("a", "b"), [""; 0]);
    assert_eq!(spans("late -refund", "late refund"), [""; 0]);
}

// proves ING-06: translated to the platform's own search where there is one
#[test]
fn x_is_sent_what_it_can_search_for() {
    let push = |query: &str| Query::parse(query).unwrap().push_down();
    let whole = push("(refund OR \"not received\") #late @hanbit -is:repost lang:en from:mina");
    assert_eq!(whole.sent.as_deref(), Some("(refund OR \"not received\") #late @hanbit -is:retweet lang:en from:mina"));
    assert_eq!((whole.access, whole.filtered.len()), (Some("self_serve"), 0));
    let part = push("refund delay* {Apple} country:kr \"a b\"~6 \"a b\"~7 -(late OR followers:>5)");
    assert_eq!(part.sent.as_deref(), Some("refund \"a b\"~6"));
    assert_eq!(part.filtered, ["delay*", "{Apple}", "country:kr", "\"a b\"~7", "-(late OR followers:>5)"]);
    assert_eq!(push("delay* OR refund").sent, None);
    assert_eq!(push("lang:ko -is:repost").sent, None);
    let long = push(&(0..200).map(|i| format!("word{i}")).collect::<Vec<_>>().join(" OR "));
    assert_eq!(long.access, Some("enterprise"));
}
