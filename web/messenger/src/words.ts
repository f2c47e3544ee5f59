/** What the messenger says, in each language: a missing key does not compile. */
export type Words = {
  open: string;
  close: string;
  title: string;
  log: string;
  write: string;
  send: string;
  empty: string;
  you: string;
  them: string;
  waiting: string;
  with: string;
  ended: string;
  typing: string;
  offline: string;
  sending: string;
  refused: string;
  read: string;
  blocked: string;
  file: string;
  map: string;
  unread: (count: number) => string;
  attach: string;
  files: string;
  early: string;
  remove: (name: string) => string;
  fileType: string;
  fileEmpty: string;
  fileLarge: (megabytes: number) => string;
  fileMany: (count: number) => string;
  fileGone: string;
  fileFailed: string;
};

const en: Words = {
  open: 'Open the chat',
  close: 'Close the chat',
  title: 'Chat with us',
  log: 'Messages',
  write: 'Write a message',
  send: 'Send',
  empty: 'How can we help you?',
  you: 'You',
  them: 'We',
  waiting: 'Someone will be with you soon.',
  with: 'You are talking with a colleague of ours.',
  ended: 'This conversation has ended. Write again any time.',
  typing: 'Somebody is writing…',
  offline: 'No connection. What you write is kept and sent later.',
  sending: 'Being sent',
  refused: 'Not sent',
  read: 'Read',
  blocked: 'The chat is not available on this page.',
  file: 'Open the file',
  map: 'Show on a map',
  unread: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  attach: 'Attach a file',
  files: 'Attached files',
  early: 'Send once the files have arrived.',
  remove: (name) => `Remove ${name}`,
  fileType: 'This kind of file cannot be sent.',
  fileEmpty: 'The file is empty.',
  fileLarge: (megabytes) => `The file has more than ${megabytes} MB.`,
  fileMany: (count) => `At most ${count} files at a time.`,
  fileGone: 'The file is not there any more. Attach it again.',
  fileFailed: 'The file could not be uploaded. Attach it again.',
};

const ko: Words = {
  open: '채팅 열기',
  close: '채팅 닫기',
  title: '문의하기',
  log: '메시지',
  write: '메시지를 입력하세요',
  send: '보내기',
  empty: '무엇을 도와드릴까요?',
  you: '나',
  them: '상담원',
  waiting: '곧 상담원이 연결됩니다.',
  with: '상담원과 대화 중입니다.',
  ended: '상담이 종료되었습니다. 언제든 다시 문의해 주세요.',
  typing: '상담원이 입력 중입니다…',
  offline: '연결이 끊겼습니다. 작성한 메시지는 보관했다가 나중에 보냅니다.',
  sending: '보내는 중',
  refused: '보내지 못함',
  read: '읽음',
  blocked: '이 페이지에서는 채팅을 사용할 수 없습니다.',
  file: '파일 열기',
  map: '지도에서 보기',
  unread: (count) => `새 메시지 ${count}개`,
  attach: '파일 첨부',
  files: '첨부 파일',
  early: '파일 업로드가 끝나면 보낼 수 있습니다.',
  remove: (name) => `${name} 삭제`,
  fileType: '보낼 수 없는 파일 형식입니다.',
  fileEmpty: '빈 파일입니다.',
  fileLarge: (megabytes) => `파일이 ${megabytes}MB보다 큽니다.`,
  fileMany: (count) => `한 번에 ${count}개까지 보낼 수 있습니다.`,
  fileGone: '파일을 찾을 수 없습니다. 다시 첨부해 주세요.',
  fileFailed: '파일을 업로드하지 못했습니다. 다시 첨부해 주세요.',
};

const ja: Words = {
  open: 'チャットを開く',
  close: 'チャットを閉じる',
  title: 'お問い合わせ',
  log: 'メッセージ',
  write: 'メッセージを入力',
  send: '送信',
  empty: 'どのようなご用件でしょうか。',
  you: 'あなた',
  them: '担当者',
  waiting: 'まもなく担当者が対応します。',
  with: '担当者が対応しています。',
  ended: 'この会話は終了しました。いつでもまたご連絡ください。',
  typing: '担当者が入力しています…',
  offline: '接続がありません。入力した内容は保存され、後で送信されます。',
  sending: '送信中',
  refused: '送信できませんでした',
  read: '既読',
  blocked: 'このページではチャットを利用できません。',
  file: 'ファイルを開く',
  map: '地図で見る',
  unread: (count) => `新着メッセージ ${count} 件`,
  attach: 'ファイルを添付',
  files: '添付ファイル',
  early: 'アップロードが終わると送信できます。',
  remove: (name) => `${name} を削除`,
  fileType: 'この形式のファイルは送信できません。',
  fileEmpty: 'ファイルが空です。',
  fileLarge: (megabytes) => `ファイルが ${megabytes} MB を超えています。`,
  fileMany: (count) => `一度に送信できるのは ${count} 件までです。`,
  fileGone: 'ファイルが見つかりません。もう一度添付してください。',
  fileFailed: 'アップロードできませんでした。もう一度添付してください。',
};

/** The words for a language tag, as browsers and pages write them; English for all others. */
export function wordsOf(tag: string): { lang: 'en' | 'ko' | 'ja'; words: Words } {
  const main = tag.toLowerCase().split('-')[0];
  if (main === 'ko') return { lang: 'ko', words: ko };
  if (main === 'ja') return { lang: 'ja', words: ja };
  return { lang: 'en', words: en };
}
