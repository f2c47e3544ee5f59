import { useWordsOf } from '../words/useWords';
import type { Same } from '../words/words';

/** What is said of what a platform asks of a connection. */
const en = {
  title: 'Checklist',
  hint: 'Tick what you have seen to, and save: your name and the time are kept. The rest is found out by itself.',
  later: 'Save it first: its checklist is then shown here. It takes part once what its platform asks for is confirmed.',
  open: 'Something is not confirmed yet: see to it and tick it, or save without taking part.',
  asked: {
    own_account: 'The page, account, channel or bot is the company’s own',
    own_number: 'The phone number is the company’s own and used by no other service',
    administrator: 'Who connects the page is its administrator',
    business: 'The platform has verified the business',
    permissions: 'The platform has approved the app for every permission that is needed',
    terms: 'The platform’s terms and its rules against spam are accepted',
    opt_in: 'Customers are written to only after they agreed to it',
    messages_allowed: 'The account allows connected tools to read its messages',
    replies_off: 'The platform’s own automatic replies are off, and its webhook is on',
    secrets: 'Its secrets are given',
    token: 'The platform takes its token',
    delivers: 'The platform delivers to the webhook address',
    pages: 'The pages that may show the messenger are named',
    first_message: 'A first message has come in',
  },
  states: { done: 'Done', open: 'Open', failed: 'Not so' },
  known: {
    person: 'a person confirms it',
    probe: 'the platform is asked every half hour',
    setting: 'the settings above',
    delivery: 'told by what comes in',
  },
  by: (who: string) => `confirmed by ${who}`,
};

type ChecklistWords = Same<typeof en>;

const ko: ChecklistWords = {
  title: '점검 목록',
  hint: '확인한 항목에 표시하고 저장하세요. 이름과 시각이 기록됩니다. 나머지는 자동으로 확인합니다.',
  later: '먼저 저장하면 점검 목록이 이곳에 나타납니다. 플랫폼이 요구하는 항목을 확인해야 연동을 사용할 수 있습니다.',
  open: '아직 확인하지 않은 항목이 있습니다. 확인하고 표시하거나, 사용하지 않는 상태로 저장하세요.',
  asked: {
    own_account: '회사 소유의 페이지, 계정, 채널 또는 봇입니다',
    own_number: '회사 소유의 전화번호이며 다른 서비스에서 사용하지 않습니다',
    administrator: '페이지를 연동하는 사람이 관리자입니다',
    business: '플랫폼이 비즈니스를 인증했습니다',
    permissions: '플랫폼이 앱에 필요한 모든 권한을 승인했습니다',
    terms: '플랫폼 약관과 스팸 방지 규칙에 동의했습니다',
    opt_in: '수신에 동의한 고객에게만 메시지를 보냅니다',
    messages_allowed: '연결된 도구가 메시지를 읽을 수 있도록 계정에서 허용했습니다',
    replies_off: '플랫폼 자체 자동 응답을 끄고 웹훅을 켰습니다',
    secrets: '비밀 값을 입력했습니다',
    token: '플랫폼이 토큰을 받아들입니다',
    delivers: '플랫폼이 웹훅 주소로 전송합니다',
    pages: '메신저를 표시할 페이지를 지정했습니다',
    first_message: '첫 메시지가 들어왔습니다',
  },
  states: { done: '완료', open: '미완료', failed: '문제 있음' },
  known: {
    person: '사람이 확인',
    probe: '30분마다 플랫폼에 확인',
    setting: '위의 설정',
    delivery: '들어온 메시지로 확인',
  },
  by: (who) => `${who} 확인`,
};

const ja: ChecklistWords = {
  title: 'チェックリスト',
  hint: '済ませた項目にチェックを入れて保存してください。名前と時刻が記録されます。残りは自動で確認されます。',
  later: 'まず保存すると、ここにチェックリストが表示されます。プラットフォームが求める項目を確認すると利用できます。',
  open: 'まだ確認していない項目があります。済ませてチェックを入れるか、利用しない状態で保存してください。',
  asked: {
    own_account: 'ページ、アカウント、チャネル、ボットは自社のものです',
    own_number: '電話番号は自社のもので、ほかのサービスで使われていません',
    administrator: 'ページを連携する人が管理者です',
    business: 'プラットフォームによるビジネス認証が済んでいます',
    permissions: '必要なすべての権限がアプリに承認されています',
    terms: 'プラットフォームの規約とスパム防止ルールに同意しています',
    opt_in: '同意したお客様にだけメッセージを送ります',
    messages_allowed: '連携ツールによるメッセージの閲覧をアカウントで許可しています',
    replies_off: 'プラットフォーム自体の自動応答をオフにし、Webhookをオンにしています',
    secrets: 'シークレットが入力されています',
    token: 'プラットフォームがトークンを受け入れています',
    delivers: 'プラットフォームがWebhookアドレスに配信しています',
    pages: 'メッセンジャーを表示するページが指定されています',
    first_message: '最初のメッセージが届きました',
  },
  states: { done: '完了', open: '未完了', failed: '問題あり' },
  known: {
    person: '人が確認',
    probe: '30分ごとにプラットフォームに確認',
    setting: '上の設定',
    delivery: '届いたものでわかる',
  },
  by: (who) => `${who} が確認`,
};

const LANGUAGES = { en, ko, ja };

/** What is said of the checklist, in the language of the screen. */
export function useChecklistWords(): ChecklistWords {
  return useWordsOf(LANGUAGES);
}
