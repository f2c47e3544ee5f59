//! The form in which somebody signs in. It needs no script.

/// What the page may load and who may show it inside another: nothing, nobody.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/// Where somebody is on the way in.
pub(super) enum Step<'a> {
    /// Name and password.
    Password { name: &'a str, wrong: bool },
    /// A password of an administrator's is replaced.
    NewPassword { session: &'a str, wrong: Option<&'a str> },
}

impl Step<'_> {
    /// Whether what was sent before was refused.
    pub(super) fn is_wrong(&self) -> bool {
        matches!(self, Self::Password { wrong: true, .. } | Self::NewPassword { wrong: Some(_), .. })
    }
}

struct Words {
    tag: &'static str,
    title: &'static str,
    name: &'static str,
    password: &'static str,
    act: &'static str,
    wrong: &'static str,
    new_title: &'static str,
    new_password: &'static str,
    new_act: &'static str,
    local: &'static str,
}

const ENGLISH: Words = Words {
    tag: "en",
    title: "Sign in",
    name: "Email address or name",
    password: "Password",
    act: "Sign in",
    wrong: "Incorrect user name or password.",
    new_title: "Choose a new password",
    new_password: "New password",
    new_act: "Save and sign in",
    local: "Local sign-in page of this machine",
};

const KOREAN: Words = Words {
    tag: "ko",
    title: "로그인",
    name: "이메일 주소 또는 이름",
    password: "비밀번호",
    act: "로그인",
    wrong: "사용자 이름 또는 비밀번호가 올바르지 않습니다.",
    new_title: "새 비밀번호 설정",
    new_password: "새 비밀번호",
    new_act: "저장하고 로그인",
    local: "이 컴퓨터의 로컬 로그인 페이지",
};

const JAPANESE: Words = Words {
    tag: "ja",
    title: "サインイン",
    name: "メールアドレスまたは名前",
    password: "パスワード",
    act: "サインイン",
    wrong: "ユーザー名またはパスワードが正しくありません。",
    new_title: "新しいパスワードの設定",
    new_password: "新しいパスワード",
    new_act: "保存してサインイン",
    local: "このマシンのローカルサインインページ",
};

/// The words of the first known language in a list as browsers send it, most wanted first.
fn words(wanted: &str) -> &'static Words {
    let known = wanted.split(',').find_map(|one| match one.trim().get(..2)? {
        "en" => Some(&ENGLISH),
        "ko" => Some(&KOREAN),
        "ja" => Some(&JAPANESE),
        _ => None,
    });
    known.unwrap_or(&ENGLISH)
}

/// The page: `action` is where it is sent, `languages` as in `Accept-Language`, `secret` what the form must repeat.
pub(super) fn page(action: &str, languages: &str, secret: &str, step: &Step<'_>) -> String {
    let words = words(languages);
    let (title, fields, act, wrong) = match step {
        Step::Password { name, wrong } => {
            let (autofocus_name, autofocus_password) = if name.is_empty() { ("autofocus", "") } else { ("", "autofocus") };
            let fields = format!(
                r#"<label for="username">{}</label><input id="username" name="username" value="{}" autocomplete="username" autocapitalize="none" spellcheck="false" required {autofocus_name}>
<label for="password">{}</label><input id="password" name="password" type="password" autocomplete="current-password" required {autofocus_password}>"#,
                words.name,
                escaped(name),
                words.password,
            );
            (words.title, fields, words.act, wrong.then_some(words.wrong))
        }
        Step::NewPassword { session, wrong } => {
            let fields = format!(
                r#"<input type="hidden" name="session" value="{}">
<label for="new_password">{}</label><input id="new_password" name="new_password" type="password" autocomplete="new-password" required autofocus>"#,
                escaped(session),
                words.new_password,
            );
            (words.new_title, fields, words.new_act, *wrong)
        }
    };
    let alert = wrong.map(|text| format!(r#"<p role="alert">{}</p>"#, escaped(text))).unwrap_or_default();
    let (tag, local, style) = (words.tag, words.local, STYLE);
    let (action, secret) = (escaped(action), escaped(secret));
    format!(
        r#"<!doctype html><html lang="{tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{style}</style></head><body><main><h1>{title}</h1>{alert}
<form method="post" action="{action}"><input type="hidden" name="_csrf" value="{secret}">
{fields}
<button>{act}</button></form><footer>{local}</footer></main></body></html>"#
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const STYLE: &str = r#":root{color-scheme:light dark;--ink:#1b2430;--soft:#5b6675;--paper:#fff;--ground:#eef1f5;--line:#c3cad4;--act:#0b5f8a;--bad:#a11b2b}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa5b4;--paper:#1a212b;--ground:#10151c;--line:#3c4756;--act:#4bb0e0;--bad:#ff8a93}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,"Noto Sans CJK KR","Noto Sans CJK JP",sans-serif}
main{width:min(23rem,calc(100vw - 2rem));padding:2rem;background:var(--paper);border:1px solid var(--line);border-radius:12px}
h1{margin:0 0 1.25rem;font-size:1.35rem;line-height:1.3}label{display:block;margin:0 0 .3rem;font-weight:600;font-size:.87rem}
input{width:100%;height:2.6rem;margin:0 0 1rem;padding:0 .75rem;border:1px solid var(--line);border-radius:7px;background:transparent;color:inherit;font:inherit}
button{width:100%;height:2.6rem;margin-top:.25rem;border:0;border-radius:7px;background:var(--act);color:var(--paper);font:inherit;font-weight:600;cursor:pointer}
:focus-visible{outline:2px solid var(--act);outline-offset:2px}[role=alert]{margin:0 0 1rem;color:var(--bad)}footer{margin-top:1.25rem;color:var(--soft);font-size:.8rem}"#;

#[cfg(test)]
mod tests {
    use super::*;

    // proves I18-01
    #[test]
    fn the_first_language_that_is_known_is_spoken() {
        for (wanted, tag) in [("ko", "ko"), ("fr-FR,ja;q=0.8,en;q=0.5", "ja"), ("", "en"), ("한", "en"), ("x", "en")] {
            assert_eq!(words(wanted).tag, tag, "{wanted}");
        }
    }

    #[test]
    fn what_was_typed_is_shown_and_never_markup() {
        let html = page("/login?a=1&b=\"", "en", "s", &Step::Password { name: "\"><script>", wrong: true });
        assert!(html.contains("&quot;&gt;&lt;script&gt;"));
        assert!(!html.contains("<script"));
        assert!(html.contains("action=\"/login?a=1&amp;b=&quot;\""));
    }
}
