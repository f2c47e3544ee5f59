import { useWords } from '../words/useWords';
import { type Button, type Extra, kindOf } from './attaching';

/** What an answer carries, as colleagues see it. Pictures stay where they are: the page's policy loads none from elsewhere. */
export function ExtraView({ extra }: { extra: Extra }) {
  const words = useWords();
  const kind = kindOf(extra);
  const title = kind === 'carousel' ? words.attachKinds.card : kind === 'template' ? words.template : words.attachKinds[kind];
  return (
    <div className="extra">
      <span className="extra-kind">{title}</span>
      <Carried extra={extra} />
    </div>
  );
}

function Carried({ extra }: { extra: Extra }) {
  switch (extra.carries) {
    case 'file':
      return <Address url={extra.url} label={extra.name ?? extra.url} />;
    case 'upload':
      return <span className="cut">{extra.name ?? ''}</span>;
    case 'choices':
      return (
        <ul className="extra-buttons">
          {extra.choices.map((one) => (
            <li key={one.id}>{one.title}</li>
          ))}
        </ul>
      );
    case 'links':
      return <Buttons all={extra.links} />;
    case 'cards':
      return (
        <ul className="extra-cards">
          {extra.cards.map((card, index) => (
            <li key={index}>
              <b>{card.title}</b>
              <span>{card.text}</span>
              {card.image && <Address url={card.image} label={card.image} />}
              <Buttons all={card.buttons} />
            </li>
          ))}
        </ul>
      );
    case 'place':
      return (
        <span>
          {extra.name}, {extra.address}
        </span>
      );
    case 'sticker':
      return <span>{extra.says}</span>;
    case 'template':
      return (
        <span>
          {extra.name} ({extra.language}) {extra.values.join(', ')}
        </span>
      );
  }
}

function Buttons({ all }: { all: readonly Button[] }) {
  if (all.length === 0) return null;
  return (
    <ul className="extra-buttons">
      {all.map((one, index) => (
        <li key={index}>{one.press.does === 'open' ? <Address url={one.press.url} label={one.title} /> : one.title}</li>
      ))}
    </ul>
  );
}

/** Only the web's own addresses are made into links. */
function Address({ url, label }: { url: string; label: string }) {
  if (!/^https?:\/\//i.test(url)) return <span>{label}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" title={url}>
      {label} ↗
    </a>
  );
}
