import { Link } from '@tanstack/react-router';
import { useSpoken } from '../words/useWords';
import type { ListeningNames } from './names';
import { momentIn } from './numbers';
import type { Mention } from './queries';
import type { Column } from './view';
import { type ListeningWords, useListeningWords } from './words';

type Given = {
  mentions: readonly Mention[];
  columns: readonly Column[];
  zone: string;
  names: ListeningNames;
  escalate: (mention: Mention) => void;
};

/** Mentions as rows, in the columns of the view. */
export function MentionRows({ mentions, columns, zone, names, escalate }: Given) {
  const { locale, words: common } = useSpoken();
  const words = useListeningWords();
  const content = (mention: Mention, column: Column) => {
    switch (column) {
      case 'text':
        return mention.text == null ? (
          <span className="quiet">{mention.changed?.how === 'deleted' ? common.deleted : words.gone}</span>
        ) : (
          <p className="mention-text" dir="auto" lang={mention.language ?? undefined}>
            {mention.text}
          </p>
        );
      case 'at':
        return <time dateTime={mention.at}>{momentIn(locale, zone, mention.at)}</time>;
      case 'sentiment':
        return (
          <span className="mood" data-sentiment={mention.sentiment}>
            {names('sentiment', mention.sentiment)}
          </span>
        );
      case 'topics':
        return mention.topics.map((topic) => (
          <span key={topic} className="chip">
            {names('topic', topic)}
          </span>
        ));
      case 'escalated':
        return mention.verdict?.escalated ? (
          <span className="mark" data-visibility="public">
            {words.escalated}
          </span>
        ) : (
          mention.text != null && (
            <button type="button" className="button small" onClick={() => escalate(mention)}>
              {words.escalate}
            </button>
          )
        );
      default:
        return plain(mention, column, names);
    }
  };
  return (
    <div className="rows" tabIndex={0} role="region" aria-label={words.rows}>
      <table className="mentions">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {words.columns[column]}
              </th>
            ))}
            <th scope="col">
              <span className="unseen">{words.trace}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {mentions.map((mention) => (
            <tr key={mention.id} data-mention={mention.id}>
              {columns.map((column) => (
                <td key={column} data-column={column}>
                  {content(mention, column)}
                </td>
              ))}
              <td>
                {mention.caught.length > 0 && (
                  <Link to="/performance/workspace/social/mentions/$mention" params={{ mention: mention.id }} className="link">
                    {words.trace}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A column as plain words: of the table where it needs no more, and of a file. */
export function plain(mention: Mention, column: Column, names: ListeningNames): string {
  switch (column) {
    case 'at':
      return mention.at;
    case 'platform':
    case 'content_type':
    case 'sentiment':
    case 'intent':
    case 'account':
      return names(column, mention[column]);
    case 'language':
      return mention.language == null ? '' : names('language', mention.language);
    case 'author':
      return mention.author?.name ?? mention.author?.id ?? '';
    case 'text':
      return mention.text ?? '';
    case 'topics':
      return mention.topics.map((topic) => names('topic', topic)).join(', ');
    case 'escalated':
      return names('escalated', String(mention.verdict?.escalated === true));
  }
}

/** The rows of a file: headings, then mentions. */
export function fileRows(
  mentions: readonly Mention[],
  columns: readonly Column[],
  names: ListeningNames,
  words: ListeningWords,
  moment: (at: string) => string,
): string[][] {
  return [
    columns.map((column) => words.columns[column]),
    ...mentions.map((mention) => columns.map((column) => (column === 'at' ? moment(mention.at) : plain(mention, column, names)))),
  ];
}
