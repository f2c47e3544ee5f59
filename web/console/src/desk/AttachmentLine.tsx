import type { Shape } from '../api/client';
import { useWords } from '../words/useWords';

/** A place, a card, a story: what a customer sent and the platform keeps. Its address may be anything: only the web's own are made into links. */
export function AttachmentLine({ attachment }: { attachment: Shape['AttachmentView'] }) {
  const words = useWords();
  const label = attachment.label ?? words.contents[attachment.kind];
  return (
    <p className="attachment">
      {attachment.url && /^https?:\/\//i.test(attachment.url) ? (
        <a href={attachment.url} target="_blank" rel="noopener noreferrer">
          {label} ↗
        </a>
      ) : (
        <span>{label}</span>
      )}
    </p>
  );
}
