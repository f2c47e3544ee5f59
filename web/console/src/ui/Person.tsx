/** A person's first letter on a colour of their own. Pictures stay on the platforms: the page's policy loads none of them. */
export function Person({ name, id, large }: { name: string; id: string; large?: boolean }) {
  let hue = 0;
  for (const letter of id) hue = (hue * 31 + (letter.codePointAt(0) ?? 0)) % 6;
  return (
    <span className={large ? 'person large' : 'person'} data-hue={hue} aria-hidden="true">
      {[...name.trim()][0]?.toLocaleUpperCase() ?? '?'}
    </span>
  );
}

/** The platforms' own names. */
export const PLATFORMS = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  kakaotalk: 'KakaoTalk',
  line: 'LINE',
  linkedin: 'LinkedIn',
  open: 'Open',
  reddit: 'Reddit',
  sms: 'SMS',
  telegram: 'Telegram',
  web: 'Web messenger',
  x: 'X',
  whatsapp: 'WhatsApp',
} as const;
