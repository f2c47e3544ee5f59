import { useMemo } from 'react';
import { useListeningNames } from '../listening/names';
import type { FilterName } from '../listening/view';
import { useWordsOf } from '../words/useWords';
import type { Same } from '../words/words';

/** What rules ask, in the words of the screen: facts, comparisons and values. The editor and the traces say the same. */
const en = {
  fields: {
    text: 'Words (query)',
    keyword: 'Keyword',
    sentiment: 'Sentiment',
    intent: 'Intent',
    urgency: 'Urgency',
    topic: 'Topic',
    platform: 'Platform',
    account: 'Account',
    language: 'Language',
    content_type: 'Content type',
    visibility: 'Visibility',
    author: 'Author',
    country: 'Country',
    followers: 'Followers',
    verified: 'Verified by the platform',
    known_customer: 'Has written before',
    engagement_per_hour: 'Engagement per hour',
    flag: 'Flag',
    message_class: 'Class',
    time: 'Time',
  },
  operators: {
    is: 'is',
    is_not: 'is not',
    one_of: 'is one of',
    none_of: 'is none of',
    matches: 'matches',
    is_unknown: 'is unknown',
    at_least: 'is at least',
    at_most: 'is at most',
    within: 'is within',
    outside: 'is outside',
  },
  truths: { true: 'yes', false: 'no' },
  urgencies: { low: 'Low', normal: 'Normal', high: 'High' },
  visibilities: { public: 'Public', private: 'Private' },
  flags: { spam: 'Spam', abuse: 'Abuse', unsafe: 'Unsafe content' },
  classes: {
    general_inquiry: 'Inquiry',
    complaint: 'Complaint',
    feedback: 'Feedback',
    brand_engagement: 'Engagement',
  },
};
export type AskedWords = Same<typeof en>;

const ko: AskedWords = {
  fields: {
    text: '내용(쿼리)',
    keyword: '키워드',
    sentiment: '감정',
    intent: '의도',
    urgency: '긴급도',
    topic: '주제',
    platform: '플랫폼',
    account: '연동',
    language: '언어',
    content_type: '콘텐츠 유형',
    visibility: '공개 여부',
    author: '작성자',
    country: '국가',
    followers: '팔로워 수',
    verified: '플랫폼 인증',
    known_customer: '전에 문의한 고객',
    engagement_per_hour: '시간당 참여',
    flag: '표시',
    message_class: '분류',
    time: '시각',
  },
  operators: {
    is: '같음',
    is_not: '같지 않음',
    one_of: '다음 중 하나',
    none_of: '다음이 아님',
    matches: '일치',
    is_unknown: '알 수 없음',
    at_least: '이상',
    at_most: '이하',
    within: '안에 있음',
    outside: '밖에 있음',
  },
  truths: { true: '예', false: '아니요' },
  urgencies: { low: '낮음', normal: '보통', high: '높음' },
  visibilities: { public: '공개', private: '비공개' },
  flags: { spam: '스팸', abuse: '욕설', unsafe: '위험한 내용' },
  classes: { general_inquiry: '문의', complaint: '불만', feedback: '의견', brand_engagement: '참여' },
};

const ja: AskedWords = {
  fields: {
    text: '本文(クエリ)',
    keyword: 'キーワード',
    sentiment: '感情',
    intent: '意図',
    urgency: '緊急度',
    topic: 'トピック',
    platform: 'プラットフォーム',
    account: '連携',
    language: '言語',
    content_type: 'コンテンツ種別',
    visibility: '公開範囲',
    author: '投稿者',
    country: '国',
    followers: 'フォロワー数',
    verified: 'プラットフォームの認証',
    known_customer: '以前に連絡した顧客',
    engagement_per_hour: '1時間あたりのエンゲージメント',
    flag: 'フラグ',
    message_class: '分類',
    time: '時刻',
  },
  operators: {
    is: 'である',
    is_not: 'でない',
    one_of: 'のどれか',
    none_of: 'のどれでもない',
    matches: 'に一致',
    is_unknown: 'が不明',
    at_least: '以上',
    at_most: '以下',
    within: 'の間',
    outside: 'の外',
  },
  truths: { true: 'はい', false: 'いいえ' },
  urgencies: { low: '低い', normal: 'ふつう', high: '高い' },
  visibilities: { public: '公開', private: '非公開' },
  flags: { spam: 'スパム', abuse: '暴言', unsafe: '危険な内容' },
  classes: { general_inquiry: '問い合わせ', complaint: '苦情', feedback: '意見', brand_engagement: 'エンゲージメント' },
};

export function useAskedWords(): AskedWords {
  return useWordsOf<AskedWords>({ en, ko, ja });
}

/** The facts whose values listening has names for. */
const LISTENING: Readonly<Record<string, FilterName>> = {
  sentiment: 'sentiment',
  intent: 'intent',
  topic: 'topic',
  platform: 'platform',
  account: 'account',
  language: 'language',
  content_type: 'content_type',
};

export type AskedNames = {
  field: (name: string) => string;
  operator: (name: string) => string;
  /** One value of a fact. */
  value: (field: string, value: string) => string;
  /** What a test wanted, as the API writes it: one value, several, or what only data can say. */
  wanted: (field: string, wanted: unknown) => string;
  /** What a fact was: several are parted by commas. */
  found: (field: string, found: string) => string;
};

/** Hours of the day as they are written, with their zone; anything else as data. */
function hours(what: object): string {
  const { from, until, zone } = what as Record<string, unknown>;
  if (typeof from === 'string' && typeof until === 'string') return `${from}–${until} ${String(zone ?? '')}`.trim();
  return JSON.stringify(what);
}

/** What facts, comparisons and values are called; what has no name stands as it is. */
export function useAskedNames(): AskedNames {
  const words = useAskedWords();
  const names = useListeningNames();
  return useMemo(() => {
    const from = (all: Readonly<Record<string, string>>, name: string) => all[name] ?? name;
    const value = (field: string, one: string): string => {
      const listening = LISTENING[field];
      if (listening !== undefined) return names(listening, one);
      switch (field) {
        case 'urgency':
          return from(words.urgencies, one);
        case 'visibility':
          return from(words.visibilities, one);
        case 'flag':
          return from(words.flags, one);
        case 'message_class':
          return from(words.classes, one);
        case 'verified':
        case 'known_customer':
          return from(words.truths, one);
        default:
          return one;
      }
    };
    const wanted = (field: string, what: unknown): string => {
      if (what == null) return '';
      if (Array.isArray(what)) return what.map((one) => wanted(field, one)).join(', ');
      return typeof what === 'object' ? hours(what) : value(field, String(what));
    };
    return {
      field: (name) => from(words.fields, name),
      operator: (name) => from(words.operators, name),
      value,
      wanted,
      found: (field, text) =>
        text
          .split(', ')
          .map((one) => value(field, one))
          .join(', '),
    };
  }, [words, names]);
}
