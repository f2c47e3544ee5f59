/** Emoji that people write to customers, with words they are found by in the languages of the screen. Loaded when it is first opened. */

export type Emoji = { emoji: string; en: string; ko: string; ja: string };

/** One a line: the emoji, then its names in English, Korean and Japanese. */
const ALL = `
😀|grinning face happy smile|웃는 얼굴 활짝|笑顔 にっこり
😃|smiling face open mouth happy|밝게 웃음|笑顔 うれしい
😄|laughing eyes happy|눈웃음 기쁨|笑顔 目
😁|beaming grin|씩 웃음|にやり 歯
😆|laughing squint|크게 웃음|大笑い
😅|sweat smile relief|식은땀 웃음 다행|汗 苦笑い
😂|tears of joy laugh|기쁨의 눈물 폭소|うれし泣き 爆笑
🙂|slight smile|살짝 미소|ほほえみ
🙃|upside down|거꾸로|さかさま
😉|wink|윙크|ウインク
😊|blush smile thanks|미소 수줍음 감사|にこにこ 照れ
😇|angel halo|천사|天使
🥰|love hearts smile|사랑 하트 얼굴|大好き ハート
😍|heart eyes love|하트 눈 반함|目がハート 大好き
🤩|star struck wow|반짝 눈 감동|感動 きらきら
😘|kiss|뽀뽀|投げキス
😋|yummy delicious|맛있다 냠냠|おいしい
😎|sunglasses cool|선글라스 멋짐|サングラス クール
🤗|hug|포옹 안아줘요|ハグ
🤔|thinking hmm|생각 고민|考え中 うーん
🤭|giggle hand over mouth|입 가리고 웃음|ふふ 口に手
🤫|shush quiet|쉿 조용히|しー 静か
🤝|handshake deal agree|악수 합의|握手 合意
😐|neutral face|무표정|無表情
😑|expressionless|멍한 표정|無言
😶|no mouth silent|말 없음|沈黙
🙄|rolling eyes|눈 굴림|あきれ
😏|smirk|히죽|にやり
😬|grimace awkward|이 악물기 어색|気まずい
😌|relieved|안도|ほっと 安心
😔|pensive sad|시무룩 아쉬움|しょんぼり 残念
😪|sleepy|졸림|眠い
😴|sleeping|잠 자는 얼굴|寝る
😷|mask ill|마스크 아픔|マスク 風邪
🤒|thermometer fever sick|열 아픔|熱 病気
🤕|bandage hurt|다침 붕대|けが
🤧|sneeze|재채기|くしゃみ
😵|dizzy|어지러움|めまい
🤯|mind blown|충격|びっくり 爆発
🥳|party celebration|파티 축하|お祝い パーティー
😕|confused|혼란|困惑
😟|worried|걱정|心配
🙁|slight frown|살짝 찡그림|不満
😮|open mouth surprised|놀람|おどろき
😲|astonished|깜짝 놀람|びっくり
😳|flushed|당황 홍조|赤面
🥺|pleading please|부탁 간절|お願い うるうる
😢|crying sad tear|눈물 슬픔|涙 悲しい
😭|sobbing loudly crying|펑펑 울음|号泣
😱|scream fear|비명 공포|叫び 恐怖
😓|downcast sweat sorry|미안 땀|汗 申し訳ない
😩|weary tired|지침|疲れた
😤|triumph huff|씩씩|ふんっ
😠|angry|화남|怒り
😡|furious|분노|激怒
🙇|bow sorry apologise|인사 사과 절|おじぎ お詫び
🙇‍♀️|woman bowing sorry|여자 사과 절|女性 お辞儀 お詫び
🙇‍♂️|man bowing sorry|남자 사과 절|男性 お辞儀 お詫び
🙋|raising hand question|손들기 질문|挙手 はい
🙋‍♀️|woman raising hand|여자 손들기|女性 挙手
🤷|shrug|어깨 으쓱|わからない 肩
🤦|facepalm|이마 짚기|がっかり
🙆|ok gesture|오케이 동그라미|オーケー 丸
🙅|no gesture|안 돼 엑스|だめ ばつ
💁|information desk help|안내 도움|案内 ご案内
🧑‍💻|technologist computer|개발자 컴퓨터|技術者 パソコン
🧑‍🔧|mechanic repair|수리 기사|修理 整備
🧑‍🍳|cook chef|요리사|料理人 シェフ
👶|baby|아기|赤ちゃん
👪|family|가족|家族
👀|eyes look|눈 보기|目 見る
👋|wave hello bye|손 흔들기 안녕|手を振る こんにちは
👌|ok hand|오케이 손|オーケー
✌️|victory peace|브이 평화|ピース
🤞|fingers crossed luck|행운 손가락|幸運 祈る
👍|thumbs up good yes|좋아요 최고 엄지|いいね 了解
👎|thumbs down bad no|싫어요|よくない
👏|clap applause|박수|拍手
🙌|raised hands hooray|만세|ばんざい
🙏|please thanks pray|감사 부탁 기도|お願い 感謝
💪|muscle strong|힘 근육 화이팅|力 がんばる
☝️|point up|위 가리킴|上 指
👆|point up hand|위|上
👇|point down hand|아래|下
👈|point left|왼쪽|左
👉|point right|오른쪽|右
✍️|writing|쓰기 글|書く
❤️|red heart love|하트 사랑 빨강|ハート 愛
🧡|orange heart|주황 하트|オレンジ ハート
💛|yellow heart|노란 하트|黄色 ハート
💚|green heart|초록 하트|緑 ハート
💙|blue heart|파란 하트|青 ハート
💜|purple heart|보라 하트|紫 ハート
🖤|black heart|검은 하트|黒 ハート
🤍|white heart|흰 하트|白 ハート
💔|broken heart|깨진 하트|失恋 割れたハート
💕|two hearts|두 하트|ハート ふたつ
💖|sparkling heart|반짝 하트|きらきら ハート
💯|hundred perfect|백점 완벽|百点 満点
💢|anger|화 분노|怒りマーク
💥|boom collision|펑 충돌|どかん
💦|sweat drops water|물방울 땀|水滴 汗
💬|speech bubble chat|말풍선 대화|吹き出し チャット
💤|zzz sleep|쿨쿨|すやすや
✨|sparkles new|반짝반짝|きらきら
⭐|star|별|星
🌟|glowing star|빛나는 별|輝く星
🔥|fire hot|불 인기|火 人気
🎉|party popper congratulations|축하 폭죽|お祝い クラッカー
🎊|confetti|축하 꽃가루|くす玉
🎁|gift present|선물|プレゼント 贈り物
🎂|birthday cake|생일 케이크|誕生日 ケーキ
🎈|balloon|풍선|風船
🏆|trophy winner|트로피 우승|トロフィー 優勝
🥇|first medal gold|금메달|金メダル
🎯|target bullseye|과녁 목표|的 目標
🎫|ticket|티켓 표|チケット
🎬|film movie|영화|映画
🎵|music note|음악|音楽
🎮|game controller|게임|ゲーム
📦|package parcel box delivery|택배 상자 배송|荷物 小包 配送
🚚|delivery truck shipping|배송 트럭|配送 トラック
🚛|lorry shipping|화물차|大型トラック
✈️|airplane flight|비행기|飛行機
🚄|train|기차 열차|新幹線 電車
🚌|bus|버스|バス
🚗|car|자동차|車
🚲|bicycle|자전거|自転車
🚀|rocket fast|로켓 빠름|ロケット 速い
🏠|house home|집|家
🏢|office building|회사 건물|会社 ビル
🏬|department store shop|백화점 매장|デパート 店
🏪|convenience store|편의점|コンビニ
🏥|hospital|병원|病院
🏦|bank|은행|銀行
🏨|hotel|호텔|ホテル
📍|pin location place|위치 핀|場所 ピン
🗺️|map|지도|地図
🌏|globe asia world|지구 세계|地球 世界
📱|mobile phone|휴대폰|携帯 スマホ
💻|laptop computer|노트북 컴퓨터|パソコン
🖥️|desktop computer|데스크톱 모니터|デスクトップ
⌨️|keyboard|키보드|キーボード
🖨️|printer|프린터|プリンター
📷|camera photo|카메라 사진|カメラ 写真
📸|camera flash|사진 찰칵|写真 フラッシュ
📹|video camera|비디오|ビデオ
📺|television|텔레비전|テレビ
🎧|headphones|헤드폰|ヘッドホン
🔋|battery|배터리|電池 バッテリー
🔌|plug power|플러그 전원|コンセント 電源
💡|idea light bulb|아이디어 전구|ひらめき 電球
🔧|wrench repair|수리 렌치|修理 レンチ
🔨|hammer|망치|ハンマー
⚙️|settings gear|설정 톱니|設定 歯車
🔗|link|링크 연결|リンク
📎|paperclip attach|클립 첨부|クリップ 添付
📌|pushpin|압정 고정|画びょう 固定
📝|memo note write|메모 작성|メモ
📄|document page|문서|書類
📋|clipboard list|클립보드 목록|クリップボード
📅|calendar date|달력 날짜|カレンダー 日付
📈|chart up|상승 그래프|上昇 グラフ
📉|chart down|하락 그래프|下降 グラフ
📊|bar chart|막대 그래프|棒グラフ
📧|email|이메일|メール
📩|envelope message in|받은 편지|受信 メール
📬|mailbox|우편함|郵便受け
📞|telephone call|전화|電話
☎️|telephone|전화기|電話機
📢|announcement loudspeaker|공지 확성기|お知らせ 拡声器
🔔|bell notification|종 알림|ベル 通知
🔕|bell off mute|알림 끔|通知オフ
🔍|search magnifying glass|검색 돋보기|検索 虫めがね
🔑|key password|열쇠|鍵
🔒|lock secure|잠금 보안|ロック 鍵
🔓|unlock|잠금 해제|解錠
🛡️|shield protection|방패 보호|盾 保護
🛒|shopping cart|장바구니 쇼핑|カート 買い物
🛍️|shopping bags|쇼핑백|買い物袋
💳|credit card payment|신용카드 결제|クレジットカード 支払い
💰|money bag refund|돈 환불|お金 返金
💸|money with wings|돈 지출|出費
💴|yen|엔화|円
💵|dollar|달러|ドル
🧾|receipt|영수증|レシート 領収書
🏷️|label price tag|가격표 라벨|値札 ラベル
👕|shirt clothes|셔츠 옷|シャツ 服
👗|dress|원피스 옷|ワンピース
👟|shoe sneaker|운동화 신발|靴 スニーカー
👜|handbag|핸드백 가방|かばん バッグ
💄|lipstick cosmetics|립스틱 화장품|口紅 コスメ
⌚|watch|손목시계|腕時計
💍|ring|반지|指輪
☕|coffee|커피|コーヒー
🍵|tea|차 녹차|お茶
🍺|beer|맥주|ビール
🍷|wine|와인|ワイン
🍚|rice|밥|ごはん
🍜|noodles ramen|라면 국수|ラーメン 麺
🍣|sushi|초밥|寿司
🍕|pizza|피자|ピザ
🍔|burger|햄버거|ハンバーガー
🍗|chicken|치킨|チキン
🍰|cake|케이크|ケーキ
🍎|apple|사과 과일|りんご
🍓|strawberry|딸기|いちご
🌸|cherry blossom|벚꽃|桜
🌹|rose|장미|バラ
💐|bouquet flowers|꽃다발|花束
🍀|four leaf clover luck|네잎클로버 행운|四つ葉 幸運
🌱|seedling|새싹|芽
☀️|sun sunny|해 맑음|太陽 晴れ
⛅|cloud sun|구름 조금|くもり
☔|rain umbrella|비 우산|雨 傘
❄️|snow cold|눈 추움|雪 寒い
🌈|rainbow|무지개|虹
🌙|moon night|달 밤|月 夜
🐶|dog|개 강아지|犬
🐱|cat|고양이|猫
🐰|rabbit|토끼|うさぎ
🐻|bear|곰|くま
✅|check done ok|완료 체크|完了 チェック
☑️|checked box|체크 상자|チェック
✔️|check mark|체크 표시|チェックマーク
❌|cross no wrong|엑스 아니오|ばつ いいえ
⭕|circle right|동그라미|まる
❗|exclamation important|느낌표 중요|重要 びっくりマーク
❓|question|물음표 질문|質問 はてな
⚠️|warning|경고 주의|警告 注意
🚫|prohibited|금지|禁止
🆗|ok button|오케이 버튼|オーケー
🆕|new button|새로움|新着
🆓|free|무료|無料
🔄|refresh exchange again|새로고침 교환|更新 交換
↩️|return back|반품 되돌리기|返品 戻る
➡️|right arrow next|오른쪽 화살표 다음|右矢印 次
⬅️|left arrow previous|왼쪽 화살표 이전|左矢印 前
⏰|alarm clock time|알람 시간|時計 時間
⏳|hourglass waiting|모래시계 대기|砂時計 待つ
⌛|hourglass done|시간 경과|時間切れ
🕐|one o'clock time|시계 한 시|一時 時刻
1️⃣|one first|일 첫째|一 番号
2️⃣|two second|이 둘째|二 番号
3️⃣|three third|삼 셋째|三 番号
🔴|red circle|빨간 원|赤い丸
🟢|green circle|초록 원|緑の丸
🔵|blue circle|파란 원|青い丸
`;

export const EMOJI: readonly Emoji[] = ALL.trim()
  .split('\n')
  .map((line) => {
    const [emoji = '', en = '', ko = '', ja = ''] = line.split('|');
    return { emoji, en, ko, ja };
  });

/** Those that have every word, in any of the languages: an agent may write Korean on an English screen. */
export function found(query: string): readonly Emoji[] {
  const words = query
    .normalize('NFKC')
    .toLocaleLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return EMOJI;
  return EMOJI.filter((one) => {
    const names = `${one.emoji} ${one.en} ${one.ko} ${one.ja}`.toLocaleLowerCase();
    return words.every((word) => names.includes(word));
  });
}
