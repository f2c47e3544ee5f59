//! What is wrong with a query, and what is unwise: code, place and a sentence in the reader's language.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DEEPEST, FARTHEST, LONGEST, MOST_TERMS, MOST_WILDCARDS};
use crate::analysis::Language;

/// Why a text is not a query, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QueryError {
    /// The kind of mistake.
    pub code: QueryErrorCode,
    /// Where, in characters from the start, the first being 0.
    pub position: usize,
    /// What it is about: an operator, a word as it was written, the values expected.
    pub about: String,
}

/// The kinds of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QueryErrorCode {
    /// Nothing is written.
    Empty,
    /// Over 4,096 characters, as written or in normal form.
    TooLong,
    /// Over 500 terms.
    TooManyTerms,
    /// Over 20 terms with wildcards.
    TooManyWildcards,
    /// Parentheses more than 32 deep.
    TooDeep,
    /// An operator has nothing to work on.
    ExpectedTerm,
    /// Something stands before an operator that needs a term there.
    ExpectedTermBefore,
    /// A parenthesis has no partner.
    Unbalanced,
    /// A quotation mark or brace has no partner.
    Unclosed,
    /// A word or phrase of punctuation only.
    NothingToFind,
    /// One unquoted character of Han, kana or Hangul.
    TooShort,
    /// A character that cannot stand in a `#tag` or `@name`.
    BadName,
    /// A wildcard where none may stand.
    BadWildcard,
    /// A distance that is no number from 0 to 50.
    BadDistance,
    /// Something else than words and phrases, or groups of them with OR, beside NEAR.
    BadOperand,
    /// A field without a value, or with one it cannot have.
    BadValue,
    /// A field that is known only after analysis, in a rule that is asked before it.
    NotHere,
    /// Everything is excluded and nothing asked for.
    NoPositiveTerm,
}

/// What is lawful in a query, and perhaps not meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QueryWarning {
    /// The kind of doubt.
    pub code: QueryWarningCode,
    /// Where, in characters from the start.
    pub position: usize,
    /// The word it is about.
    pub about: String,
}

/// The kinds of doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QueryWarningCode {
    /// `and`, `or`, `not`, `near` in lower case are words.
    LowerCaseOperator,
    /// OR and AND without parentheses: AND binds first.
    MixedWithoutParentheses,
    /// A word with a colon whose first half names no field.
    NotAField,
}

impl QueryError {
    /// What to say to the person who wrote it, in their language, with the place.
    pub fn sentence(&self, language: Language) -> String {
        format!("{}{}", said(self.code, &self.about, language), place(self.position, language))
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::En))
    }
}

impl std::error::Error for QueryError {}

impl QueryWarning {
    /// What to say to the person who writes, in their language, with the place.
    pub fn sentence(&self, language: Language) -> String {
        let about = &self.about;
        use QueryWarningCode::*;
        let said = match (self.code, language) {
            (LowerCaseOperator, Language::En) => {
                format!("`{about}` is looked for as a word; write {} to combine terms", about.to_uppercase())
            }
            (LowerCaseOperator, Language::Ko) => {
                format!("`{about}`은(는) 단어로 검색됩니다. 연산자로 쓰려면 {}로 적으세요", about.to_uppercase())
            }
            (LowerCaseOperator, Language::Ja) => {
                format!("`{about}` は単語として検索されます。演算子にするには {} と書いてください", about.to_uppercase())
            }
            (MixedWithoutParentheses, Language::En) => "AND binds before OR; add parentheses to say which is meant".into(),
            (MixedWithoutParentheses, Language::Ko) => "AND가 OR보다 먼저 묶입니다. 괄호로 뜻을 분명히 하세요".into(),
            (MixedWithoutParentheses, Language::Ja) => {
                "AND は OR より先に結び付きます。括弧で意味をはっきりさせてください".into()
            }
            (NotAField, Language::En) => format!("`{about}` is no field, so it is looked for as words"),
            (NotAField, Language::Ko) => format!("`{about}`은(는) 필드가 아니어서 단어로 검색됩니다"),
            (NotAField, Language::Ja) => format!("`{about}` というフィールドはないため、単語として検索されます"),
        };
        format!("{said}{}", place(self.position, language))
    }
}

fn place(position: usize, language: Language) -> String {
    match language {
        Language::En => format!(" at {position}"),
        Language::Ko => format!(" ({position}번째 글자)"),
        Language::Ja => format!("({position}文字目)"),
    }
}

