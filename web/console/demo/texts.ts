/** What made-up customers of a made-up shop say, with `{…}` for what differs. Written for this demo. */

export type Tongue = 'en' | 'ko' | 'ja';
export type Mood = 'bad' | 'good' | 'plain';

type Said = Readonly<Record<Mood, readonly string[]>>;

/** By what it is about; each text is caught by the demo's topic of that name. */
export const SAID: Readonly<Record<string, Readonly<Record<Tongue, Said>>>> = {
  delivery: {
    en: {
      bad: [
        'Parcel {order} was promised for {day} and still nothing. This is really disappointing.',
        'Third {day} in a row waiting at home for a delivery that never comes. Terrible service.',
        'My delivery arrived with the {thing} broken. Not happy at all.',
        '{city}: shipping stuck "in transit" for {n} days now. Where is it?',
        'The courier left my parcel in the rain. The {thing} is ruined.',
      ],
      good: [
        'Ordered the {thing} on {day}, delivery the next morning. Brilliant!',
        'Fastest shipping I have ever had, thank you! The {thing} is lovely.',
        'Delivery to {city} in {n} days and beautifully packed. Love it.',
      ],
      plain: [
        'Does delivery to {city} include Saturdays?',
        'How much is shipping for a {thing} to {city}?',
        'Parcel {order} says delivery on {day}, is that still the plan?',
      ],
    },
    ko: {
      bad: [
        '{day}까지 온다던 배송이 아직도 안 왔어요. 정말 실망입니다.',
        '택배가 {n}일째 {city}에 멈춰 있어요. 너무 느려요.',
        '배송받았는데 {thing}가 깨져서 왔네요. 화가 납니다.',
        '배송 조회가 {n}일째 그대로예요. 최악이네요.',
      ],
      good: [
        '{day}에 주문했는데 다음 날 배송이 왔어요! 최고예요.',
        '배송도 빠르고 {thing} 포장도 정말 예뻐요. 감사합니다!',
        '{city}까지 하루 만에 배송이라니 정말 만족합니다.',
      ],
      plain: ['{city}도 토요일 배송이 되나요?', '{thing} 배송비는 얼마인가요?', '{order} 배송이 {day} 맞나요?'],
    },
    ja: {
      bad: [
        '{day}に届くはずの荷物がまだ届きません。とても残念です。',
        '配送状況が{n}日前から変わりません。遅すぎます。',
        '荷物は届いたけれど{thing}が割れていました。がっかりです。',
        '{city}への配送で{n}日も待たされています。ひどいです。',
      ],
      good: [
        '{day}に注文して翌日に配送。とても早くて感動しました!',
        '配送が早く、{thing}の梱包も丁寧で最高です。',
        '{city}まで翌日に荷物が届きました。ありがとうございます!',
      ],
      plain: ['{city}への配送は土曜日もできますか?', '{thing}の配送料はいくらですか?', '荷物は{day}に届きますか?'],
    },
  },
  refund: {
    en: {
      bad: [
        'Still waiting for my refund for order {order} after {n} weeks. Unacceptable.',
        'They refuse the refund because the box was opened. How else do I see that the {thing} is broken?',
      ],
      good: ['Refund was on my card within {n} days, no questions asked. Great shop.'],
      plain: ['Can I get a refund for the {thing} if I bought it in {city}?', 'How long does a refund take?'],
    },
    ko: {
      bad: ['{thing} 환불 신청한 지 {n}일인데 연락이 없어요. 답답합니다.', '환불이 안 된다니 말이 되나요? 너무하네요.'],
      good: ['환불이 {n}일 만에 바로 처리됐어요. 친절해서 좋았습니다.'],
      plain: ['{thing} 환불은 며칠 걸리나요?', '{city} 매장에서 산 것도 환불되나요?'],
    },
    ja: {
      bad: ['{thing}の返品を申し込んで{n}日、まだ返金されません。困っています。', '返品できないと言われました。納得できません。'],
      good: ['返金が{n}日で完了。対応もとても丁寧でした。'],
      plain: ['{thing}の返品は何日以内ですか?', '{city}の店舗で買ったものも返品できますか?'],
    },
  },
  app: {
    en: {
      bad: [
        'The app logs me out every time I open the basket. So annoying.',
        'Since the update the app needs {n} tries to pay. Awful.',
      ],
      good: ['The new app is so much nicer. Found my {thing} in seconds!'],
      plain: ['Is there a way to change the address in the app?', 'Does the app work with {city} store cards?'],
    },
    ko: {
      bad: ['앱이 자꾸 꺼져서 {thing}를 살 수가 없어요. 짜증나요.', '업데이트 후 앱 결제가 {n}번 만에 됐어요. 불편합니다.'],
      good: ['새 앱 정말 편해요! {thing} 찾기도 쉽고 좋아요.'],
      plain: ['앱에서 주소는 어떻게 바꾸나요?', '앱에서 {city} 매장 재고를 볼 수 있나요?'],
    },
    ja: {
      bad: ['アプリが落ちて{thing}が買えません。困ります。', '更新後、アプリの支払いに{n}回もかかりました。不便です。'],
      good: ['新しいアプリ、とても使いやすいです!'],
      plain: ['アプリで住所は変えられますか?', 'アプリで{city}店の在庫は見られますか?'],
    },
  },
  brand: {
    en: {
      bad: ['@harkenstore your prices for a {thing} have become a joke.'],
      good: ['So in love with my new {thing} from @harkenstore!', 'Great advice at the {city} shop today. #harkenstore'],
      plain: ['Anybody been to the new Harken Store in {city}?', 'Looking for a {thing}, is #harkenstore any good?'],
    },
    ko: {
      bad: ['#harkenstore {thing} 가격이 너무 올랐네요. 실망이에요.'],
      good: ['#harkenstore {thing} 샀는데 정말 마음에 들어요!', '{city} 매장 직원분 정말 친절했어요. #harkenstore'],
      plain: ['{city}에 새로 생긴 매장 가 보신 분? #harkenstore'],
    },
    ja: {
      bad: ['#harkenstore の{thing}、値上がりしすぎで残念です。'],
      good: ['#harkenstore で買った{thing}がとても気に入っています!', '{city}店の店員さんが親切でした。 #harkenstore'],
      plain: ['{city}に新しくできた店、行った人いますか? #harkenstore'],
    },
  },
};

/** What breaks today: the last two hours are full of it. */
export const OUTAGE: Readonly<Record<Tongue, readonly string[]>> = {
  en: [
    'Login in the app is broken again, error E-{code}. I cannot see my order!',
    'Error E-{code} at every login since noon. Terrible.',
    'Is the app down? Login fails with E-{code} for everybody in {city}. Unbelievable.',
  ],
  ko: [
    '앱 로그인이 안 돼요. 오류 E-{code}만 나와요. 정말 답답합니다.',
    '점심부터 로그인 오류 E-{code}… 주문 확인도 못 해요. 최악이에요.',
  ],
  ja: [
    'アプリにログインできません。エラー E-{code} が出ます。最悪です。',
    '昼からログインのエラー E-{code} ばかりで注文が見られません。困っています。',
  ],
};

export const THINGS: Readonly<Record<Tongue, readonly string[]>> = {
  en: ['teapot', 'desk lamp', 'coffee grinder', 'rain jacket', 'picture frame'],
  ko: ['찻주전자', '스탠드', '커피 그라인더', '우비', '액자'],
  ja: ['急須', 'デスクライト', 'コーヒーミル', 'レインコート', '額縁'],
};
export const CITIES: Readonly<Record<Tongue, readonly string[]>> = {
  en: ['London', 'Leeds', 'Dublin', 'Sydney', 'Toronto'],
  ko: ['서울', '부산', '대전', '광주', '제주'],
  ja: ['東京', '大阪', '福岡', '札幌', '名古屋'],
};
export const DAYS: Readonly<Record<Tongue, readonly string[]>> = {
  en: ['Monday', 'Tuesday', 'Thursday', 'Friday'],
  ko: ['월요일', '화요일', '목요일', '금요일'],
  ja: ['月曜日', '火曜日', '木曜日', '金曜日'],
};
export const NAMES: Readonly<Record<Tongue, readonly string[]>> = {
  en: ['amelia.w', 'noah_reads', 'isla.k', 'theo.brown', 'freya_m', 'oscar.ltd', 'ruby.adams', 'leo.p', 'grace_h', 'finn.oneill'],
  ko: [
    'haeun.kim',
    'minjun_lee',
    'seoyeon.p',
    'doyun.choi',
    'jiho_j',
    'yuna.han',
    'siwoo.kang',
    'chaewon_y',
    'eunwoo.s',
    'sua.lim',
  ],
  ja: ['yui.tanaka', 'ren_sato', 'sakura.i', 'haru.yamada', 'mio_k', 'sota.ito', 'hina.mori', 'riku_n', 'aoi.suzuki', 'kaito.o'],
};