fn said(code: QueryErrorCode, about: &str, language: Language) -> String {
    use QueryErrorCode::*;
    let [en, ko, ja] = match code {
        Empty => [
            "the query is empty: write at least one word".into(),
            "검색식이 비어 있습니다. 단어를 하나 이상 적으세요".into(),
            "検索式が空です。語を一つ以上書いてください".into(),
        ],
        TooLong => [
            format!("the query has {about} characters and may have {LONGEST}; split it"),
            format!("검색식이 {about}자입니다. {LONGEST}자까지 쓸 수 있으니 나누세요"),
            format!("検索式が{about}文字あります。{LONGEST}文字までなので分けてください"),
        ],
        TooManyTerms => [
            format!("a query may have {MOST_TERMS} terms; split it into two rules"),
            format!("검색어는 {MOST_TERMS}개까지입니다. 규칙을 둘로 나누세요"),
            format!("語は{MOST_TERMS}個までです。ルールを二つに分けてください"),
        ],
        TooManyWildcards => [
            format!("a query may have {MOST_WILDCARDS} terms with wildcards; split it into two rules"),
            format!("와일드카드 검색어는 {MOST_WILDCARDS}개까지입니다. 규칙을 둘로 나누세요"),
            format!("ワイルドカードを含む語は{MOST_WILDCARDS}個までです。ルールを二つに分けてください"),
        ],
        TooDeep => [
            format!("parentheses may be {DEEPEST} deep"),
            format!("괄호는 {DEEPEST}겹까지 쓸 수 있습니다"),
            format!("括弧は{DEEPEST}重までです"),
        ],
        ExpectedTerm => [
            format!("expected a term after {about}"),
            format!("{about} 뒤에 검색어가 필요합니다"),
            format!("{about} の後に語が必要です"),
        ],
        ExpectedTermBefore => [
            format!("expected a term before {about}"),
            format!("{about} 앞에 검색어가 필요합니다"),
            format!("{about} の前に語が必要です"),
        ],
        Unbalanced => [
            format!("this {about} has no partner"),
            format!("괄호 {about}의 짝이 없습니다"),
            format!("括弧 {about} の相手がありません"),
        ],
        Unclosed => [
            format!("this {about} is not closed"),
            format!("{about}가 닫히지 않았습니다"),
            format!("{about} が閉じられていません"),
        ],
        NothingToFind => [
            format!("`{about}` has no letter, digit or emoji to look for"),
            format!("`{about}`에는 찾을 글자나 이모지가 없습니다"),
            format!("`{about}` には検索できる文字や絵文字がありません"),
        ],
        TooShort => [
            format!("`{about}` is one character and stands in too many words; write it in quotation marks if you mean it"),
            format!("`{about}`은(는) 한 글자라 너무 많은 단어에 들어 있습니다. 그대로 찾으려면 따옴표로 묶으세요"),
            format!("`{about}` は一文字で、多くの語に含まれます。そのまま検索するには引用符で囲んでください"),
        ],
        BadName => [
            format!("`{about}` is not a name: letters, digits and _ may follow the sign"),
            format!("`{about}`은(는) 이름이 아닙니다. 기호 뒤에는 글자, 숫자, _만 쓸 수 있습니다"),
            format!("`{about}` は名前ではありません。記号の後には文字・数字・_ だけを書けます"),
        ],
        BadWildcard => [
            format!("`{about}`: a wildcard needs at least three letters before it in a spaced script, and stands in a word"),
            format!("`{about}`: 띄어 쓰는 문자에서는 와일드카드 앞에 글자가 세 개 이상 있어야 합니다"),
            format!("`{about}`: 分かち書きする文字では、ワイルドカードの前に三文字以上が必要です"),
        ],
        BadDistance => [
            format!("the distance of {about} must be a number from 0 to {FARTHEST}"),
            format!("{about}의 거리는 0부터 {FARTHEST}까지의 수여야 합니다"),
            format!("{about} の距離は0から{FARTHEST}までの数です"),
        ],
        BadOperand => [
            format!("{about} takes words and phrases, or groups of them with OR"),
            format!("{about}에는 단어나 구, 또는 그것들을 OR로 묶은 것만 쓸 수 있습니다"),
            format!("{about} には語・フレーズ、またはそれらを OR でまとめたものだけを書けます"),
        ],
        BadValue => [
            format!("expected {about}"),
            format!("값이 맞지 않습니다. 쓸 수 있는 값: {about}"),
            format!("値が正しくありません。書ける値: {about}"),
        ],
        NotHere => [
            format!("`{about}:` is known only after analysis; use it in an escalation rule or a search"),
            format!("`{about}:`는 분석 뒤에만 알 수 있습니다. 에스컬레이션 규칙이나 검색에서 쓰세요"),
            format!("`{about}:` は分析の後にしか分かりません。エスカレーションルールか検索で使ってください"),
        ],
        NoPositiveTerm => [
            "every term is excluded: add at least one that must be there".into(),
            "모든 검색어가 제외어입니다. 있어야 할 검색어를 하나 이상 적으세요".into(),
            "すべての語が除外されています。含まれるべき語を一つ以上書いてください".into(),
        ],
    };
    match language {
        Language::En => en,
        Language::Ko => ko,
        Language::Ja => ja,
    }
}