/** Private talks for the desk: who writes what, in order; `me` is the agent's answer. */
export const TALKS: Readonly<
  Record<
    Tongue,
    readonly { name: string; platform: 'line' | 'instagram' | 'whatsapp'; says: readonly (string | { me: string })[] }[]
  >
> = {
  en: [
    {
      name: 'Amelia Wright',
      platform: 'instagram',
      says: [
        'Hi, I ordered a teapot last Thursday, order 48213, and it has not arrived.',
        'The tracking has not changed for three days. It is a birthday present for Sunday and I am getting really worried.',
        {
          me: 'Hello Amelia, I am sorry about that. I have asked the carrier where parcel 48213 is and will tell you within the hour.',
        },
        'Thank you! If it cannot be here by Saturday, can you send another one by express?',
      ],
    },
    { name: 'Noah Fielding', platform: 'line', says: ['Is the coffee grinder back in stock in Leeds?'] },
    {
      name: 'Grace Harper',
      platform: 'instagram',
      says: ['I was charged twice for order 47990. Please sort this out, it is really annoying.'],
    },
    { name: 'Theo Brown', platform: 'line', says: ['The picture frame came with a crack. Can I have my money back?'] },
  ],
  ko: [
    {
      name: '김하은',
      platform: 'line',
      says: [
        '지난 목요일에 찻주전자를 주문했는데 아직 배송이 안 왔어요. 주문 번호는 48213이에요.',
        '배송 조회가 사흘째 그대로예요. 일요일이 생신이라 정말 걱정돼요.',
        { me: '하은 님, 불편을 드려 죄송합니다. 택배사에 48213번 소포 위치를 확인하고 있으며 한 시간 안에 알려 드리겠습니다.' },
        '감사합니다! 토요일까지 안 되면 새것을 빠른 배송으로 보내 주실 수 있나요?',
      ],
    },
    { name: '이민준', platform: 'instagram', says: ['커피 그라인더 부산 매장에 재고가 있나요?'] },
    { name: '박서연', platform: 'line', says: ['47990번 주문이 두 번 결제됐어요. 확인 부탁드려요, 너무 당황스럽네요.'] },
    { name: '최도윤', platform: 'line', says: ['액자에 금이 가서 왔어요. 환불되나요?'] },
  ],
  ja: [
    {
      name: '田中 結衣',
      platform: 'line',
      says: [
        '先週の木曜日に急須を注文しましたが、まだ荷物が届きません。注文番号は48213です。',
        '配送状況が三日前から変わりません。日曜日の誕生日に贈るものなので、とても心配です。',
        {
          me: '田中様、ご心配をおかけして申し訳ございません。配送会社に48213の荷物の所在を確認し、一時間以内にお知らせいたします。',
        },
        'ありがとうございます!土曜日に間に合わなければ、速達で新しいものを送っていただけますか?',
      ],
    },
    { name: '佐藤 蓮', platform: 'instagram', says: ['コーヒーミルは福岡店に在庫がありますか?'] },
    { name: '伊藤 さくら', platform: 'line', says: ['注文47990が二重に請求されています。確認してください、困っています。'] },
    { name: '山田 陽', platform: 'line', says: ['額縁にひびが入っていました。返品できますか?'] },
  ],
};
